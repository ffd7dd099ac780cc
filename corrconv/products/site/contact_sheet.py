"""The contact sheet: every still of a preview on one page, with its id and its title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import fontpkg_fira_sans
import numpy as np
from PIL import Image, ImageColor, ImageDraw, ImageFont

from corrconv.formats.codec.pixels import png
from corrconv.formats.mp4 import MP4
from corrconv.formats.png import PNG
from corrconv.pipeline.store.atomic import write_file
from corrconv.pipeline.store.lock import holding
from corrconv.pipeline.store.manifest import Entry, ListedFigure, read_manifest
from corrconv.pipeline.store.names import inside
from corrconv.pipeline.store.store import Store
from corrconv.rendering.profile import PREVIEW
from corrconv.theme.loader import SHIPPED, shipped
from corrconv.theme.theme import Theme

COLUMNS = 4
WIDTH, HEIGHT = 400, 260
"""Pixels of a thumbnail's box; a still is made smaller to fit, never larger."""

GAP = 32
HEAD = 96
WORDS = 84
"""Pixels under a thumbnail: its id, and its title in up to two lines."""

SIZE, SMALL = 20, 17
LINE = 26


@dataclass(frozen=True, slots=True)
class SheetFigure:
    """One figure on the sheet: its id, its title, its still, and its animation's length in seconds,
    None where it has none."""

    id: str
    title: str
    still: Path
    seconds: float | None = None


def find_sheet_figures(
    figures: Sequence[ListedFigure], found: Sequence[Entry], media: Path
) -> Iterator[SheetFigure]:
    """Yield every figure that has a still among the entries `found`, in the order of `figures`."""
    for figure in figures:
        own = {each.format: each for each in found if each.figure == figure.figure}
        if PNG.name in own:
            yield SheetFigure(
                figure.figure,
                figure.title,
                inside(media, own[PNG.name].path),
                own[MP4.name].seconds if MP4.name in own else None,
            )


def draw_sheet(heading: str, figures: Sequence[SheetFigure], theme: Theme) -> Image.Image:
    """Draw the sheet. A still that cannot be read leaves an empty box that says so."""
    columns = min(COLUMNS, len(figures))
    rows = -(-len(figures) // columns)
    width = GAP + columns * (WIDTH + GAP)
    sheet = Image.new("RGB", (width, HEAD + rows * (HEIGHT + WORDS + GAP)), theme.paper)
    pen = ImageDraw.Draw(sheet)
    pen.text((GAP, HEAD / 2), heading, theme.ink, _font("SemiBold", SIZE + 4), anchor="lm")
    for number, each in enumerate(figures):
        row, column = divmod(number, columns)
        corner = (GAP + column * (WIDTH + GAP), HEAD + row * (HEIGHT + WORDS + GAP))
        _thumbnail(sheet, each, theme, corner)
        _words(pen, each, theme, (corner[0], corner[1] + HEIGHT + 10))
    return sheet


def _thumbnail(
    sheet: Image.Image, each: SheetFigure, theme: Theme, corner: tuple[int, int]
) -> None:
    x, y = corner
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((x - 1, y - 1, x + WIDTH, y + HEIGHT), outline=theme.grid)
    try:
        picture = _on(theme.paper, each.still)
    except (OSError, SyntaxError, ValueError):
        middle = (x + WIDTH // 2, y + HEIGHT // 2)
        pen.text(middle, "cannot be read", theme.muted, _font("Regular", SMALL), anchor="mm")
        return
    picture.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    sheet.paste(picture, (x + (WIDTH - picture.width) // 2, y + (HEIGHT - picture.height) // 2))


def _on(paper: str, still: Path) -> Image.Image:
    """Return the still on the sheet's ground, where it has none of its own."""
    with Image.open(still, formats=("PNG",)) as image:
        picture = image.convert("RGBA")
    ground = Image.new("RGBA", picture.size, ImageColor.getrgb(paper))
    return Image.alpha_composite(ground, picture).convert("RGB")


def _words(
    pen: ImageDraw.ImageDraw, each: SheetFigure, theme: Theme, corner: tuple[int, int]
) -> None:
    x, y = corner
    note = "still" if each.seconds is None else f"still and animation, {each.seconds:.0f} s"
    pen.text((x, y), f"{each.id} · {note}", theme.muted, _font("Regular", SMALL))
    font = _font("Medium", SIZE)
    for number, line in enumerate(_lines(each.title, font)):
        pen.text((x, y + LINE * (number + 1)), line, theme.ink, font)


def _lines(title: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Break the title into at most two lines, with an ellipsis where it is longer."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return [_cut(lines[0], font), *([_cut(" ".join(lines[1:]), font)] if lines[1:] else [])]


def _cut(line: str, font: ImageFont.FreeTypeFont) -> str:
    whole = line
    while font.getlength(line) > WIDTH:
        line = line.removesuffix("…")[:-1] + "…"
    return whole if line == whole else line


def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Load a font from its package: no sheet depends on installed fonts."""
    file = fontpkg_fira_sans.ROOT / "files" / f"FiraSans-{weight}.ttf"
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


def write_sheets(media: Path) -> tuple[Path, ...]:
    """Write the contact sheets of all previews that the manifest of `media` lists; return their
    paths.

    A sheet that is right is left as it is.
    """
    store = Store(media)
    if store.read_bytes(store.manifest) is None:
        return ()
    with holding(store.publishing):
        listed = read_manifest(store.manifest)
        groups = _groups(listed.entries).items()
        drawn = {path: _drawn(listed.figures, group, media) for path, group in groups}
        for path, picture in drawn.items():
            if picture and store.read_bytes(inside(media, path)) != picture:
                write_file(inside(media, path), picture)
    return tuple(media / path for path, picture in drawn.items() if picture)


def _groups(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.profile.partition("-")[0] == PREVIEW:
            path = f"{entry.lesson}/{entry.profile}/contact-{entry.theme}{PNG.suffix}"
            groups.setdefault(path, []).append(entry)
    return groups


def _drawn(listed: Sequence[ListedFigure], group: list[Entry], media: Path) -> bytes:
    """Return the sheet's bytes, none where there is no still."""
    figures = list(find_sheet_figures(listed, group, media))
    if not figures:
        return b""
    lesson, name = group[0].lesson, group[0].theme
    number = "1 figure" if len(figures) == 1 else f"{len(figures)} figures"
    theme = shipped(name if name in SHIPPED else "light")
    sheet = draw_sheet(f"Lesson {lesson}, {name}: {number}", figures, theme)
    return png(np.asarray(sheet.convert("RGBA")))
