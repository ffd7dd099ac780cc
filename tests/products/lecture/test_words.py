"""Captions, chapters and the description: their times and their rules."""

from __future__ import annotations

import datetime
import itertools

import pytest
import srt as reference
from hypothesis import given
from hypothesis import strategies as st

from corrconv.formats.subtitles import LINE, read_vtt, srt, vtt
from corrconv.products.lecture.description import clock, timed, write_description
from corrconv.products.lecture.timeline import Chapter, caption_problems
from corrconv.rendering.pacing import FASTEST, reading_seconds, require_pace
from corrconv.rendering.result import Caption

WORDS = st.lists(st.text("abc&<>;−", min_size=1, max_size=12), min_size=1, max_size=30)
TIMES = st.lists(st.integers(0, 10**7), min_size=2, max_size=12, unique=True).map(sorted)


@st.composite
def cues(draw: st.DrawFn) -> tuple[Caption, ...]:
    """Cues that follow each other, in whole milliseconds."""
    edges = draw(TIMES)
    return tuple(
        Caption(start / 1000, end / 1000, " ".join(draw(WORDS)))
        for start, end in itertools.pairwise(edges)
    )


@given(cues())
def test_what_is_written_as_webvtt_is_read_again(said: tuple[Caption, ...]) -> None:
    assert read_vtt(vtt(said)) == said


@given(cues())
def test_srt_is_what_others_read(said: tuple[Caption, ...]) -> None:
    found = list(reference.parse(srt(said)))
    assert [(each.start, each.end) for each in found] == [
        tuple(datetime.timedelta(milliseconds=round(1000 * at)) for at in (cue.start, cue.end))
        for cue in said
    ]
    for each, cue in zip(found, said, strict=True):
        assert each.content.replace("\n", " ") == cue.text
        assert all(len(line) <= LINE for line in each.content.split("\n"))


def test_a_long_caption_is_broken_in_the_middle() -> None:
    text = "Cross-correlation, in reading order: has the pixel a kernel element for y[1,1]?"
    assert srt([Caption(0, 5, text)]).splitlines()[2:] == [
        "Cross-correlation, in reading order: has",
        "the pixel a kernel element for y[1,1]?",
    ]


@pytest.mark.parametrize("text", ["", "WEBVTT\n\n00:01\nx\n", "WEBVTT\n\n00:00:00.000 --> x\n"])
def test_what_is_no_webvtt_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        read_vtt(text)


def test_overlaps_and_haste_are_told() -> None:
    assert list(caption_problems([Caption(0, 2, "x" * 40), Caption(2, 3, "y" * 20)])) == []
    (overlap,) = caption_problems([Caption(0, 2.001, "one"), Caption(2, 3, "two")])
    assert "caption 'two' begins at 2.000 s, before the last has ended" in overlap
    (haste,) = caption_problems([Caption(0, 1, "z" * 21)])
    assert "21 characters a second, 20 at most" in haste


def test_reading_time_follows_the_pace_down_to_what_can_be_read() -> None:
    text = "x" * 34
    assert reading_seconds(text) == 2
    assert reading_seconds(text, 0.5) == 4
    assert reading_seconds(text, 4) == 34 / FASTEST
    assert require_pace(0.25) == 0.25
    for pace in (0.2, 4.1, float("nan")):
        with pytest.raises(ValueError, match="wanted 0"):
            require_pace(pace)


def spans(*lengths: int) -> tuple[Chapter, ...]:
    """Chapters of so many seconds, at ten frames a second."""
    edges = list(itertools.accumulate(lengths, initial=0))
    return tuple(
        Chapter(f"Part {number}", 10 * start, 10 * end)
        for number, (start, end) in enumerate(itertools.pairwise(edges), 1)
    )


def test_chapters_follow_youtubes_rules() -> None:
    assert timed(spans(12, 10, 65), 10) == ((0, "Part 1"), (12, "Part 2"), (22, "Part 3"))
    assert timed(spans(12, 9, 20, 30), 10) == (
        (0, "Part 1"),
        (12, "Part 2; Part 3"),
        (41, "Part 4"),
    )
    assert timed(spans(12, 40), 10) == ()


@given(st.lists(st.integers(1, 40), min_size=1, max_size=9))
def test_every_listed_chapter_lasts_ten_seconds(lengths: list[int]) -> None:
    chapters = spans(*lengths)
    found = timed(chapters, 10)
    if not found:
        return
    starts = [start for start, _ in found]
    assert starts[0] == 0
    assert len(starts) >= 3
    edges = [*starts, sum(lengths)]
    assert all(after - before >= 10 for before, after in itertools.pairwise(edges))
    told = "; ".join(title for _, title in found)
    assert told == "; ".join(chapter.title for chapter in chapters)


def test_the_description_lists_times_then_words() -> None:
    chapters = spans(12, 10, 3700, 20)
    captions = {"Part 1": "x[1,1] < y", "Part 2": "z" * 5000}
    text = write_description("All <of> it", chapters, 10, captions)
    times = "00:00 Part 1\n00:12 Part 2\n00:22 Part 3\n1:02:02 Part 4\n"
    assert text.startswith(f"All ‹of› it\n\n{times}\nPart 1\nx[1,1] ‹ y")
    assert len(text) <= 5000
    assert "zzz" not in text
    assert "00:" not in write_description("Short", spans(5, 5), 10, {})
    assert clock(3599) == "59:59"
