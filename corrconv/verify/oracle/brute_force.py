"""The three operations by brute force: every pixel with every kernel element.

They are stated in scatter form, by the output that each product is added to. Nothing is shared
with `corrconv.core.operation` but the operations' names. A cell is (column, row).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

Cell = tuple[int, int]
Products = dict[Cell, dict[Cell, Cell]]
"""The kernel element that each pixel meets, by output and by pixel."""


def _convolution(pixel: Cell, tap: Cell) -> Cell:
    return pixel[0] + tap[0], pixel[1] + tap[1]


def _cross_correlation(pixel: Cell, tap: Cell) -> Cell:
    return tap[0] - pixel[0], tap[1] - pixel[1]


def _library_cross_correlation(pixel: Cell, tap: Cell) -> Cell:
    return pixel[0] - tap[0], pixel[1] - tap[1]


ADDED_TO: Mapping[str, Callable[[Cell, Cell], Cell]] = {
    "convolution": _convolution,
    "cross-correlation": _cross_correlation,
    "library-cross-correlation": _library_cross_correlation,
}
"""The output to which an operation adds the product of a pixel and a kernel element."""


def products(slug: str, pixels: Collection[Cell], taps: Collection[Cell]) -> Products:
    """Return every product there is, by the output that it is added to."""
    added_to = ADDED_TO[slug]
    found: Products = {}
    for pixel in pixels:
        for tap in taps:
            found.setdefault(added_to(pixel, tap), {})[pixel] = tap
    return found


def terms_of(
    slug: str, output: Cell, pixels: Collection[Cell], taps: Collection[Cell]
) -> dict[Cell, Cell]:
    """Return the kernel element that each pixel is multiplied by in one output."""
    return products(slug, pixels, taps).get(output, {})


def indices_asked(slug: str, output: Cell, pixels: Collection[Cell]) -> dict[Cell, Cell]:
    """Return the kernel index that each pixel asks for in one output, existing or not."""
    return terms_of(slug, output, pixels, square_around([output, *pixels]))


def patch(slug: str, output: Cell, taps: Collection[Cell]) -> dict[Cell, Cell]:
    """Return the pixels that the whole kernel meets, in an image or not, with their elements."""
    return terms_of(slug, output, square_around([output, *taps]), taps)


def valid(slug: str, pixels: Collection[Cell], taps: Collection[Cell]) -> Products:
    """Return the outputs for which every kernel element meets a pixel, with their products."""
    every = products(slug, pixels, taps)
    return {output: terms for output, terms in every.items() if len(terms) == len(taps)}


def output_places(
    slug: str, mode: str, pixels: Collection[Cell], taps: Collection[Cell]
) -> list[Cell]:
    """Return the outputs of a mode."""
    if mode == "valid":
        return list(valid(slug, pixels, taps))
    if mode == "full":
        return list(products(slug, pixels, taps))
    return list(products(slug, pixels, [(0, 0)]))


def pixel_read(boundary: str, cell: Cell, pixels: Collection[Cell]) -> Cell | None:
    """Return the pixel that is read at a cell, found by walking back into the image step by
    step."""
    found: list[int] = []
    for axis in (0, 1):
        line = sorted({pixel[axis] for pixel in pixels})
        at: int | None = cell[axis]
        while at is not None and at not in line:
            at = _step_back(boundary, at, line)
        if at is None:
            return None
        found.append(at)
    return found[0], found[1]


def _step_back(boundary: str, at: int, line: list[int]) -> int | None:
    first, last = line[0], line[-1]
    edge, inwards = (first, 1) if at < first else (last, -1)
    if boundary == "wrap":
        return at + inwards * len(line)
    if boundary == "nearest":
        return edge
    if boundary == "symmetric":
        return edge + (edge - at) - inwards
    if boundary == "mirror":
        return edge if first == last else edge + (edge - at)
    return None


def operations_computed(form: Callable[[Cell, Cell], tuple[Cell, Cell]]) -> list[str]:
    """Return the operations that a form computes; `form` tells the pixel and the kernel element
    that it multiplies, from the output and the summation index."""
    cells = square_around([(0, 0)])
    return [
        slug
        for slug, added_to in ADDED_TO.items()
        if all(added_to(*form(output, index)) == output for output in cells for index in cells)
    ]


def square_around(cells: Collection[Cell]) -> tuple[Cell, ...]:
    """Return a square of cells around [0, 0], in reading order, that reaches as far as all of these
    together."""
    reach = 2 * max(abs(component) for cell in cells for component in cell) + 1
    span = range(-reach, reach + 1)
    return tuple((col, row) for row in span for col in span)
