"""Whether a still shows what its facts say: fills, ink, and the lines of boxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corrconv import catalog
from corrconv.theme.theme import Theme
from corrconv.verify.oracle.drawn_entries import At, Box, Drawing, Entry, where
from corrconv.verify.oracle.pixels import Colours, Pixels

FILLS: Mapping[str, str] = {
    "image": "image_fill",
    "kernel": "kernel_fill",
    "output": "output_fill",
    "term": "kernel_fill",
}
"""The colour of each role's cells; a term's cells are the kernel's, laid on the image."""

SHARES: Mapping[str, tuple[float, float]] = {
    "convolution": (0.85, 1.0),
    "focus": (0.85, 1.0),
    "cross-correlation": (0.45, 0.85),
    "library-cross-correlation": (0.3, 0.7),
}
"""How much of each side of a box is inked, from its dash pattern. Measured in both themes and
all profiles: 0.96 to 1 for solid lines, 0.55 to 0.77 and 0.41 to 0.51 for the dashed ones."""

LINE = 4.0
"""Two lines of boxes whose middles are so many pixels apart lie on each other."""

SHORT = 0.1
"""By so much more or less of one side of a dashed box may be inked."""

NEAR_COLOUR, NEAR_FOCUS = 30.0, 60.0
"""Largest difference of a channel to a line's own colour; the focus may be a thin line."""

INK = 60.0
"""Smallest contrast of a text with its ground."""

FILLED = 0.6
"""Share of the middle of a mark that has its colour."""

COVERED = 0.4
"""Share of a mark or of a piece of a curve under another one, from which on it may be hidden."""

FAINT_INK = 20.0
"""The same in a cell, which may be faded."""


def check_picture(facts: Mapping[str, Any], still: NDArray[np.uint8], theme: Theme) -> list[str]:
    """Return what a still does not show though its facts say so, each naming figure and cell.
    `still` is height x width x 3 or 4, from the upper left corner."""
    try:
        figure = catalog.named(str(facts["figure"]))
        drawing, pixels = Drawing(facts), Pixels(still, theme)
        if pixels.size != facts["size"]:
            found = [f"the still has {pixels.size} pixels, its facts say {facts['size']}"]
        else:
            found = [*_cells(drawing, pixels), *_boxes(drawing, pixels), *_texts(drawing, pixels)]
    except (ValueError, KeyError, TypeError) as error:
        return [f"{facts.get('figure')}: {error}"]
    return [f"{figure.id} {figure.name}: {problem}" for problem in found]


def _is_cell(entry: Entry) -> bool:
    table = ("substituted", "solved", "struck")
    return entry.role in FILLS and entry.at is not None and entry.grid not in table


def _cells(drawing: Drawing, pixels: Pixels) -> Iterator[str]:
    """Yield cells of another colour than their role's, without their text, or with ink but no
    text. Terms count as above all others: pixels are written over them, but not filled."""
    cells = sorted(filter(_is_cell, drawing.entries), key=lambda entry: entry.role == "term")
    patches: dict[At, list[Box]] = {}
    for entry in drawing.entries:
        if entry.grid.startswith("thumbnail."):
            patches.setdefault(entry.at, []).append(entry.box)
    plates = [_plate(entry.box) for entry in drawing.entries if entry.grid.startswith("tag.")]
    for place, entry in enumerate(cells):
        above = [*plates, *(other.box for other in cells[place + 1 :])]
        if entry.grid == "thumbnail":
            above += patches.get(entry.at, [])
        above = [box for box in above if box.overlaps(entry.box)]
        if any(box.holds(entry.box.centre) for box in plates):
            continue  # a tag hides most of it
        corners = [
            spots
            for corner in _corners(entry.box)
            if (spots := [spot for spot in corner if not _covered(spot, above)])
        ]
        filled = _filled(pixels, corners, _fill(entry))
        if 2 * len(filled) < len(corners):
            yield f"{where(entry.grid, entry.at)}: is not filled as {entry.role} cells are"
        elif filled and _open(entry, above):
            yield from _ink(pixels, entry, np.median(filled, axis=0))


def _corners(box: Box) -> list[list[tuple[float, float]]]:
    """Return places near each corner, the first ones between a cell's line and a small image in it,
    the last ones clear of a box's line."""
    insets = (2.5, 1.8, *(share * box.width for share in (0.045, 0.08, 0.12, 0.16, 0.2)))
    sides = [
        (x, y) for x in ((box.left, 1), (box.right, -1)) for y in ((box.top, 1), (box.bottom, -1))
    ]
    return [[(x + to_x * off, y + to_y * off) for off in insets] for (x, to_x), (y, to_y) in sides]


def _fill(entry: Entry) -> str:
    """Return the role whose colour fills a cell: weights below zero are grey."""
    weight = entry.role == "kernel" and entry.grid.startswith(("weights.", "turned"))
    return "grid" if weight and entry.text.startswith("−") else FILLS[entry.role]


def _filled(pixels: Pixels, corners: Sequence[Sequence[tuple[float, float]]], role: str) -> Any:
    """Return the colour of each corner that is filled in a role's colour."""
    found = []
    for spots in corners:
        seen = pixels.at(spots)
        fitting = seen[pixels.faded(seen, pixels.colour(role))]
        found += list(fitting[:1])
    return found


def _open(entry: Entry, above: list[Box]) -> bool:
    """Tell whether a cell shows its text, or that it has none."""
    if entry.grid == "thumbnail" or _covered(entry.box.centre, above):
        return False
    return bool(entry.text) or not above


def _covered(spot: tuple[float, float], boxes: list[Box]) -> bool:
    return any(box.holds(spot) for box in boxes)


def _plate(box: Box) -> Box:
    """Return the plate of a box's tag, from the tag's text."""
    more = box.height
    return Box(box.left - more, box.top - more, box.right + more, box.bottom + more)


def _ink(pixels: Pixels, entry: Entry, fill: Colours) -> Iterator[str]:
    """Yield a cell whose text cannot be seen, and one that shows anything where it has none."""
    area = pixels.area(entry.box, 0.2 if entry.text else 0.28)
    inked = int((np.abs(area - fill).max(axis=-1) > FAINT_INK).sum())
    if entry.text and inked < 3:
        yield f"{where(entry.grid, entry.at)}: {entry.text!r} cannot be seen"
    if not entry.text and inked:
        yield f"{where(entry.grid, entry.at)}: is not empty"


def _boxes(drawing: Drawing, pixels: Pixels) -> Iterator[str]:
    """Yield boxes whose lines cannot be seen, or have another operation's colour or dashes."""
    for entry in drawing.entries:
        head, _, style = entry.grid.rpartition(".")
        place = where(entry.grid, entry.at)
        if head == "thumbnail":
            yield from _thumbnail(drawing, pixels, entry, style)
        elif style in SHARES and (entry.role == "patch" or head == "swatch"):
            low, high = SHARES[style]
            if high < 1:  # a short side may begin or end within a dash
                low, high = low - SHORT, high + SHORT
            others = [other.box for other in drawing.entries if other.role == "patch"]
            for side, share in _sides(pixels, entry.box, style).items():
                alone = 1 - _shared(entry.box, side, [box for box in others if box != entry.box])
                if not alone * low <= share <= high:
                    expected = f"expected {alone * low:.0%} to {high:.0%}"
                    yield f"{place}: {share:.0%} of its {side} is drawn as {style}, {expected}"
        elif head == "ring":
            if min(_sides(pixels, entry.box, style).values()) < SHARES["focus"][0]:
                yield f"{place}: cannot be seen"
        elif (entry.grid.startswith(("mark.", "loss.")) and not _inked(pixels, entry)) or (
            entry.role == "patch" and not _ended(pixels, entry)
        ):
            yield f"{place}: cannot be seen"


def _sides(pixels: Pixels, box: Box, style: str) -> dict[str, float]:
    """Return how much of each side has the colour of a style."""
    left, top, right, bottom = box.edges
    lines = {
        "upper side": ((left, top), (right, top)),
        "lower side": ((left, bottom), (right, bottom)),
        "left side": ((left, top), (left, bottom)),
        "right side": ((right, top), (right, bottom)),
    }
    colour, tolerance = pixels.colour(style), NEAR_FOCUS if style == "focus" else NEAR_COLOUR
    return {side: pixels.drawn_along(*ends, colour, tolerance) for side, ends in lines.items()}


def _ended(pixels: Pixels, entry: Entry) -> bool:
    """Tell whether the mark at the end of a way has the colour of one of the operations."""
    colours = [pixels.colour(style) for style in SHARES if style in entry.grid.split(".")]
    area = pixels.area(entry.box)
    return any((np.abs(area - colour).max(axis=-1) <= NEAR_COLOUR).any() for colour in colours)


def _inked(pixels: Pixels, entry: Entry) -> bool:
    """Tell whether a mark on a curve is filled in its operation's colour, or a piece of a curve has
    it somewhere, away from its ends. Where another curve lies on most of it, none can be seen."""
    kind, style = entry.grid.split(".")[:2]
    area = pixels.area(entry.box, 0.15)
    inked = {
        each: np.abs(area - pixels.colour(each)).max(axis=-1) <= NEAR_COLOUR
        for each in SHARES
        if each != "focus"
    }
    seen = inked.pop(style)
    covered = np.any([*inked.values()], axis=0)
    if covered.mean() > COVERED:
        return True
    return bool(seen.any() if kind == "loss" else seen[~covered].mean() > FILLED)


def _thumbnail(drawing: Drawing, pixels: Pixels, entry: Entry, style: str) -> Iterator[str]:
    """Yield a small picture whose patch is not filled, or whose other pixels are."""
    ground = drawing.at("image", "thumbnail").get(entry.at)
    fill, tint = pixels.colour("image_fill"), pixels.colour(style)
    way = tint - fill
    share = np.median((pixels.area(entry.box, 0.2) - fill) @ way / (way @ way))
    place = where(entry.grid, entry.at)
    if not 0.7 <= share <= 0.95:
        yield f"{place}: is not filled as {style}"
    if ground is None:
        return
    if entry.box.contains(ground.box):
        return
    if not pixels.faded(pixels.area(ground.box), fill).any():
        yield f"{place}: the small image around it cannot be seen"


def _texts(drawing: Drawing, pixels: Pixels) -> Iterator[str]:
    """Yield texts that leave no ink, and axes in the other component's colour, where they
    differ."""
    tinted = pixels.theme.column != pixels.theme.row
    for entry in drawing.entries:
        place = where(entry.grid, entry.at)
        if entry.text and not _is_cell(entry) and pixels.contrast(entry.box) < INK:
            yield f"{place}: {entry.text!r} cannot be seen"
        if entry.grid == "divider" and _line(pixels, entry.box) < SHARES["focus"][0]:
            yield f"{place}: cannot be seen"
        if entry.role == "axis" and entry.at is not None and tinted:
            own = "column" if entry.grid.endswith(".columns") else "row"
            if pixels.tint(entry.box, ("column", "row")) != own:
                yield f"{place}: {entry.text!r} does not have the colour of a {own}"


def _shared(box: Box, side: str, others: list[Box]) -> float:
    """Return the share of a side along which a side of another box lies on it and may cover it."""
    along = side in ("upper side", "lower side")

    def ends(of: Box) -> tuple[float, float]:
        return (of.left, of.right) if along else (of.top, of.bottom)

    place = {
        "upper side": box.top, "lower side": box.bottom, "left side": box.left
    }.get(side, box.right)  # fmt: skip
    first, last = ends(box)
    shares = [0.0]
    for other in others:
        lines = (other.top, other.bottom) if along else (other.left, other.right)
        if min(abs(line - place) for line in lines) <= LINE:
            start, end = ends(other)
            shares.append((min(end, last) - max(start, first)) / (last - first))
    return max(shares)


def _line(pixels: Pixels, box: Box) -> float:
    """Return how much of the line between the halves of a table has its colour."""
    top, bottom = (box.left, box.top), (box.left, box.bottom)
    return pixels.drawn_along(top, bottom, pixels.colour("divider"), NEAR_FOCUS)
