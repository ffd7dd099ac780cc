"""A build from nothing, one with nothing to do, and one after a scene was edited."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copy, copytree, ignore_patterns

from benchmarks.clock import BenchError, Run, timed
from benchmarks.command import REPORT, outcomes
from benchmarks.plan import ROOT, Plan
from benchmarks.repetitions import Row, paired, ratios
from corrconv.figures.figure import Figure

WANTED = 0.3
AGAIN = 5
"""Times that the short ones are run in each repetition; the median stands."""

EDITED = "scenes/patches.py"
"""A scene file that draws one figure."""


class Checkout:
    """A copy of the project whose scenes may be edited."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan, self.folder = plan, folder
        for name in ("corrconv", "scenes"):
            copytree(ROOT / name, folder / name, ignore=ignore_patterns("__pycache__"))
        copy(ROOT / "render.py", folder)
        scenes = {figure.scene for figure in plan.figures}
        self.edited = EDITED if EDITED in scenes else min(scenes)

    def build(self, wanted: dict[str, str]) -> Run:
        """A build of the figures; BenchError unless each ended as `wanted` has it, by id."""
        quality = "l" if self.plan.quick else "m"
        command = (sys.executable, "render.py", "build", "-q", quality, "--report", REPORT)
        run = timed((*command, *wanted), self.folder, self.plan.log)
        for each in outcomes(self.folder):
            if each["status"] != wanted[each["figure"]]:
                raise BenchError(f"{each['figure']}: {each['status']}, {each['reason']}")
        return run

    def edit(self, number: int) -> None:
        """Change the text of one scene file."""
        with (self.folder / self.edited).open("a", encoding="utf-8") as text:
            text.write(f"# {number}\n")

    def touched(self, figure: Figure) -> bool:
        """Whether the edit concerns it."""
        return figure.scene == self.edited


def measure(plan: Plan) -> Iterator[Row]:
    """Seconds of each, and what an empty Python takes."""
    every = {figure.id: "made" for figure in plan.figures}
    cold, changed, idle, bare = [], [], [], []
    for number in range(plan.runs):
        with plan.folder(f"checkout-{number}") as folder:
            checkout = Checkout(plan, folder)
            cold.append(checkout.build(every).seconds)
            short = _short(checkout)
            idle.append(short["idle"])
            bare.append(short["bare"])
            checkout.edit(number)
            touched = {
                each.id: "made" if checkout.touched(each) else "current" for each in plan.figures
            }
            changed.append(checkout.build(touched).seconds)
    count = list(touched.values()).count("made")
    yield Row(f"build of {len(every)} figures from nothing", "s", tuple(cold), digits=1)
    yield Row("build with nothing to do", "s", tuple(idle), at_most=WANTED, digits=3)
    yield Row("`python -c pass`", "s", tuple(bare), digits=3)
    yield Row("nothing to do / empty Python", "×", ratios(idle, bare), digits=1)
    yield Row(f"build after an edit that concerns {count}", "s", tuple(changed), digits=1)
    yield Row("from nothing / after the edit", "×", ratios(cold, changed), digits=1)


def _short(checkout: Checkout) -> dict[str, float]:
    plan = checkout.plan
    current = {figure.id: "current" for figure in plan.figures}
    nothing = (sys.executable, "-c", "pass")
    seen = paired(
        AGAIN,
        {
            "idle": lambda number: checkout.build(current).seconds,
            "bare": lambda number: timed(nothing, checkout.folder, plan.log).seconds,
        },
    )
    return {name: Row(name, "s", tuple(values)).median for name, values in seen.items()}
