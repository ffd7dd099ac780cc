"""A figure as pages show it: its pictures and animations in each theme, and all its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corrconv.formats.format import ANIMATION
from corrconv.formats.gif import GIF
from corrconv.formats.png import LARGE_PNG, PNG, POSTER
from corrconv.formats.registry import FORMATS, PUBLISHED
from corrconv.formats.subtitles import CAPTIONS
from corrconv.formats.svg import SVG
from corrconv.formats.video import VideoFormat
from corrconv.pipeline.store.manifest import Entry, ListedFigure
from corrconv.products.site.long_description import DescriptionPart, WrittenEquation
from corrconv.rendering.profile import FRAME_WIDTH

COLUMN = 720
"""Pixels of CSS across a still that is as wide as a frame: what type sizes are chosen for."""

PAIR = ("light", "dark")
"""The themes that a page changes between."""

PICTURES = (PNG.name, SVG.name, POSTER.name, GIF.name)
"""What is shown as a picture, the first that is there."""

VIDEOS = tuple(each for each in FORMATS.values() if isinstance(each, VideoFormat))
"""What is shown as a video, the best known first."""

Files = Mapping[str, Mapping[str, Entry]]
"""Entries by format and theme."""


@dataclass(frozen=True, slots=True)
class Still:
    """A still on a page; `width` and `height` are in pixels of CSS, `srcset` is empty where there
    is one size."""

    theme: str
    path: str
    srcset: tuple[tuple[str, int], ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Animation:
    """An animation on a page; its `sources` are path and media type, the best known first."""

    theme: str
    sources: tuple[tuple[str, str], ...]
    poster: str
    captions: str
    width: int
    height: int
    seconds: float

    @property
    def path(self) -> str:
        """Return the path of the animation in the best known format."""
        return self.sources[0][0]


@dataclass(frozen=True, slots=True)
class FigureView:
    """All that a page shows of one figure."""

    figure: str
    name: str
    title: str
    caption: str
    alt: str
    stills: tuple[Still, ...]
    animations: tuple[Animation, ...]
    loop: str
    files: tuple[tuple[str, tuple[Entry, ...]], ...]
    description: tuple[DescriptionPart, ...] = ()
    equations: tuple[WrittenEquation, ...] = ()


def files_of(entries: Iterable[Entry]) -> dict[str, dict[str, Entry]]:
    """Group the entries of one figure by format and theme."""
    files: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        files.setdefault(entry.format, {})[entry.theme] = entry
    return files


def view_figure(
    figure: ListedFigure,
    files: Files,
    description: tuple[DescriptionPart, ...] = (),
    equations: tuple[WrittenEquation, ...] = (),
) -> FigureView:
    """Return the view of a figure from its files; ValueError where it has none."""
    own = [entry for themes in files.values() for entry in themes.values()]
    if not own:
        raise ValueError(f"{figure.figure} has no files")
    stills = next((files[name] for name in PICTURES if name in files), {})
    moving = {theme for each in VIDEOS for theme in files.get(each.name, ())}
    themes = themes_in_turn({*stills, *moving})
    return FigureView(
        figure=figure.figure,
        name=figure.name,
        title=figure.title,
        caption=own[0].caption,
        alt=own[0].alt,
        stills=tuple(_still(files, stills[theme]) for theme in themes if theme in stills),
        animations=tuple(animation for theme in themes if (animation := _animation(files, theme))),
        loop=next((files[GIF.name][theme].path for theme in themes if GIF.name in files), ""),
        files=tuple(_downloads(files)),
        description=description,
        equations=equations,
    )


def themes_in_turn(themes: Iterable[str]) -> tuple[str, ...]:
    """Return light and dark where they are there, else the first theme alone."""
    there = sorted(set(themes))
    return tuple(theme for theme in PAIR if theme in there) or tuple(there[:1])


def _still(files: Files, still: Entry) -> Still:
    large = files.get(LARGE_PNG.name, {}).get(still.theme)
    sizes = [still, large] if large and still.format == PNG.name else []
    whole = FORMATS[still.format].form == ANIMATION
    width, height = still.size
    share = COLUMN / (width if whole else FRAME_WIDTH * still.scale)
    return Still(
        theme=still.theme,
        path=still.path,
        srcset=tuple((each.path, each.size[0]) for each in sizes),
        width=round(width * share),
        height=round(height * share),
    )


def _animation(files: Files, theme: str) -> Animation | None:
    found = {each: files[each.name][theme] for each in VIDEOS if theme in files.get(each.name, ())}
    if not found:
        return None
    first = next(iter(found.values()))
    width, height = first.size
    posters = files.get(POSTER.name, {}).get(theme) or files.get(PNG.name, {}).get(theme)
    captions = files.get(CAPTIONS.name, {}).get(theme)
    return Animation(
        theme=theme,
        sources=tuple((entry.path, each.media_type) for each, entry in found.items()),
        poster=posters.path if posters else "",
        captions=captions.path if captions else "",
        width=width,
        height=height,
        seconds=first.seconds or 0.0,
    )


def _downloads(files: Files) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Yield the files theme by theme, the formats in the order of their declaration."""
    order = [*PUBLISHED]
    for theme in sorted({theme for themes in files.values() for theme in themes}):
        names = sorted((name for name in files if theme in files[name]), key=order.index)
        yield theme, tuple(files[name][theme] for name in names)
