"""A comparison as Markdown for a comment on a pull request, with its pictures beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from corrconv.diff.change import Change
from corrconv.diff.comparison import Comparison, ComparisonStatus, FigureResult, ThemeResult
from corrconv.diff.model import ANIMATION
from corrconv.diff.report.pictures import difference, jpeg, png, still_bytes
from corrconv.diff.sources.reading import text
from corrconv.pipeline.store.atomic import write_file

LONGEST = 60_000
"""Letters of a comment; the place where it is posted takes 65,536."""

CHANGES = 12
"""Changes of a figure that are listed; the rest is counted."""

Picture = tuple[str, bytes]
"""A heading, and a picture."""


def write_markdown(comparison: Comparison, path: Path) -> None:
    """Write the comment to `path` and its pictures into the folder `<stem>-pictures` beside it."""
    folder = path.with_name(f"{path.stem}-pictures")
    parts = [_head(comparison)]
    left, room = [], LONGEST - len(parts[0])
    for result in (each for each in comparison.results if each.status.changed):
        section = _figure(result, folder, room)
        room -= len(section)
        parts.append(section) if section else left.append(result)
    if left:
        parts.append(f"{len(left)} more changed figures are in the report.\n")
    write_file(path, ("\n".join(parts)).encode())


def _head(comparison: Comparison) -> str:
    title = "Figures changed" if comparison.changed else "No figure changed"
    lines = [f"## {title}", "", f"{code_span(comparison.base)} → {code_span(comparison.head)}: "]
    lines[-1] += f"{comparison.summary}."
    lines += ["", *(f"- {code_span(remark)}" for remark in comparison.remarks)]
    within = [each for each in comparison.results if each.status is ComparisonStatus.WITHIN]
    if within:
        names = ", ".join(code_span(each.figure.id) for each in within)
        lines.append(f"- Within their thresholds: {names}")
    return "\n".join(lines).rstrip() + "\n"


def _figure(result: FigureResult, folder: Path, room: int) -> str:
    """Write one figure; nothing where there is no room for it, and no picture of it then."""
    figure = result.figure
    listed = result.changes[:CHANGES]
    lines = [f"### {code_span(figure.label)}: {result.status.value}", "", *map(list_item, listed)]
    if len(result.changes) > len(listed):
        lines.append(f"- and {len(result.changes) - len(listed)} more changes")
    for themed in _views(result):
        tables = [list(_stills(themed)), list(_frames(themed))]
        for pictures in (table for table in tables if table):
            lines += ["", *_table(pictures, result, themed.theme, folder)]
        lines += ["", *_animation(themed)]
    text = "\n".join(lines).rstrip() + "\n"
    if len(text) > room:
        return ""
    for themed in _views(result):
        for heading, content in (*_stills(themed), *_frames(themed)):
            write_file(folder / _file(result, themed.theme, heading, content), content)
    return text


def _views(result: FigureResult) -> list[ThemeResult]:
    """Return the first theme that has something to show, and others that changed otherwise."""
    drawn = [themed for themed in result.themes.values() if [*_stills(themed), *_frames(themed)]]
    own = {theme for change in result.changes for theme in change.themes}
    return [themed for themed in drawn if themed is drawn[0] or themed.theme in own]


def _table(
    pictures: Iterable[Picture], result: FigureResult, theme: str, folder: Path
) -> Iterator[str]:
    """Yield a row of pictures. Only names that stand in paths are in it: they hold no markup."""
    every = list(pictures)
    yield "| " + " | ".join(f"{heading}, {code_span(theme)}" for heading, _ in every) + " |"
    yield "|" + "---|" * len(every)
    cells = []
    for heading, content in every:
        alt = f"{result.figure.label}, {theme}, {heading}"
        cells.append(f"![{alt}]({folder.name}/{_file(result, theme, heading, content)})")
    yield "| " + " | ".join(cells) + " |"


def _file(result: FigureResult, theme: str, heading: str, content: bytes) -> str:
    figure = result.figure
    ending = "png" if content.startswith(b"\x89PNG") else "jpg"
    parts = (figure.lesson, figure.profile, theme, figure.name, heading.replace(" ", "-"))
    return "-".join(parts) + f".{ending}"


def _stills(themed: ThemeResult) -> Iterator[Picture]:
    """Yield before, after and difference, where the still differs or is new or gone."""
    one_sided = themed.before is None or themed.after is None
    if themed.still is None and not one_sided:
        return
    for heading, version in (("before", themed.before), ("after", themed.after)):
        content = still_bytes(version)
        if content is not None:
            yield heading, content
    if themed.still is not None and themed.after is not None:
        yield "difference", png(difference(themed.after, themed.still))


def _frames(themed: ThemeResult) -> Iterator[Picture]:
    """Yield the first frame that differs."""
    if themed.animation is None or themed.animation.first is None:
        return
    key_frame = themed.animation.first
    for heading, image in (("frame before", key_frame.before), ("frame after", key_frame.after)):
        if image is not None:
            yield heading, jpeg(image)


def _animation(themed: ThemeResult) -> Iterator[str]:
    """Yield where the animation begins to differ, and its sizes."""
    if themed.animation is None or themed.before is None or themed.after is None:
        return
    old, new = themed.before.files[ANIMATION], themed.after.files[ANIMATION]
    if themed.animation.first is not None:
        first = themed.animation.first
        where = f", {code_span(first.caption)}" if first.caption else ""
        yield (
            f"- First differing frame, {code_span(themed.theme)}: {first.time:.2f} s{where}; "
            f"{themed.animation.frames} frames differ"
        )
    sizes = [f"{file.seconds or 0:.2f} s and {file.bytes / 1000:.0f} kB" for file in (old, new)]
    yield f"- Animation, {code_span(themed.theme)}: {sizes[0]} → {sizes[1]}"


_TICKS = re.compile("`+")


def code_span(content: str) -> str:
    """Return a code span, in which no markup, link, mention or HTML has a meaning. A fence that is
    longer than any in the text cannot be closed by it."""
    line = text(content, "a text")
    if not line:
        return "–"
    fence = "`" * (max((len(run) for run in _TICKS.findall(line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def list_item(change: Change) -> str:
    """Return a change as an entry of a list."""
    return f"- {code_span(change.sentence)}"
