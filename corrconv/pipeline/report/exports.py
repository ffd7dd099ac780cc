"""Reports of a build for other programs: JUnit XML and JSON lines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.store.atomic import write_file
from corrconv.pipeline.workers.outcome import Outcome, Status, Summary

_NOT_XML = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""Compiled where it is used: that takes as long as reading the rest of this module."""

_NOT_RUN = frozenset({Status.INTERRUPTED, Status.SKIPPED})


def json_lines(summary: Summary) -> bytes:
    """Return one JSON object for each job."""
    return b"".join(
        json.dumps(_values(outcome), ensure_ascii=False).encode() + b"\n"
        for outcome in summary.outcomes
    )


def junit(summary: Summary) -> bytes:
    """Return one test case for each job; what was interrupted or skipped is skipped."""
    bad = [each for each in summary.outcomes if not each.status.good]
    skipped = [each for each in bad if each.status in _NOT_RUN]
    suite = ElementTree.Element(
        "testsuite",
        name="corrconv",
        tests=str(len(summary.outcomes)),
        failures=str(len(bad) - len(skipped)),
        skipped=str(len(skipped)),
        errors="0",
        time=f"{sum(outcome.seconds for outcome in summary.outcomes):.3f}",
    )
    for outcome in summary.outcomes:
        _add_case(suite, outcome)
    ElementTree.indent(suite)
    text: bytes = ElementTree.tostring(suite, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


FORMATS: Mapping[str, Callable[[Summary], bytes]] = MappingProxyType(
    {".xml": junit, ".jsonl": json_lines}
)
"""Functions that write a report, by the ending of its file."""


def require_known_suffix(path: Path) -> None:
    """Raise RequestError unless the ending of `path` names a format."""
    if path.suffix not in FORMATS:
        raise RequestError(f"report {path}: wanted a name that ends in {' or '.join(FORMATS)}")


def write_report(summary: Summary, path: Path) -> None:
    """Write the outcomes to `path`, in the format that its ending names."""
    require_known_suffix(path)
    write_file(path, FORMATS[path.suffix](summary))


def valid_xml(text: str) -> str:
    """Return the text with the characters that XML cannot hold replaced."""
    return re.sub(_NOT_XML, "\N{REPLACEMENT CHARACTER}", text)


def _add_case(suite: ElementTree.Element, outcome: Outcome) -> None:
    folder, _, name = outcome.job.place.rpartition("/")
    case = ElementTree.SubElement(
        suite, "testcase", classname=folder, name=name, time=f"{outcome.seconds:.3f}"
    )
    if not outcome.status.good:
        tag = "skipped" if outcome.status in _NOT_RUN else "failure"
        message = valid_xml(f"{outcome.status.value}: {outcome.reason}")
        ElementTree.SubElement(case, tag, message=message).text = message
    if outcome.tail:
        ElementTree.SubElement(case, "system-out").text = valid_xml("\n".join(outcome.tail))


def _values(outcome: Outcome) -> dict[str, object]:
    return {
        "figure": outcome.job.figure.id,
        "name": outcome.job.figure.name,
        "lesson": outcome.job.lesson,
        "profile": outcome.job.profile.name,
        "theme": outcome.job.theme,
        "status": outcome.status.value,
        "reason": outcome.reason,
        "seconds": round(outcome.seconds, 3),
        "peak": outcome.peak,
        "attempts": outcome.attempts,
        "paths": list(outcome.paths),
        "log": outcome.log,
        "tail": list(outcome.tail),
        "stale": outcome.stale,
    }
