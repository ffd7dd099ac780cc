"""Measure: ours against stock manim, the encoder alone, one worker, and an earlier build.

    make bench ARGS="--all --write"             everything, as benchmarks/README.md has it
    make bench ARGS="--runs 1 --quick"          a look, of no worth as a measurement

Each repetition does both sides of a pair, in turns first and last.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import builds, memory, stills, videos
from benchmarks.clock import BenchError
from benchmarks.machine import machine, moment
from benchmarks.plan import ROOT, Plan, chosen
from benchmarks.repetitions import Row
from benchmarks.table import TITLES, markdown, placed, table
from corrconv.catalog import UnknownFigureError, find

PARTS: Mapping[str, Callable[[Plan], Iterator[Row]]] = {
    "stills": stills.measure,
    "videos": videos.measure,
    "builds": builds.measure,
    "memory": memory.measure,
}
HERE = Path(__file__).resolve().parent
PUBLISHED, PAGE = HERE / "result.json", HERE / "README.md"
PRIVATE = ROOT / "build" / "bench.json"


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(prog="bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3, help="repetitions")
    parser.add_argument("--figures", nargs="+", default=[], help="ids, names or globs")
    parser.add_argument("--all", action="store_true", help="every animation")
    parser.add_argument("--quick", action="store_true", help="480p15, the smallest figure")
    parser.add_argument("--parts", nargs="+", choices=tuple(PARTS), default=tuple(PARTS))
    parser.add_argument(
        "--stock",
        nargs="+",
        choices=tuple(videos.NAMES),
        default=["plain", "crf"],
        help="how stock manim is to encode",
    )
    parser.add_argument("--write", action="store_true", help="into benchmarks/, kept in git")
    asked = parser.parse_args(given)
    if asked.runs < 1:
        parser.error(f"--runs {asked.runs}: wanted at least 1")
    if asked.quick and asked.write:
        parser.error("--quick is no measurement to --write")
    return asked


def measured(asked: argparse.Namespace, part: str, room: Path) -> dict[str, Any]:
    """One part, as it is stored. Stills and builds take the whole set where no figure is named:
    that is what is compared."""
    whole = asked.all or (part in {"stills", "builds"} and not asked.figures and not asked.quick)
    figures = chosen(tuple(asked.figures), whole, asked.quick)
    if part == "videos":
        figures = tuple(each for each in figures if "animation" in each.forms)
    quality = "l" if asked.quick else "h"
    plan = Plan(figures, room, asked.runs, quality, tuple(asked.stock), asked.quick)
    about = {**moment(), "runs": plan.runs, "quality": _quality(part, plan)}
    rows = list(PARTS[part](plan))
    return {**about, "figures": _names(figures), "rows": [asdict(row) for row in rows]}


def _quality(part: str, plan: Plan) -> str:
    fixed = {"stills": stills.QUALITY, "builds": "l" if plan.quick else "m"}
    return fixed.get(part, plan.quality)


def _names(figures: Sequence[Any]) -> list[str]:
    return ["every figure"] if len(figures) == len(find()) else [each.id for each in figures]


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """`new`, and the parts of `old` that it lacks where both are of the same machine."""
    kept = old.get("parts", {}) if old.get("machine") == new["machine"] else {}
    parts = {**kept, **new["parts"]}
    return {**new, "parts": {name: parts[name] for name in PARTS if name in parts}}


def store(result: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Write `result` over the parts in `path`; what is there now."""
    old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    whole = merged(old, result)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return whole


def main(given: Sequence[str] | None = None) -> int:
    """Measure, tell and keep, part by part: an end in the middle loses only one."""
    asked = arguments(given)
    for part in asked.parts:
        print(f"{TITLES[part]} …", flush=True)
        try:
            with TemporaryDirectory(prefix="bench-") as room:
                done = measured(asked, part, Path(room))
        except (BenchError, UnknownFigureError, ValueError) as error:
            print(f"error: {error}", file=sys.stderr)
            return 1
        rows = [Row(**row) for row in done["rows"]]
        print(f"load before: {done['load']}\n{table(rows)}\n", flush=True)
        result = {"machine": machine(), "parts": {part: done}}
        whole = store(result, PUBLISHED if asked.write else PRIVATE)
        if asked.write:
            page = placed(PAGE.read_text(encoding="utf-8"), markdown(whole))
            PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
