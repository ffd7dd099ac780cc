"""Whatever is changed in a figure's facts, the proof notices."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from typing import Any

import pytest

from corrconv import catalog
from corrconv.catalog import find
from corrconv.figures.figure import Figure
from corrconv.lesson.lesson import Lesson
from corrconv.verify.oracle.check_entries import check, compare, problems
from corrconv.verify.oracle.expected_entries import ExpectedFigure
from corrconv.verify.oracle.registry import expected_figure
from tests.verify.oracle.conftest import Show

Entry = dict[str, Any]

FREE = ("step", "*.note", "users.*")
"""The words of these may be others, as long as they name no wrong index."""


NAMES = [figure.name for figure in find()]


def is_right(facts: Entry, figure: Figure, expected: ExpectedFigure) -> bool:
    """Whether nothing is wrong; nothing more is looked at where something is."""
    return next(problems(facts, figure, expected), None) is None


def with_entry(facts: Entry, place: int, **changes: Any) -> Entry:
    """The facts with one entry changed; nothing else is copied."""
    drawn = list(facts["drawn"])
    drawn[place] = {**drawn[place], **changes}
    return {**facts, "drawn": drawn}


def is_free(entry: Entry) -> bool:
    return any(fnmatch.fnmatchcase(entry["grid"], pattern) for pattern in FREE)


def others(entry: Entry) -> Iterator[Entry]:
    """Changes that are tried on every entry."""
    yield {"text": "x[9,9]" if is_free(entry) else entry["text"] + "x"}
    if entry["index"] is None:
        yield {"index": [0, 0]}
    else:
        col, row = entry["index"]
        yield from ({"index": [col + 1, row]}, {"index": [col, row - 1]})


def more_others(entry: Entry) -> Iterator[Entry]:
    """Changes that are tried on some entries of each grid."""
    yield {"text": entry["text"][:-1] + "\N{REPLACEMENT CHARACTER}"}
    if entry["text"]:
        yield {"text": ""}
    if entry["index"] is not None:
        yield from ({"index": None}, {"index": [entry["index"][0] + 7, 0]})
    yield from ({"grid": entry["grid"] + "s"}, {"role": "thing"}, {"bbox": [-9, -9, 9, 9]})


def mutants(facts: Entry) -> Iterator[tuple[str, Entry]]:
    """Facts with one entry changed, missing or there twice, and what was changed."""
    drawn, seen = facts["drawn"], set()
    for place, entry in enumerate(drawn):
        what = f"{entry['role']} {entry['grid']} {entry['index']}"
        group = entry["role"], entry["grid"]
        changes = [*others(entry), *([] if group in seen else more_others(entry))]
        for change in changes:
            yield f"{what} {change}", with_entry(facts, place, **change)
        yield f"{what} missing", {**facts, "drawn": drawn[:place] + drawn[place + 1 :]}
        if group not in seen:
            yield f"{what} twice", {**facts, "drawn": [*drawn, entry]}
        seen.add(group)


@pytest.mark.parametrize("name", NAMES)
def test_no_change_of_an_entry_goes_unnoticed(name: str, show: Show, post: Lesson) -> None:
    facts, figure = show(name).facts, catalog.named(name)
    expected = expected_figure(figure, post)
    assert compare(facts, figure, expected) == []
    unnoticed = [what for what, other in mutants(facts) if is_right(other, figure, expected)]
    assert unnoticed == []


def test_words_that_may_be_others_are_few(show: Show, post: Lesson) -> None:
    """Exactly the free ones may change, and they must stay words."""
    free = set()
    for figure in find():
        facts, expected = show(figure.name).facts, expected_figure(figure, post)
        for place, entry in enumerate(facts["drawn"]):
            if entry["role"] in ("label", "equation"):
                if is_right(with_entry(facts, place, text="words"), figure, expected):
                    free.add(entry["grid"])
                silent = with_entry(facts, place, text="")
                assert entry["text"] == "" or not is_right(silent, figure, expected)
    assert {name for name in free if not is_free({"grid": name})} == set()
    assert all(fnmatch.filter(free, pattern) for pattern in FREE)


def moves(entry: Entry) -> Iterator[tuple[float, float]]:
    """Ways, in pixels, that an entry cannot go unnoticed."""
    left, top, right, bottom = entry["bbox"]
    sideways, down = (0.6 * (right - left) + 5, 0.0), (0.0, 0.6 * (bottom - top) + 5)
    if entry["grid"].endswith((".start", ".end")):
        yield from ((right - left + 5, 0.0), (0.0, bottom - top + 5))
    elif entry["role"] == "axis":
        yield sideways if entry["grid"].endswith(".columns") else down
    elif entry["role"] == "term" and not entry["grid"].startswith("laid"):
        yield down
    else:
        yield from (sideways, down)


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_or_box_can_lie_elsewhere(name: str, show: Show, post: Lesson) -> None:
    """Cells, boxes, terms and the numbers of axes, each moved by more than half its own size."""
    facts, figure = show(name).facts, catalog.named(name)
    expected = expected_figure(figure, post)
    for place, entry in enumerate(facts["drawn"]):
        if entry["role"] in ("label", "equation") or (
            entry["role"] == "axis" and entry["index"] is None
        ):
            continue
        left, top, right, bottom = entry["bbox"]
        for x, y in moves(entry):
            box = [left + x, top + y, right + x, bottom + y]
            moved = with_entry(facts, place, bbox=box)
            assert not is_right(moved, figure, expected), (entry["grid"], entry["index"], x, y)


@pytest.mark.parametrize("name", ["convolution-table", "cross-correlation-coverage", "traversal"])
def test_every_term_is_recomputed(name: str, show: Show, post: Lesson) -> None:
    facts, figure = show(name).facts, catalog.named(name)
    expected = expected_figure(figure, post)
    assert len(facts["terms"]) == 49
    for place, term in enumerate(facts["terms"]):
        for field in ("image", "kernel", "letter", "exists"):
            other = {**term, field: [9, 9] if field in ("image", "kernel") else "z"}
            terms = [*facts["terms"][:place], other, *facts["terms"][place + 1 :]]
            changed = {**facts, "terms": terms}
            found = problems(changed, figure, expected)
            assert any(f"terms {term['image']}" in problem for problem in found), (term, field)


def test_of_the_articles_terms_nine_exist(show: Show) -> None:
    for name in ("convolution-table", "cross-correlation-table"):
        terms = show(name).facts["terms"]
        assert [term["exists"] for term in terms].count(False) == 40
        assert [term["letter"] for term in terms].count(None) == 40


@pytest.mark.parametrize("field", ["lesson", "operation", "output", "order", "size", "figure"])
def test_the_header_is_compared(field: str, show: Show, post: Lesson) -> None:
    facts = {**show("convolution-drawing").facts, field: "other"}
    assert check(facts, post)


@pytest.mark.parametrize(
    "changes",
    [
        {"drawn": [{}]},
        {"drawn": [{"role": "image"}]},
        {"drawn": [{"role": "a", "grid": "b", "index": [1], "text": "", "bbox": [0, 0, 1, 1]}]},
        {"drawn": [{"role": "a", "grid": "b", "index": [1, "2"], "text": "", "bbox": [0] * 4}]},
        {"drawn": [{"role": "a", "grid": "b", "index": None, "text": 3, "bbox": [0] * 4}]},
        {"drawn": [{"role": "a", "grid": "b", "index": None, "text": "", "bbox": [0] * 3}]},
        {"drawn": None},
        {"drawn": []},
        {"terms": None},
        {"size": None},
        {"size": [0, 5]},
        {"figure": "nothing"},
    ],
)
def test_facts_that_are_none_are_refused(changes: dict[str, Any], show: Show, post: Lesson) -> None:
    assert check({**show("kernel").facts, **changes}, post)
