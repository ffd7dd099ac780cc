"""docs/architecture.md is what the sources say, and every link of the docs leads somewhere."""

from __future__ import annotations

import re

import grimp
import pytest

from tools.architecture import PAGE, ROOT, edges, generated, libraries, read, reduced, written


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return read(ROOT)


def test_the_page_is_what_the_sources_say(graph: grimp.ImportGraph) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert written(page, generated(ROOT, graph)) == page, "run make docs"


def test_another_import_or_library_changes_the_page(graph: grimp.ImportGraph) -> None:
    before = generated(ROOT, graph)
    for above, below in (
        ("corrconv.core.index", "av"),
        ("corrconv.catalog", "corrconv.cli.build"),
    ):
        other = graph.__deepcopy__({})
        other.add_import(importer=above, imported=below)
        if below == "av":
            assert generated(ROOT, other) != before
        else:
            with pytest.raises(ValueError, match="imports go round"):
                generated(ROOT, other)


def test_arrows_that_follow_from_others_are_left_out() -> None:
    long = {("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("a", "d")}
    assert reduced(long) == {("a", "b"), ("b", "c"), ("c", "d")}
    with pytest.raises(ValueError, match="a > b > a"):
        reduced({("a", "b"), ("b", "a")})


def test_the_parts_and_their_libraries_are_found(graph: grimp.ImportGraph) -> None:
    assert {("scenes", "corrconv.draw"), ("corrconv.cli", "corrconv.pipeline")} <= edges(graph)
    assert ("corrconv.pipeline", "corrconv.draw") not in edges(graph)
    assert "click" in libraries(graph, "corrconv.cli")
    assert "manim" in libraries(graph, "corrconv.draw")


def test_every_place_that_the_page_names_is_there() -> None:
    named = re.findall(r"`((?:corrconv|scenes)/[\w/.]*)`", PAGE.read_text(encoding="utf-8"))
    assert len(named) > 40
    assert [each for each in named if not (ROOT / each).exists()] == []


def test_every_link_of_the_docs_leads_somewhere() -> None:
    """To a file of the repository; addresses elsewhere are not looked up."""
    found = 0
    for file in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", file.read_text(encoding="utf-8")):
            if "://" not in target:
                found += 1
                assert (file.parent / target).exists(), f"{file.name}: {target}"
    assert found > 5
