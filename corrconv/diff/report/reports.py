"""The report files of a comparison, each written in the format that its ending tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from corrconv.diff.report.markdown import write_markdown
from corrconv.diff.report.page import page
from corrconv.diff.report.records import json_report, junit_report
from corrconv.diff.result import Comparison
from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.store.atomic import write_file


def _html(comparison: Comparison, path: Path) -> None:
    write_file(path, page(comparison))


def _json(comparison: Comparison, path: Path) -> None:
    write_file(path, json_report(comparison))


def _junit(comparison: Comparison, path: Path) -> None:
    write_file(path, junit_report(comparison))


WRITERS: Mapping[str, Callable[[Comparison, Path], None]] = MappingProxyType(
    {".html": _html, ".md": write_markdown, ".json": _json, ".xml": _junit}
)


def require_known(paths: Iterable[Path]) -> None:
    """RequestError unless the ending of each path tells a format."""
    for path in paths:
        if path.suffix not in WRITERS:
            raise RequestError(f"report {path}: wanted a name that ends in {', '.join(WRITERS)}")


def write_reports(comparison: Comparison, paths: Iterable[Path]) -> None:
    """Write the comparison to each path."""
    for path in paths:
        WRITERS[path.suffix](comparison, path)
