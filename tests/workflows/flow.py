"""The workflows as data, and the rules that they keep; a rule yields what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".github/workflows"
PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40}")


@dataclass(frozen=True)
class Workflow:
    """One file: its name, its text, and what it says."""

    name: str
    text: str

    @property
    def said(self) -> dict[Any, Any]:
        """Its content; YAML takes the key `on` for a truth value, hence the type of keys."""
        found: dict[Any, Any] = yaml.safe_load(self.text)
        return found

    @property
    def triggers(self) -> set[str]:
        """The events that start it."""
        return set(self.said[True])

    @property
    def jobs(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = self.said["jobs"]
        return found

    @property
    def steps(self) -> Iterator[dict[str, Any]]:
        for job in self.jobs.values():
            yield from job["steps"]

    @property
    def commands(self) -> Iterator[str]:
        """Each line that a step runs, its continuation lines joined."""
        for step in self.steps:
            for line in step.get("run", "").replace("\\\n", " ").splitlines():
                yield re.sub(r"\s+", " ", line).strip()


def workflows() -> list[Workflow]:
    return [Workflow(path.name, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.y*ml"))]


def pinned(flow: Workflow) -> Iterator[str]:
    """Actions are GitHub's own, by commit, with the version in a comment."""
    for line in flow.text.splitlines():
        if "uses:" in line:
            action, _, note = line.partition("uses:")[2].strip().partition(" # ")
            if not PINNED.fullmatch(action) or not re.fullmatch(r"v\d+\.\d+\.\d+", note):
                yield f"{line.strip()}: wanted a commit and its version"


def least_privilege(flow: Workflow) -> Iterator[str]:
    """Nothing at the top; each job names what it needs; who runs strangers' code only reads."""
    if flow.said.get("permissions") != {}:
        yield "permissions at the top are not empty"
    for name, job in flow.jobs.items():
        granted = job.get("permissions")
        if not granted:
            yield f"{name}: names no permissions"
        elif "pull_request" in flow.triggers and set(granted.values()) != {"read"}:
            yield f"{name}: may write"


def no_secrets(flow: Workflow) -> Iterator[str]:
    """No secrets; the token only where a step posts or publishes."""
    if "secrets." in str(flow.said):
        yield "a secret"
    if "pull_request_target" in flow.triggers:
        yield "pull_request_target"
    if "pull_request" in flow.triggers and "token" in str(flow.said):
        yield "a token in reach of a pull request's code"


def no_credentials_left(flow: Workflow) -> Iterator[str]:
    for step in flow.steps:
        checkout = str(step.get("uses", "")).startswith("actions/checkout@")
        if checkout and step.get("with", {}).get("persist-credentials") is not False:
            yield "a checkout that leaves its credentials"


def no_interpolation(flow: Workflow) -> Iterator[str]:
    """Data come to a script through its environment, never into its text."""
    yield from (line for line in flow.commands if "${{" in line)


def no_code_of_strangers(flow: Workflow) -> Iterator[str]:
    """Who is started by another workflow's run checks out the default branch, and unpacks
    nothing."""
    if "workflow_run" not in flow.triggers:
        return
    for step in flow.steps:
        if {"ref", "repository"} & set(step.get("with", {})):
            yield "checks out something else than the default branch"
        if "download-artifact" in str(step.get("uses", "")):
            yield "unpacks an artefact"


def bounded(flow: Workflow) -> Iterator[str]:
    """Every job ends, and a newer run does not pile up on an older one."""
    if "group" not in flow.said.get("concurrency", {}):
        yield "no concurrency group"
    for name, job in flow.jobs.items():
        if not 0 < job.get("timeout-minutes", 0) <= 60:
            yield f"{name}: no timeout"


def no_cache_in_a_release(flow: Workflow) -> Iterator[str]:
    """What is published is made anew."""
    if "push" in flow.triggers and "tags" in (flow.said[True]["push"] or {}):
        yield from (f"uses {s['uses']}" for s in flow.steps if "cache" in str(s.get("uses")))


RULES: dict[str, Callable[[Workflow], Iterator[str]]] = {
    "pinned": pinned,
    "least privilege": least_privilege,
    "no secrets": no_secrets,
    "no credentials left": no_credentials_left,
    "no interpolation": no_interpolation,
    "no code of strangers": no_code_of_strangers,
    "bounded": bounded,
    "no cache in a release": no_cache_in_a_release,
}
