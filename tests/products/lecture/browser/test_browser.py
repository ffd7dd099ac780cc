"""The lecture plays in a browser, from start to end, with its captions and chapters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from corrconv.formats.subtitles import read_vtt

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PLAYED = """async () => {
  const video = document.querySelector("video"), said = document.querySelector("#said");
  const words = new Set();
  new MutationObserver(() => words.add(said.textContent)).observe(said, {childList: true});
  video.playbackRate = 8;
  const end = new Promise(done => {
    for (const event of ["ended", "error", "stalled"])
      video.addEventListener(event, () => done(event));
  });
  await video.play();
  const how = await end;
  return {how, time: video.currentTime, duration: video.duration, words: [...words]};
}"""


def opened(browser: Browser, folder: Path) -> tuple[Page, list[str]]:
    """The player's page, ready to play, and what it complains of."""
    page, complaints = browser.new_page(viewport={"width": 1280, "height": 800}), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((folder / "lecture.html").as_uri())
    page.wait_for_function("document.querySelector('video').readyState >= 2")
    return page, complaints


@pytest.fixture
def page(browser: Browser, lecture: Path) -> Iterator[Page]:
    shown, complaints = opened(browser, lecture)
    yield shown
    shown.close()
    assert complaints == []


def index(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "lecture.json").read_text(encoding="utf-8"))
    return found


def test_it_plays_from_start_to_end(page: Page, lecture: Path) -> None:
    played = page.evaluate(PLAYED)
    assert played["how"] == "ended"
    assert played["duration"] == pytest.approx(index(lecture)["seconds"], abs=0.05)
    assert played["time"] == pytest.approx(played["duration"], abs=0.05)
    cues = {cue.text for cue in read_vtt((lecture / "lecture.vtt").read_text(encoding="utf-8"))}
    said = {words for words in played["words"] if words}
    assert said <= cues
    assert len(said) > len(cues) / 3  # a loaded machine may skip some at eight times the rate


def test_a_lecture_that_ends_early_is_noticed(
    browser: Browser, lecture: Path, tmp_path: Path
) -> None:
    for name in ("lecture.html", "lecture.mp4"):
        content = (lecture / name).read_bytes()
        (tmp_path / name).write_bytes(content if name.endswith("html") else content[:-400_000])
    shown, _ = opened(browser, tmp_path)
    played = shown.evaluate(PLAYED)
    shown.close()
    assert played["how"] != "ended" or played["time"] < index(lecture)["seconds"] - 1


def test_its_tracks_hold_every_caption_and_chapter(page: Page, lecture: Path) -> None:
    tracks = page.evaluate("""() => {
      const tracks = [...document.querySelector("video").textTracks];
      for (const track of tracks) track.mode = "hidden";
      return new Promise(done => setTimeout(() => done(tracks.map(
        track => [track.kind, [...track.cues].map(cue => [cue.startTime, cue.endTime])])), 300));
    }""")
    for kind, name in (("captions", "lecture.vtt"), ("chapters", "lecture.chapters.vtt")):
        cues = read_vtt((lecture / name).read_text(encoding="utf-8"))
        assert [kind, [[cue.start, cue.end] for cue in cues]] in tracks
    assert len(tracks) == 2


def test_a_click_on_a_chapter_goes_there(page: Page, lecture: Path) -> None:
    chapters = index(lecture)["chapters"]
    buttons = page.locator("nav button")
    assert buttons.count() == len(chapters) == 3
    for place in (2, 0, 1):
        buttons.nth(place).click()
        page.wait_for_function("!document.querySelector('video').seeking")
        start = chapters[place]["start"] / index(lecture)["fps"]
        now = page.evaluate("document.querySelector('video').currentTime")
        assert start <= now < start + 1 / index(lecture)["fps"]
        page.wait_for_selector(f"nav li:nth-child({place + 1}) button[aria-current=true]")
        assert page.locator("[aria-current]").count() == 1


def test_keys_go_from_step_to_step(page: Page, lecture: Path) -> None:
    steps = index(lecture)["steps"]
    for key, number in ((".", 1), (".", 2), (".", 3), (",", 2)):
        page.keyboard.press(key)
        page.wait_for_function("!document.querySelector('video').seeking")
        page.wait_for_function(
            "text => document.querySelector('#said').textContent === text",
            arg=steps[number]["text"],
        )
        now = page.evaluate("document.querySelector('video').currentTime")
        assert now == pytest.approx(steps[number]["start"] / index(lecture)["fps"], abs=0.01)
