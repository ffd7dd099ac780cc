"""Captions of an animation as they are compared: its steps, and when each begins."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corrconv.diff.sources.reading import ReadingError, text

MOST_CUES = 5000

_CLOCK = r"(?:(\d{1,4}):)?(\d\d):(\d\d)[.,](\d{3})"
_TIMES = re.compile(rf"\s*{_CLOCK}\s+-->\s+{_CLOCK}(?:\s.*)?")


@dataclass(frozen=True, slots=True)
class Cue:
    """A step: seconds from the beginning, and what it says."""

    start: float
    end: float
    text: str

    @property
    def length(self) -> float:
        """In seconds."""
        return round(self.end - self.start, 3)


def read_cues(content: bytes, what: str) -> tuple[Cue, ...]:
    """The cues of a WebVTT file, in their order; ReadingError where it is none."""
    try:
        written = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadingError(f"{what}: is not UTF-8") from error
    if not written.startswith("WEBVTT"):
        raise ReadingError(f"{what}: is no WebVTT")
    found = tuple(_cues(written, what))
    if len(found) > MOST_CUES:
        raise ReadingError(f"{what}: has {len(found)} captions, wanted at most {MOST_CUES}")
    return found


def _cues(written: str, what: str) -> Iterator[Cue]:
    for block in re.split(r"\r?\n[ \t]*\r?\n", written):
        lines = block.splitlines()
        for number, line in enumerate(lines):
            if times := _TIMES.fullmatch(line):
                start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
                words = html.unescape(" ".join(lines[number + 1 :]))
                yield Cue(start, end, text(words, what))
                break


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) + thousandths / 1000
