"""The pictures of a report: stills as they are, the pixels that differ, frames."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image, ImageDraw

from corrconv.diff.images.colours import known_theme
from corrconv.diff.images.pixels import Mask, read_pixels
from corrconv.diff.images.stills import StillDifference
from corrconv.diff.model import STILL, ThemeVersion
from corrconv.diff.sources.reading import LARGEST_FILE, read_bytes
from corrconv.theme.loader import DEFAULTS, shipped

WIDEST = 1600
"""Pixels across a picture in a report."""

FADED = 0.25
"""What is left of the colours of what does not differ."""

FRAMED = 40
"""Drawn things that get a frame in the picture of the differences."""


def still_of(version: ThemeVersion | None) -> Image.Image | None:
    """Return the still, None where there is none or only its digest."""
    path = version.picture(STILL) if version else None
    return Image.fromarray(read_pixels(path)) if path else None


def still_bytes(version: ThemeVersion | None) -> bytes | None:
    """Return the file of the still; a smaller one where it is very wide."""
    path = version.picture(STILL) if version else None
    if path is None:
        return None
    with Image.open(path, formats=("PNG",)) as image:
        wide = image.width > WIDEST
    found = still_of(version) if wide else None
    return png(found) if found else read_bytes(path.parent, path.name, LARGEST_FILE)


def difference(version: ThemeVersion, still: StillDifference) -> Image.Image:
    """Draw the still as it is now, faded, with every differing pixel in the colour of an error and
    a frame around each drawn thing that has such pixels inside."""
    theme = known_theme(version.theme) or shipped(DEFAULTS[0])
    height, width = still.mask.shape
    canvas = Image.new("RGB", (width, height), theme.paper)
    now = still_of(version)
    if now is not None:
        canvas.paste(Image.blend(Image.new("RGB", now.size, theme.paper), now, FADED))
    marked = Image.fromarray(_thick(still.mask).astype(np.uint8) * 255)
    canvas.paste(Image.new("RGB", canvas.size, theme.convolution), mask=marked)
    pen = ImageDraw.Draw(canvas)
    for cell in [cell for cell in still.things if cell.inside][:FRAMED]:
        left, top, right, bottom = cell.box
        if right - left >= 1 and bottom - top >= 1:
            frame = (left - 2, top - 2, right + 2, bottom + 2)
            pen.rectangle(frame, outline=theme.focus, width=2)
    return canvas


def _thick(mask: Mask) -> Mask:
    """Mark differing pixels and their neighbours, so that a single one is seen."""
    padded = np.pad(mask, 1)
    height, width = mask.shape
    thick: Mask = np.zeros(mask.shape, np.bool_)
    for down in range(3):
        for along in range(3):
            thick |= padded[down : down + height, along : along + width]
    return thick


def png(image: Image.Image) -> bytes:
    """Encode a picture as PNG, at most `WIDEST` pixels across."""
    if image.width > WIDEST:
        height = max(1, round(image.height * WIDEST / image.width))
        image = image.resize((WIDEST, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, format="PNG", optimize=True)
    return out.getvalue()


def jpeg(image: Image.Image) -> bytes:
    """Encode a frame of an animation as JPEG."""
    out = io.BytesIO()
    image.save(out, format="JPEG", quality=82)
    return out.getvalue()


def embedded(content: bytes) -> str:
    """Return a picture as a data URI."""
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64," + base64.b64encode(content).decode()
