"""Captions of an animation as WebVTT."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Cue(Protocol):
    """One caption: seconds from the beginning, and what it says."""

    @property
    def start(self) -> float:
        """When it appears."""

    @property
    def end(self) -> float:
        """When it goes."""

    @property
    def text(self) -> str:
        """What it says."""


def vtt(cues: Iterable[Cue]) -> str:
    """The WebVTT file for `cues`; ValueError where one ends before it begins."""
    return "\n".join(["WEBVTT", "", *(_cue(cue) for cue in cues)])


def _cue(cue: Cue) -> str:
    if not 0 <= cue.start < cue.end:
        raise ValueError(f"caption {cue.text!r} runs from {cue.start} s to {cue.end} s")
    text = " ".join(cue.text.split())
    for plain, escaped in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(plain, escaped)
    return f"{_time(cue.start)} --> {_time(cue.end)}\n{text}\n"


def _time(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"
