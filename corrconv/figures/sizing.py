"""How large a lesson's cells can be: sizes in scene units from what is to be shown."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corrconv.core.index import Index, Region
from corrconv.core.operation import Operation, patch_region
from corrconv.core.rational import MINUS, Number, format_number
from corrconv.core.sliding import Sliding
from corrconv.lesson.lesson import Lesson

FULL, CLEAR = 0.9, 0.78
"""The share of a cell that its text may take: an index, which its brackets keep apart from the
next one, and a number, which would run into it."""

SMALLEST = 0.165
"""Type is not set smaller than this, in scene units per em: 22 px of a frame of 1080, 8 px of a
still at 720 px width."""

READABLE = 0.28
"""Type of this size, in scene units per em, can be read in a still at 720 px width: 14 px."""

STACKED, STACKED_FRACTION = 0.48, 0.64
"""The size of cells in which two numbers, or a number and a fraction, stand one under the other."""

THUMBNAIL = 0.78
"""The share of an output's cell that its small picture takes."""

SMALLEST_PIXEL = 0.038
"""A pixel of it is not drawn smaller than this, in scene units: 5 px of a frame of 1080."""

SMALLEST_PATCH = 0.1
"""The same of a whole patch in it, which is tinted between its lines."""

BACKPROPAGATION_SIDE = 3.36
"""Width and height, in scene units, of the image and of the outputs that it feeds, at the most."""

MOST_OUTPUTS_DRAWN = 6
"""More columns or rows of outputs are not all drawn, only those around the ones that matter."""

NUMBERED, HEADED = 0.44, 0.82
"""Room for the numbers of a grid's rows left of it; and over it, for those of its columns and its
name."""

COLUMN_GAP = 0.84
"""Between the two columns of a panel."""

TOP, ROW = 1.8, 0.2
"""Upper edge of image and kernel in a panel of two columns, and middle of a panel in a row."""

SIDE_BY_SIDE = (Operation.CONVOLUTION, Operation.LIBRARY_CROSS_CORRELATION)
"""Two operations that take the same path over an image: what differs is that one turns the
kernel."""

Point = tuple[float, float]


def pitch(most: float, *spans: tuple[int, float]) -> float:
    """Return the size of cells, at most `most`, of which so many fit into so much room."""
    return min(most, *(room / cells for cells, room in spans))


def ems(text: str) -> float:
    """Estimate how wide a text is set, in ems; rather more than less."""
    return sum(_EMS.get(character, 0.62) for character in text)


def fits(text: str, size: float) -> bool:
    """Tell whether a text can be read in a cell of this size."""
    return ems(text) * SMALLEST <= share(text) * size


def widest(written: Iterable[str]) -> str:
    """Return the text that takes the most room, of several as long the last in the alphabet; an
    empty one where there is none."""
    return max(written, key=lambda text: (ems(text), text), default="")


def readable(written: Iterable[str]) -> float:
    """Return the size of cells in which all of these texts can be read."""
    return max((ems(text) * READABLE / share(text) for text in written), default=0.0)


def share(text: str) -> float:
    """Return the share of a cell that this text may take."""
    return FULL if "[" in text else CLEAR


_EMS: Mapping[str, float] = {
    **dict.fromkeys("0123456789", 0.58),
    **dict.fromkeys("[](),.·", 0.27),
    **dict.fromkeys("mwMW", 1.1),
    MINUS: 0.74,
    "/": 0.5,
}


@dataclass(frozen=True, slots=True)
class PanelRoom:
    """The size of a panel's cells and the middles of its image, kernel and output."""

    pitch: float
    places: tuple[Point, Point, Point]


def size(region: Region) -> tuple[int, int]:
    """Return columns and rows."""
    return len(region.column_range), len(region.row_range)


def in_a_row(sliding: Sliding, operation: Operation) -> PanelRoom:
    """Place the image left, the kernel between and the output right, as large as the frame
    allows; the rows of image and kernel are level."""
    regions = _regions(sliding, operation)
    cells = sum(size(region)[0] for region in regions)
    tallest = max(size(region)[1] for region in regions)
    one = pitch(0.86, (cells, 10.0), (tallest, 4.0))
    gap = min((11.6 - cells * one) / 2, 1.5)
    left = -(cells * one + 2 * gap) / 2 + NUMBERED / 2
    places = []
    for region in regions:
        width = size(region)[0] * one
        places.append((left + width / 2, ROW))
        left += width + gap
    image, kernel = size(regions[0])[1], size(regions[1])[1]
    between = (places[1][0], ROW + ((image - kernel) % 2) * one / 2)
    return PanelRoom(one, (places[0], between, places[2]))


def in_two_columns(
    sliding: Sliding, operation: Operation, beside: Iterable[Operation], x: float
) -> PanelRoom:
    """Place the image left and the kernel over the output right, in the half of the frame around
    `x`, image and kernel level; cells have one size for all the operations that are set beside
    each other."""
    one = min(_two_columns(sliding, each) for each in beside)
    image, kernel, output = _regions(sliding, operation)
    wide = max(size(kernel)[0], size(output)[0]) * one
    left = x + NUMBERED / 2 - (size(image)[0] * one + COLUMN_GAP + wide) / 2
    column = left + size(image)[0] * one + COLUMN_GAP + wide / 2
    return PanelRoom(
        one,
        (
            (left + size(image)[0] * one / 2, TOP - size(image)[1] * one / 2),
            (column, TOP - size(kernel)[1] * one / 2),
            (column, TOP - (size(kernel)[1] + size(output)[1] / 2) * one - HEADED),
        ),
    )


def _two_columns(sliding: Sliding, operation: Operation) -> float:
    image, kernel, output = map(size, _regions(sliding, operation))
    return pitch(
        0.61,
        (image[0] + max(kernel[0], output[0]), 4.88),
        (image[1], 3.1),
        (kernel[1] + output[1], 3.66),
    )


def _regions(sliding: Sliding, operation: Operation) -> tuple[Region, Region, Region]:
    ground, kernel = sliding.ground(operation), sliding.kernel_support.region
    return ground, kernel, sliding.outputs(operation)


def texts(sliding: Sliding, operation: Operation) -> set[str]:
    """Return all that stands in the cells of a panel at some time."""
    made = sliding.outputs(operation) if sliding.chosen is None else sliding.chosen
    values: list[Number] = [*sliding.image.values(), *sliding.kernel.values()]
    values += (sliding.value(operation, output) for output in made)
    return {format_number(value) for value in values}


def weights_readable(sliding: Sliding) -> float:
    """Return the size of cells in which what a pixel is multiplied by can be read under it."""
    texts = [format_number(weight) for weight in sliding.kernel.values()]
    tall = STACKED_FRACTION if any("/" in text for text in texts) else STACKED
    return max(tall, *(ems(text) * READABLE / FULL for text in texts))


def kernel_pitch(lesson: Lesson) -> float:
    """Return the size of cells of the two grids of the kernel, side by side."""
    columns, rows = size(lesson.kernel.region)
    return pitch(1.2, (columns, 5.2), (rows, 5.0))


def image_pitch(lesson: Lesson) -> float:
    """Return the size of cells of the image alone."""
    columns, rows = size(lesson.image.region)
    return pitch(0.76, (columns, 11.5), (rows, 5.6))


def corner_pitch(lesson: Lesson) -> float:
    """Return the size of cells of the enlarged corner."""
    columns, rows = size(lesson.corner)
    return pitch(1.1, (columns, 5.4), (rows, 5.0))


def small_image_pitch(lesson: Lesson) -> float:
    """Return the size of cells of the image beside its enlarged corner."""
    columns, rows = size(lesson.image.region.union(lesson.corner))
    return pitch(0.5, (columns, 4.8), (rows, 4.6))


def drawing_pitch(lesson: Lesson) -> float:
    """Return the size of cells of two aligned grids: the patch, and the kernel as large."""
    columns, rows = size(lesson.kernel.region)
    return pitch(1.3, (columns, 4.5), (rows, 3.9))


def card_pitch(lesson: Lesson) -> float:
    """Return the size of cells of the two kernels of the title card."""
    columns, rows = size(lesson.kernel.region)
    return pitch(0.9, (columns, 4.4), (rows, 4.0))


def table_kernel_pitch(lesson: Lesson) -> float:
    """Return the size of cells of the kernel beside a worked table."""
    columns, rows = size(lesson.kernel.region)
    return pitch(max(0.56, readable(lesson.letters.values())), (columns, 4.0), (rows, 2.0))


TABLE_MAP, SMALLEST_IN_MAP = 2.6, 0.22
"""Width and height, in scene units, of the image beside a worked table, at the most, and the size
of its cells at the least."""

TICKS = 0.48
"""Room to the left of a grid for the numbers of its rows."""


@dataclass(frozen=True, slots=True)
class TableGrids:
    """Image and kernel beside a worked table: the pixels that are drawn, the size of cells of both,
    how far their middles lie to the right of the middle of their room, whether the pixels' cells
    have room for kernel elements, and of how many columns one has room for its number."""

    region: Region
    pitches: tuple[float, float]
    middles: tuple[float, float]
    written: bool
    every: int


def table_grids(lesson: Lesson, operation: Operation, width: float) -> TableGrids:
    """Return image and kernel side by side in so much room; of an image whose cells would be too
    small only the pixels of the table."""
    whole, across = lesson.image.region, size(lesson.kernel.region)[0]
    part = lesson.table_region(operation).intersection(whole) or whole
    region = whole if _map_pitch(whole) >= SMALLEST_IN_MAP else part
    usual, columns = _map_pitch(region), size(region)[0]
    numbers = readable(format_number(column) for column in region.column_range)
    kernel = table_kernel_pitch(lesson)
    one = min(usual, (width - 2.5 * TICKS - kernel * across) / columns)
    left = -(one * columns + kernel * across + 2.5 * TICKS) / 2 + TICKS
    return TableGrids(
        region=region,
        pitches=(one, kernel),
        middles=(left + one * columns / 2, -left + TICKS - kernel * across / 2),
        written=usual >= readable(lesson.letters.values()),
        every=math.ceil(numbers / usual),
    )


def _map_pitch(region: Region) -> float:
    columns, rows = size(region)
    return pitch(0.56, (columns, TABLE_MAP), (rows, TABLE_MAP))


def outputs_pitch(lesson: Lesson, operation: Operation) -> float:
    """Return the size of cells of the outputs that each hold a small picture."""
    columns, rows = size(lesson.outputs(operation))
    return pitch(1.0, (columns, 5.4), (rows, 5.0))


def thumbnail_pitch(lesson: Lesson, operation: Operation) -> float:
    """Return the size of pixels in the small pictures."""
    whole = lesson.image.region
    for output in lesson.output_order(operation):
        whole = whole.union(patch_region(operation, output, lesson.kernel))
    return THUMBNAIL * outputs_pitch(lesson, operation) / max(size(whole))


def longest(indices: Iterable[Index], prefix: str = "") -> str:
    """Return the widest of these indices as it is set."""
    shown = [f"{prefix}[{format_number(each.col)},{format_number(each.row)}]" for each in indices]
    return max(shown, key=ems)


TABLE_LEFT, TABLE_RIGHT = -6.35, 6.33
"""How far a worked table and the panel to its left may reach where they need the room."""

PANEL_GAP, NARROW_AIR = 0.2, 0.2
"""Between panel and table, and between the table's columns, at the least."""

SLACK = 0.06
"""What the usual panel takes more, its type being a hair smaller."""

NARROWEST_PANEL = 4.2
"""A panel's general term, and words that are broken into lines, need so much."""


@dataclass(frozen=True, slots=True)
class TableShares:
    """How a worked table and the panel to its left share the frame: the panel's middle and width,
    the table's right edge and the distance of its columns, and by how much type must shrink."""

    middle: float
    panel: float
    edge: float
    air: float
    scale: float = 1.0


def table_shares(panel: float, table: float, chip: float, usual: TableShares) -> TableShares:
    """Return the usual shares where a panel so wide and a table of so wide formulas, beside chips,
    fit into them; else the table takes what it needs and the panel the rest, and where that is not
    enough both shrink alike."""
    columns = usual.edge - usual.middle - usual.panel / 2 - chip - 3 * usual.air
    if panel <= usual.panel + SLACK and table <= columns:
        return usual
    panel = max(panel, NARROWEST_PANEL)
    room = TABLE_RIGHT - TABLE_LEFT - PANEL_GAP - chip
    air = min(usual.air, max(NARROW_AIR, (room - panel - table) / 3))
    scale = min(1.0, (room - 3 * air) / (panel + table))
    width = room - 3 * air - table * scale
    return TableShares(TABLE_LEFT + width / 2, width, TABLE_RIGHT, air, scale)
