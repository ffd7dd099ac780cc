"""`verify` and a lecture: every disagreement between its files is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corrconv.pipeline.store.manifest import read_manifest
from corrconv.pipeline.store.store import Store
from corrconv.products.lecture.check import CHECKS
from tests.products.lecture.toy_lecture import Course


def problems(course: Course, name: str) -> list[str]:
    """What the check of this file finds, whatever its digest is."""
    path = f"post/draft/light/{name}"
    entries = read_manifest(Store(course.media).manifest).entries
    entry = next(each for each in entries if each.path == path)
    return list(CHECKS[entry.kind](course.media, entry))


def replaced(before: str, after: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")

    return change


def starting(frame: int, before: str, other: int) -> Callable[[Path], None]:
    """Has what starts at `frame`, and has a field called `before`, start elsewhere."""
    text = '"start": {},\n   "{}"'
    return replaced(text.format(frame, before), text.format(other, before))


CLIP = "lecture.slides/003-first-1.mp4"
FIRST = '"start": 30,\n   "frames": 15'

WRONG: dict[str, tuple[str, str, Callable[[Path], None], str]] = {
    "a chapter's title": (
        *("lecture.mp4", "lecture.json", replaced('"title": "Toy second"', '"title": "Other"')),
        "its chapters are not those of the index",
    ),
    "a chapter's time": (
        *("lecture.mp4", "lecture.json", starting(60, "end", 61)),
        "chapter 'Toy second' begins at 4.000 s, wanted 4.067 s",
    ),
    "the length": (
        *("lecture.mp4", "lecture.json", replaced('"frames": 135', '"frames": 136')),
        "has 135 frames, its parts 136",
    ),
    "captions that overlap": (
        *("lecture.vtt", "lecture.vtt", replaced("--> 00:00:01.000", "--> 00:00:01.500")),
        "before the last has ended",
    ),
    "a caption's time": (
        *("lecture.vtt", "lecture.vtt", replaced("00:00:08.000 --> ", "00:00:08.100 --> ")),
        "begins at 8.100 s, wanted 8.000 s",
    ),
    "a caption's words": (
        *("lecture.vtt", "lecture.vtt", replaced("first &amp; one", "first & two")),
        "its captions are not those of the index",
    ),
    "a caption after the end": (
        *("lecture.vtt", "lecture.vtt", replaced("--> 00:00:09.000", "--> 00:00:09.500")),
        "goes on after the lecture's end at 9.0 s",
    ),
    "other words in SRT": (
        *("lecture.srt", "lecture.srt", replaced("first & one", "first & two")),
        "says something else",
    ),
    "a chapter's mark": (
        *("lecture.chapters.vtt", "lecture.chapters.vtt", replaced("Toy third", "Toy fourth")),
        "its chapters are not those of the index",
    ),
    "angle brackets": (
        *("lecture.description.txt", "lecture.description.txt", replaced("Toy", "<Toy>")),
        "has angle brackets",
    ),
    "steps that leave a gap": (
        *("lecture.json", "lecture.json", starting(60, "frames", 61)),
        "steps: one ends at frame 60, the next begins at 61",
    ),
    "another schema": (
        *("lecture.json", "lecture.json", replaced('"schema": 1', '"schema": 2')),
        "index.schema: invalid enum value 2",
    ),
    "a missing clip": (
        *("lecture.json", CLIP, Path.unlink),
        f"its clip {CLIP} is missing",
    ),
    "a slide too few": (
        *("lecture.slides/lecture.json", "lecture.json", replaced(CLIP, "lecture.slides/x.mp4")),
        "its slides are not the steps",
    ),
    "a slide without its clip": (
        *("lecture.slides/lecture.json", CLIP, Path.unlink),
        f"its clip {CLIP} is missing",
    ),
    "a clip of another length": (
        *(CLIP, "lecture.json", replaced(FIRST, FIRST.replace("15", "16"))),
        "has 15 frames, its step 16",
    ),
    "another page": (
        *("lecture.html", "lecture.vtt", replaced("opening", "closing")),
        "does not hold what stands in the .vtt file",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_every_disagreement_is_found(course: Course, what: str) -> None:
    checked, changed, change, said = WRONG[what]
    assert problems(course, checked) == []
    change(course.folder / changed)
    try:
        found = problems(course, checked)
    except ValueError as error:  # as verify takes it
        found = [str(error)]
    assert any(said in problem for problem in found), found


def test_times_of_the_description_are_checked(course: Course) -> None:
    """The chapters of the toy are too short to be listed; here they last longer."""
    path = course.folder / "lecture.json"
    body = json.loads(path.read_text(encoding="utf-8"))
    body["fps"] = 1
    path.write_text(json.dumps(body), encoding="utf-8")
    assert "lacks the line '01:00 Toy second'" in problems(course, "lecture.description.txt")


def test_every_kind_is_checked(kept: Course) -> None:
    entries = read_manifest(Store(kept.media).manifest).entries
    kinds = {each.kind for each in entries if each.figure == "lecture"}
    assert kinds == set(CHECKS)
