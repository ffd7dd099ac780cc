"""The reports of a comparison: plain lines, and files in the format that their suffix names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

from corrconv.diff.change import Change
from corrconv.diff.comparison import Comparison, ComparisonStatus, FigureResult, ThemeResult
from corrconv.diff.images.stills import StillDifference
from corrconv.diff.model import ThemeVersion
from corrconv.diff.report.html_report import page
from corrconv.diff.report.markdown import write_markdown
from corrconv.diff.video.animations import AnimationDifference
from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.report.console import print_line
from corrconv.pipeline.report.exports import valid_xml
from corrconv.pipeline.store.atomic import write_file

SCHEMA = 1


def json_report(comparison: Comparison) -> bytes:
    """Return all that is known as one JSON object; the same bytes for the same comparison."""
    body = {
        "schema": SCHEMA,
        "base": comparison.base,
        "head": comparison.head,
        "changed": comparison.changed,
        "counts": {status.value: count for status, count in comparison.counts.items()},
        "remarks": list(comparison.remarks),
        "figures": [_figure(result) for result in comparison.results],
    }
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def _figure(result: FigureResult) -> dict[str, Any]:
    figure = result.figure
    return {
        "figure": figure.id,
        "name": figure.name,
        "lesson": figure.lesson,
        "profile": figure.profile,
        "status": result.status.value,
        "changes": [_change(change) for change in result.changes],
        "themes": {theme: _view(themed) for theme, themed in result.themes.items()},
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "sentence": change.sentence,
        "what": change.what,
        "before": change.before,
        "after": change.after,
        "themes": list(change.themes),
    }


def _view(themed: ThemeResult) -> dict[str, Any]:
    return {
        "notes": list(themed.notes),
        "files": {"before": _files(themed.before), "after": _files(themed.after)},
        "still": _still(themed.still) if themed.still else None,
        "film": _animation(themed.animation) if themed.animation else None,
    }


def _files(version: ThemeVersion | None) -> Mapping[str, Any]:
    names = ("sha256", "bytes", "width", "height", "frames", "fps", "seconds")
    files = version.files if version else {}
    return {
        ending.removeprefix("."): {name: getattr(file, name) for name in names}
        for ending, file in files.items()
    }


def _still(still: StillDifference) -> dict[str, Any]:
    return {
        "pixels": still.pixels,
        "cells": [
            {
                "name": cell.name,
                "bbox": list(cell.box),
                "pixels": cell.pixels,
                "percent": cell.percent,
            }
            for cell in still.things
        ],
    }


def _animation(animation: AnimationDifference) -> dict[str, Any]:
    if animation.first is None:
        return {"first": None}
    seconds = round(animation.first.time, 3)
    return {
        "first": {"seconds": seconds, "in": animation.first.caption, "bbox": animation.place},
        "last": {"seconds": round(animation.last, 3)},
        "frames": animation.frames,
    }


def junit_report(comparison: Comparison) -> bytes:
    """Return JUnit XML with one test case for each figure; a changed one has failed, an unreadable
    one is an error."""
    found = comparison.counts
    errors = found[ComparisonStatus.UNREADABLE]
    suite = ElementTree.Element(
        "testsuite",
        name="corrconv diff",
        tests=str(len(comparison.results)),
        failures=str(sum(result.status.changed for result in comparison.results) - errors),
        errors=str(errors),
        skipped="0",
    )
    for result in comparison.results:
        _case(suite, result)
    ElementTree.indent(suite)
    text: bytes = ElementTree.tostring(suite, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _case(suite: ElementTree.Element, result: FigureResult) -> None:
    figure = result.figure
    place = f"{figure.lesson}.{figure.profile}"
    case = ElementTree.SubElement(suite, "testcase", classname=place, name=figure.label)
    if result.status.changed:
        tag = "error" if result.status is ComparisonStatus.UNREADABLE else "failure"
        sentences = [change.sentence for change in result.changes]
        failure = ElementTree.SubElement(case, tag, message=valid_xml(result.status.value))
        failure.text = valid_xml("\n".join(sentences))
    elif result.notes:
        ElementTree.SubElement(case, "system-out").text = valid_xml("\n".join(result.notes))


def _html(comparison: Comparison, path: Path) -> None:
    write_file(path, page(comparison))


def _json(comparison: Comparison, path: Path) -> None:
    write_file(path, json_report(comparison))


def _junit(comparison: Comparison, path: Path) -> None:
    write_file(path, junit_report(comparison))


WRITERS: Mapping[str, Callable[[Comparison, Path], None]] = MappingProxyType(
    {".html": _html, ".md": write_markdown, ".json": _json, ".xml": _junit}
)


def require_known_suffixes(paths: Iterable[Path]) -> None:
    """Refuse, with a RequestError, a path whose suffix names no format."""
    for path in paths:
        if path.suffix not in WRITERS:
            raise RequestError(f"report {path}: wanted a name that ends in {', '.join(WRITERS)}")


def write_reports(comparison: Comparison, paths: Iterable[Path]) -> None:
    """Write the comparison to each path."""
    for path in paths:
        WRITERS[path.suffix](comparison, path)


def print_result(result: FigureResult) -> None:
    """Print a figure that has something to look at."""
    for line in lines(result):
        print_line(line)


def lines(result: FigureResult) -> Iterator[str]:
    """Yield a figure that has something to look at, and each change of it; nothing for others."""
    figure = result.figure
    if result.status.changed:
        yield f"{result.status.value} {figure.label}, {figure.lesson}/{figure.profile}"
        for change in result.changes:
            yield f"    {figure.id}: {change.sentence}"
    elif result.status is ComparisonStatus.WITHIN:
        for note in result.notes:
            yield f"{result.status.value} {figure.label}: {note}"


def summary_lines(comparison: Comparison) -> Iterator[str]:
    """Yield what was left out, and the counts."""
    yield from comparison.remarks
    yield comparison.summary
