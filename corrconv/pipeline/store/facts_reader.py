"""The facts of a published figure, read with care: somebody else may have written them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from corrconv.pipeline.store.artifact import read_plain
from corrconv.pipeline.store.plain_data import decode
from corrconv.rendering.result import Facts


def read_facts(path: Path) -> Facts:
    """Return the facts in `path`; ValueError, naming the place in them, where they are none, and
    OSError where the file cannot be read."""
    facts = decode(read_plain(path), Facts)
    for where, numbers, count in _lists(facts):
        if len(numbers) != count:
            raise ValueError(f"{where}: expected {count} numbers, got {len(numbers)}")
    for number, thing in enumerate(facts["drawn"]):
        left, top, right, bottom = thing["bbox"]
        if left > right or top > bottom:
            raise ValueError(f"drawn[{number}].bbox: its corners are in the wrong order")
    return facts


def _lists(facts: Facts) -> Iterator[tuple[str, Sequence[float], int]]:
    """Yield every index, box and size: where it stands, and how many numbers belong there."""
    yield "size", facts["size"], 2
    if facts["output"] is not None:
        yield "output", facts["output"], 2
    for number, thing in enumerate(facts["drawn"]):
        yield f"drawn[{number}].bbox", thing["bbox"], 4
        if thing["index"] is not None:
            yield f"drawn[{number}].index", thing["index"], 2
    for number, term in enumerate(facts["terms"]):
        yield f"terms[{number}].image", term["image"], 2
        yield f"terms[{number}].kernel", term["kernel"], 2
