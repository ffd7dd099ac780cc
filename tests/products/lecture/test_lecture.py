"""`lecture`: what it makes, what it makes again, and what it leaves alone."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import av
import numpy as np
import pytest
import srt

from corrconv.formats.subtitles import read_vtt
from corrconv.pipeline.cache import versions
from corrconv.pipeline.plan.plan import Plan
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.store.store import Store
from corrconv.products.lecture import production
from corrconv.products.lecture.lecture import find_lecture
from corrconv.theme.loader import shipped
from tests.products.lecture.toy_lecture import Course, project

pytestmark = pytest.mark.slow

PARTS = ["opening", "first-card", "first", "second", "third-card", "third"]
LENGTHS = [1, 1, 2, 2, 1, 2]
TITLES = ["Toy first", "Toy second", "Toy third"]
STARTS = [0, 4, 6]


def pictures(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


def same(first: list[np.ndarray], second: list[np.ndarray]) -> bool:
    return len(first) == len(second) and all(
        np.array_equal(one, other) for one, other in zip(first, second, strict=True)
    )


def index(course: Course) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(
        (course.folder / "lecture.json").read_text(encoding="utf-8")
    )
    return found


def test_it_holds_the_frames_of_its_parts_and_nothing_else(kept: Course) -> None:
    parts = [picture for name in PARTS for picture in pictures(kept.folder / f"{name}.mp4")]
    joined = pictures(kept.folder / "lecture.mp4")
    assert len(joined) == 15 * sum(LENGTHS)
    assert same(joined, parts)
    assert not same(joined, parts[1:] + parts[:1])


def test_its_clips_are_its_steps(kept: Course) -> None:
    steps = index(kept)["steps"]
    assert len(steps) == sum(LENGTHS)
    clips = [each for step in steps for each in pictures(kept.folder / str(step["clip"]))]
    assert same(clips, pictures(kept.folder / "lecture.mp4"))
    slides = json.loads((kept.folder / "lecture.slides/lecture.json").read_text())
    assert [slide["file"] for slide in slides["slides"]] == [step["clip"] for step in steps]
    assert slides["slides"][3]["notes"] == "first <two>"
    assert slides["resolution"] == [854, 480]


def test_its_chapters_stand_in_the_video(kept: Course) -> None:
    with av.open(str(kept.folder / "lecture.mp4")) as container:
        found = [
            (mark["metadata"]["title"], mark["start"] * mark["time_base"])
            for mark in container.chapters()
        ]
        assert container.metadata["title"] == "Convolution and cross-correlation"
    assert found == list(zip(TITLES, STARTS, strict=True))
    marks = read_vtt((kept.folder / "lecture.chapters.vtt").read_text(encoding="utf-8"))
    assert [(mark.text, mark.start) for mark in marks] == found
    assert marks[-1].end == sum(LENGTHS)


def test_its_captions_follow_each_other(kept: Course) -> None:
    cues = read_vtt((kept.folder / "lecture.vtt").read_text(encoding="utf-8"))
    assert [cue.start for cue in cues] == list(range(sum(LENGTHS)))
    assert all(one.end == other.start for one, other in itertools.pairwise(cues))
    assert [cue.text for cue in cues][2:4] == ["first & one", "first <two>"]
    subtitles = list(srt.parse((kept.folder / "lecture.srt").read_text(encoding="utf-8")))
    assert [(each.start.total_seconds(), each.content) for each in subtitles] == [
        (cue.start, cue.text) for cue in cues
    ]


def test_verify_reads_all_of_it(kept: Course) -> None:
    done = kept.call("verify")
    assert done.returncode == 0, done.stdout
    manifest = json.loads((kept.media / "manifest.json").read_text())
    listed = {each["path"] for each in manifest["artifacts"] if each["figure"] == "lecture"}
    found = {path for path in kept.published() if Path(path).name.startswith("lecture.")}
    clips = {path for path in kept.published() if ".slides/" in path}
    assert listed == found | clips
    assert len(clips) == sum(LENGTHS) + 1


def test_the_page_of_all_figures_links_to_the_player(kept: Course) -> None:
    page = (kept.media / "index.html").read_text(encoding="utf-8")
    assert page.count('href="post/draft/light/lecture.html"') == 1
    assert "first-card" not in page


def test_a_lecture_with_nothing_to_do_does_nothing(course: Course) -> None:
    before = {path: (course.media / path).stat().st_ino for path in course.published()}
    done = course.call("lecture")
    assert done.returncode == 0
    assert "current post/draft/light/lecture" in done.stdout
    assert before == {path: (course.media / path).stat().st_ino for path in course.published()}
    assert "post/draft/light/lecture: current" in course.call("lecture", "--explain").stdout


def test_a_changed_scene_is_rendered_alone(course: Course) -> None:
    before = course.published()
    course.show("second", "other words", "second <two>", shift=40)
    explained = course.call("lecture", "--explain").stdout
    assert "would be joined: its parts change" in explained
    assert explained.count("would be made") == 1
    done = course.call("lecture")
    assert done.returncode == 0
    assert "1 made, 5 current" in done.stdout
    assert "second.mp4 changed" in done.stdout
    after = course.published()
    for name in set(PARTS) - {"second"}:
        assert after[f"post/draft/light/{name}.mp4"] == before[f"post/draft/light/{name}.mp4"]
    for name in ("mp4", "vtt", "srt", "html"):
        path = f"post/draft/light/lecture.{name}"
        assert after[path] != before[path]
    assert course.call("verify").returncode == 0


def test_a_lecture_by_another_version_of_a_library_is_stale(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = {**versions._installed(), "jinja2": "2.99"}
    monkeypatch.setattr(versions, "_installed", lambda: installed)
    seen = course.call("verify")
    assert seen.returncode == 1
    assert "lecture post/draft/light/lecture: is stale: jinja2 " in seen.stdout
    assert "→ 2.99" in seen.stdout
    assert "joined post/draft/light/lecture.mp4" in course.call("lecture").stdout
    assert course.call("verify").returncode == 0


def test_a_part_built_without_its_lecture_makes_it_stale(course: Course) -> None:
    course.show("second", "other words")
    assert course.call("build", "second", "--theme", "light", "--format", "mp4").returncode == 0
    done = course.call("verify")
    assert done.returncode == 1
    assert "lecture post/draft/light/lecture: is stale" in done.stdout
    assert "second.mp4 changed" in done.stdout


def test_steps_that_are_no_more_go(course: Course) -> None:
    course.show("third", "all at once")
    assert course.call("lecture").returncode == 0
    clips = sorted(path.name for path in (course.folder / "lecture.slides").glob("*.mp4"))
    assert len(clips) == sum(LENGTHS) - 1
    assert course.call("verify").returncode == 0


@pytest.mark.parametrize("path", ["lecture.mp4", "lecture.slides/003-first-1.mp4", "lecture.srt"])
def test_what_is_damaged_is_joined_again(course: Course, path: str) -> None:
    whole = (course.folder / path).read_bytes()
    (course.folder / path).write_bytes(whole[:100])
    done = course.call("lecture")
    assert "6 current" in done.stdout
    assert f"{path} has 100 bytes" in done.stdout
    assert (course.folder / path).read_bytes() == whole


BAD = {
    "a scene that raises": ("raise ValueError('no')", "is not joined"),
    "words that nobody can read": (None, "characters a second, 20 at most"),
}


@pytest.mark.parametrize("what", BAD)
def test_where_a_part_fails_the_lecture_stays(course: Course, what: str) -> None:
    line, said = BAD[what]
    before = (course.folder / "lecture.mp4").read_bytes()
    if line:
        course.lines("second", line)
    else:
        course.show("second", "far too many words for one second")
    done = course.call("lecture")
    assert done.returncode == 1
    assert said in done.stdout
    assert "the older version stays" in done.stdout
    assert (course.folder / "lecture.mp4").read_bytes() == before
    assert course.staged() == []


def test_an_interrupted_lecture_leaves_the_older_one(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = course.published()

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(production, "_stop_if_asked", interrupted)
    course.show("second", "other words")
    done = course.call("lecture")
    assert done.returncode == 130
    assert "interrupted post/draft/light/lecture" in done.stdout
    after = course.published()
    kept = {path for path in before if "/lecture." in path}
    assert {path: after[path] for path in kept} == {path: before[path] for path in kept}
    assert course.staged() == []


def test_a_part_that_changes_while_it_is_joined_is_seen(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = (course.folder / "second.mp4").read_bytes()

    def meddle(_: object) -> None:
        (course.folder / "first.mp4").write_bytes(other)

    monkeypatch.setattr(production, "_stop_if_asked", meddle)
    (course.folder / "lecture.srt").unlink()
    done = course.call("lecture")
    assert done.returncode == 1
    assert "it changed while it was joined" in done.stdout


WRONG = {
    "a figure's name": (["--name", "first"], "a figure is called so"),
    "a path": (["--name", "../x"], "wanted letters, digits"),
    "a still": (["still-life"], "without animation"),
    "no pace": (["--pace", "9"], "pace 9: wanted 0.25 to 4"),
    "not a pace": (["--pace", "nan"], "pace nan"),
    "no theme": (["--theme", "blue"], "unknown theme"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_is_refused(kept: Course, what: str) -> None:
    arguments, said = WRONG[what]
    done = kept.call("lecture", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_another_name_and_other_figures_are_another_lecture(course: Course) -> None:
    before = (course.folder / "lecture.mp4").read_bytes()
    done = course.call("lecture", "third", "first", "--name", "short")
    assert done.returncode == 0
    assert (course.folder / "lecture.mp4").read_bytes() == before
    body = json.loads((course.folder / "short.json").read_text(encoding="utf-8"))
    assert [each["title"] for each in body["chapters"]] == ["Toy first", "Toy third"]
    assert course.call("verify").returncode == 0


def test_a_pace_has_a_folder_of_its_own(kept: Course) -> None:
    request = BuildRequest(media=kept.media, profile="lecture", pace=0.5, formats=("mp4",))
    wanted = find_lecture(Plan.of(project(kept.root), request), "lecture")
    assert wanted.place(shipped("light"), "first") == "post/lecture-pace-0.5/light/first"
    assert wanted.plan.profile.pace == 0.5
    assert [show.figure.name for show in wanted.parts] == PARTS


def test_a_card_is_no_orphan(course: Course) -> None:
    assert course.call("build", "--prune", "--theme", "light").returncode == 0
    assert (course.folder / "first-card.mp4").exists()
    assert (course.folder / "lecture.mp4").exists()
    assert Store(course.media).record_or_none("post/draft/light/lecture") is not None
