"""The figures on networks that learn: their captions, and the lessons that they suit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from corrconv.catalog import Figure
from corrconv.core.index import Index, Region, Support
from corrconv.core.kernel_properties import Symmetry
from corrconv.core.operation import Operation, opposite, patch_region, valid_outputs
from corrconv.core.rational import MINUS, Number, format_number
from corrconv.figures import sizing
from corrconv.formula import notation
from corrconv.formula.gradients import turned_weights
from corrconv.formula.tokens import plain
from corrconv.learning.traced_pixel import BACKWARD, FORWARD, outputs_fed, traced_pixel
from corrconv.learning.training import kernel_numbers, training
from corrconv.lesson.lesson import Lesson

MOST_OUTPUTS = 6
"""More columns or rows of outputs are not all drawn, only those around the ones that matter."""

IMAGE_SIZE, OUTPUT_SIZE = 3.36, 3.36
"""Width and height, in scene units, of an image and of outputs at the most."""


MOST_WEIGHTS = 5
"""Columns or rows of a kernel whose weights can be read as numbers in three grids in a row."""

LARGEST = 99
"""The largest element, taken positive, whose digits fit into a cell."""

LONGEST = 33.0
"""Ems that a sum may be wide."""


def meaning(lesson: Lesson) -> str:
    """What the kernel is, and which numbers its letters stand for if it has no numbers."""
    if lesson.weights is not None:
        return "the kernel"
    values, letters = list(kernel_numbers(lesson).values()), list(lesson.letters.values())
    return f"the kernel, {letters[0]} = {values[0]} … {letters[-1]} = {values[-1]}"


def unlearnable(lesson: Lesson) -> str | None:
    """Why two layers cannot be shown that learn this lesson's kernel; None where they can."""
    kernel = lesson.kernel
    if max(kernel.columns, kernel.rows) > MOST_WEIGHTS:
        most = f"{MOST_WEIGHTS}×{MOST_WEIGHTS}"
        return f"its {_size(kernel)} weights would be too small to read: at most {most} fit"
    if max(abs(float(value)) for value in kernel_numbers(lesson).values()) > LARGEST:
        return f"a kernel element beyond ±{LARGEST} is too wide for its cell"
    if lesson.kernel_symmetry is Symmetry.EQUAL:
        return "the kernel equals its own 180° turn: both layers learn the same weights"
    return None


def unexplainable(lesson: Lesson) -> str | None:
    """Why one pixel's gradient cannot be shown on this lesson; None where it can."""
    image, kernel = lesson.image, lesson.kernel
    if kernel.columns > image.columns or kernel.rows > image.rows:
        return f"the {_size(kernel)} kernel fits nowhere inside the {_size(image)} image"
    if lesson.kernel_symmetry is Symmetry.EQUAL:
        return "the kernel equals its own 180° turn: no flip can be seen"
    fed = patch_region(BACKWARD, lesson.impulse, kernel)
    if not valid_outputs(FORWARD, image, kernel).holds(fed):
        return f"the pixel x{lesson.impulse} lies where “valid” makes only some of its outputs"
    columns, rows = sizing.size(image.region)
    pixels = lesson.pixels or {}
    pitch = sizing.pitch(IMAGE_SIZE, (columns, IMAGE_SIZE), (rows, IMAGE_SIZE))
    value = sizing.widest(format_number(each) for each in (*pixels.values(), -1))
    if not sizing.fits(value, pitch):
        return f"{value!r} would be too small to read in its {_size(image)} image"
    return _too_long(lesson)


def _too_long(lesson: Lesson) -> str | None:
    """Whether the sum of products or an output is too wide, by the largest that they can be."""
    kernel, pixels = kernel_numbers(lesson), lesson.pixels or {}
    values = [format_number(value) for value in (*kernel.values(), *pixels.values())]
    if any("/" in value for value in values):
        return "sums of its fractions are too long to be read"
    largest = max((abs(Fraction(value)) for value in pixels.values()), default=Fraction(1))
    bound = sum((abs(Fraction(value)) for value in kernel.values()), Fraction(0)) * largest
    places = sum(max(_places(value) for value in group.values()) if group else 0
                 for group in (kernel, pixels))  # fmt: skip
    widest = f"−{bound // 1}" + ("." + "0" * places if places else "")
    fed = Region.bounding(outputs_fed(lesson, traced_pixel(lesson)))
    columns, rows = (min(each + 2, MOST_OUTPUTS) for each in sizing.size(fed))
    pitch = sizing.pitch(OUTPUT_SIZE, (columns, OUTPUT_SIZE), (rows, OUTPUT_SIZE))
    if not sizing.fits(widest, pitch):
        return f"outputs such as {widest} would be too small to read"
    factors = (
        f"({text})" if text.startswith(MINUS) else text
        for text in map(format_number, kernel.values())
    )
    if sum(sizing.ems(f"+{widest[1:]}·{factor}") for factor in factors) > LONGEST:
        return f"a sum of {len(kernel)} products is too long for a line"
    return None


def learning(figure: Figure, lesson: Lesson) -> str:
    """What both layers learn."""
    images = training(lesson).hyperparameters.images
    return (
        f"Gradient descent on the same {images} random images, from the same first weights, with "
        "a cross-correlation layer (weights w, as libraries compute it) and with a convolution "
        f"layer (weights v). Both fit the targets, and in the end {plain(turned_weights())}: "
        "one layer’s weights are the other’s, turned by 180°."
    )


def learning_alt(figure: Figure, lesson: Lesson) -> str:
    """The same, and the weights that both layers end with."""
    kernel = {tap: format_number(value) for tap, value in kernel_numbers(lesson).items()}
    flipped = {opposite(tap): value for tap, value in kernel.items()}
    return (
        f"{learning(figure, lesson)} The cross-correlation layer’s weights end as "
        f"{_by_row(kernel)}, the convolution layer’s as {_by_row(flipped)}; both losses fall, "
        "on a logarithmic scale, in almost straight lines."
    )


def backpropagation(figure: Figure, lesson: Lesson) -> str:
    """The gradient of one pixel."""
    pixel = traced_pixel(lesson)
    fed = Region.bounding(outputs_fed(lesson, pixel))
    asked = plain(notation.kernel_for(BACKWARD, pixel, ("m", "n")))
    own = Operation.CROSS_CORRELATION
    return (
        f"Forward, by cross-correlation as libraries compute it, {plain(notation.at('x', pixel))} "
        f"feeds {plain(notation.spanned('y', fed))}. Backward, the gradient there is the "
        f"sum of δ[m,n]·{asked}, with δ = ∂L/∂y: the same kernel, turned by 180°, a “full” "
        f"convolution. Under the article’s sign, {plain(notation.kernel_names(own))}, the "
        f"gradient is that {own.image_gradient.slug} again, because its output is already turned."
    )


def backpropagation_alt(figure: Figure, lesson: Lesson) -> str:
    """The same, and the elements that lie on δ."""
    pixel = traced_pixel(lesson)
    letters = {
        output: lesson.letters[BACKWARD.kernel_index(pixel, output)]
        for output in outputs_fed(lesson, pixel)
    }
    return (
        f"{backpropagation(figure, lesson)} On δ lie, row by row, {_by_row(letters)}. The sum "
        "equals the finite difference of L."
    )


def _size(support: Support) -> str:
    return f"{support.columns}×{support.rows}"


def _places(value: Number) -> int:
    """Digits after the point."""
    return len(format_number(value).partition(".")[2])


def _by_row(values: Mapping[Index, str]) -> str:
    """Such as "1 2 3 / 4 5 6"."""
    region = Region.bounding(values)
    rows = (" ".join(values[at] for at in region if at.row == row) for row in region.row_range)
    return " / ".join(rows)


CAPTIONS: Mapping[str, Callable[[Figure, Lesson], str]] = MappingProxyType(
    {"learning": learning, "backpropagation": backpropagation}
)
ALTS: Mapping[str, Callable[[Figure, Lesson], str]] = MappingProxyType(
    {"learning": learning_alt, "backpropagation": backpropagation_alt}
)
