"""F9 and F15: what the kernel found on a patch must show."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from corrconv.verify.oracle import shared_entries
from corrconv.verify.oracle.brute_force import Cell
from corrconv.verify.oracle.expected_entries import Axes, Cells, Line, Part
from corrconv.verify.oracle.expected_layout import Aligned, Below, Level, Name, Within
from corrconv.verify.oracle.plain_lesson import Subject
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import at, bracketed, heading


def drawing(subject: Subject) -> Iterator[Part]:
    """Yield the patch with the kernel on it, how its indices run, and the kernel as it is drawn."""
    slug, output = subject.slug, subject.output
    taps = subject.patch(slug, output)
    yield shared_entries.title(subject)
    inside = [pixel for pixel in taps if pixel in subject.pixels]
    yield shared_entries.blank("image", "patch", inside)
    yield shared_entries.outside(subject, "patch", taps, inside=inside)
    yield Cells("kernel", "elements", subject.elements(slug, output), on="patch")
    yield Line("label", "elements.frame", "")
    yield from _written("patch.index", {pixel: bracketed(pixel) for pixel in inside})
    yield from _written("taps", {pixel: at("h", tap) for pixel, tap in taps.items()})
    yield Line("equation", "patch.heading", f"x[i,j]·{heading(slug, output)}")
    yield from shared_entries.over(Name("kernel", "elements"), Name("equation", "patch.heading"))
    yield from _running("image", "patch", {pixel: pixel for pixel in taps}, ("i", "j"))
    yield from _running("kernel", "elements", taps, heading(slug, output)[2:-1].split(","))
    yield Below((Name("axis", "patch.columns"), Name("axis", "elements.columns")))
    yield Level((Name("axis", "patch.rows"), Name("axis", "elements.rows")))
    yield shared_entries.letters(subject)
    yield Axes("kernel", "letters", subject.letters)
    yield Line("label", "letters.heading", "kernel as it is drawn")
    yield from shared_entries.over(Name("kernel", "letters"), Name("label", "letters.heading"))
    grids = (Name("kernel", "elements"), Name("kernel", "letters"))
    yield Aligned(grids)
    yield Level(grids)
    yield shared_entries.step()


def _written(grid: str, texts: Mapping[Cell, str]) -> Iterator[Part]:
    """Yield what is written in the cells of the patch beside the elements."""
    for pixel, text in texts.items():
        yield Line("equation", grid, text, pixel)
        yield Within(Name("equation", grid, pixel), Name("kernel", "elements", pixel))


def _running(
    role: str, grid: str, asked: Mapping[Cell, Cell], names: Sequence[str]
) -> Iterator[Part]:
    """Yield the values of an index over the columns and beside the rows of the patch, what they
    are called, and the arrows between them to where they grow."""
    yield Axes(role, grid, asked, asked=asked)
    first = min(asked, key=lambda pixel: (pixel[1], pixel[0]))
    for axis, name, arrows in zip((0, 1), names, ("→←", "↓↑"), strict=True):
        line = [asked[pixel][axis] for pixel in sorted(asked) if pixel[1 - axis] == first[1 - axis]]
        group = f"{grid}.{('columns', 'rows')[axis]}"
        yield Line("axis", group, name)
        if len(line) > 1:
            runs = (arrows[before > after] for before, after in itertools.pairwise(line))
            yield Line("axis", f"{group}.arrows", "".join(runs))


EXPECTED: Mapping[str, ExpectedParts] = {
    "convolution-drawing": drawing,
    "cross-correlation-drawing": drawing,
}
