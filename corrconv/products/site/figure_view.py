"""A figure as pages show it: its pictures, animations, files, description and equations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corrconv.core.operation import Operation
from corrconv.figures.phrases import NAMES
from corrconv.formats.captions import CAPTIONS
from corrconv.formats.format import ANIMATION
from corrconv.formats.gif import GIF
from corrconv.formats.png import LARGE_PNG, PNG, POSTER
from corrconv.formats.registry import FORMATS, PUBLISHED
from corrconv.formats.svg import SVG
from corrconv.formats.video import VideoFormat
from corrconv.formula.mathml import to_mathml
from corrconv.formula.notation import equation
from corrconv.formula.tokens import MINUS, to_latex, to_typst
from corrconv.rendering.profile import FRAME_WIDTH

COLUMN = 720
"""Pixels of CSS across a still that is as wide as a frame: what type sizes are chosen for."""

PAIR = ("light", "dark")
"""The themes that a page changes between."""

PICTURES = (PNG.name, SVG.name, POSTER.name, GIF.name)
"""What is shown as a picture, the first that is there."""

VIDEOS = tuple(each for each in FORMATS.values() if isinstance(each, VideoFormat))
"""What is shown as a video, the best known first."""

Entry = Mapping[str, Any]
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
        files.setdefault(entry["format"], {})[entry["theme"]] = entry
    return files


def view_figure(
    figure: Entry,
    files: Files,
    description: tuple[DescriptionPart, ...] = (),
    equations: tuple[WrittenEquation, ...] = (),
) -> FigureView:
    """Return the view of a figure from its files; ValueError where it has none."""
    own = [entry for themes in files.values() for entry in themes.values()]
    if not own:
        raise ValueError(f"{figure['figure']} has no files")
    stills = next((files[name] for name in PICTURES if name in files), {})
    moving = {theme for each in VIDEOS for theme in files.get(each.name, ())}
    themes = themes_in_turn({*stills, *moving})
    return FigureView(
        figure=figure["figure"],
        name=figure["name"],
        title=figure["title"],
        caption=own[0]["caption"],
        alt=own[0]["alt"],
        stills=tuple(_still(files, stills[theme]) for theme in themes if theme in stills),
        animations=tuple(animation for theme in themes if (animation := _animation(files, theme))),
        loop=next((files[GIF.name][theme]["path"] for theme in themes if GIF.name in files), ""),
        files=tuple(_downloads(files)),
        description=description,
        equations=equations,
    )


def themes_in_turn(themes: Iterable[str]) -> tuple[str, ...]:
    """Return light and dark where they are there, else the first theme alone."""
    there = sorted(set(themes))
    return tuple(theme for theme in PAIR if theme in there) or tuple(there[:1])


def _still(files: Files, still: Entry) -> Still:
    large = files.get(LARGE_PNG.name, {}).get(still["theme"])
    sizes = [still, large] if large and still["format"] == PNG.name else []
    whole = FORMATS[still["format"]].form == ANIMATION
    share = COLUMN / (still["width"] if whole else FRAME_WIDTH * still["scale"])
    return Still(
        theme=still["theme"],
        path=still["path"],
        srcset=tuple((each["path"], each["width"]) for each in sizes if each),
        width=round(still["width"] * share),
        height=round(still["height"] * share),
    )


def _animation(files: Files, theme: str) -> Animation | None:
    found = {each: files[each.name][theme] for each in VIDEOS if theme in files.get(each.name, ())}
    if not found:
        return None
    first = next(iter(found.values()))
    posters = files.get(POSTER.name, {}).get(theme) or files.get(PNG.name, {}).get(theme)
    captions = files.get(CAPTIONS.name, {}).get(theme)
    return Animation(
        theme=theme,
        sources=tuple((entry["path"], each.media_type) for each, entry in found.items()),
        poster=posters["path"] if posters else "",
        captions=captions["path"] if captions else "",
        width=first["width"],
        height=first["height"],
        seconds=first["seconds"],
    )


def _downloads(files: Files) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Yield the files theme by theme, the formats in the order of their declaration."""
    order = [*PUBLISHED]
    for theme in sorted({theme for themes in files.values() for theme in themes}):
        names = sorted((name for name in files if theme in files[name]), key=order.index)
        yield theme, tuple(files[name][theme] for name in names)


Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DescriptionPart:
    """A heading of the long description, and what stands under it, item by item."""

    heading: str
    items: tuple[str, ...]


def description(facts: Facts) -> tuple[DescriptionPart, ...]:
    """Return the parts of the long description; none where the facts hold no words and no terms."""
    return tuple(part for part in (*_terms(facts), *_grids(facts), *_words(facts)) if part.items)


def operation_of(facts: Facts) -> Operation | None:
    """Return the operation that the facts are about."""
    slug = facts.get("operation")
    return next((each for each in Operation if each.slug == slug), None)


def _terms(facts: Facts) -> Iterator[DescriptionPart]:
    operation, terms = operation_of(facts), facts.get("terms") or []
    if operation is None or not terms:
        return
    there = [term for term in terms if term["exists"]]
    items = [f"x{_at(term['image'])} times h{_at(term['kernel'])}{_letter(term)}" for term in there]
    missing = len(terms) - len(there)
    if missing:
        items.append(f"{missing} more pixels meet no kernel element")
    yield DescriptionPart(f"Terms of y{_at(facts['output'])} by {NAMES[operation]}", tuple(items))


def _letter(term: Facts) -> str:
    return f", the element {term['letter']}" if term.get("letter") else ""


def _grids(facts: Facts) -> Iterator[DescriptionPart]:
    """Yield the cells of each grid in the order in which they are drawn."""
    grids: dict[str, list[Facts]] = {}
    for each in facts.get("drawn", ()):
        if each["index"] is not None and each["role"] != "axis":
            grids.setdefault(each.get("grid") or each["role"], []).append(each)
    for grid, cells in grids.items():
        yield DescriptionPart(f"Cells of the {_spoken(grid)}", tuple(_cells(cells)))


def _cells(cells: Sequence[Facts]) -> Iterator[str]:
    lettered = [f"{_at(each['index'])} shows {each['text']}" for each in cells if each["text"]]
    empty = [each["index"] for each in cells if not each["text"]]
    yield from lettered
    if empty:
        first, last = (
            _at([side(part) for part in zip(*empty, strict=True)]) for side in (min, max)
        )
        yield f"{len(empty)} without a text, from {first} to {last}"


def _words(facts: Facts) -> Iterator[DescriptionPart]:
    texts = (
        each["text"]
        for each in facts.get("drawn", ())
        if each["index"] is None and each["role"] != "axis" and each["text"]
    )
    yield DescriptionPart("Words and formulas", tuple(dict.fromkeys(texts)))


def _at(index: Sequence[int]) -> str:
    return f"[{','.join(map(str, index))}]".replace("-", MINUS)


def _spoken(grid: str) -> str:
    return grid.replace(".", ", ").replace("-", " ")


@dataclass(frozen=True, slots=True)
class WrittenEquation:
    """One equation with its name, in the three languages that pages are written in."""

    name: str
    typst: str
    latex: str
    mathml: str


def write_equations(operation: Operation | None) -> tuple[WrittenEquation, ...]:
    """Return the equation of `operation`; of the article's two where there is none."""
    both = (Operation.CONVOLUTION, Operation.CROSS_CORRELATION)
    return tuple(_write_equation(each) for each in ((operation,) if operation else both))


def join_equations(equations: Iterable[WrittenEquation], language: str) -> str:
    """Return the equations in one of the languages "typst", "latex" and "mathml", a line for
    each."""
    return "\n".join(str(getattr(each, language)) for each in equations)


def _write_equation(operation: Operation) -> WrittenEquation:
    formula = equation(operation)
    return WrittenEquation(
        NAMES[operation],
        f"$ {to_typst(formula)} $",
        rf"\[ {to_latex(formula)} \]",
        to_mathml(formula),
    )
