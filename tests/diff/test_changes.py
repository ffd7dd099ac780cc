"""Changes in words from the facts: each is named, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from corrconv.diff.change import split_difference
from corrconv.diff.facts.changes import facts_changes
from corrconv.diff.video.steps import Cue, step_changes
from tests.diff.sides import CELL, box, cell, edited, facts, read

Edit = Callable[[dict[str, Any]], Any]


def words(edit: Edit, move: float = 1.0) -> list[str]:
    changes = facts_changes(read(facts()), read(edited(edit)), move)
    return [change.sentence for change in changes]


def move(thing: dict[str, Any], right: float, down: float) -> None:
    left, top, far, bottom = thing["bbox"]
    thing["bbox"] = [left + right, top + down, far + right, bottom + down]


def move_all(body: dict[str, Any], right: float, down: float) -> None:
    for thing in body["drawn"]:
        move(thing, right, down)


def shift_indices(body: dict[str, Any]) -> None:
    for col, row in [(col, row) for col in (2, 1, 0) for row in (2, 1, 0)]:
        cell(body, col, row)["index"] = [col + 1, row]


CASES: dict[str, tuple[Edit, list[str]]] = {
    "a letter": (
        lambda body: cell(body, 2, 0).update(text="x"),
        ["cell [2,0] of elements: c → x"],
    ),
    "a box": (
        lambda body: move(body["drawn"][-1], CELL, CELL),
        ["box elements[0..1,0..1] moved to elements[1..2,1..2] (focus)"],
    ),
    "a title": (
        lambda body: body["drawn"][0].update(text="Another", bbox=[20, 4, 99, 16]),
        ["title: A title → Another"],
    ),
    "a term": (
        lambda body: body["terms"][0].update(kernel=[-1, 1], letter="g"),
        ["term of x[0,0]: h[1,1] = i → h[−1,1] = g"],
    ),
    "a term that does not exist": (
        lambda body: body["terms"][1].update(exists=True),
        ["term of x[3,3]: h[−2,−2], which does not exist → h[−2,−2]"],
    ),
    "a term that went": (
        lambda body: body["terms"].pop(),
        ["term of x[3,3]: h[−2,−2], which does not exist → nothing"],
    ),
    "a setting": (lambda body: body.update(output=[2, 1]), ["output: [1,1] → [2,1]"]),
    "the size": (
        lambda body: body.update(size=[240, 170]),
        ["size of the still: [240,160] → [240,170]"],
    ),
    "a cell that went": (
        lambda body: body["drawn"].remove(cell(body, 1, 1)),
        ["cell [1,1] of elements: no longer drawn, “e”"],
    ),
    "a new label": (
        lambda body: body["drawn"].append(
            {"role": "label", "grid": "note", "index": None, "text": "New", "bbox": [0, 0, 9, 9]}
        ),
        ["label note: new, “New”"],
    ),
    "cells that show other indices": (
        shift_indices,
        ["cells of elements: elements[0..2,0..2] → elements[1..3,0..2]"],
    ),
    "one that moved": (
        lambda body: move(cell(body, 0, 2), 0, 3),
        ["cell [0,2] of elements: moved 3 px down"],
    ),
    "all that moved": (
        lambda body: move_all(body, -4, 6),
        ["everything: moved 4 px to the left and 6 px down"],
    ),
    "the order of drawing": (
        lambda body: body["drawn"].insert(0, body["drawn"].pop()),
        ["drawn in another order, from title on"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_named_and_nothing_else(name: str) -> None:
    edit, expected = CASES[name]
    if name == "cells that show other indices":
        assert expected[0] in words(edit)
        assert not any("no longer drawn" in each or "new" in each for each in words(edit))
    else:
        assert words(edit) == expected


def test_nothing_is_named_where_nothing_changed() -> None:
    assert words(lambda body: None) == []


def test_a_small_move_is_none() -> None:
    assert words(lambda body: move_all(body, 0.9, -0.9)) == []
    assert words(lambda body: move_all(body, 0.9, -0.9), move=0.5) != []


def test_a_cell_that_grew_is_named_with_its_size() -> None:
    grown = [*box(0, 0)[:2], *box(1, 1)[2:]]
    sentences = words(lambda body: cell(body, 0, 0).update(bbox=grown))
    assert sentences == [
        "cell [0,0] of elements: moved 20 px to the right and 20 px down, from 40×40 to 80×80 px"
    ]


def test_long_texts_are_shown_by_what_differs() -> None:
    long = "word " * 30
    before = edited(lambda body: body["drawn"][0].update(text=f"{long}one {long}"))
    after = edited(lambda body: body["drawn"][0].update(text=f"{long}two {long}"))
    (change,) = facts_changes(read(before), read(after), 1.0)
    assert "one" in change.sentence
    assert "two" in change.sentence
    assert len(change.sentence) < 150


CUES = (Cue(0, 1, "first"), Cue(1, 2.5, "second"), Cue(2.5, 4, "third"), Cue(4, 5, "fourth"))


def cues(*parts: tuple[float, float, str]) -> tuple[Cue, ...]:
    return tuple(Cue(*part) for part in parts)


def test_a_longer_step_moves_those_after_it() -> None:
    later = cues((0, 1, "first"), (1, 4.3, "second"), (4.3, 5.8, "third"), (5.8, 6.8, "fourth"))
    assert [change.sentence for change in step_changes(CUES, later)] == [
        "step 2 “second” lasts 1.8 s longer: 1.5 s → 3.3 s",
        "step 3 “third” and all up to step 4 start 1.8 s later",
    ]
    assert step_changes(CUES, CUES) == ()


def test_steps_that_come_go_or_say_something_else() -> None:
    other = cues((0, 1, "first"), (1, 2.5, "another"), (2.5, 4, "third"))
    assert [change.sentence for change in step_changes(CUES, other)] == [
        "step 2: second → another",
        "step 4: gone, “fourth”",
    ]
    assert [change.sentence for change in step_changes(other, CUES)][-1] == "step 4: new, “fourth”"


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("a cat sat", "a dog sat", ("a ", "cat", "dog", " sat")),
        ("the colour", "the colours", ("the ", "colour", "colours", "")),
        ("same", "same", ("", "same", "same", "")),
        ("h[m−i,n−j]", "h[m+i,n−j]", ("", "h[m−i,n−j]", "h[m+i,n−j]", "")),
        ("", "new", ("", "", "new", "")),
    ],
)
def test_texts_are_split_at_words(before: str, after: str, parts: tuple[str, ...]) -> None:
    assert split_difference(before, after) == parts
