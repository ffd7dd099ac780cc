"""Captions: the words of each step as WebVTT, and as SRT for a lecture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from corrconv.formats.format import Probe, ResultFormat
from corrconv.rendering.request import RenderRequest
from corrconv.rendering.result import Caption

if TYPE_CHECKING:
    from corrconv.rendering.result import RenderResult

LINE = 42
"""Characters of a line of SRT: longer captions are broken in two or more."""

_CUE = re.compile(r"(\d+):(\d\d):(\d\d)\.(\d{3}) --> (\d+):(\d\d):(\d\d)\.(\d{3})\n(.+)")


class WebVtt(ResultFormat):
    """The captions that come with a video."""

    kind = "captions"

    def write(self, path: Path, result: RenderResult, request: RenderRequest) -> Probe:
        """Write the captions; ValueError where one ends before it begins."""
        path.write_text(vtt(result.captions), encoding="utf-8", newline="\n")
        return Probe(seconds=round(result.frames / request.profile.fps, 6))

    def probe(self, path: Path) -> Probe:
        """Read every caption of `path`."""
        try:
            read_vtt(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{path.name}: {error}") from error
        return Probe()


CAPTIONS = WebVtt("vtt", ".vtt", "text/vtt", "captions")


def vtt(cues: Iterable[Caption]) -> str:
    """Return the WebVTT file for `cues`; ValueError where one ends before it begins."""
    return "\n".join(["WEBVTT", "", *(_cue(cue) for cue in cues)])


def srt(cues: Iterable[Caption]) -> str:
    """Return the SubRip file for `cues`, in lines that fit a screen; ValueError as for `vtt`."""
    return "\n".join(
        f"{number}\n{_time(cue.start, ',')} --> {_time(cue.end, ',')}\n{_broken(_text(cue))}\n"
        for number, cue in enumerate(cues, 1)
    )


def read_vtt(content: str) -> tuple[Caption, ...]:
    """Return the cues of a file that `vtt` wrote; ValueError where it is not such a file.

    webvtt-py would leave out a cue whose times cannot be read, and a cue that is cut; a check
    must not.
    """
    head, *blocks = content.removesuffix("\n").split("\n\n")
    if head != "WEBVTT":
        raise ValueError("is no WebVTT")
    return tuple(_read(block.strip("\n")) for block in blocks if block.strip("\n"))


def _read(block: str) -> Caption:
    import html

    found = _CUE.fullmatch(block)
    if found is None:
        raise ValueError(f"is no caption: {block!r}")
    numbers = [int(each) for each in found.groups()[:-1]]
    return Caption(_seconds(*numbers[:4]), _seconds(*numbers[4:]), html.unescape(found[9]))


def _seconds(hours: int, minutes: int, seconds: int, milliseconds: int) -> float:
    return (((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds) / 1000


def _text(cue: Caption) -> str:
    if not 0 <= cue.start < cue.end:
        raise ValueError(f"caption {cue.text!r} runs from {cue.start} s to {cue.end} s")
    return " ".join(cue.text.split())


def _cue(cue: Caption) -> str:
    text = _text(cue)
    for plain, escaped in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(plain, escaped)
    return f"{_time(cue.start)} --> {_time(cue.end)}\n{text}\n"


def _broken(text: str) -> str:
    """Break `text` into as few lines as fit, of about the same length."""
    fewest = len(_wrapped(text, LINE))
    widths = (width for width in range(1, LINE + 1) if len(_wrapped(text, width)) <= fewest)
    return "\n".join(_wrapped(text, next(widths, LINE)))


def _wrapped(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _time(seconds: float, point: str = ".") -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"
