"""The slide file that `manim-slides` presents and converts.

The format is that of manim-slides 5.5 to 5.7 (`manim_slides.config.PresentationConfig`): paths are
relative to the folder that the file's own folder is in. A slide plays its clip and waits.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from corrconv.formats.mp4 import MP4
from corrconv.products.lecture.timeline import Step


def slides(folder: str, steps: Sequence[Step], size: tuple[int, int], paper: str) -> str:
    """The slide file for clips in `folder`; `size` in pixels, `paper` is the ground's colour."""
    body = {
        "slides": [
            _slide(f"{folder}/{step.name}{MP4.suffix}", step.stretch.text) for step in steps
        ],
        "resolution": list(size),
        "background_color": paper,
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _slide(file: str, words: str) -> dict[str, Any]:
    """There is no clip that runs backwards: going back shows the clip again."""
    return {
        "type": "video",
        "file": file,
        "rev_file": file,
        "loop": False,
        "auto_next": False,
        "playback_rate": 1.0,
        "reversed_playback_rate": 1.0,
        "notes": words,
        "dedent_notes": False,
    }
