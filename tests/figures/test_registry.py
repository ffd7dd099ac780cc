"""A figure is declared in one place, and whatever is missing or there twice is named."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest

from corrconv import catalog
from corrconv.figures.figure import STILL, Figure
from corrconv.figures.registry import FAMILIES, Declaration, DeclarationError, modules, ordered
from corrconv.lesson.lesson import load
from corrconv.pipeline.cache.fingerprinter import Fingerprinter
from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.plan.request import RequestError
from corrconv.products.article import article
from corrconv.rendering.profile import PROFILES
from corrconv.verify.oracle.registry import EXPECTED, complete

ROOT = Path(__file__).parents[2]


def family(*figures: Figure) -> ModuleType:
    declared = [Declaration(each, lambda figure, lesson: "Words.") for each in figures]
    return cast(ModuleType, SimpleNamespace(FIGURES=declared))


def table(*names: str) -> ModuleType:
    return cast(ModuleType, SimpleNamespace(EXPECTED=dict.fromkeys(names, lambda subject: ())))


def figure(**changes: Any) -> Figure:
    return replace(Figure("X1", "one", "scenes/one.py", "One", STILL, "One", lecture=5), **changes)


OTHER = figure(id="X2", name="two", scene="scenes/two.py", lecture=6)


def test_figures_come_in_the_order_of_their_ids_wherever_they_are_declared() -> None:
    ids = ("B1", "F10", "F2", "F2-more", "X1", "F1")
    figures = [figure(id=each, name=each, lecture=None) for each in ids]
    declared = ordered({"one": family(*figures)})
    found = [each.figure.id for each in declared]
    assert found == ["F1", "F2", "F2-more", "F10", "B1", "X1"]


@pytest.mark.parametrize(
    ("families", "said"),
    [
        (
            {"one": cast(ModuleType, SimpleNamespace())},
            "corrconv/figures/families/one.py declares no FIGURES",
        ),
        (
            {"one": family(figure()), "two": family(replace(OTHER, id="X1"))},
            "X1 one and X1 two have the same id, X1",
        ),
        (
            {"one": family(figure()), "two": family(replace(OTHER, name="one"))},
            "X1 one and X2 one have the same name, one",
        ),
        (
            {"one": family(figure()), "two": family(replace(OTHER, lecture=5))},
            "X1 one and X2 two have the same place in the lecture, 5",
        ),
        (
            {"one": family(figure(scene="scenes/two.py"))},
            "families/one.py: one has the scene scenes/two.py, wanted scenes/one.py",
        ),
        (
            {"one": family(figure(id="first"))},
            "families/one.py: one has the id 'first', wanted one such as F4 or X1",
        ),
    ],
)
def test_a_declaration_that_cannot_be_is_named(
    families: Mapping[str, ModuleType], said: str
) -> None:
    with pytest.raises(DeclarationError) as caught:
        ordered(families)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({}, "expected/one.py does not say what X1 one must show"),
        (
            {"one": table("one"), "two": table("two")},
            "expected/two.py expects two, no figure of that family",
        ),
        ({"two": table("one")}, "expected/two.py expects one, no figure of that family"),
    ],
)
def test_a_figure_without_a_table_or_a_table_without_a_figure_is_named(
    tables: Mapping[str, ModuleType], said: str
) -> None:
    assert set(complete({"one": table("one")}, [figure()])) == {"one"}
    with pytest.raises(DeclarationError) as caught:
        complete(tables, [figure()])
    assert said in str(caught.value)


def test_every_family_has_a_scene_file_and_a_module_of_the_oracle() -> None:
    families = set(modules(FAMILIES))
    assert len(families) > 5
    assert families | {"card"} == set(modules(EXPECTED))
    scenes = {path.stem for path in (ROOT / "scenes").glob("*.py")} - {"__init__"}
    assert families | {"card"} == scenes


def job(figure: Figure) -> Job:
    return Job(figure, "post", PROFILES["draft"], "light", ("png",), False, "Caption.", "Alt.")


def fingerprints(root: Path) -> dict[str, str]:
    """The fingerprint of each figure of the project in `root`, by its id."""
    maker = Fingerprinter(replace(article(), root=root), None, {})
    lesson = load()
    variants = [catalog.variant(figure, lesson) for figure in catalog.find()]
    return {figure.id: maker.fingerprint(job(figure)).digest for figure in variants}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("corrconv", "scenes"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignore)
    return tmp_path


def edited(root: Path, file: str) -> set[str]:
    """The figures whose fingerprints an edit of a file changes."""
    before = fingerprints(root)
    with (root / file).open("a", encoding="utf-8") as source:
        source.write("\n# edited\n")
    after = fingerprints(root)
    return {figure for figure, digest in after.items() if digest != before[figure]}


def test_an_edit_of_a_caption_draws_nothing_anew_and_one_of_a_scene_its_figures(
    copy: Path,
) -> None:
    assert edited(copy, "corrconv/figures/families/arrays.py") == set()
    assert edited(copy, "corrconv/figures/registry.py") == set()
    assert edited(copy, "corrconv/catalog.py") == set()
    assert edited(copy, "corrconv/verify/oracle/expected/arrays.py") == set()
    assert edited(copy, "scenes/arrays.py") == {"F4", "F5", "F6"}
    assert edited(copy, "corrconv/figures/figure.py") == set(fingerprints(copy))


def test_another_title_or_operation_draws_a_figure_anew(copy: Path) -> None:
    maker = Fingerprinter(replace(article(), root=copy), None, {})
    base = catalog.variant(catalog.named("notation"), load())
    titled = replace(base, title="Another")
    about = replace(base, operation=None)
    found = {maker.fingerprint(job(each)).digest for each in (base, titled, about)}
    assert len(found) == 3


def test_a_scene_file_that_is_missing_is_named(copy: Path) -> None:
    (copy / "scenes/title.py").unlink()
    with pytest.raises(RequestError, match=r"F16: its scene scenes/title\.py is not there"):
        fingerprints(copy)


def test_no_other_module_holds_the_name_of_a_figure() -> None:
    """Of those that are no ordinary words as well, such as "kernel"."""
    every = {figure.name for figure in (*catalog.find(), *catalog.title_cards())}
    names = {name for name in every if "-" in name}
    own = {Path("corrconv/figures/cards.py")}
    home = {Path("corrconv/figures/families"), Path("corrconv/verify/oracle/expected")}
    found, declared = [], set()
    for path in sorted([*(ROOT / "corrconv").rglob("*.py"), *(ROOT / "scenes").glob("*.py")]):
        file = path.relative_to(ROOT)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in names:
                if file in own or file.parent in home:
                    declared.add(node.value)
                else:
                    found.append(f"{file}:{node.lineno}: {node.value}")
    assert found == []
    assert declared == names & {figure.name for figure in catalog.find()}
    assert len(declared) > 10
