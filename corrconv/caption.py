"""Captions and alternative texts, made from the terms that the figures show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from corrconv.catalog import CARDS, OPENING, Figure
from corrconv.formula import MINUS, plain
from corrconv.index import Index
from corrconv.lesson import Lesson
from corrconv.notation import equation, kernel_names, kernel_substituted
from corrconv.operation import Operation, Term, patch_region, terms, valid_outputs
from corrconv.wording import SHORT, TITLES


def caption(figure: Figure, lesson: Lesson) -> str:
    """What the figure shows, in a sentence or two, and the errata that it corrects."""
    if figure in CARDS:
        return f"Title card: {_title_on(figure, lesson)}."
    notes = [erratum.text for erratum in lesson.errata if figure.name in erratum.figures]
    return " ".join([_CAPTIONS[figure.name](figure, lesson), *notes])


def alt(figure: Figure, lesson: Lesson) -> str:
    """What a reader who cannot see the figure needs: its title and the indices it shows."""
    if figure in CARDS:
        return caption(figure, lesson)
    return f"{figure.title}. {_ALTS.get(figure.name, _CAPTIONS[figure.name])(figure, lesson)}"


def _title_on(card: Figure, lesson: Lesson) -> str:
    return lesson.title if card == OPENING else card.title


def shown(index: Index) -> str:
    """An index with true minus signs."""
    return str(index).replace("-", MINUS)


def region_text(first: Index, last: Index) -> str:
    """A rectangle of indices, such as [0..2,0..2]."""
    return f"[{first.col}..{last.col},{first.row}..{last.row}]".replace("-", MINUS)


def worked_terms(operation: Operation, lesson: Lesson) -> tuple[Term, ...]:
    """The terms of the worked output over the corner that is shown."""
    every = terms(operation, lesson.worked[operation], lesson.image, lesson.kernel)
    return tuple(term for term in every if term.image in lesson.corner)


def letters_by_row(operation: Operation, lesson: Lesson) -> str:
    """The kernel's letters as they lie on the worked patch, such as "i h g / f e d / c b a"."""
    rows: dict[int, list[str]] = {}
    for term in terms(operation, lesson.worked[operation], lesson.image, lesson.kernel):
        if term.exists:
            rows.setdefault(term.image.row, []).append(lesson.letters[term.kernel])
    return " / ".join(" ".join(row) for row in rows.values())


def _operation(figure: Figure) -> Operation:
    if figure.operation is None:
        raise ValueError(f"figure {figure.name} is about more than one operation")
    return figure.operation


def _size(lesson: Lesson) -> str:
    return f"{lesson.image.columns}×{lesson.image.rows}"


def _output(figure: Figure, lesson: Lesson) -> str:
    return f"y{shown(lesson.worked[_operation(figure)])}"


def _patch(operation: Operation, output: Index, lesson: Lesson) -> str:
    met = patch_region(operation, output, lesson.kernel)
    return f"x{region_text(met.first, met.last)}"


def _table(figure: Figure, lesson: Lesson) -> str:
    operation = _operation(figure)
    rows = worked_terms(operation, lesson)
    there = sum(term.exists for term in rows)
    return (
        f"{_output(figure, lesson)} by {SHORT[operation]}, the kernel element of each term being "
        f"{plain(kernel_names(operation))}: of {len(rows)} terms {there} have a kernel element; "
        "the others are struck."
    )


def _table_alt(figure: Figure, lesson: Lesson) -> str:
    operation = _operation(figure)
    parts = (
        f"x{shown(term.image)} times "
        f"{plain(kernel_substituted(operation, lesson.worked[operation], term.image))}"
        f" = h{shown(term.kernel)}, {lesson.letters.get(term.kernel, 'does not exist')}"
        for term in worked_terms(operation, lesson)
    )
    return f"{_output(figure, lesson)} is the sum of: {'; '.join(parts)}."


def _drawing(figure: Figure, lesson: Lesson) -> str:
    operation = _operation(figure)
    patch = _patch(operation, lesson.worked[operation], lesson)
    return (
        f"The kernel elements that {patch} meets for {_output(figure, lesson)} in "
        f"{SHORT[operation]}: {letters_by_row(operation, lesson)}."
    )


def _coverage(figure: Figure, lesson: Lesson) -> str:
    operation = _operation(figure)
    outputs = valid_outputs(operation, lesson.image, lesson.kernel)
    first, last = outputs.first, outputs.last
    return (
        f"{SHORT[operation].capitalize()}: the patch of every output of the “valid” result. "
        f"y{shown(first)} reads {_patch(operation, first, lesson)}, "
        f"y{shown(last)} reads {_patch(operation, last, lesson)}."
    )


def _patches(figure: Figure, lesson: Lesson) -> str:
    output = lesson.worked[Operation.CONVOLUTION]
    centre = Operation.CONVOLUTION.image_index(output, Index(0, 0))
    other = Operation.CROSS_CORRELATION.output_index(centre, Index(0, 0))
    red = _patch(Operation.CONVOLUTION, output, lesson)
    green = _patch(Operation.CROSS_CORRELATION, output, lesson)
    return (
        f"For y{shown(output)} convolution reads {red} (solid), cross-correlation reads {green} "
        f"(dashed). The solid patch is what cross-correlation reads for y{shown(other)}."
    )


def _sliding(figure: Figure, lesson: Lesson) -> str:
    which = SHORT[figure.operation] if figure.operation else "both operations, side by side"
    return (
        f"A kernel (yellow) slides over an image (green) and makes an output (pink): {which}. "
        f"Outputs are made in {lesson.traversal.label} order."
    )


def _library(figure: Figure, lesson: Lesson) -> str:
    at = shown(lesson.impulse)
    names = ", ".join(TITLES[operation] for operation in Operation)
    return (
        f"One pixel, x{at}, is 1 and all others are 0; {names} of it with the same kernel. Only "
        "an impulse off the centre tells all three apart."
    )


def _zoo(figure: Figure, lesson: Lesson) -> str:
    parts = (f"{form.source}: {TITLES[form.operation]}" for form in lesson.forms)
    opening = "Published sums, most of them called “convolution”, and what each computes."
    return f"{opening} {'; '.join(parts)}."


def _compared(figure: Figure, lesson: Lesson) -> str:
    both = (Operation.CONVOLUTION, Operation.CROSS_CORRELATION)
    return (
        "Only the sign before i and j differs: "
        + " against ".join(plain(kernel_names(operation)) for operation in both)
        + "."
    )


def _corner(figure: Figure, lesson: Lesson) -> str:
    corner = region_text(lesson.corner.first, lesson.corner.last)
    return f"The corner {corner} of the image, enlarged: the coordinates [i,j] of its pixels."


def _kernel(figure: Figure, lesson: Lesson) -> str:
    parts = (f"{letter}=h{shown(tap)}" for tap, letter in lesson.letters.items())
    return f"The kernel’s elements by index [m,n] and by letter: {', '.join(parts)}."


def _image(figure: Figure, lesson: Lesson) -> str:
    first, last = lesson.image.first, lesson.image.last
    return f"The {_size(lesson)} image x{region_text(first, last)}; its centre is [0,0]."


def _equation(figure: Figure, lesson: Lesson) -> str:
    return f"{SHORT[_operation(figure)].capitalize()}: {plain(equation(_operation(figure)))}."


def _notation(figure: Figure, lesson: Lesson) -> str:
    return "x is the image, h the kernel, y the output and ∗ convolution; i and j index the image."


def _title(figure: Figure, lesson: Lesson) -> str:
    flipped = letters_by_row(Operation.CONVOLUTION, lesson)
    return f"The kernel as it is drawn, and as convolution lays it on the image: {flipped}."


def _traversal(figure: Figure, lesson: Lesson) -> str:
    return (
        f"The same {SHORT[_operation(figure)]}, its outputs made in reading order and in reverse "
        "reading order: the patch walks in opposite directions and the result is the same."
    )


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
    }
)

_ALTS: Mapping[str, Words] = MappingProxyType(
    {"convolution-table": _table_alt, "cross-correlation-table": _table_alt}
)
