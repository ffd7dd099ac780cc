"""docs/architecture.md and its picture are what the sources say."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from tests import house
from tools.architecture import ROOT, page, written
from tools.diagram import WIDTH, picture
from tools.graph import LAYERS, Graph, ranks, read

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return read(ROOT)


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return written(ROOT)


def test_the_page_is_what_the_sources_say(made: dict[str, str]) -> None:
    for path, text in made.items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, f"{path}: run make docs"


def test_a_change_of_the_imports_changes_the_page(made: dict[str, str], graph: Graph) -> None:
    def others(imported: str) -> list[str]:
        index = next(module for module in graph.modules if module.name == "corrconv.core.index")
        changed = replace(index, imports=index.imports | {imported})
        rest = [module for module in graph.modules if module is not index]
        every = Graph((*rest, changed))
        return [page(every), picture(every)]

    assert others("corrconv.core.operation") == list(made.values())
    for before, after in zip(made.values(), others("pandas"), strict=True):
        assert before != after


def test_the_graph_is_the_one_that_the_house_rules_see(graph: Graph) -> None:
    """Two readers of the same imports."""
    seen = {
        (_layer(source.layer), _layer(house.layer_of(item.module)))
        for source in house.sources(ROOT)
        for item in house.imports(source)
        if _layer(house.layer_of(item.module)) in LAYERS
    }
    drawn = set(graph.edges())
    assert drawn <= seen
    assert {edge for edge in seen - drawn if edge[0] != edge[1]} <= {("corrconv", "corrconv.make")}


def _layer(name: str) -> str:
    return "render.py" if name == "render" else name


def test_no_import_points_up(graph: Graph) -> None:
    rank = ranks(graph.edges())
    assert all(rank[above] > rank[below] for above, below in graph.edges())
    with pytest.raises(ValueError, match="circle"):
        ranks({**graph.edges(), ("corrconv", "scenes"): 1})


def test_workers_and_the_catalogue_name_what_they_do_not_import(graph: Graph) -> None:
    assert {("corrconv.make", "corrconv.draw"), ("corrconv", "scenes")} <= set(graph.edges(True))
    assert ("corrconv.make", "corrconv.draw") not in graph.edges()


def test_the_picture_has_no_box_on_another_and_no_text_outside(made: dict[str, str]) -> None:
    root = ET.fromstring(made["docs/pictures/architecture.svg"])
    boxes = [
        tuple(int(box.attrib[name]) for name in ("x", "y", "width", "height"))
        for box in root.iter(f"{SVG}rect")
        if box.attrib["class"] == "box"
    ]
    assert len(boxes) == len(LAYERS)
    for number, (x, y, width, height) in enumerate(boxes):
        assert 0 < x < x + width < WIDTH
        for other_x, other_y, other_width, other_height in boxes[:number]:
            apart = x >= other_x + other_width or other_x >= x + width
            assert apart or y >= other_y + other_height or other_y >= y + height
    for text in root.iter(f"{SVG}text"):
        left, base = int(text.attrib["x"]), int(text.attrib["y"])
        inside = [b for b in boxes if b[0] < left < b[0] + b[2] and b[1] < base < b[1] + b[3]]
        assert len(inside) == 1
        assert left + 7.5 * len(text.text or "") < inside[0][0] + inside[0][2]


def test_every_link_of_the_docs_leads_somewhere() -> None:
    """To a file of the repository; addresses elsewhere are not looked up."""
    found = 0
    for file in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", file.read_text(encoding="utf-8")):
            if "://" not in target:
                found += 1
                assert (file.parent / target).exists(), f"{file.name}: {target}"
    assert found > 5
