"""The text that goes under a video: its chapters, by YouTube's rules, and what each parts.

The rules: the first chapter begins at 00:00, there are at least three, in ascending order, each at
least ten seconds long; the text has at most 5000 characters and no angle brackets. Source:
support.google.com/youtube/answer/9884579 (chapters) and /answer/57404 (descriptions).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corrconv.products.lecture.timeline import Chapter

FEWEST, SHORTEST, LONGEST = 3, 10, 5000
"""Chapters, seconds of one, characters of the text."""


def write_description(
    title: str, chapters: Sequence[Chapter], fps: int, captions: Mapping[str, str]
) -> str:
    """Return the text. Chapters that are too short are listed with the one before; where too few
    are left, none has a time. `captions` say what is shown, by chapter; those that no longer fit
    are left out."""
    text = f"{title}\n\n{_listed(chapters, fps)}"
    for chapter in chapters:
        more = f"\n{chapter.title}\n{captions.get(chapter.title, '')}\n"
        if len(text) + len(more) <= LONGEST:
            text += more
    return text.replace("<", "‹").replace(">", "›")


def timed(chapters: Sequence[Chapter], fps: int) -> tuple[tuple[int, str], ...]:
    """Return the seconds and titles that YouTube takes for chapters; none where these are too
    few."""
    found: list[tuple[int, str]] = []
    for chapter in chapters:
        start = chapter.start // fps
        if found and (start - found[-1][0] < SHORTEST or _left(chapters, start, fps) < SHORTEST):
            found[-1] = (found[-1][0], f"{found[-1][1]}; {chapter.title}")
        else:
            found.append((start, chapter.title))
    return tuple(found) if len(found) >= FEWEST else ()


def clock(seconds: int) -> str:
    """Return a time as YouTube reads it, such as 02:05 or 1:02:05."""
    minutes, left = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"


def _left(chapters: Sequence[Chapter], start: int, fps: int) -> int:
    """Return the whole seconds from `start` to the end."""
    return chapters[-1].end // fps - start


def _listed(chapters: Sequence[Chapter], fps: int) -> str:
    known = timed(chapters, fps)
    if not known:
        return "".join(f"{chapter.title}\n" for chapter in chapters)
    return "".join(f"{clock(start)} {title}\n" for start, title in known)
