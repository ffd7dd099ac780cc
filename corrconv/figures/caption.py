"""Captions and alternative texts, made from the terms that the figures show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from corrconv.catalog import CARDS, Figure
from corrconv.core.kernel_properties import has_middle
from corrconv.core.operation import Operation, same_patch
from corrconv.figures import network
from corrconv.figures.absence import left_out
from corrconv.figures.operation_names import LINES, SHORT
from corrconv.figures.phrases import (
    OUTSIDE,
    absence,
    by_reading,
    letters_by_row,
    operation_of,
    output_of,
    patch_text,
    region_text,
    rules,
    shown,
    size,
)
from corrconv.figures.variant import edition
from corrconv.formula.notation import equation, kernel_names, kernel_substituted
from corrconv.formula.tokens import plain
from corrconv.lesson.lesson import Lesson
from corrconv.lesson.worked_table import rows


def caption(figure: Figure, lesson: Lesson) -> str:
    """What the figure shows, in a sentence or two, and the errata that it corrects."""
    if figure.name in _CARDS:
        return f"Title card: {edition(figure, lesson).title}."
    notes = [erratum.text for erratum in lesson.errata if figure.name in erratum.figures]
    own = edition(figure, lesson)
    return " ".join([_CAPTIONS[figure.name](own, lesson), *_remarks(figure, lesson), *notes])


def alt(figure: Figure, lesson: Lesson) -> str:
    """What a reader who cannot see the figure needs: its title and the indices it shows."""
    if figure.name in _CARDS:
        return caption(figure, lesson)
    own = edition(figure, lesson)
    return f"{own.title}. {_ALTS.get(figure.name, _CAPTIONS[figure.name])(own, lesson)}"


def _remarks(figure: Figure, lesson: Lesson) -> list[str]:
    """What a comparison cannot show with the lesson's kernel."""
    remark = None
    if figure.name in _COMPARISONS:
        remark = lesson.kernel_symmetry
    elif figure.name in _SLIDING and lesson.numbers is not None:
        remark = lesson.numbers.kernel_symmetry
    return [remark.value] if remark else []


def _table(figure: Figure, lesson: Lesson) -> str:
    operation = operation_of(figure)
    every = rows(lesson, operation)
    there = sum(row.element for row in every)
    missing = sum(row.element and not row.pixel for row in every)
    pixels = {
        0: "",
        1: " One element lies where the image has no pixel.",
    }.get(missing, f" {missing} elements lie where the image has no pixel.")
    return (
        f"{output_of(figure, lesson)} by {SHORT[operation]}, the kernel element of each term being "
        f"{plain(kernel_names(operation))}: of {len(every)} terms {there} have a kernel element; "
        f"the others are struck.{pixels}{left_out(lesson, operation)}"
    )


def _table_alt(figure: Figure, lesson: Lesson) -> str:
    operation = operation_of(figure)
    parts = (
        f"x{shown(row.place)}{absence(row)} times "
        f"{plain(kernel_substituted(operation, lesson.worked[operation], row.place))}"
        f" = h{shown(row.kernel)}, {lesson.letters.get(row.kernel, 'does not exist')}"
        for row in rows(lesson, operation)
    )
    said = f"{output_of(figure, lesson)} is the sum of: {'; '.join(parts)}."
    return said + left_out(lesson, operation)


def _drawing(figure: Figure, lesson: Lesson) -> str:
    operation = operation_of(figure)
    patch = patch_text(operation, lesson.worked[operation], lesson)
    return (
        f"The kernel elements that {patch} meets for {output_of(figure, lesson)} in "
        f"{SHORT[operation]}: {letters_by_row(operation, lesson)}."
    )


def _coverage(figure: Figure, lesson: Lesson) -> str:
    operation = operation_of(figure)
    made = lesson.output_order(operation)
    first, last = min(made, key=by_reading), max(made, key=by_reading)
    which = "every output" if lesson.chosen is None else f"{len(made)} outputs"
    return (
        f"{SHORT[operation].capitalize()}: the patch of {which} of the “{lesson.mode}” result. "
        f"y{shown(first)} reads {patch_text(operation, first, lesson)}, "
        f"y{shown(last)} reads {patch_text(operation, last, lesson)}."
    )


def _patches(figure: Figure, lesson: Lesson) -> str:
    one, two = lesson.compared
    output = lesson.worked[one]
    other = same_patch(one, output, two, lesson.kernel)
    first, second = (patch_text(each, output, lesson) for each in (one, two))
    return (
        f"For y{shown(output)} {SHORT[one]} reads {first} ({LINES[one]}), {SHORT[two]} reads "
        f"{second} ({LINES[two]}). The {LINES[one]} patch is what {SHORT[two]} reads for "
        f"y{shown(other)}."
    )


def _sliding(figure: Figure, lesson: Lesson) -> str:
    which = SHORT[figure.operation] if figure.operation else "both operations, side by side"
    sliding = lesson.sliding
    outside = "" if sliding.mode == "valid" else (
        f" Mode “{sliding.mode}”: the kernel also lies on places outside the image; "
        f"{OUTSIDE[sliding.boundary]}."
    )  # fmt: skip
    return (
        f"A kernel (yellow) slides over an image (green) and makes an output (pink): {which}. "
        f"Outputs are made in {lesson.traversal.label} order.{outside}"
    )


def _library(figure: Figure, lesson: Lesson) -> str:
    at = shown(lesson.impulse)
    if not has_middle(lesson.kernel):
        return (
            f"One pixel, x{at}, is 1 and all others are 0. An even kernel has no middle element, "
            f"and libraries use four rules for its origin: {'; '.join(rules(lesson))}."
        )
    return (
        f"One pixel, x{at}, is 1 and all others are 0; {', '.join(SHORT.values())} of it with the "
        "same kernel. Only an impulse off the centre tells all three apart."
    )


def _zoo(figure: Figure, lesson: Lesson) -> str:
    parts = (f"{form.source}: {SHORT[form.operation]}" for form in lesson.forms)
    opening = "Published sums, most of them called “convolution”, and what each computes."
    return f"{opening} {'; '.join(parts)}."


def _compared(figure: Figure, lesson: Lesson) -> str:
    both = lesson.compared
    return (
        "Only the sign before i and j differs: "
        + " against ".join(plain(kernel_names(operation)) for operation in both)
        + "."
    )


def _corner(figure: Figure, lesson: Lesson) -> str:
    corner = region_text(lesson.corner.first, lesson.corner.last)
    beyond = "" if lesson.image.region.holds(lesson.corner) else (
        " Dashed places lie outside the image."
    )  # fmt: skip
    return (
        f"The corner {corner} of the image, enlarged: the coordinates [i,j] of its pixels.{beyond}"
    )


def _kernel(figure: Figure, lesson: Lesson) -> str:
    parts = (f"{letter}=h{shown(tap)}" for tap, letter in lesson.letters.items())
    return f"The kernel’s elements by index [m,n] and by letter: {', '.join(parts)}."


def _image(figure: Figure, lesson: Lesson) -> str:
    first, last = lesson.image.first, lesson.image.last
    even = lesson.image.columns % 2 == 0 or lesson.image.rows % 2 == 0
    return (
        f"The {size(lesson)} image x{region_text(first, last)}; its "
        f"{'origin' if even else 'centre'} is [0,0]."
    )


def _equation(figure: Figure, lesson: Lesson) -> str:
    return f"{SHORT[operation_of(figure)].capitalize()}: {plain(equation(operation_of(figure)))}."


def _notation(figure: Figure, lesson: Lesson) -> str:
    words = lesson.labels
    return (
        f"x is the {words.image}, h the {words.kernel}, y the {words.output} and ∗ convolution; "
        f"i and j index the {words.image}."
    )


def _title(figure: Figure, lesson: Lesson) -> str:
    flipped = letters_by_row(Operation.CONVOLUTION, lesson)
    return f"The kernel as it is drawn, and as convolution lays it on the image: {flipped}."


def _traversal(figure: Figure, lesson: Lesson) -> str:
    return (
        f"The same {SHORT[operation_of(figure)]}, its outputs made in reading order and in reverse "
        "reading order: the patch walks in opposite directions and the result is the same."
    )


_CARDS = tuple(card.name for card in CARDS)
_SLIDING = ("sliding-kernel", "sliding-convolution", "sliding-cross-correlation")
_COMPARISONS = ("convolution-drawing", "equations-compared", "patches", "library")
"""Figures that a kernel equal to its own turn makes weaker."""

Words = Callable[[Figure, Lesson], str]

_CAPTIONS: Mapping[str, Words] = MappingProxyType(
    {
        "sliding-kernel": _sliding,
        "sliding-convolution": _sliding,
        "sliding-cross-correlation": _sliding,
        "notation-zoo": _zoo,
        "notation": _notation,
        "kernel": _kernel,
        "image": _image,
        "corner": _corner,
        "convolution-equation": _equation,
        "convolution-table": _table,
        "convolution-drawing": _drawing,
        "equations-compared": _compared,
        "patches": _patches,
        "convolution-coverage": _coverage,
        "cross-correlation-coverage": _coverage,
        "cross-correlation-table": _table,
        "cross-correlation-drawing": _drawing,
        "title-card": _title,
        "library": _library,
        "traversal": _traversal,
        **network.CAPTIONS,
    }
)

_ALTS: Mapping[str, Words] = MappingProxyType(
    {
        "convolution-table": _table_alt,
        "cross-correlation-table": _table_alt,
        **network.ALTS,
    }
)
