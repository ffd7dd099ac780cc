"""The request for a worksheet, checked before anything is made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from corrconv.core.index import Index
from corrconv.core.operation import Operation
from corrconv.formats.pdf import PDF
from corrconv.lesson.lesson import Lesson
from corrconv.pipeline.plan.request import refusing
from corrconv.pipeline.plan.resolve import read_lesson
from corrconv.pipeline.store.names import checked_name
from corrconv.products.worksheet.exercise import Exercise
from corrconv.products.worksheet.handout import Handout, HandoutSpec, handout, variants

LARGEST_SEED = 2**63 - 1

_OUTPUT = re.compile(r"\[?\s*([-−]?\d{1,3})\s*,\s*([-−]?\d{1,3})\s*\]?", re.ASCII)

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class WorksheetRequest:
    """Handouts to be made as `formats` on `paper`, into `folder`, their files called `name`.

    `seed` is None where they are not drawn by chance but the lesson's own.
    """

    lesson: Lesson
    handouts: tuple[Handout, ...]
    seed: int | None
    paper: str
    formats: tuple[str, ...]
    folder: Path
    name: str

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return where a wrong operation would go unnoticed; in variants it never would."""
        return tuple(
            f"y{sheet.output} ({sheet.exercise.slug}) comes out the same by {sheet.operation.slug} "
            f"and {' and '.join(each.slug for each in sheet.confused_with)}: "
            "this page cannot tell them apart"
            for handout in self.handouts
            for sheet in handout.sheets
            if sheet.confused_with
        )


@refusing()
def worksheet_request(
    *,
    lesson: Path | None,
    exercises: Iterable[str],
    operations: Iterable[str],
    outputs: Iterable[str],
    count: int | None,
    seed: int | None,
    paper: str,
    formats: Iterable[str],
    folder: Path,
    name: str | None,
) -> WorksheetRequest:
    """Return the request for `count` variants, or one handout for None, of exercises and
    operations by their slugs and outputs as users write them; RequestError in one sentence."""
    read = read_lesson(lesson)
    spec = HandoutSpec(
        _once(Exercise.from_slug(slug) for slug in exercises) or (Exercise.TERMS,),
        _once(Operation(slug) for slug in operations),
        _once(output(text) for text in outputs),
    )
    if count is None and seed is not None:
        raise ValueError("--seed draws variants: wanted --variants as well")
    return WorksheetRequest(
        lesson=read,
        handouts=_handouts(read, spec, count, seed),
        seed=None if count is None else seed or 0,
        paper=paper,
        formats=_once(formats) or (PDF.name,),
        folder=folder,
        name=checked_name(name or default_name(read, spec, count, seed), "worksheet"),
    )


def output(text: str) -> Index:
    """Return the index that a user has written, such as 1,-1 or [1,-1]; ValueError otherwise."""
    found = _OUTPUT.fullmatch(text.strip())
    if not found:
        raise ValueError(f"output {text!r}: wanted COLUMN,ROW, such as 1,1 or -1,0")
    column, row = (int(each.replace("−", "-")) for each in found.groups())
    return Index(column, row)


def default_name(lesson: Lesson, spec: HandoutSpec, count: int | None, seed: int | None) -> str:
    """Return a name that says what was asked for; not the operation where it is the question."""
    parts = [exercise.slug for exercise in spec.exercises]
    if Exercise.WHICH not in spec.exercises:
        parts = [each.slug for each in spec.operations or lesson.operations[:1]] + parts
    outputs = [f"y{each.col}_{each.row}" for each in spec.outputs]
    drawn = [] if count is None else [f"{count}-variants-seed-{seed or 0}"]
    return "-".join([lesson.name, *parts, *outputs, *drawn])


def _handouts(
    lesson: Lesson, spec: HandoutSpec, count: int | None, seed: int | None
) -> tuple[Handout, ...]:
    if count is None:
        return (handout(lesson, spec),)
    if not 0 <= (seed or 0) <= LARGEST_SEED:
        raise ValueError(f"seed {seed}: wanted 0 to {LARGEST_SEED}")
    return variants(lesson, spec, count, seed or 0)


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items in their order, each once."""
    return tuple(dict.fromkeys(items))
