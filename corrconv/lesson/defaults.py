"""What a lesson shows where its file does not say."""

from __future__ import annotations

from corrconv.core.index import Index, Region, Support
from corrconv.core.operation import Operation, outputs, patch_region, same_patch

USUAL = Index(1, 1)
"""The article's worked output, and its impulse."""

USUAL_ROWS = 18
"""Terms of a worked table in type of the usual size."""

CENTRE = Index(0, 0)


def patch(operation: Operation, output: Index, kernel: Support) -> Region:
    """The places of the image that the kernel lies on for an output."""
    return patch_region(operation, output, kernel)


def worked(operation: Operation, mode: str, image: Support, kernel: Support) -> Index:
    """y[1,1] where the mode makes it, and what reads the same patch in the article's
    cross-correlation; else the middle output, or the first that there is."""
    mirrored = operation is Operation.CROSS_CORRELATION
    first = Operation.CONVOLUTION if mirrored else operation
    made = outputs(first, mode, image, kernel)
    usual = next((output for output in (USUAL, CENTRE) if output in made), made.first)
    return same_patch(first, usual, operation, kernel) if mirrored else usual


def impulse(image: Support) -> Index:
    """A pixel off the centre, if there is one."""
    near = (USUAL, Index(1, 0), Index(0, 1), Index(-1, 0), Index(0, -1))
    return next((pixel for pixel in near if pixel in image), CENTRE)
