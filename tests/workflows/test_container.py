"""The container's files agree with the bootstrap and with each other. Nothing here runs Docker."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.workflows.flow import ROOT
from tools.bootstrap import PACKAGES

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
DEVCONTAINER = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))


def instructions(text: str) -> list[tuple[str, str]]:
    """Each instruction and what it says, continuation lines joined, comments left out."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    words = [re.sub(r"\s+", " ", line).strip().split(" ", 1) for line in joined.splitlines()]
    return [(word[0], word[1]) for word in words if len(word) == 2]


def stage(name: str) -> list[tuple[str, str]]:
    found = instructions(DOCKERFILE)
    starts = [number for number, (word, _) in enumerate(found) if word == "FROM"]
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        if found[start][1].endswith(f" AS {name}"):
            return found[start:end]
    raise AssertionError(f"no stage {name}")


def test_it_is_the_debian_that_the_tests_are_for() -> None:
    assert stage("base")[0] == ("FROM", "debian:12-slim AS base")
    assert stage("ready")[0] == ("FROM", "base AS ready")


def test_it_has_what_the_bootstrap_would_ask_for() -> None:
    run = next(said for word, said in stage("base") if word == "RUN")
    installed = set(run.partition("install ")[2].partition(" && ")[0].split())
    wanted = {name.format(version="3") for name in PACKAGES["apt-get"].values()}
    assert wanted <= installed
    assert {"make", "git", "ca-certificates"} <= installed
    assert not wanted <= installed - {"libpango1.0-dev"}


def test_nobody_is_root_in_it() -> None:
    words = [word for word, _ in stage("base")]
    assert words.index("USER") > max(n for n, word in enumerate(words) if word == "RUN")
    assert "root" not in [said for word, said in instructions(DOCKERFILE) if word == "USER"]
    copies = [said for word, said in instructions(DOCKERFILE) if word == "COPY"]
    assert len(copies) == 3
    assert all(said.startswith("--chown=author:author ") for said in copies)


def test_what_is_copied_first_is_enough_to_install(tmp_path: Path) -> None:
    """The layer of the environment is made before the sources are there."""
    first = [said.split()[1:] for word, said in stage("ready") if word == "COPY"][:2]
    for *names, folder in first:
        for name in names:
            target = tmp_path / "checkout" / folder / Path(name).name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    command += ["--no-build-isolation", "--target", str(tmp_path / "made")]
    environment = {**os.environ, "PIP_CONFIG_FILE": os.devnull}
    subprocess.run(
        [*command, "-e", str(tmp_path / "checkout")], check=True, env=environment, timeout=120
    )
    (link,) = (tmp_path / "made").glob("*.pth")
    assert link.read_text().strip() == str(tmp_path / "checkout")
    assert str(tmp_path) not in sysconfig.get_path("purelib")


def test_the_bootstrap_needs_no_other_file() -> None:
    text = (ROOT / "tools/bootstrap.py").read_text(encoding="utf-8")
    read = set(re.findall(r'ROOT / "([^"]+)"', text))
    copied = {name for word, said in stage("ready") if word == "COPY" for name in said.split()}
    assert read - {".venv"} <= copied


def test_nothing_that_is_made_goes_into_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in ignored if line and line[0] not in "#!"]

    def out(path: str) -> bool:
        return any(fnmatch.fnmatch(path, pattern) for pattern in patterns)

    assert all(map(out, (".git", ".venv", "media/post", "dist", "corrconv/__pycache__")))
    assert not any(map(out, ("corrconv", "scenes/reveal.py", "requirements.lock", "tools")))
    git = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    made = [line.strip("/") for line in git if line and line[0] not in "#!*"]
    assert made
    assert all(out(name) or out(f"x/{name}") for name in made)


@pytest.mark.parametrize("key", ["dockerfile", "context"])
def test_the_devcontainer_builds_this_dockerfile(key: str) -> None:
    build = DEVCONTAINER["build"]
    assert (ROOT / ".devcontainer" / build[key]).resolve() in {ROOT, ROOT / "Dockerfile"}
    assert stage(build["target"])
    assert ("USER", DEVCONTAINER["remoteUser"]) in stage(build["target"])
    assert DEVCONTAINER["postCreateCommand"] == "make bootstrap"
