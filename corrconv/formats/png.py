"""PNG: a still, the still in twice the pixels, and the poster of an animation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corrconv.formats.format import ANIMATION, STILL, Budget, Probe, StillFormat
from corrconv.rendering.request import LARGE_VIEW, POSTER_VIEW, RenderRequest

if TYPE_CHECKING:
    from corrconv.rendering.result import RenderResult
    from corrconv.rendering.sink import Pixels


class Png(StillFormat):
    """A PNG of the still, or of another view of the final state."""

    def write(self, path: Path, result: RenderResult, request: RenderRequest) -> Probe:
        """Write the picture; ValueError where the file does not decode to it."""
        from corrconv.formats.codec.pixels import shows, write_png

        pixels: Pixels | None = getattr(result, self.view or "still")
        if pixels is None:
            raise ValueError(f"the picture for {self.name} was not rendered")
        write_png(pixels, path)
        if not shows(path, pixels):
            raise ValueError("the still does not decode to what was drawn")
        height, width = pixels.shape[:2]
        return Probe(width, height, frames=1)

    def probe(self, path: Path) -> Probe:
        """Decode every pixel of `path`."""
        from corrconv.formats.codec.pixels import read_png

        pixels = read_png(path)
        height, width = pixels.shape[:2]
        return Probe(width, height, frames=1, picture=pixels)


class LargePng(Png):
    """A PNG of the still in twice the pixels each way."""

    def write(self, path: Path, result: RenderResult, request: RenderRequest) -> Probe:
        """Write the large still; ValueError where it is not twice as large as the still."""
        height, width = result.still.shape[:2]
        if result.large is not None and result.large.shape[:2] != (2 * height, 2 * width):
            raise ValueError(
                f"the large still is {result.large.shape}, wanted twice {result.still.shape}"
            )
        return Png.write(self, path, result, request)


PNG = Png("png", ".png", "image/png", "PNG", STILL, Budget(100, 250), transparent=True)
LARGE_PNG = LargePng(
    *("png@2x", "@2x.png", "image/png", "PNG 2×", STILL, Budget(150, 150)),
    transparent=True,
    view=LARGE_VIEW,
)
POSTER = Png(
    *("poster", ".poster.png", "image/png", "poster", ANIMATION, Budget(150, 150)),
    transparent=True,
    view=POSTER_VIEW,
)
