"""The command lines that are compared: ours, and stock manim's as its users type it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.clock import NOTHING, Run, timed
from benchmarks.plan import ROOT, Plan
from corrconv.figures.figure import Figure

STOCK = (sys.executable, "-m", "manim")
REPORT = "report.jsonl"


def build(plan: Plan, folder: Path, figures: Iterable[Figure], *options: str) -> Run:
    """`render.py build` of these figures into `folder`, from nothing."""
    command = (sys.executable, str(ROOT / "render.py"), "build", *options)
    report = ("--report", str(folder / REPORT), "--media-dir", str(folder / "media"))
    names = tuple(figure.id for figure in figures)
    return timed((*command, *report, *names), folder, plan.log)


def outcomes(folder: Path) -> list[dict[str, Any]]:
    """What a build in `folder` said of each job."""
    lines = (folder / REPORT).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def made(folder: Path, ending: str) -> dict[str, Path]:
    """The files with this ending that our build in `folder` published, by the figure's id."""
    return {
        each["figure"]: folder / "media" / path
        for each in outcomes(folder)
        for path in each["paths"]
        if path.endswith(ending)
    }


def stock(plan: Plan, folder: Path, figures: Iterable[Figure], *options: str) -> Run:
    """`manim` once for each scene, one after the other, into `folder`."""
    total = NOTHING
    for figure in figures:
        command = (*STOCK, *options, "--media_dir", str(folder), figure.scene, figure.scene_class)
        total += timed(command, ROOT, plan.log)
    return total


def encoder_options(plan: Plan, variant: str) -> tuple[str, ...]:
    """How stock manim is told to encode: as it comes, with our CRF, with our CRF and preset."""
    crf = ("--encoder-option", f"crf={plan.profile.quantiser}")
    preset = ("--encoder-option", f"preset={plan.profile.preset}")
    variants: Mapping[str, tuple[str, ...]] = {"plain": (), "crf": crf, "preset": (*crf, *preset)}
    return variants[variant]


def stock_files(folder: Path, figures: Iterable[Figure], ending: str) -> dict[str, Path]:
    """The files that stock manim made of the figures, by id; absent where there is none."""
    found = {}
    for figure in figures:
        kind = "videos" if ending == ".mp4" else "images"
        stem = Path(figure.scene).stem
        for path in (folder / kind / stem).rglob(f"{figure.scene_class}*{ending}"):
            if path.stem.partition("_ManimCE")[0] == figure.scene_class:
                found[figure.id] = path
    return found
