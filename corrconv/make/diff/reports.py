"""The report files of a comparison, each written in the format that its ending tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from corrconv.make.batch import write_file
from corrconv.make.diff.markdown import write_markdown
from corrconv.make.diff.page import page
from corrconv.make.diff.records import json_report, junit_report
from corrconv.make.diff.result import Comparison
from corrconv.make.order import OrderError


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
    """OrderError unless the ending of each path tells a format."""
    for path in paths:
        if path.suffix not in WRITERS:
            raise OrderError(f"report {path}: wanted a name that ends in {', '.join(WRITERS)}")


def write_reports(comparison: Comparison, paths: Iterable[Path]) -> None:
    """Write the comparison to each path."""
    for path in paths:
        WRITERS[path.suffix](comparison, path)
