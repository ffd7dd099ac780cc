"""B4: the gradient of one pixel, from the outputs that it fed; the kernel comes back flipped."""

from __future__ import annotations

from fractions import Fraction

from corrconv.core.index import Region, Support
from corrconv.core.kernel_properties import Symmetry
from corrconv.core.operation import Operation, patch_region, valid_outputs
from corrconv.core.rational import MINUS, Number, format_number
from corrconv.figures import sizing
from corrconv.figures.figure import BOTH, Cost, Figure
from corrconv.figures.phrases import by_row, element, span
from corrconv.figures.registry import Declaration
from corrconv.formula import notation
from corrconv.formula.tokens import plain
from corrconv.learning.traced_pixel import BACKWARD, FORWARD, outputs_fed, traced_pixel
from corrconv.learning.training import kernel_numbers
from corrconv.lesson.lesson import Lesson

LONGEST = 33.0
"""Ems that a sum may be wide."""

CAPTION = (
    "Forward, by cross-correlation as libraries compute it, {pixel} feeds {outputs}, each times "
    "the kernel element on its arrow. Backward, the same arrows hand back δ = ∂L/∂y times the same "
    "elements: the gradient is the sum of δ[m,n]·{asked}. On δ lies the kernel turned by 180°, a "
    "“full” convolution. Under the article’s sign, {own}, the gradient is that {operation} again, "
    "because its output is already turned."
)
ALT = (
    "{title}. {caption} On δ lie, row by row, {letters}. The sum equals the finite difference of L."
)


def _caption(figure: Figure, lesson: Lesson) -> str:
    pixel, own = traced_pixel(lesson), Operation.CROSS_CORRELATION
    return CAPTION.format(
        pixel=element("x", pixel),
        outputs=span(Region.bounding(outputs_fed(lesson, pixel)), "y"),
        asked=plain(notation.kernel_for(BACKWARD, pixel, ("m", "n"))),
        own=plain(notation.kernel_names(own)),
        operation=own.image_gradient.slug,
    )


def _alt(figure: Figure, lesson: Lesson) -> str:
    pixel = traced_pixel(lesson)
    taps = {at: BACKWARD.kernel_index(pixel, at) for at in outputs_fed(lesson, pixel)}
    letters = by_row({output: lesson.letters[tap] for output, tap in taps.items()})
    return ALT.format(title=figure.title, caption=_caption(figure, lesson), letters=letters)


def _can_be_traced(figure: Figure, lesson: Lesson) -> str | None:
    """Require a pixel whose gradient can be followed."""
    image, kernel = lesson.image, lesson.kernel
    if kernel.columns > image.columns or kernel.rows > image.rows:
        return f"the {_size(kernel)} kernel fits nowhere inside the {_size(image)} image"
    if lesson.kernel_symmetry is Symmetry.EQUAL:
        return "the kernel equals its own 180° turn: no flip can be seen"
    fed = patch_region(BACKWARD, lesson.impulse, kernel)
    if not valid_outputs(FORWARD, image, kernel).holds(fed):
        return f"the pixel x{lesson.impulse} lies where “valid” makes only some of its outputs"
    return None


def _image_readable(figure: Figure, lesson: Lesson) -> str | None:
    side = sizing.BACKPROPAGATION_SIDE
    columns, rows = sizing.size(lesson.image.region)
    value = sizing.widest(format_number(each) for each in (*(lesson.pixels or {}).values(), -1))
    if sizing.fits(value, sizing.pitch(side, (columns, side), (rows, side))):
        return None
    return f"{value!r} would be too small to read in its {_size(lesson.image)} image"


def _sum_fits(figure: Figure, lesson: Lesson) -> str | None:
    """Require outputs and a sum of products that can be read, by the largest they can be."""
    kernel, pixels = kernel_numbers(lesson), lesson.pixels or {}
    values = [format_number(value) for value in (*kernel.values(), *pixels.values())]
    if any("/" in value for value in values):
        return "sums of its fractions are too long to be read"
    largest = max((abs(Fraction(value)) for value in pixels.values()), default=Fraction(1))
    bound = sum((abs(Fraction(value)) for value in kernel.values()), Fraction(0)) * largest
    places = sum(max(map(_places, group.values())) for group in (kernel, pixels) if group)
    widest = f"−{bound // 1}" + ("." + "0" * places if places else "")
    fed = Region.bounding(outputs_fed(lesson, traced_pixel(lesson)))
    side = sizing.BACKPROPAGATION_SIDE
    columns, rows = (min(each + 2, sizing.MOST_OUTPUTS_DRAWN) for each in sizing.size(fed))
    if not sizing.fits(widest, sizing.pitch(side, (columns, side), (rows, side))):
        return f"outputs such as {widest} would be too small to read"
    factors = (
        f"({text})" if text.startswith(MINUS) else text
        for text in map(format_number, kernel.values())
    )
    if sum(sizing.ems(f"+{widest[1:]}·{factor}") for factor in factors) > LONGEST:
        return f"a sum of {len(kernel)} products is too long for a line"
    return None


def _size(support: Support) -> str:
    return f"{support.columns}×{support.rows}"


def _places(value: Number) -> int:
    """Return the digits after the point."""
    return len(format_number(value).partition(".")[2])


FIGURES = (
    Declaration(
        Figure("B4", "backpropagation", "scenes/backpropagation.py", "Backpropagation", BOTH,
               "Backpropagation flips the kernel",
               announced=(Operation.LIBRARY_CROSS_CORRELATION, Operation.CONVOLUTION),
               lecture=130, cost=Cost(0.7, 6.7)),
        caption=_caption,
        alt=_alt,
        applies=(_can_be_traced, _image_readable, _sum_fits),
    ),
)  # fmt: skip
