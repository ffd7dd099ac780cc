"""The one relation, kernel = a * output + b * image, and the three operations it makes.

This is the only module that computes one index from another.
Source: "Convolution vs. Cross-Correlation", the article this project draws; the library form
is that of scipy.signal.correlate2d, torch.nn.Conv2d and cv2.filter2D.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from corrconv.core.index import Index, Region, Support

MODES = ("same", "valid", "full")
"""Which outputs to make, by the names that numpy and scipy use."""


class Operation(Enum):
    """What a double sum over x[i, j] * h[...] computes, told by the signs of its relation."""

    CONVOLUTION = ("convolution", +1, -1)
    CROSS_CORRELATION = ("cross-correlation", +1, +1)
    LIBRARY_CROSS_CORRELATION = ("library-cross-correlation", -1, +1)

    def __init__(self, slug: str, output_sign: int, image_sign: int) -> None:
        self.slug = slug
        self.output_sign = output_sign
        self.image_sign = image_sign

    @classmethod
    def from_slug(cls, slug: str) -> Operation:
        """The operation called `slug`; ValueError lists the known ones."""
        for operation in cls:
            if operation.slug == slug:
                return operation
        known = ", ".join(operation.slug for operation in cls)
        raise ValueError(f"unknown operation {slug!r}: wanted one of {known}")

    @classmethod
    def from_signs(cls, output_sign: int, image_sign: int) -> Operation:
        """The operation whose relation has these signs (a, b); ValueError if there is none."""
        for operation in cls:
            if (operation.output_sign, operation.image_sign) == (output_sign, image_sign):
                return operation
        raise ValueError(
            f"no operation has the relation kernel = {output_sign:+d}*output {image_sign:+d}*image"
        )

    @property
    def flips_kernel(self) -> bool:
        """Whether the kernel meets its patch turned by 180 degrees: in convolution alone."""
        return self.image_sign < 0

    @property
    def conjugates_kernel(self) -> bool:
        """Whether complex kernel elements are conjugated: in both cross-correlations, as in
        numpy.correlate and scipy.signal.correlate2d, and not in convolution."""
        return not self.flips_kernel

    @property
    def image_gradient(self) -> Operation:
        """The operation that makes dL/dx of dL/dy and the same kernel, where this one makes y of
        x: output and image change places in the relation."""
        return Operation.from_signs(self.image_sign, self.output_sign)

    @property
    def kernel_gradient(self) -> Operation:
        """The operation that makes dL/dh of x and, in the kernel's place, dL/dy, where this one
        makes y of x: output and kernel change places in the relation."""
        return Operation.from_signs(self.output_sign, -self.output_sign * self.image_sign)

    def kernel_index(self, output: Index, image: Index) -> Index:
        """The kernel element that the pixel `image` is multiplied with for `output`."""
        return _combine(self.output_sign, output, self.image_sign, image)

    def image_index(self, output: Index, kernel: Index) -> Index:
        """The pixel that the kernel element `kernel` is multiplied with for `output`."""
        return _combine(-self.image_sign * self.output_sign, output, self.image_sign, kernel)

    def output_index(self, image: Index, kernel: Index) -> Index:
        """The output to which the product of pixel `image` and element `kernel` is added."""
        return _combine(-self.output_sign * self.image_sign, image, self.output_sign, kernel)


@dataclass(frozen=True, slots=True)
class Term:
    """One product x[image] * h[kernel]; `exists` is False where h has no such element."""

    image: Index
    kernel: Index
    exists: bool


def terms(operation: Operation, output: Index, image: Support, kernel: Support) -> tuple[Term, ...]:
    """Every term of y[output], one for each pixel of `image`, in reading order."""
    return tuple(_terms(operation, output, image, kernel))


def patch(operation: Operation, output: Index, kernel: Support) -> tuple[Index, ...]:
    """The image indices that the kernel meets for `output` (its receptive field), in reading
    order; some may lie outside a given image."""
    met = (operation.image_index(output, tap) for tap in kernel)
    return tuple(sorted(met, key=lambda index: (index.row, index.col)))


def patch_region(operation: Operation, output: Index, kernel: Support) -> Region:
    """The same patch as a rectangle of image indices."""
    met = patch(operation, output, kernel)
    return Region(met[0], met[-1])


def reached(operation: Operation, outputs: Region, kernel: Support) -> Region:
    """Return the smallest region that holds every patch of these outputs."""
    corners = (
        operation.image_index(output, tap)
        for output in (outputs.first, outputs.last)
        for tap in (kernel.first, kernel.last)
    )
    return Region.bounding(corners)


def fed_outputs(operation: Operation, image: Support, tap: Index) -> Region:
    """The outputs that the kernel element `tap` feeds, one for each pixel of `image`."""
    corners = (image.first, image.last)
    return Region.bounding(operation.output_index(corner, tap) for corner in corners)


def full_outputs(operation: Operation, image: Support, kernel: Support) -> Region:
    """The outputs that at least one product feeds: image size + kernel size - 1."""
    fed = [fed_outputs(operation, image, tap) for tap in (kernel.first, kernel.last)]
    return Region.bounding(corner for region in fed for corner in (region.first, region.last))


def same_outputs(operation: Operation, image: Support) -> Region:
    """The outputs that the kernel element [0, 0] feeds: as many as the image has pixels.

    They are the image's own indices, but for cross-correlation those of its mirror image,
    [-i, -j]; in an image with a centre element these are the same.
    """
    return fed_outputs(operation, image, Index(0, 0))


def valid_outputs(operation: Operation, image: Support, kernel: Support) -> Region:
    """The outputs whose whole patch lies inside the image; ValueError where there is none."""
    first, last = (fed_outputs(operation, image, tap) for tap in (kernel.first, kernel.last))
    inside = first.intersection(last)
    if inside is None:
        raise ValueError(
            f"a {kernel.columns}x{kernel.rows} kernel fits nowhere inside "
            f"a {image.columns}x{image.rows} image (columns x rows)"
        )
    return inside


def outputs(operation: Operation, mode: str, image: Support, kernel: Support) -> Region:
    """The outputs of a mode; ValueError lists the modes if there is none of this name.

    Along an axis, with image indices x0..x1 (A of them) and kernel indices h0..h1 (K):

    - "full" (A + K - 1): x0+h0..x1+h1 for convolution, x0-h1..x1-h0 for the library
      cross-correlation, h0-x1..h1-x0 for cross-correlation;
    - "same" (A): x0..x1, x0..x1 and -x1..-x0;
    - "valid" (A - K + 1): x0+h1..x1+h0, x0-h0..x1-h1 and h1-x1..h0-x0.

    Those of cross-correlation are the library's mirrored, for even sizes and origins off the
    centre too.
    """
    if mode == "same":
        return same_outputs(operation, image)
    if mode == "valid":
        return valid_outputs(operation, image, kernel)
    if mode == "full":
        return full_outputs(operation, image, kernel)
    raise ValueError(f"unknown mode {mode!r}: wanted one of {', '.join(MODES)}")


def image_ranges(operation: Operation, output: Region, tap: Index) -> tuple[range, range]:
    """The image columns and the image rows that the element `tap` meets while the output goes
    through `output` in reading order; for cross-correlation they count down."""
    first = operation.image_index(output.first, tap)
    last = operation.image_index(output.last, tap)
    return _walk(first.col, last.col), _walk(first.row, last.row)


def turned(index: Index, within: Support) -> Index:
    """Where the element at `index` comes to lie when the array is turned by 180 degrees."""
    first, last = within.first, within.last
    return Index(first.col + last.col - index.col, first.row + last.row - index.row)


def same_patch(operation: Operation, output: Index, other: Operation, kernel: Support) -> Index:
    """The output for which `other` reads the patch that `operation` reads for `output`."""
    corner = patch_region(operation, output, kernel).first
    tap = kernel.last if other.flips_kernel else kernel.first
    return other.output_index(corner, tap)


def mirror_columns(index: Index) -> Index:
    """Where the element at `index` comes to lie when left and right are exchanged."""
    return Index(-index.col, index.row)


def mirror_rows(index: Index) -> Index:
    """Where the element at `index` comes to lie when top and bottom are exchanged."""
    return Index(index.col, -index.row)


def opposite(index: Index) -> Index:
    """Where the element at `index` comes to lie when its array is turned by 180 degrees around
    [0, 0]: both components change their sign."""
    return mirror_rows(mirror_columns(index))


def opposite_support(support: Support) -> Support:
    """The indices of an array that is turned by 180 degrees around [0, 0]."""
    return Support(support.columns, support.rows, support.last)


def _combine(first_sign: int, first: Index, second_sign: int, second: Index) -> Index:
    return Index(
        first_sign * first.col + second_sign * second.col,
        first_sign * first.row + second_sign * second.row,
    )


def _terms(operation: Operation, output: Index, image: Support, kernel: Support) -> Iterator[Term]:
    for pixel in image:
        tap = operation.kernel_index(output, pixel)
        yield Term(pixel, tap, tap in kernel)


def _walk(first: int, last: int) -> range:
    step = 1 if first <= last else -1
    return range(first, last + step, step)
