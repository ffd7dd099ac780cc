"""Small media folders that are written here, not built, and facts by the piece."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from corrconv.core.index import Index
from corrconv.diff.facts.model import ComparedFacts, read_facts
from corrconv.formats.mp4 import MP4
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.store.manifest import FIELDS, SCHEMA
from corrconv.rendering.profile import Profile

WIDTH, HEIGHT, CELL, LEFT, TOP = 240, 160, 40, 30, 20
FILLS = {"kernel": (255, 227, 144), "image": (220, 238, 221)}
INK, LINE, PAPER = (26, 31, 36), (138, 106, 0), (255, 255, 255)
LOOK = {"kernel_fill": "#FFE390", "ink": "#1A1F24", "width box": "5"}
TINY = Profile("draft", WIDTH, HEIGHT, 10, 30.0, 20, "ultrafast", 20)


def box(col: int, row: int) -> list[float]:
    """Where the cell [col, row] of a grid of 3 x 3 stands."""
    left, top = LEFT + CELL * col, TOP + CELL * row
    return [float(left), float(top), float(left + CELL), float(top + CELL)]


def facts() -> dict[str, Any]:
    """Nine kernel elements in a grid called elements, a box over four, a title, two terms."""
    letters = "abcdefghi"
    drawn: list[dict[str, Any]] = [
        {
            "role": "label",
            "grid": "title",
            "index": None,
            "text": "A title",
            "bbox": [30, 4, 90, 16],
        }
    ]
    for place, letter in enumerate(letters):
        row, col = divmod(place, 3)
        cell = {"role": "kernel", "grid": "elements", "index": [col, row], "text": letter}
        drawn.append({**cell, "bbox": box(col, row)})
    over = [*box(0, 0)[:2], *box(1, 1)[2:]]
    drawn.append(
        {"role": "patch", "grid": "elements.focus", "index": None, "text": "", "bbox": over}
    )
    terms = [
        {"image": [0, 0], "kernel": [1, 1], "letter": "i", "exists": True},
        {"image": [3, 3], "kernel": [-2, -2], "letter": None, "exists": False},
    ]
    return {"figure": "one", "lesson": "post", "operation": "convolution", "output": [1, 1],
            "order": "reading", "size": [WIDTH, HEIGHT], "drawn": drawn, "terms": terms,
            "look": {"theme": dict(LOOK)}}  # fmt: skip


def edited(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    """The facts with something done to them."""
    body = copy.deepcopy(facts())
    change(body)
    return body


def read(body: dict[str, Any]) -> ComparedFacts:
    return read_facts(body, "the facts")


def cell(body: dict[str, Any], col: int, row: int) -> dict[str, Any]:
    """The drawn cell of an index."""
    found: dict[str, Any] = next(each for each in body["drawn"] if each["index"] == [col, row])
    return found


def still(body: dict[str, Any] | None = None) -> NDArray[np.uint8]:
    """The picture of the facts: cells with a line, a fill and a bar as type."""
    pixels = np.full((HEIGHT, WIDTH, 3), PAPER, np.uint8)
    for each in (body or facts())["drawn"]:
        left, top, right, bottom = (round(edge) for edge in each["bbox"])
        if each["role"] == "kernel":
            pixels[top:bottom, left:right] = LINE
            pixels[top + 2 : bottom - 2, left + 2 : right - 2] = FILLS["kernel"]
            place = Index(*each["index"])
            pixels[top + 12 : top + 26, left + 14 + place.col : left + 19] = INK
        elif each["text"]:
            pixels[top:bottom, left:right:3] = INK
    return pixels


@dataclass
class Side:
    """A media folder with the figure F1 one: what it holds can be changed before it is written."""

    caption: str = "What it shows."
    alt: str = "Toy one. What it shows."
    title: str = "Toy one"
    figure: str = "F1"
    name: str = "one"
    themes: Sequence[str] = ("light",)
    facts: dict[str, Any] = field(default_factory=facts)
    still: NDArray[np.uint8] = field(default_factory=still)
    cues: Sequence[tuple[float, float, str]] = ((0.0, 1.0, "Say it."), (1.0, 2.0, "Show it."))
    frames: Sequence[NDArray[np.uint8]] = ()
    quantiser: int = 20
    entry: dict[str, Any] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """The folder, with a manifest."""
        rows = [row for theme in self.themes for row in self._theme(folder, theme)]
        figures = [{"figure": self.figure, "name": self.name, "title": self.title}]
        body = {"schema": SCHEMA, "figures": figures, "artifacts": rows}
        (folder / "manifest.json").write_text(json.dumps(body), encoding="utf-8")
        return folder

    def _theme(self, folder: Path, theme: str) -> list[dict[str, Any]]:
        home = folder / "post/draft" / theme
        home.mkdir(parents=True, exist_ok=True)
        stem = home / self.name
        Image.fromarray(self.still).save(f"{stem}.png")
        Path(f"{stem}.facts.json").write_text(json.dumps(self.facts), encoding="utf-8")
        height, width = self.still.shape[:2]
        rows = [
            self._row(theme, Path(f"{stem}.png"), "still", "png", width=width, height=height),
            self._row(theme, Path(f"{stem}.facts.json"), "facts", "json"),
        ]
        if len(self.frames):
            rows += self._animation(theme, str(stem))
        return rows

    def _animation(self, theme: str, stem: str) -> list[dict[str, Any]]:
        profile = replace(TINY, quantiser=self.quantiser)
        with MP4.open(Path(f"{stem}.mp4"), profile) as writer:
            for frame in self.frames:
                writer.write(frame)
        lines = ["WEBVTT", ""]
        for start, end, said in self.cues:
            lines += [f"{_clock(start)} --> {_clock(end)}", said, ""]
        Path(f"{stem}.vtt").write_text("\n".join(lines), encoding="utf-8")
        count = len(self.frames)
        sizes = {"width": WIDTH, "height": HEIGHT, "frames": count, "fps": 10}
        return [
            self._row(theme, Path(f"{stem}.mp4"), "video", "mp4", **sizes, seconds=count / 10),
            self._row(theme, Path(f"{stem}.vtt"), "captions", "vtt", seconds=count / 10),
        ]

    def _row(self, theme: str, path: Path, kind: str, ending: str, **sizes: Any) -> dict[str, Any]:
        content = path.read_bytes()
        media = path.parents[3]
        return {
            **dict.fromkeys(FIELDS),
            "figure": self.figure,
            "lesson": "post",
            "profile": "draft",
            "theme": theme,
            "kind": kind,
            "format": ending,
            "path": path.relative_to(media).as_posix(),
            "sha256": digest(content),
            "bytes": len(content),
            "caption": self.caption,
            "alt": self.alt,
            "key": "k",
            **sizes,
            **self.entry,
        }


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    return f"00:{thousandths // 60000:02}:{thousandths // 1000 % 60:02}.{thousandths % 1000:03}"


def animation(
    count: int = 20, change: Callable[[int, NDArray[np.uint8]], Any] = lambda number, frame: None
) -> list[NDArray[np.uint8]]:
    """Frames of a square that moves; `change` does something to each."""
    frames = []
    for number in range(count):
        frame = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
        frame[40:80, 20 + 4 * number : 60 + 4 * number, :3] = FILLS["image"]
        change(number, frame)
        frames.append(frame)
    return frames
