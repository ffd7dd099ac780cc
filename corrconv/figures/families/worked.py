"""F8 and F14: one output worked through, term by term."""

from __future__ import annotations

from corrconv.core.operation import Operation, terms
from corrconv.core.rational import format_number
from corrconv.figures import sizing
from corrconv.figures.applies import has_operation, operation_for
from corrconv.figures.figure import BOTH, Cost, Figure
from corrconv.figures.phrases import NAMES, element, operation_of, worked_output
from corrconv.figures.registry import Declaration
from corrconv.formula.notation import kernel_names, kernel_substituted
from corrconv.formula.tokens import plain
from corrconv.lesson.lesson import Lesson
from corrconv.lesson.worked_table import Row, count_listed, leaves_out, rows

SCENE = "scenes/worked.py"

BESIDE_TABLE, SMALLEST_PIXEL = 5.5, 0.15
"""Room for image and kernel beside a usual table, and the smallest pixel there, in scene units."""

TOO_SMALL = "image and kernel beside the table would have cells too small to see"

MOST_ROWS = 25
"""Terms that the table has room for."""

CAPTION = (
    "{output} by {operation}, the kernel element of each term being {element}: of {terms} terms "
    "{existing} have a kernel element; the others are struck."
)
ONE_OUTSIDE = "One element lies where the image has no pixel."
SOME_OUTSIDE = "{count} elements lie where the image has no pixel."
LEFT_OUT = (
    "The table shows {shown} of the {total} pixels; the kernel has no element for the others."
)
FILLED = "In the image beside the table each pixel that meets an element is filled."
ALT = "{title}. {output} is the sum of: {terms}."
TERM = "{pixel} times {asked} = {element}, {letter}"
NO_TERM = "{pixel} times {asked} = {element}, does not exist"
PIXEL_ELSEWHERE = "{pixel} (outside the image: {read} is read)"
CONSTANT = "{pixel} ({constant} is read)"
NO_PIXEL = "{pixel} (no such pixel)"


def _caption(figure: Figure, lesson: Lesson) -> str:
    operation = operation_of(figure)
    every = rows(lesson, operation)
    outside = sum(row.element and not row.pixel for row in every)
    said = CAPTION.format(
        output=worked_output(figure, lesson),
        operation=NAMES[operation],
        element=plain(kernel_names(operation)),
        terms=len(every),
        existing=sum(row.element for row in every),
    )
    more = {0: (), 1: (ONE_OUTSIDE,)}.get(outside, (SOME_OUTSIDE.format(count=outside),))
    return " ".join([said, *more, *left_out(lesson, operation), FILLED])


def _alt(figure: Figure, lesson: Lesson) -> str:
    operation = operation_of(figure)
    said = ALT.format(
        title=figure.title,
        output=worked_output(figure, lesson),
        terms="; ".join(_term(row, lesson, operation) for row in rows(lesson, operation)),
    )
    return " ".join([said, *left_out(lesson, operation), FILLED])


def _term(row: Row, lesson: Lesson, operation: Operation) -> str:
    asked = kernel_substituted(operation, lesson.worked[operation], row.place)
    return (TERM if row.element else NO_TERM).format(
        pixel=_pixel(row),
        asked=plain(asked),
        element=element("h", row.kernel),
        letter=lesson.letters.get(row.kernel),
    )


def _pixel(row: Row) -> str:
    """Return the pixel of a row, and what is read where the image does not have it."""
    pixel = element("x", row.place)
    if row.pixel:
        return pixel
    if row.read is not None:
        return PIXEL_ELSEWHERE.format(pixel=pixel, read=element("x", row.read))
    if row.constant is not None:
        return CONSTANT.format(pixel=pixel, constant=format_number(row.constant))
    return NO_PIXEL.format(pixel=pixel)


def left_out(lesson: Lesson, operation: Operation) -> tuple[str, ...]:
    """Return a sentence about the pixels that the table does not show; none where it shows all, or
    those that the lesson's file chose."""
    if not leaves_out(lesson, operation):
        return ()
    return (LEFT_OUT.format(shown=count_listed(lesson, operation), total=len(lesson.image)),)


def _fits(figure: Figure, lesson: Lesson) -> str | None:
    count = len(lesson.table_region(operation_for(figure, lesson)))
    if count <= MOST_ROWS:
        return None
    return f"it has room for {MOST_ROWS} terms, and the worked output takes {count}"


def _map_readable(figure: Figure, lesson: Lesson) -> str | None:
    operation = operation_for(figure, lesson)
    pitch, _ = sizing.table_grids(lesson, operation, BESIDE_TABLE).pitches
    return None if pitch >= SMALLEST_PIXEL else TOO_SMALL


def _meets_a_pixel(figure: Figure, lesson: Lesson) -> str | None:
    operation = operation_for(figure, lesson)
    output = lesson.worked[operation]
    if any(term.exists for term in terms(operation, output, lesson.image, lesson.kernel)):
        return None
    return f"no kernel element meets a pixel for y{output}"


_APPLIES = (has_operation, _meets_a_pixel, _fits, _map_readable)

FIGURES = (
    Declaration(
        Figure("F8", "convolution-table", SCENE, "ConvolutionTable", BOTH,
               "Convolution, term by term", Operation.CONVOLUTION,
               lecture=40, cost=Cost(0.7, 3.8)),
        caption=_caption,
        alt=_alt,
        applies=_APPLIES,
    ),
    Declaration(
        Figure("F14", "cross-correlation-table", SCENE, "CrossCorrelationTable", BOTH,
               "Cross-correlation, term by term", Operation.CROSS_CORRELATION,
               lecture=60, cost=Cost(0.6, 4.1)),
        caption=_caption,
        alt=_alt,
        applies=_APPLIES,
    ),
)  # fmt: skip
