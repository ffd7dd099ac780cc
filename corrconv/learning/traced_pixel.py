"""The pixel whose gradient is worked through, and the outputs that it feeds."""

from __future__ import annotations

from corrconv.core.index import Index
from corrconv.core.operation import Operation, patch_region, valid_outputs
from corrconv.lesson.lesson import Lesson

FORWARD = Operation.LIBRARY_CROSS_CORRELATION
"""What a network computes."""

BACKWARD = FORWARD.image_gradient
"""What the gradient of its image is: convolution."""


def traced_pixel(lesson: Lesson) -> Index:
    """Return the pixel whose gradient is worked through: the lesson's impulse or, where another
    pixel feeds more outputs, the first of those that feed most."""
    fed = {pixel: len(outputs_fed(lesson, pixel)) for pixel in lesson.image}
    most = max(fed.values())
    best = [pixel for pixel, count in fed.items() if count == most]
    return lesson.impulse if lesson.impulse in best else best[0]


def outputs_fed(lesson: Lesson, pixel: Index) -> tuple[Index, ...]:
    """Return the outputs of mode "valid" to which the pixel adds a product, in reading order."""
    outputs = valid_outputs(FORWARD, lesson.image, lesson.kernel)
    common = patch_region(BACKWARD, pixel, lesson.kernel).intersection(outputs)
    return tuple(common) if common else ()
