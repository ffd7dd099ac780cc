"""Decodes one picture: run as a program, with limits on its memory, time and pixels.

Arguments: path, columns, levels, most cells. Prints {"rows": ...} or {"error": ...} as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PPM")
MOST_BYTES = 32 << 20
MOST_PIXELS = 16_000_000
MEMORY = 1 << 30
"""Bytes of address space; a picture of MOST_PIXELS needs a tenth."""

SECONDS = 10


class RefusedError(Exception):
    """A picture that is not read; the text says why."""


def decode(path: Path, columns: int, levels: int, cells: int) -> list[list[int]]:
    """Return rows of grey values from 0 to levels − 1; a cell is the mean of the pixels in it."""
    from PIL import Image, ImageOps  # after the limits are set

    Image.MAX_IMAGE_PIXELS = None  # asked below, before anything is decoded
    if not path.is_file():
        raise RefusedError("is not there")
    if path.stat().st_size > MOST_BYTES:
        raise RefusedError(f"has more than {MOST_BYTES} bytes")
    with Image.open(path, formats=FORMATS) as opened:
        width, height = opened.size
        if width * height > MOST_PIXELS:
            raise RefusedError(f"has {width}x{height} pixels, wanted at most {MOST_PIXELS}")
        picture = ImageOps.exif_transpose(opened)
        picture = _on_white(picture)
        width, height = picture.size
        if columns > width:
            raise RefusedError(f"is {width} pixels wide, which cannot give {columns} columns")
        rows = max(1, round(height * columns / width))
        if rows * columns > cells:
            raise RefusedError(f"would have {columns}x{rows} cells, wanted at most {cells}")
        reduced = picture.resize((columns, rows), Image.Resampling.BOX)
    values = [round(value * (levels - 1) / 255) for value in reduced.tobytes()]
    return [values[start : start + columns] for start in range(0, len(values), columns)]


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture in grey, laid on white where it is transparent."""
    from PIL import Image

    if picture.mode.startswith("I"):  # 16 bits, which a conversion would cut off
        picture = picture.convert("I").point(lambda value: value / 257).convert("L")
    if "A" in picture.getbands() or "transparency" in picture.info:
        coloured = picture.convert("RGBA")
        paper = Image.new("RGBA", coloured.size, "white")
        picture = Image.alpha_composite(paper, coloured)
    return picture.convert("L")


def _limit(kind: int, wanted: int) -> None:
    _, hard = resource.getrlimit(kind)
    least = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(kind, (least, hard))


def main(path: str, *numbers: str) -> None:
    """Print the rows of the picture, or why it is refused."""
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CPU, SECONDS)
    columns, levels, cells = map(int, numbers)
    try:
        answer: dict[str, object] = {"rows": decode(Path(path), columns, levels, cells)}
    except RefusedError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "needs more memory than decoding may take"}
    except Exception as error:  # decoders raise whatever they meet
        answer = {"error": f"is no picture that can be read ({type(error).__name__})"}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
