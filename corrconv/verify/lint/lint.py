"""Looking for flaws in all that is published, without drawing anything again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corrconv.pipeline.plan import request
from corrconv.pipeline.project import Project
from corrconv.pipeline.store import manifest
from corrconv.pipeline.store.names import inside
from corrconv.pipeline.store.store import Store
from corrconv.theme.loader import SHIPPED, shipped
from corrconv.theme.theme import Theme
from corrconv.verify.lint.rules import Flaw, flaws

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """A flaw and the figure that has it."""

    figure: str
    lesson: str
    profile: str
    theme: str
    flaw: Flaw

    @property
    def line(self) -> str:
        """It all in one line."""
        step = f" (step: {self.flaw.step})" if self.flaw.step else ""
        return (
            f"{self.figure} {self.lesson} {self.profile} {self.theme}: {self.flaw.where}: "
            f"{self.flaw.rule}: {self.flaw.sentence}{step}"
        )

    def values(self) -> dict[str, Any]:
        """It all by name."""
        values = asdict(self)
        flaw: dict[str, Any] = values.pop("flaw")
        return {**values, **flaw}


@dataclass(frozen=True, slots=True)
class Report:
    """How many figures were looked at, what is wrong with them, and what could not be read."""

    checked: int
    findings: tuple[Finding, ...]
    unread: tuple[str, ...]

    @property
    def exit_status(self) -> int:
        """0 where nothing was found."""
        return 1 if self.findings or self.unread else 0

    def told(self, as_json: bool) -> str:
        """The report as text or as JSON."""
        if as_json:
            found = [finding.values() for finding in self.findings]
            body = {"checked": self.checked, "findings": found, "unread": list(self.unread)}
            return json.dumps(body, ensure_ascii=False, indent=1)
        lines = [*self.unread, *(finding.line for finding in self.findings)]
        return "\n".join([*lines, f"{self.checked} drawings measured, {len(lines)} findings"])


def lint(project: Project, asked: Mapping[str, Any]) -> Report:
    """Hold every rule against each drawing that was asked for; against all that are published
    where none was."""
    wanted = request.read(project, asked)
    entries = [entry for entry in _facts(wanted.media) if _meant(entry, wanted, asked)]
    known = {theme.name: theme for theme in (*map(shipped, SHIPPED), *wanted.themes)}
    findings: list[Finding] = []
    unread = [] if entries else [f"{wanted.media}: nothing is published that was asked for"]
    for entry in entries:
        try:
            findings += _found(wanted.media, entry, known.get(entry["theme"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            unread.append(f"{entry['figure']} {entry['path']}: {_said(error)}")
    return Report(len(entries), tuple(findings), tuple(unread))


def _found(media: Path, entry: Entry, theme: Theme | None) -> Iterator[Finding]:
    facts = json.loads(inside(media, entry["path"]).read_text(encoding="utf-8"))
    if "look" not in facts:
        raise ValueError("was not measured when it was built; build it again")
    for flaw in flaws(facts["look"], theme):
        yield Finding(entry["figure"], entry["lesson"], entry["profile"], entry["theme"], flaw)


def _facts(media: Path) -> list[Entry]:
    store = Store(media)
    content = store.read_bytes(store.manifest)
    if content is None:
        raise request.RequestError(f"{store.manifest}: is missing; nothing has been built here")
    try:
        body = manifest.load(content)
    except ValueError as error:
        raise request.RequestError(f"{store.manifest}: {error}") from error
    return [entry for entry in body["artifacts"] if entry["kind"] == "facts"]


def _meant(entry: Entry, wanted: request.BuildRequest, asked: Mapping[str, Any]) -> bool:
    """Whether it was asked for: what was not named leaves everything in."""
    profiles = asked["profile"] or asked["quality"] or asked["fps"] or asked["transparent"]
    tests = (
        (asked["figures"], entry["figure"], {figure.id for figure in wanted.figures}),
        (asked["themes"], entry["theme"], {theme.name for theme in wanted.themes}),
        (asked["lesson"], entry["lesson"], {wanted.lesson.name}),
        (profiles, entry["profile"], {wanted.profile.name}),
    )
    return all(not named or value in kept for named, value, kept in tests)


def _said(error: Exception) -> str:
    missing = f"has no {error}" if isinstance(error, KeyError) else ""
    return missing or str(error)
