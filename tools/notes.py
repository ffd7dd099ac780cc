"""Print what CHANGELOG.md says of a release: `python tools/notes.py v0.2.0`.

The version must be the one in pyproject.toml, and its section must be there and hold something.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class NotesError(ValueError):
    """There are no notes for the release, in one sentence."""


def notes(tag: str, project: str, changelog: str) -> str:
    """The section of the release called `tag`."""
    version = tomllib.loads(project)["project"]["version"]
    if tag != f"v{version}":
        raise NotesError(f"tag {tag}: pyproject.toml has version {version}, wanted v{version}")
    sections = re.split(r"^## (?=\[)", changelog, flags=re.MULTILINE)
    for section in sections:
        heading, _, text = section.partition("\n")
        if heading.startswith(f"[{version}]"):
            if not text.strip():
                raise NotesError(f"CHANGELOG.md: section [{version}] says nothing")
            return text.strip() + "\n"
    raise NotesError(f"CHANGELOG.md: has no section [{version}]: rename [Unreleased]")


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("wanted one tag, such as v0.2.0", file=sys.stderr)
        return 2
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    try:
        text = notes(arguments[0], project, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    except NotesError as error:
        print(error, file=sys.stderr)
        return 1
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
