"""Profiles: pixels, frame rate and encoder effort for each purpose of a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

FRAME_WIDTH = 128 / 9
"""Width of a 16:9 frame in scene units; its height is 8."""

FRAME_HEIGHT = 8.0


@dataclass(frozen=True, slots=True)
class Profile:
    """Sizes for one purpose.

    `width`, `height` in pixels and `fps` in frames per second are those of the animations;
    `still_scale` is the pixels per scene unit of a still (50.625 shows a full-width still at
    720 px). `quantiser`, the same for every frame, and `preset` are those of x264, `crf` is VP9's.
    Pauses last 1/`pace` as long as a scene asks for; what moves keeps its own time.
    """

    name: str
    width: int
    height: int
    fps: int
    still_scale: float
    quantiser: int
    preset: str
    crf: int
    pace: float = 1.0


PREVIEW = "preview"
"""For reviewers: small, few frames, pauses a quarter as long; words stay until they are read."""

PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        profile.name: profile
        for profile in (
            Profile("draft", 854, 480, 15, 720 / FRAME_WIDTH, 26, "ultrafast", 28),
            Profile(PREVIEW, 640, 360, 8, 720 / FRAME_WIDTH, 26, "veryfast", 28, pace=4.0),
            Profile("blog", 1280, 720, 30, 1440 / FRAME_WIDTH, 23, "superfast", 26),
            Profile("lecture", 1920, 1080, 60, 1920 / FRAME_WIDTH, 23, "superfast", 26),
            Profile("lecture-1440p", 2560, 1440, 60, 2560 / FRAME_WIDTH, 23, "superfast", 26),
            Profile("lecture-4k", 3840, 2160, 60, 3840 / FRAME_WIDTH, 23, "superfast", 26),
        )
    }
)

BY_QUALITY: Mapping[str, str] = MappingProxyType(
    {"l": "draft", "m": "blog", "h": "lecture", "p": "lecture-1440p", "k": "lecture-4k"}
)
"""manim's quality letters and the profile that renders at that size and rate."""
