"""A GIF file, decoded in full: what it really holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

ENDLESS = 0


@dataclass(frozen=True, slots=True)
class Loop:
    """Decoded facts of a GIF: pixels, pictures, length in seconds. Pictures last as long as they
    are the same, so there is no rate."""

    width: int
    height: int
    frames: int
    seconds: float


def read_loop(path: Path) -> tuple[Loop, NDArray[np.uint8]]:
    """Decode every picture of `path`; also gives the first one, height x width x 3.

    Raises ValueError where it cannot be decoded, or does not repeat for ever.
    """
    try:
        return _decode(path)
    except (OSError, EOFError, SyntaxError, IndexError) as error:
        raise ValueError(f"{path.name}: cannot be decoded ({error})") from error


def _decode(path: Path) -> tuple[Loop, NDArray[np.uint8]]:
    if path.read_bytes()[-1:] != b";":
        raise ValueError(f"{path.name}: has no end")
    with Image.open(path, formats=("GIF",)) as image:
        if image.info.get("loop") != ENDLESS:
            raise ValueError(f"{path.name}: does not repeat for ever")
        count, milliseconds = getattr(image, "n_frames", 1), 0
        first = np.asarray(image.convert("RGB"))
        for number in range(count):
            image.seek(number)
            image.load()
            milliseconds += image.info.get("duration", 0)
        return Loop(*image.size, count, milliseconds / 1000), first


def require_loop(
    path: Path, wanted: Loop, last: NDArray[np.uint8] | None = None, reach: int = 0
) -> None:
    """ValueError unless `path` decodes to `wanted` and begins with the frame that was drawn
    `last`, no colour of it further away than `reach`."""
    met, shown = read_loop(path)
    for name in ("width", "height", "frames", "seconds"):
        if getattr(met, name) != getattr(wanted, name):
            raise ValueError(
                f"{path.name}: {name} is {getattr(met, name)}, wanted {getattr(wanted, name)}"
            )
    if last is not None and _furthest(shown, last) > reach * reach:
        raise ValueError(f"{path.name}: does not begin with the frame that was drawn last")


def _furthest(shown: NDArray[np.uint8], last: NDArray[np.uint8]) -> int:
    """The square of the largest distance between two colours in the same place."""
    ways = shown.astype(np.int32) - last
    return int((ways * ways).sum(axis=-1).max())
