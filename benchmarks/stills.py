"""The still set: one build against one `manim -s` for each scene, at 1080p."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

from benchmarks import command
from benchmarks.clock import Run
from benchmarks.comparable import require_same_figures, require_same_scale
from benchmarks.plan import THEME, Plan
from benchmarks.repetitions import Row, paired, ratios
from corrconv.rendering.profile import BY_QUALITY, PROFILES

QUALITY = "h"
"""The quality at which both have the same pixels per scene unit."""

WANTED = 10.0


def measure(plan: Plan) -> Iterator[Row]:
    """Seconds of both, and how many times ours is faster."""
    seen = paired(plan.runs, {"ours": lambda n: _ours(plan), "stock": lambda n: _stock(plan)})
    ours, stock = ([run.seconds for run in seen[name]] for name in ("ours", "stock"))
    count = len(plan.figures)
    yield Row(f"{count} stills, ours", "s", tuple(ours))
    yield Row(f"{count} stills, stock `manim -q{QUALITY} -s`", "s", tuple(stock))
    yield Row("stock / ours", "×", ratios(stock, ours), at_least=WANTED)


def _ours(plan: Plan) -> Run:
    options = ("--format", "png", "-q", QUALITY, "--theme", THEME, "-j", "auto")
    with plan.folder("ours") as folder:
        run = command.build(plan, folder, plan.figures, *options)
        require_same_figures((each.id for each in plan.figures), command.made(folder, ".png"))
    return run


def _stock(plan: Plan) -> Run:
    with plan.folder("stock") as folder:
        run = command.stock(plan, folder, plan.figures, f"-q{QUALITY}", "-s")
        made = command.stock_files(folder, plan.figures, ".png")
        require_same_figures((each.id for each in plan.figures), made)
        for path in made.values():
            with Image.open(path) as image:
                require_same_scale(PROFILES[BY_QUALITY[QUALITY]], image.width)
    return run
