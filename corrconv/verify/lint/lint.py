"""The lint: looks for flaws in all that is published, without drawing anything again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corrconv.formats.facts import FACTS
from corrconv.pipeline.plan.plan import Plan
from corrconv.pipeline.plan.request import BuildRequest, RequestError
from corrconv.pipeline.plan.selection import Selection
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.facts_reader import read_facts
from corrconv.pipeline.store.manifest import Entry, ManifestError, read_manifest
from corrconv.pipeline.store.names import inside
from corrconv.pipeline.store.store import Store
from corrconv.theme.loader import SHIPPED, shipped
from corrconv.theme.theme import Theme
from corrconv.verify.lint.rules import Flaw, find_flaws


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
        """Return the finding in one line."""
        step = f" (step: {self.flaw.step})" if self.flaw.step else ""
        return (
            f"{self.figure} {self.lesson} {self.profile} {self.theme}: {self.flaw.where}: "
            f"{self.flaw.rule}: {self.flaw.sentence}{step}"
        )

    def values(self) -> dict[str, Any]:
        """Return the finding by the names that its JSON has."""
        values = asdict(self)
        flaw: dict[str, Any] = values.pop("flaw")
        return {**values, **flaw}


@dataclass(frozen=True, slots=True)
class LintReport:
    """The result of a lint: how many drawings were measured, their flaws, and what was not read."""

    checked: int
    findings: tuple[Finding, ...]
    unread: tuple[str, ...]

    @property
    def exit_status(self) -> int:
        """Return 0 where nothing was found, 1 otherwise."""
        return 1 if self.findings or self.unread else 0

    def format(self, as_json: bool) -> str:
        """Return the report as text or as JSON."""
        if as_json:
            found = [finding.values() for finding in self.findings]
            body = {"checked": self.checked, "findings": found, "unread": list(self.unread)}
            return json.dumps(body, ensure_ascii=False, indent=1)
        lines = [*self.unread, *(finding.line for finding in self.findings)]
        return "\n".join([*lines, f"{self.checked} drawings measured, {len(lines)} findings"])


def lint(project: Project, request: BuildRequest) -> LintReport:
    """Hold every rule against each published drawing that the request names; against all where it
    names none."""
    plan = Plan.of(project, request)
    selection = Selection.of(plan, request)
    entries = [entry for entry in _facts(plan.media) if selection.includes(entry)]
    known = {theme.name: theme for theme in (*map(shipped, SHIPPED), *plan.themes)}
    findings: list[Finding] = []
    unread = [] if entries else [f"{plan.media}: nothing is published that was asked for"]
    for entry in entries:
        try:
            findings += _found(plan.media, entry, known.get(entry.theme))
        except (OSError, ValueError, KeyError, TypeError) as error:
            unread.append(f"{entry.figure} {entry.path}: {_describe(error)}")
    return LintReport(len(entries), tuple(findings), tuple(unread))


def _found(media: Path, entry: Entry, theme: Theme | None) -> Iterator[Finding]:
    facts = read_facts(inside(media, entry.path))
    if "look" not in facts:
        raise ValueError("was not measured when it was built; build it again")
    for flaw in find_flaws(facts["look"], theme):
        yield Finding(entry.figure, entry.lesson, entry.profile, entry.theme, flaw)


def _facts(media: Path) -> list[Entry]:
    try:
        manifest = read_manifest(Store(media).manifest)
    except ManifestError as error:
        raise RequestError(str(error)) from error
    return [entry for entry in manifest.entries if entry.kind == FACTS.kind]


def _describe(error: Exception) -> str:
    missing = f"has no {error}" if isinstance(error, KeyError) else ""
    return missing or str(error)
