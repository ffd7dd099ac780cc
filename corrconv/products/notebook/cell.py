"""The output of a notebook's cell: a still, or an animation with its captions."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from types import MappingProxyType

from corrconv.formats.mp4 import MP4
from corrconv.formats.png import PNG
from corrconv.formats.subtitles import CAPTIONS
from corrconv.formats.svg import SVG

FORMAT_OF = MappingProxyType({each.suffix: each for each in (PNG, SVG, MP4, CAPTIONS)})
"""Media types of what a cell embeds, by the ending of its path."""

STYLE = "max-width: 100%; height: auto"


@dataclass(frozen=True, slots=True)
class CellOutput:
    """A figure as a cell of a notebook shows it.

    `path` is the still or the animation, `width` the pixels of the page that it takes where there
    is room; `poster` and `captions` belong to an animation.

    Elsewhere it is its paths. What a cell shows is embedded, so a notebook that is saved keeps it.
    """

    path: Path
    title: str
    caption: str = field(repr=False)
    alt: str = field(repr=False)
    width: int = field(repr=False)
    poster: Path | None = field(default=None, repr=False)
    captions: Path | None = field(default=None, repr=False)
    _kept: dict[Path, bytes] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Read the content now: the cache may be emptied while a notebook is open."""
        for path in (self.path, self.poster, self.captions):
            if path is not None:
                self._kept[path] = path.read_bytes()

    @property
    def animated(self) -> bool:
        """Tell whether the figure moves."""
        return self.path.suffix == MP4.suffix

    def _repr_html_(self) -> str:
        element = self._video() if self.animated else self._image()
        return (
            f'<figure style="margin: 0">{element}'
            f"<figcaption>{escape(self.caption)}</figcaption></figure>"
        )

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, str | bytes]:
        """HTML where that is shown, the still where only pictures are, such as in a PDF."""
        bundle: dict[str, str | bytes] = {"text/plain": repr(self), "text/html": self._repr_html_()}
        still = self.poster if self.animated else self.path
        if still is not None and still.suffix == PNG.suffix:
            bundle[PNG.media_type] = base64.b64encode(self._kept[still]).decode()
        return bundle

    def _image(self) -> str:
        return (
            f'<img src="{self._uri(self.path)}" alt="{escape(self.alt)}" width="{self.width}" '
            f'style="{STYLE}">'
        )

    def _video(self) -> str:
        poster = f' poster="{self._uri(self.poster)}"' if self.poster else ""
        track = (
            f'<track kind="captions" srclang="en" label="English" src="{self._uri(self.captions)}">'
            if self.captions
            else ""
        )
        return (
            f'<video controls playsinline width="{self.width}" style="{STYLE}"{poster} '
            f'aria-label="{escape(self.alt)}">'
            f'<source src="{self._uri(self.path)}" type="{MP4.media_type}">{track}</video>'
        )

    def _uri(self, path: Path) -> str:
        return FORMAT_OF[path.suffix].data_uri(self._kept[path])
