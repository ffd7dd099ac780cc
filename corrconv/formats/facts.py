"""Facts: what the final state of a figure shows, as JSON."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

from corrconv.formats.format import Probe, ResultFormat
from corrconv.rendering.request import RenderRequest

if TYPE_CHECKING:
    from corrconv.rendering.result import RenderResult


class Facts(ResultFormat):
    """The facts that come with every figure, whatever is asked for."""

    kind = "facts"

    def write(self, path: Path, result: RenderResult, request: RenderRequest) -> Probe:
        """Write the facts; ValueError where nothing was drawn, and for NaN and the like, which no
        picture can hold."""
        facts = result.facts
        if not facts["drawn"]:
            raise ValueError("nothing was drawn: the facts are empty")
        for each in facts["drawn"]:
            if not all(math.isfinite(edge) for edge in each["bbox"]):
                raise ValueError(f"{each['role']} {each['index']} is drawn at no place")
        text = json.dumps(facts, ensure_ascii=False, allow_nan=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
        return Probe()

    def probe(self, path: Path) -> Probe:
        """Read `path` as JSON."""
        json.loads(path.read_bytes())
        return Probe()


FACTS = Facts("json", ".facts.json", "application/json", "facts")
