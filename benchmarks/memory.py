"""The largest process of a build, and that a longer film needs no more."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import command
from benchmarks.clock import Run
from benchmarks.comparable import clip
from benchmarks.plan import THEME, Plan
from benchmarks.repetitions import Row, paired, ratios
from corrconv.catalog import find
from corrconv.figures.figure import Figure

SHORTEST, LONGEST = "B2", "F9"
WANTED, FLAT = 400.0, 1.1
MEGABYTE = 1e6
SPARSE = 4
"""The longest film is made once more with so many times fewer frames."""


def measure(plan: Plan) -> Iterator[Row]:
    """Peaks of a short film, a long one, and the long one at a lower rate; stock manim's."""
    names = (plan.animations[0].id,) * 2 if plan.quick else (SHORTEST, LONGEST)
    short, long = (find((name,))[0] for name in names)
    frames: dict[str, int] = {}
    rate = plan.profile.fps
    seen = paired(
        plan.runs,
        {
            "short": lambda number: _ours(plan, "short", short, rate, frames),
            "sparse": lambda number: _ours(plan, "sparse", long, rate // SPARSE, frames),
            "long": lambda number: _ours(plan, "long", long, rate, frames),
            "stock": lambda number: _stock(plan, short),
        },
    )
    peaks = {name: tuple(run.peak / MEGABYTE for run in runs) for name, runs in seen.items()}
    for name, figure in (("short", short), ("sparse", long), ("long", long)):
        words = f"{figure.id}, {frames[name]} frames: largest process"
        yield Row(words, "MB", peaks[name], at_most=WANTED, digits=0)
    yield Row(
        f"{long.id}: {SPARSE} times the frames",
        "×",
        ratios(peaks["long"], peaks["sparse"]),
        at_most=FLAT,
    )
    yield Row("long / short", "×", ratios(peaks["long"], peaks["short"]), at_most=FLAT)
    yield Row(f"{short.id}, stock `manim`", "MB", peaks["stock"], digits=0)


def _ours(plan: Plan, name: str, figure: Figure, rate: int, frames: dict[str, int]) -> Run:
    options = ("-q", plan.quality, "--fps", str(rate), "--theme", THEME, "--format", "mp4")
    with plan.folder(name) as folder:
        run = command.build(plan, folder, (figure,), *options, "-j", "1")
        frames[name] = clip(command.made(folder, ".mp4")[figure.id]).frames
    return run


def _stock(plan: Plan, figure: Figure) -> Run:
    with plan.folder("stock") as folder:
        return command.stock(plan, folder, (figure,), f"-q{plan.quality}", "--disable_caching")
