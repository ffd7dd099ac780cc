"""The lecture in numbers, for other programs: parts, chapters and steps, in frames."""

from __future__ import annotations

import json
from typing import Any

from corrconv.formats.mp4 import MP4
from corrconv.products.lecture.timeline import Programme

SCHEMA = 1


def index(programme: Programme, slides: str) -> str:
    """The index as JSON; clips are named from the index file's own folder, where `slides` is."""
    body = {"schema": SCHEMA, **contents(programme, slides)}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def contents(programme: Programme, slides: str) -> dict[str, Any]:
    """Every number that the lecture's other files must agree with."""
    return {
        "title": programme.title,
        "fps": programme.fps,
        "frames": programme.frames,
        "seconds": round(programme.seconds, 6),
        "parts": [
            {
                "figure": segment.figure.name,
                "path": segment.video.path,
                "start": start,
                "frames": segment.frames,
            }
            for start, segment in programme.placed()
        ],
        "chapters": [
            {"title": each.title, "start": each.start, "end": each.end}
            for each in programme.chapters
        ],
        "steps": [
            {
                "clip": f"{slides}/{step.name}{MP4.suffix}",
                "start": step.start,
                "frames": step.stretch.frames,
                "text": step.stretch.text,
            }
            for step in programme.steps
        ],
    }
