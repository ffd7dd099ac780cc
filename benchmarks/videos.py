"""The animation set: ours with two workers and with one, stock manim, and the encoder alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from shutil import copyfile
from typing import Any

from benchmarks import command
from benchmarks.clock import NOTHING, Run
from benchmarks.comparable import (
    Clip,
    clip,
    require_same_clips,
    require_same_encoding,
    require_same_figures,
)
from benchmarks.plan import THEME, WORKERS, Plan
from benchmarks.repetitions import Row, paired, ratios
from benchmarks.two_workers import apart

WANTED, NEAR_LIMIT, REAL_TIME = 4.0, 1.5, 60.0
MEGABYTE = 1e6
NAMES: Mapping[str, str] = {
    "plain": "stock `manim` as it comes (CRF 23, medium)",
    "crf": "stock `manim`, its CRF our quantiser",
    "preset": "the same at our preset",
}


class Studio:
    """Makes the set in each way and keeps the first films of each."""

    def __init__(self, plan: Plan, keep: Path) -> None:
        self.plan, self.keep = plan, keep
        self.clips: dict[str, dict[str, Clip]] = {}

    def steps(self) -> dict[str, Callable[[int], Run]]:
        """What is done in each repetition, by name."""
        steps: dict[str, Callable[[int], Run]] = {
            "two": lambda number: self._ours("two", WORKERS),
            "one": lambda number: self._ours("one", 1),
            "limit": lambda number: self._limit(),
        }
        return steps | {name: self._stock_step(name) for name in self.plan.stock}

    def _stock_step(self, variant: str) -> Callable[[int], Run]:
        return lambda number: self._stock(variant)

    def _ours(self, name: str, workers: int) -> Run:
        plan = self.plan
        options = ("-q", plan.quality, "--theme", THEME, "--format", "mp4", "-j", str(workers))
        with plan.folder(name) as folder:
            run = command.build(plan, folder, plan.animations, *options)
            self._keep(name, command.made(folder, ".mp4"))
        return run

    def _stock(self, variant: str) -> Run:
        plan = self.plan
        options = (f"-q{plan.quality}", "--disable_caching")
        with plan.folder(variant) as folder:
            encoder = command.encoder_options(plan, variant)
            run = command.stock(plan, folder, plan.animations, *options, *encoder)
            self._keep(variant, command.stock_files(folder, plan.animations, ".mp4"))
        return run

    def _limit(self) -> Run:
        """Shared by the workers evenly, as no build can do better."""
        plan = self.plan
        with plan.folder("limit") as folder:
            paths = {each.id: folder / f"{each.name}.mp4" for each in plan.animations}
            calls = [(each.name, plan.quality, str(paths[each.id])) for each in plan.animations]
            took = [each["seconds"] for each in apart("benchmarks.encoder_alone", calls, folder)]
            self._keep("limit", paths)
        return Run(sum(took) / WORKERS, sum(took), NOTHING.peak)

    def _keep(self, name: str, paths: Mapping[str, Path]) -> None:
        require_same_figures((each.id for each in self.plan.animations), paths)
        clips = {figure: clip(path) for figure, path in paths.items()}
        if name not in self.clips:
            self.clips[name] = clips
            for figure, path in paths.items():
                copyfile(path, self.film(name, figure))
        require_same_clips(self.clips[next(iter(self.clips))], clips)

    def film(self, name: str, figure: str) -> Path:
        """Where the film of a figure is kept."""
        return self.keep / f"{name}-{figure}.mp4"


def measure(plan: Plan) -> Iterator[Row]:
    """Seconds, ratios, and the quality and size of the films."""
    with plan.folder("keep") as keep:
        studio = Studio(plan, keep)
        seen = paired(plan.runs, studio.steps())
        require_same_encoding(studio.clips["two"], studio.clips["limit"])
        yield from _times(plan, studio, seen)
        yield from _quality(plan, studio)


def _times(plan: Plan, studio: Studio, seen: Mapping[str, list[Run]]) -> Iterator[Row]:
    seconds = {name: tuple(run.seconds for run in runs) for name, runs in seen.items()}
    frames = sum(each.frames for each in studio.clips["two"].values())
    yield Row(
        f"{len(plan.animations)} animations, {frames} frames, ours -j {WORKERS}",
        "s",
        seconds["two"],
        digits=1,
    )
    yield Row(
        "ours, frames per second",
        "/s",
        tuple(frames / each for each in seconds["two"]),
        at_least=REAL_TIME,
        digits=1,
    )
    for name in plan.stock:
        yield Row(NAMES[name], "s", seconds[name], digits=1)
        yield Row(
            f"{name}: stock / ours", "×", ratios(seconds[name], seconds["two"]), at_least=WANTED
        )
        work = (tuple(run.processor for run in seen[each]) for each in (name, "two"))
        yield Row(f"{name}: processor time, stock / ours", "×", ratios(*work))
    yield Row(f"encoder alone, shared by {WORKERS}", "s", seconds["limit"], digits=1)
    yield Row(
        "ours / encoder alone", "×", ratios(seconds["two"], seconds["limit"]), at_most=NEAR_LIMIT
    )
    yield Row("ours -j 1", "s", seconds["one"], digits=1)
    yield Row("one worker / two", "×", ratios(seconds["one"], seconds["two"]))


def _quality(plan: Plan, studio: Studio) -> Iterator[Row]:
    names = ("two", *plan.stock)
    calls = [
        (each.name, plan.quality, *(str(studio.film(name, each.id)) for name in names))
        for each in plan.animations
    ]
    verdicts: list[list[dict[str, Any]]] = apart("benchmarks.stock_frames", calls, studio.keep)
    for place, name in enumerate(names):
        title = "ours" if name == "two" else name
        size = sum(each.size for each in studio.clips[name].values()) / MEGABYTE
        yield Row(f"{title}: all films", "MB", (size,))
        for measured, words in (("psnr", "PSNR"), ("luma", "PSNR of brightness")):
            worst = min(verdict[place][measured] for verdict in verdicts)
            yield Row(f"{title}: {words}, worst film", "dB", (worst,))
        if place:
            for measured, words in (("psnr", "PSNR"), ("luma", "PSNR of brightness")):
                least = min(each[0][measured] - each[place][measured] for each in verdicts)
                yield Row(
                    f"{name}: {words}, ours − stock, least of the films",
                    "dB",
                    (least,),
                    at_least=0.0,
                )
