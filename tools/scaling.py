"""What builds cost and what more machines would give, computed from reports of real builds.

    python render.py build -q m --theme light --format png -j 1 --report png.jsonl --media_dir A
    python render.py build -q m --theme light --format mp4 -j 1 --report mp4.jsonl --media_dir B
    python tools/scaling.py png.jsonl mp4.jsonl

Prints the cost of each figure for its module in `corrconv/figures/families`, and the table of
docs/scaling.md.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

EXAMPLES = 1000
THEMES = 2
CORES = 2
"""Of each machine."""

START = 1.5
"""Seconds of each build beside its figures: planning, a fork server, the lists."""

MERGED = 0.017
"""Seconds to merge one job."""

RECEIVED = 0.25
"""Seconds in which a driver receives, decodes, checks and publishes one job, on one core."""


def seconds(report: Path) -> dict[str, float]:
    """Seconds by the figure's name."""
    lines = report.read_text(encoding="utf-8").splitlines()
    return {each["name"]: each["seconds"] for each in map(json.loads, lines)}


def rows(stills: dict[str, float], videos: dict[str, float]) -> list[str]:
    """The cost of each figure."""
    found = []
    for name, still in stills.items():
        more = f", {max(0.1, videos[name] - still):.1f}" if name in videos else ""
        found.append(f"{name}: cost=Cost({still:.1f}{more})")
    return found


def hours(example: float, machines: int, serial: float) -> float:
    """Of all examples, dealt evenly over machines, and what one machine does alone after that."""
    rounds = -(-EXAMPLES // machines)
    return (rounds * (START + example / CORES) + serial) / 3600


def main(reports: list[str]) -> None:
    stills, videos = (seconds(Path(report)) for report in reports)
    print("\n".join(rows(stills, videos)))
    jobs = THEMES * len(stills)
    example = THEMES * sum(videos.get(name, still) for name, still in stills.items())
    print(f"one example: {jobs} jobs, {example:.0f} core seconds")
    merging, receiving = EXAMPLES * jobs * MERGED, EXAMPLES * jobs * RECEIVED / CORES
    print("| machines | shards and merge | a cluster of one driver |\n|---|---|---|")
    for machines in (1, 2, 4, 8, 16, 32, 64):
        sharded = hours(example, machines, merging if machines > 1 else 0.0)
        driven = max(hours(example, machines, 0.0), receiving / 3600)
        print(f"| {machines} | {sharded:.1f} h | {driven:.1f} h |")


if __name__ == "__main__":
    main(sys.argv[1:])
