"""GIF: an animation in at most 255 colours that repeats for ever."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corrconv.formats.format import ANIMATION, AnimationFormat, Budget, Probe
from corrconv.rendering.profile import Profile

if TYPE_CHECKING:
    from corrconv.formats.codec.gif_writer import GifWriter


class Gif(AnimationFormat):
    """A GIF that begins with the final state: that is what is printed and what stands still."""

    def open(self, path: Path, profile: Profile, transparent: bool = False) -> GifWriter:
        """Return a writer of `path`; a pixel of a GIF is opaque."""
        from corrconv.formats.codec.gif_writer import GifWriter

        return GifWriter(path, profile)

    def probe(self, path: Path) -> Probe:
        """Decode every picture of `path`; ValueError where it does not repeat for ever."""
        from corrconv.formats.codec.gif_writer import decode

        return decode(path)


GIF = Gif("gif", ".gif", "image/gif", "GIF", ANIMATION, Budget(200, 100))
