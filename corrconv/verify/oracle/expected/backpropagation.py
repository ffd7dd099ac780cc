"""B4: what the gradient of one pixel must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from corrconv.learning.hyperparameters import trusted_places
from corrconv.verify.oracle import shared_entries
from corrconv.verify.oracle.brute_force import Cell
from corrconv.verify.oracle.brute_training import (
    LIBRARY,
    finite_difference,
    gradient_terms,
    half_sum_of_squares,
    numbers_of_kernel,
    outputs,
    pixels,
)
from corrconv.verify.oracle.drawn_entries import NEAR, Drawing, where
from corrconv.verify.oracle.expected_boxes import PatchBox
from corrconv.verify.oracle.expected_entries import Axes, Cells, ExpectedEntry, Line, Part, Words
from corrconv.verify.oracle.expected_layout import Below, Level, Name, Over
from corrconv.verify.oracle.plain_lesson import Subject, reading
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import Rational, at, number, rounded

FLIPS = "convolution"

MOST_OUTPUTS = 6


def backpropagation(subject: Subject) -> Iterator[Part]:
    """Yield the fan between a pixel and its outputs, dL/dy, the elements that lie on it, and the
    sum."""
    kernel = numbers_of_kernel(subject)
    image = subject.numbers[0] or pixels(subject.pixels)
    back = gradient_terms(LIBRARY, image, kernel)
    most = max(len(shares) for shares in back.values())
    best = [cell for cell in reading(back) if len(back[cell]) == most]
    pixel = subject.impulse if subject.impulse in best else best[0]
    shares, delta = back[pixel], outputs(LIBRARY, image, kernel)
    yield shared_entries.title(subject)
    texts = {cell: number(delta[cell]) for cell in _window(delta, shares)}
    yield Cells("output", "output", texts)
    yield Axes("output", "output", texts)
    yield PatchBox("output", "output", FLIPS, pixel, shares)
    letters = {output: subject.letters[shares[output]] for output in reading(shares)}
    yield Corners("elements", letters)
    yield Fan({output: texts[output] for output in letters}, letters)
    yield Line("label", "fan.pixel", at("x", pixel))
    yield Cells("kernel", "letters", subject.letters)
    yield Axes("kernel", "letters", subject.letters)
    yield from _names(subject, kernel)
    products = [(delta[output], shares[output]) for output in reading(shares)]
    yield from _sum(subject, pixel, products, kernel)
    places = trusted_places(half_sum_of_squares(image, kernel))
    checked = rounded(finite_difference(image, kernel, pixel), places)
    yield Line("equation", "difference", f"≈{_shortest(checked)}")
    yield Line("label", "difference.note", Words())
    yield Level((Name("equation", "difference"), Name("label", "difference.note")))
    yield shared_entries.step()


def _shortest(decimal: str) -> str:
    """Return a decimal number without zeros at its end."""
    return decimal.rstrip("0").rstrip(".") if "." in decimal else decimal


@dataclass(frozen=True, slots=True)
class Corners:
    """Letters in the upper right corners of the cells of δ."""

    grid: str
    letters: Mapping[Cell, str]

    def expected(self) -> Iterator[ExpectedEntry]:
        """Yield each letter."""
        for cell, letter in self.letters.items():
            yield ExpectedEntry("term", self.grid, cell, letter)

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield letters that are not in the corner of their own cell."""
        frame = drawing.frame("output", "output")
        for entry in drawing.group("term", self.grid):
            if frame is None or entry.at is None:
                continue
            cell, (x, y) = frame.box(entry.at), entry.box.centre
            middle = cell.centre
            if not cell.contains(entry.box, 2 * NEAR) or x <= middle[0] or y >= middle[1]:
                yield f"{where(self.grid, entry.at)}: is not in the corner of its output"


@dataclass(frozen=True, slots=True)
class Fan:
    """Arrows from a column of numbers, in reading order, to the pixel, and a letter on each."""

    numbers: Mapping[Cell, str]
    letters: Mapping[Cell, str]

    def expected(self) -> Iterator[ExpectedEntry]:
        """Yield number, arrow and letter of each output."""
        for output, text in self.numbers.items():
            yield ExpectedEntry("label", "fan.output", output, text)
            yield ExpectedEntry("label", f"fan.{FLIPS}", output, "")
            yield ExpectedEntry("term", "fan.letter", output, self.letters[output])

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield numbers out of their order, and arrows and letters that do not join their number to
        the pixel."""
        numbers = drawing.at("label", "fan.output")
        arrows, letters = drawing.at("label", f"fan.{FLIPS}"), drawing.at("term", "fan.letter")
        pixel = drawing.at("label", "fan.pixel").get(None)
        highest = 0.0
        for output in self.numbers:
            found = [each.get(output) for each in (numbers, arrows, letters)]
            if pixel is None or None in found:
                continue
            text, arrow, letter = (entry.box for entry in found if entry)
            if text.centre[1] <= highest:
                yield f"{where('fan.output', output)}: does not stand below the output before"
            highest = text.centre[1]
            up = text.centre[1] < pixel.box.centre[1]
            inner, outer = arrow.edges[3 if up else 1], arrow.edges[1 if up else 3]
            inside = pixel.box.right <= arrow.left and arrow.right <= text.left
            slack = max(text.height, arrow.height / 4)
            if not inside or abs(outer - text.centre[1]) > slack:
                yield f"{where(f'fan.{FLIPS}', output)}: does not join its output to the pixel"
            share = (letter.centre[0] - arrow.left) / arrow.width
            height = inner + share * (outer - inner)
            if not 0 < share < 1 or abs(letter.centre[1] - height) > letter.height / 2:
                yield f"{where('fan.letter', output)}: does not lie on its arrow"


def _sum(
    subject: Subject,
    pixel: Cell,
    products: list[tuple[Rational, Cell]],
    kernel: Mapping[Cell, Rational],
) -> Iterator[Part]:
    """Yield the products of dL/dy and kernel elements, in letters, if the kernel has them, and in
    numbers."""
    yield Line("equation", "gradient", f"∂L/∂{at('x', pixel)}")
    lines = ["sum.numbers", "difference"]
    if not subject.numbers[1]:
        letters = [(delta, subject.letters[tap]) for delta, tap in products]
        yield Line("equation", "sum.letters", f"={_signed(letters)}")
        lines.insert(0, "sum.letters")
    values = [(delta, number(kernel[tap])) for delta, tap in products]
    total = sum(delta * kernel[tap] for delta, tap in products)
    yield Line("equation", "sum.numbers", f"={_signed(values)}={number(total)}")
    yield Below((Name("output", "output"), *(Name("equation", line) for line in lines)))
    yield Level((Name("equation", "gradient"), Name("equation", lines[0])))


def _names(subject: Subject, kernel: Mapping[Cell, Rational]) -> Iterator[Part]:
    """Yield what stands over the fan and the grids."""
    ends = [(subject.letters[tap], kernel[tap]) for tap in reading(kernel)]
    meaning = " … ".join(f"{letter} = {value}" for letter, value in (ends[0], ends[-1]))
    yield Line("label", "fan.back", "backward: the same arrows")
    yield Line("equation", "fan.name", "δ=∂L/∂y")
    yield Below((Name("label", "fan.back"), Name("equation", "fan.name")))
    yield Over(Name("equation", "fan.name"), (Name("label", "fan.output"),))
    yield Line("label", "backward", "backward: convolution")
    yield Line("equation", f"general.{FLIPS}", "δ[m,n]·h[i−m,j−n]")
    over = Name("label", "backward"), Name("equation", f"general.{FLIPS}")
    yield from shared_entries.over(Name("output", "output"), *over)
    yield Below((*over, Name("output", "output")))
    words = "the kernel" if subject.numbers[1] else f"the kernel, {meaning}"
    yield Line("label", "letters.note", words)
    yield Over(Name("label", "letters.note"), (Name("kernel", "letters"),))


def _window(delta: Mapping[Cell, Rational], shares: Mapping[Cell, Cell]) -> list[Cell]:
    """Return the outputs that are drawn: all, or where they are many those around the shares."""
    spans = [[cell[axis] for cell in shares] for axis in (0, 1)]
    sizes = (len({cell[axis] for cell in delta}) for axis in (0, 1))
    if max(sizes) <= MOST_OUTPUTS:
        return list(delta)
    return [
        cell
        for cell in delta
        if all(min(span) - 1 <= cell[axis] <= max(span) + 1 for axis, span in enumerate(spans))
    ]


def _signed(products: list[tuple[Rational, str]]) -> str:
    """Return a sum of products; one with a negative first factor is taken away."""
    text = ""
    for delta, factor in products:
        sign = "−" if delta < 0 else "+" if text else ""
        text += (
            f"{sign}{number(abs(Fraction(delta)))}·{f'({factor})' if factor[0] == '−' else factor}"
        )
    return text


EXPECTED: Mapping[str, ExpectedParts] = {
    "backpropagation": backpropagation,
}
