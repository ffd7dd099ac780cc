"""B1: what the three operations must make of one pixel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corrconv.verify.oracle import shared_entries
from corrconv.verify.oracle.brute_force import ADDED_TO, Cell, output_places
from corrconv.verify.oracle.expected_boxes import PatchBox
from corrconv.verify.oracle.expected_entries import Axes, Cells, Line, Part, Words
from corrconv.verify.oracle.expected_layout import Aligned, Below, Level, Name
from corrconv.verify.oracle.plain_lesson import Subject
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import CALLED, at, general


def library(subject: Subject) -> Iterator[Part]:
    """Yield what each operation makes of one pixel off the centre."""
    only = at("x", subject.impulse)
    yield shared_entries.title(subject)
    yield Cells("image", "image", {**dict.fromkeys(subject.pixels, ""), subject.impulse: "1"})
    yield shared_entries.focus("image", "image", [subject.impulse])
    yield shared_entries.letters(subject)
    yield Line("label", "image.note", Words(frozenset([only])))
    yield Line("label", "letters.note", Words())
    yield Level((Name("image", "image"), Name("label", "image.note")))
    yield Level((Name("kernel", "letters"), Name("label", "letters.note")))
    taps = tuple(subject.letters)
    if (
        (max(c for c, _ in taps) - min(c for c, _ in taps)) % 2
        == 0
        == (max(r for _, r in taps) - min(r for _, r in taps)) % 2
    ):
        for slug in ADDED_TO:
            yield from _library_output(subject, slug, slug, subject.letters)
            yield Line("equation", f"general.{slug}", general(slug))
            yield from shared_entries.over(
                Name("output", f"output.{slug}"), Name("equation", f"general.{slug}")
            )
            yield Below((Name("label", f"name.{slug}"), Name("equation", f"general.{slug}"),
                         Name("output", f"output.{slug}")))  # fmt: skip
        yield Aligned(tuple(Name("output", f"output.{slug}") for slug in ADDED_TO))
    else:
        yield from _library_rules(subject)


def _library_rules(subject: Subject) -> Iterator[Part]:
    """Yield what each rule of where [0,0] lies makes of the pixel with an even kernel."""
    cols = [col for col, _ in subject.letters]
    rows = [row for _, row in subject.letters]
    columns, lines = max(cols) - min(cols) + 1, max(rows) - min(rows) + 1
    names = []
    for slug, short in (("convolution", "convolution"), ("library-cross-correlation", "library")):
        for later, name in ((0, f"{short}.earlier"), (1, f"{short}.later")):
            origin = (columns - 1 + later) // 2, (lines - 1 + later) // 2
            letters = {
                (col - min(cols) - origin[0], row - min(rows) - origin[1]): letter
                for (col, row), letter in subject.letters.items()
            }
            yield from _library_output(subject, slug, name, letters)
            yield Line("label", f"origin.{name}", Words(frozenset(["h[0,0]"])))
            yield from shared_entries.over(
                Name("output", f"output.{name}"), Name("label", f"origin.{name}")
            )
            names.append(name)
    yield Aligned(tuple(Name("output", f"output.{name}") for name in names))
    yield Level(tuple(Name("output", f"output.{name}") for name in names))


def _library_output(
    subject: Subject, slug: str, name: str, letters: Mapping[Cell, str]
) -> Iterator[Part]:
    """Yield the output of one operation: each kernel element where it adds the impulse to."""
    fed: Mapping[Cell, str] = {
        ADDED_TO[slug](subject.impulse, tap): letter for tap, letter in letters.items()
    }
    grid = f"output.{name}"
    places = output_places(slug, "same", subject.pixels, letters.keys())
    seen = {output: letter for output, letter in fed.items() if output in places}
    yield Cells("output", grid, {**dict.fromkeys(places, ""), **seen})
    yield Axes("output", grid, places, shared_entries.OF_THE_OUTPUT)
    if seen:
        yield PatchBox("output", grid, slug, None, seen)
    if subject.impulse in places:
        yield shared_entries.focus("output", grid, [subject.impulse])
    yield Line("label", f"name.{name}", CALLED[slug])
    yield Line("label", f"users.{name}", Words())
    labels = (Name("label", f"name.{name}"), Name("label", f"users.{name}"))
    yield from shared_entries.over(Name("output", grid), *labels)
    yield Below((labels[0], Name("output", grid), labels[1]))


EXPECTED: Mapping[str, ExpectedParts] = {
    "library": library,
}
