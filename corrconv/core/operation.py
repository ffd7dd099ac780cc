"""The one relation, kernel = a * output + b * image, and the three operations it makes.

This is the only module that computes one index from another.
Source: "Convolution vs. Cross-Correlation", the article this project draws; the library form
is that of scipy.signal.correlate2d, torch.nn.Conv2d and cv2.filter2D.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from corrconv.core.index import (
    Index,
    IndexLike,
    Region,
    Support,
    SupportLike,
    as_index,
    as_support,
)

MODES = ("same", "valid", "full")
"""Which outputs to make, by the names that numpy and scipy use."""


_SIGNS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "convolution": (+1, -1),
        "cross-correlation": (+1, +1),
        "library-cross-correlation": (-1, +1),
    }
)


class Operation(Enum):
    """Name what a double sum over x[i, j] * h[...] computes, by the signs of its relation.

    An operation is found by its slug; ValueError or TypeError where there is none of this name.

    >>> [operation.slug for operation in Operation]
    ['convolution', 'cross-correlation', 'library-cross-correlation']
    >>> Operation("convolution") is Operation.CONVOLUTION
    True
    """

    CONVOLUTION = "convolution"
    CROSS_CORRELATION = "cross-correlation"
    LIBRARY_CROSS_CORRELATION = "library-cross-correlation"

    @classmethod
    def _missing_(cls, value: object) -> Operation:
        known = ", ".join(operation.slug for operation in cls)
        if not isinstance(value, str):
            raise TypeError(f"operation must be an Operation, got {value!r} (or one of {known})")
        raise ValueError(f"unknown operation {value!r}: wanted one of {known}")

    @property
    def slug(self) -> str:
        """Return the name by which files and options call the operation.

        >>> Operation.LIBRARY_CROSS_CORRELATION.slug
        'library-cross-correlation'
        """
        return self.value

    @property
    def output_sign(self) -> int:
        """Return a of the relation kernel = a * output + b * image.

        >>> [operation.output_sign for operation in Operation]
        [1, 1, -1]
        """
        return _SIGNS[self.value][0]

    @property
    def image_sign(self) -> int:
        """Return b of the relation kernel = a * output + b * image.

        >>> [operation.image_sign for operation in Operation]
        [-1, 1, 1]
        """
        return _SIGNS[self.value][1]

    @classmethod
    def from_signs(cls, output_sign: int, image_sign: int) -> Operation:
        """Return the operation whose relation has these signs (a, b); ValueError if none has.

        >>> Operation.from_signs(+1, -1).slug
        'convolution'
        """
        for operation in cls:
            if (operation.output_sign, operation.image_sign) == (output_sign, image_sign):
                return operation
        raise ValueError(
            f"no operation has the relation kernel = {output_sign:+d}*output {image_sign:+d}*image"
        )

    @property
    def flips_kernel(self) -> bool:
        """Return whether the kernel meets its patch turned by 180 degrees.

        >>> [operation.slug for operation in Operation if operation.flips_kernel]
        ['convolution']
        """
        return self.image_sign < 0

    @property
    def conjugates_kernel(self) -> bool:
        """Return whether complex kernel elements are conjugated: in both cross-correlations, as
        in numpy.correlate and scipy.signal.correlate2d, and not in convolution.

        >>> Operation.CONVOLUTION.conjugates_kernel, Operation.CROSS_CORRELATION.conjugates_kernel
        (False, True)
        """
        return not self.flips_kernel

    @property
    def image_gradient(self) -> Operation:
        """Return the operation that makes dL/dx of dL/dy and the same kernel, where this one
        makes y of x: output and image change places in the relation.

        >>> Operation.LIBRARY_CROSS_CORRELATION.image_gradient.slug
        'convolution'
        """
        return Operation.from_signs(self.image_sign, self.output_sign)

    @property
    def kernel_gradient(self) -> Operation:
        """Return the operation that makes dL/dh of x and, in the kernel's place, dL/dy, where
        this one makes y of x: output and kernel change places in the relation.

        >>> Operation.CONVOLUTION.kernel_gradient.slug
        'cross-correlation'
        """
        return Operation.from_signs(self.output_sign, -self.output_sign * self.image_sign)

    def kernel_index(self, output: IndexLike, image: IndexLike) -> Index:
        """Return the kernel element that the pixel `image` is multiplied with for `output`.

        >>> print(Operation.CONVOLUTION.kernel_index(output=(1, 1), image=(2, 0)))
        [-1,1]
        """
        return _combine(self.output_sign, output, self.image_sign, image)

    def image_index(self, output: IndexLike, kernel: IndexLike) -> Index:
        """Return the pixel that the kernel element `kernel` is multiplied with for `output`.

        >>> print(Operation.CONVOLUTION.image_index(output=(1, 1), kernel=(-1, 1)))
        [2,0]
        """
        return _combine(-self.image_sign * self.output_sign, output, self.image_sign, kernel)

    def output_index(self, image: IndexLike, kernel: IndexLike) -> Index:
        """Return the output to which the product of pixel `image` and element `kernel` is added.

        >>> print(Operation.CONVOLUTION.output_index(image=(2, 0), kernel=(-1, 1)))
        [1,1]
        """
        return _combine(-self.output_sign * self.image_sign, image, self.output_sign, kernel)


@dataclass(frozen=True, slots=True)
class Term:
    """Hold one product x[image] * h[kernel]; `exists` is False where h has no such element.

    >>> print(Term(Index(2, 0), Index(-1, 1), True).kernel)
    [-1,1]
    """

    image: Index
    kernel: Index
    exists: bool


def terms(
    operation: Operation | str, output: IndexLike, image: SupportLike, kernel: SupportLike
) -> tuple[Term, ...]:
    """Return every term of y[output], one for each pixel of `image`, in reading order.

    `image` and `kernel` are supports, or the (columns, rows) of centred ones; `operation` may be
    the name of one. ValueError or TypeError for what is none of these.

    >>> found = terms("convolution", (1, 1), image=(7, 7), kernel=(3, 3))
    >>> len(found), sum(term.exists for term in found)
    (49, 9)
    >>> print(*(term.kernel for term in found if term.exists))
    [1,1] [0,1] [-1,1] [1,0] [0,0] [-1,0] [1,-1] [0,-1] [-1,-1]
    """
    operation, elements = Operation(operation), as_support(kernel, "kernel")
    taps = ((at, operation.kernel_index(output, at)) for at in as_support(image, "image"))
    return tuple(Term(pixel, tap, tap in elements) for pixel, tap in taps)


def patch(operation: Operation | str, output: IndexLike, kernel: SupportLike) -> tuple[Index, ...]:
    """Return the image indices that the kernel meets for `output` (its receptive field), in
    reading order; some may lie outside a given image.

    `kernel` is a support, or the (columns, rows) of a centred one. Errors as in `terms`.

    >>> print(*patch("cross-correlation", (1, 1), (3, 1)))
    [-2,-1] [-1,-1] [0,-1]
    """
    operation, elements = Operation(operation), as_support(kernel, "kernel")
    met = (operation.image_index(output, tap) for tap in elements)
    return tuple(sorted(met, key=lambda index: (index.row, index.col)))


def patch_region(operation: Operation, output: Index, kernel: Support) -> Region:
    """Return the patch of `output` as a rectangle of image indices."""
    return reached(operation, Region(output, output), kernel)


def reached(operation: Operation, outputs: Region, kernel: Support) -> Region:
    """Return the smallest region that holds every patch of these outputs."""
    return Region.bounding(
        operation.image_index(output, tap)
        for output in (outputs.first, outputs.last)
        for tap in (kernel.first, kernel.last)
    )


def fed_outputs(operation: Operation, image: Support, tap: Index) -> Region:
    """Return the outputs that the kernel element `tap` feeds, one for each pixel of `image`."""
    corners = (image.first, image.last)
    return Region.bounding(operation.output_index(corner, tap) for corner in corners)


def full_outputs(operation: Operation, image: Support, kernel: Support) -> Region:
    """Return the outputs that at least one product feeds: image size + kernel size - 1."""
    fed = [fed_outputs(operation, image, tap) for tap in (kernel.first, kernel.last)]
    return Region.bounding(corner for region in fed for corner in (region.first, region.last))


def same_outputs(operation: Operation, image: Support) -> Region:
    """Return the outputs that the kernel element [0, 0] feeds: as many as the image has pixels.

    They are the image's own indices, but for cross-correlation those of its mirror image,
    [-i, -j]; in an image with a centre element these are the same.
    """
    return fed_outputs(operation, image, Index(0, 0))


def valid_outputs(operation: Operation, image: Support, kernel: Support) -> Region:
    """Return the outputs whose whole patch lies inside the image; ValueError if there is none."""
    first, last = (fed_outputs(operation, image, tap) for tap in (kernel.first, kernel.last))
    inside = first.intersection(last)
    if inside is None:
        raise ValueError(
            f"a {kernel.columns}x{kernel.rows} kernel fits nowhere inside "
            f"a {image.columns}x{image.rows} image (columns x rows)"
        )
    return inside


def outputs(operation: Operation, mode: str, image: Support, kernel: Support) -> Region:
    """Return the outputs of a mode; ValueError lists the modes if there is none of this name.

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


def image_ranges(operation: Operation, outputs: Region, tap: Index) -> tuple[range, range]:
    """Return the image columns and rows that the element `tap` meets while the output goes through
    `outputs` in reading order; for cross-correlation they count down."""
    first = operation.image_index(outputs.first, tap)
    last = operation.image_index(outputs.last, tap)
    return _walk(first.col, last.col), _walk(first.row, last.row)


def turned(index: Index, within: Support) -> Index:
    """Return where the element at `index` comes to lie when the array is turned by 180 degrees."""
    first, last = within.first, within.last
    return Index(first.col + last.col - index.col, first.row + last.row - index.row)


def same_patch(operation: Operation, output: Index, other: Operation, kernel: Support) -> Index:
    """Return the output for which `other` reads the patch that `operation` reads for `output`."""
    corner = patch_region(operation, output, kernel).first
    tap = kernel.last if other.flips_kernel else kernel.first
    return other.output_index(corner, tap)


def mirror_columns(index: Index) -> Index:
    """Return where the element at `index` comes to lie when left and right are exchanged."""
    return Index(-index.col, index.row)


def mirror_rows(index: Index) -> Index:
    """Return where the element at `index` comes to lie when top and bottom are exchanged."""
    return Index(index.col, -index.row)


def opposite(index: Index) -> Index:
    """Return where the element at `index` comes to lie when its array is turned by 180 degrees
    around [0, 0]: both components change their sign."""
    return mirror_rows(mirror_columns(index))


def opposite_support(support: Support) -> Support:
    """Return the indices of an array that is turned by 180 degrees around [0, 0]."""
    return Support(support.columns, support.rows, support.last)


def _combine(first_sign: int, first: IndexLike, second_sign: int, second: IndexLike) -> Index:
    first, second = as_index(first), as_index(second)
    return Index(
        first_sign * first.col + second_sign * second.col,
        first_sign * first.row + second_sign * second.row,
    )


def _walk(first: int, last: int) -> range:
    step = 1 if first <= last else -1
    return range(first, last + step, step)
