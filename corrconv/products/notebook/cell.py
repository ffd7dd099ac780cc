"""What a cell of a notebook shows: a still, or an animation with its captions."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from types import MappingProxyType

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {"png": "image/png", "svg": "image/svg+xml", "mp4": "video/mp4", "vtt": "text/vtt"}
)

STYLE = "max-width: 100%; height: auto"


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure on the disk. `path` is the still or the animation, `width` the pixels of the page
    that it takes where there is room; `poster` and `captions` belong to an animation.

    A notebook shows it by itself; elsewhere it is its paths. What it shows is embedded, so a
    notebook that is saved keeps it.
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
        """The content is read now: the cache may be emptied while a notebook is open."""
        for path in (self.path, self.poster, self.captions):
            if path is not None:
                self._kept[path] = path.read_bytes()

    @property
    def animated(self) -> bool:
        """Whether it moves."""
        return self.path.suffix == ".mp4"

    def _repr_html_(self) -> str:
        shown = self._video() if self.animated else self._image()
        return (
            f'<figure style="margin: 0">{shown}'
            f"<figcaption>{escape(self.caption)}</figcaption></figure>"
        )

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, str | bytes]:
        """HTML where that is shown, the still where only pictures are, such as in a PDF."""
        bundle: dict[str, str | bytes] = {"text/plain": repr(self), "text/html": self._repr_html_()}
        still = self.poster if self.animated else self.path
        if still is not None and still.suffix == ".png":
            bundle["image/png"] = base64.b64encode(self._kept[still]).decode()
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
            f'<source src="{self._uri(self.path)}" type="video/mp4">{track}</video>'
        )

    def _uri(self, path: Path) -> str:
        content = base64.b64encode(self._kept[path]).decode()
        return f"data:{MEDIA_TYPES[path.suffix[1:]]};base64,{content}"
