"""Each contract on imports holds, and can fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.toy import REPOSITORY

BAD: Mapping[str, tuple[str, str]] = {
    "From the mathematics to the scenes": ("corrconv/core/index.py", "corrconv.lesson.lesson"),
    "From the formats to the command line": (
        "corrconv/formats/registry.py",
        "corrconv.pipeline.build",
    ),
    "Only workers draw, and they load the drawing by name": (
        "corrconv/pipeline/workers/scheduler.py",
        "corrconv.draw.scene",
    ),
    "The pure packages need numpy alone": ("corrconv/core/operation.py", "av"),
    "Drawing and scenes know nothing of files": ("scenes/patches.py", "corrconv.formats.registry"),
    "No picture depends on what is said of it": (
        "scenes/title.py",
        "corrconv.figures.families.title",
    ),
    "The oracle uses nothing that it checks": (
        "corrconv/verify/oracle/brute_force.py",
        "corrconv.core.operation",
    ),
    "A format knows its codec, and no codec a format": (
        "corrconv/formats/codec/palette.py",
        "corrconv.formats.gif",
    ),
    "Only commands know click": ("corrconv/verify/files.py", "click"),
}
"""For each contract a file, and what it must not import."""


def broken(root: Path) -> str:
    """What `lint-imports` says of the project in `root`; empty where every contract holds."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(program), "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout if done.returncode else ""


def test_every_contract_holds() -> None:
    assert broken(REPOSITORY) == ""


def test_each_contract_is_broken_by_one_bad_import(tmp_path: Path) -> None:
    configuration = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(configuration, encoding="utf-8")
    for package in ("corrconv", "scenes"):
        shutil.copytree(REPOSITORY / package, tmp_path / package)
    for file, imported in BAD.values():
        with (tmp_path / file).open("a", encoding="utf-8") as source:
            source.write(f"import {imported}\n")
    contracts = tomllib.loads(configuration)["tool"]["importlinter"]["contracts"]
    assert {each["name"] for each in contracts} == set(BAD)
    told = broken(tmp_path)
    for name, (file, imported) in BAD.items():
        assert f"{name} BROKEN" in told
        module = file.removesuffix(".py").replace("/", ".")
        assert f"{module} -> {imported}" in told
