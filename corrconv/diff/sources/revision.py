"""A git revision as one side of a comparison: taken out of the repository and built."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corrconv.diff.sources.reading import ReadingError
from corrconv.pipeline.plan.selection import Selection

SHOWN = 12
"""Lines of a failed build that an error quotes."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Hold a commit of the repository in `root`: the name it was given, and its full hash."""

    root: Path
    name: str
    commit: str

    @property
    def label(self) -> str:
        """Return the name and the short hash, as reports call it."""
        return f"{self.name} ({self.commit[:10]})"


def find_revision(root: Path, name: str) -> Revision | None:
    """Return the revision called `name`, None where the repository has none."""
    arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    try:
        done = _git(root, *arguments)
    except FileNotFoundError:
        return None
    return Revision(root, name, done.stdout.strip()) if done.returncode == 0 else None


def build_revision(
    revision: Revision, scratch: Path, selection: Selection, profile: str, lesson: Path | None
) -> Path:
    """Build the revision with its own sources in `scratch`; return its media folder. A folder from
    another time is used again. ReadingError where it cannot be built."""
    home = scratch / revision.commit
    tree, media = home / "tree", home / "media"
    if not (tree / "render.py").is_file():
        _take_out(revision, tree)
    figures = _figures(tree, selection, revision)
    options = ["--profile", profile] if profile else []
    for theme in sorted(selection.themes):
        options += ["--theme", theme]
    if lesson is not None:
        options += ["--lesson", str(lesson.absolute() if lesson.exists() else lesson)]
    done = _render(tree, "build", *options, "--media_dir", str(media.absolute()), "--", *figures)
    if done.returncode not in (0, 1) or not (media / "manifest.json").is_file():
        raise ReadingError(f"{revision.label}: its build failed: {_tail(done)}")
    return media


def _take_out(revision: Revision, tree: Path) -> None:
    """Write the files of the revision, with an index of their own: the repository stays as it
    is."""
    tree.mkdir(parents=True, exist_ok=True)
    index = {"GIT_INDEX_FILE": str(tree.parent.absolute() / "index")}
    prefix = f"--prefix={tree.absolute()}{os.sep}"
    for command in (
        ("read-tree", revision.commit),
        ("checkout-index", "--all", "--force", prefix),
    ):
        done = _git(revision.root, *command, more=index)
        if done.returncode:
            raise ReadingError(f"{revision.label}: cannot be taken out: {_tail(done)}")
    if not (tree / "render.py").is_file():
        raise ReadingError(f"{revision.label}: has no render.py")


def _figures(tree: Path, selection: Selection, revision: Revision) -> list[str]:
    """Return the ids of the chosen figures; the revision may have others than this version."""
    done = _render(tree, "list", "--json")
    try:
        known = [(str(each["id"]), str(each["name"])) for each in json.loads(done.stdout)]
    except (ValueError, KeyError, TypeError) as error:
        raise ReadingError(f"{revision.label}: cannot list its figures: {_tail(done)}") from error
    named = Selection(figures=selection.figures)
    chosen = [figure for figure, name in known if named.includes_figure(figure, name, "", "")]
    if not chosen:
        raise ReadingError(f"{revision.label}: has no figure {', '.join(selection.figures)}")
    return chosen


def _render(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return _run(tree, [sys.executable, "render.py", *arguments])


def _git(
    root: Path, *arguments: str, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return _run(root, ["git", *arguments], more)


def _run(
    folder: Path, command: Sequence[str], more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **(more or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def _tail(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    return " / ".join(lines[-SHOWN:]) or f"exit status {done.returncode}"
