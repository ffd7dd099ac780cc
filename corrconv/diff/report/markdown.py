"""A comparison as Markdown for a comment on a pull request, with its pictures beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from corrconv.diff.change import Change
from corrconv.diff.comparison import Comparison, Result, Status, View
from corrconv.diff.model import FILM
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
        told = _figure(result, folder, room)
        room -= len(told)
        parts.append(told) if told else left.append(result)
    if left:
        parts.append(f"{len(left)} more changed figures are in the report.\n")
    write_file(path, ("\n".join(parts)).encode())


def _head(comparison: Comparison) -> str:
    title = "Figures changed" if comparison.changed else "No figure changed"
    lines = [f"## {title}", "", f"{code(comparison.base)} → {code(comparison.head)}: "]
    lines[-1] += f"{comparison.summary}."
    lines += ["", *(f"- {code(remark)}" for remark in comparison.remarks)]
    within = [each for each in comparison.results if each.status is Status.WITHIN]
    if within:
        names = ", ".join(code(each.subject.figure) for each in within)
        lines.append(f"- Within their thresholds: {names}")
    return "\n".join(lines).rstrip() + "\n"


def _figure(result: Result, folder: Path, room: int) -> str:
    """One figure; nothing where there is no room for it, and no picture of it then."""
    subject = result.subject
    shown = result.changes[:CHANGES]
    lines = [f"### {code(subject.label)}: {result.status.value}", "", *map(item, shown)]
    if len(result.changes) > len(shown):
        lines.append(f"- and {len(result.changes) - len(shown)} more changes")
    for view in _views(result):
        tables = [list(_stills(view)), list(_frames(view))]
        for pictures in (table for table in tables if table):
            lines += ["", *_table(pictures, result, view.theme, folder)]
        lines += ["", *_film(view)]
    text = "\n".join(lines).rstrip() + "\n"
    if len(text) > room:
        return ""
    for view in _views(result):
        for heading, content in (*_stills(view), *_frames(view)):
            write_file(folder / _file(result, view.theme, heading, content), content)
    return text


def _views(result: Result) -> list[View]:
    """The first theme that has something to show, and others that changed otherwise."""
    shown = [view for view in result.views.values() if [*_stills(view), *_frames(view)]]
    own = {theme for change in result.changes for theme in change.themes}
    return [view for view in shown if view is shown[0] or view.theme in own]


def _table(pictures: Iterable[Picture], result: Result, theme: str, folder: Path) -> Iterator[str]:
    """A row of pictures. Only names that stand in paths are in it: they hold no markup."""
    every = list(pictures)
    yield "| " + " | ".join(f"{heading}, {code(theme)}" for heading, _ in every) + " |"
    yield "|" + "---|" * len(every)
    cells = []
    for heading, content in every:
        alt = f"{result.subject.label}, {theme}, {heading}"
        cells.append(f"![{alt}]({folder.name}/{_file(result, theme, heading, content)})")
    yield "| " + " | ".join(cells) + " |"


def _file(result: Result, theme: str, heading: str, content: bytes) -> str:
    subject = result.subject
    ending = "png" if content.startswith(b"\x89PNG") else "jpg"
    parts = (subject.lesson, subject.profile, theme, subject.name, heading.replace(" ", "-"))
    return "-".join(parts) + f".{ending}"


def _stills(view: View) -> Iterator[Picture]:
    """Before, after and difference, where the still differs or is new or gone."""
    one_sided = view.before is None or view.after is None
    if view.still is None and not one_sided:
        return
    for heading, sight in (("before", view.before), ("after", view.after)):
        content = still_bytes(sight)
        if content is not None:
            yield heading, content
    if view.still is not None and view.after is not None:
        yield "difference", png(difference(view.after, view.still))


def _frames(view: View) -> Iterator[Picture]:
    """The first frame that differs."""
    if view.film is None or view.film.first is None:
        return
    shot = view.film.first
    for heading, image in (("frame before", shot.before), ("frame after", shot.after)):
        if image is not None:
            yield heading, jpeg(image)


def _film(view: View) -> Iterator[str]:
    """Where the animation begins to differ, and its sizes."""
    if view.film is None or view.before is None or view.after is None:
        return
    old, new = view.before.files[FILM], view.after.files[FILM]
    if view.film.first is not None:
        first = view.film.first
        where = f", {code(first.caption)}" if first.caption else ""
        yield (
            f"- First differing frame, {code(view.theme)}: {first.time:.2f} s{where}; "
            f"{view.film.frames} frames differ"
        )
    told = [f"{file.seconds or 0:.2f} s and {file.bytes / 1000:.0f} kB" for file in (old, new)]
    yield f"- Animation, {code(view.theme)}: {told[0]} → {told[1]}"


_TICKS = re.compile("`+")


def code(told: str) -> str:
    """A code span: no markup, link, mention or HTML in it has a meaning. A fence that is longer
    than any in the text cannot be closed by it."""
    line = text(told, "a text")
    if not line:
        return "–"
    fence = "`" * (max((len(run) for run in _TICKS.findall(line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def item(change: Change) -> str:
    """A change as an entry of a list."""
    return f"- {code(change.sentence)}"
