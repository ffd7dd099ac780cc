"""The page in a real browser: read, played, copied from, switched and walked through by keys."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from corrconv.theme.loader import shipped
from tests.products.site.browser.conftest import PROFILE, Open, render

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")
PATCHES = "#post-draft-patches"


def index(media: Path) -> Path:
    return media / "index.html"


def unfold(page: Page) -> Page:
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    return page


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing(media: Path, show: Open, scheme: str, width: int) -> None:
    page = show(index(media), color_scheme=scheme, viewport={"width": width, "height": 800})
    assert violations(page) == []
    assert violations(unfold(page)) == []


def test_axe_finds_what_is_wrong(media: Path, show: Open) -> None:
    page = unfold(show(index(media)))
    page.evaluate("document.querySelector('img').removeAttribute('alt')")
    page.evaluate("document.querySelector('summary').style.color = '#ccc'")
    found = {each.partition(":")[0] for each in violations(page)}
    assert {"image-alt", "color-contrast"} <= found


def test_nothing_is_fetched_and_nothing_fails(media: Path, show: Open) -> None:
    asked: list[str] = []
    page = show(index(media), offline=True)
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(f"error: {error}"))
    page.on("console", lambda message: asked.append(f"error: {message.text}"))
    page.reload()
    unfold(page)
    page.wait_for_load_state("networkidle")
    assert asked
    assert [each for each in asked if not each.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_every_width(media: Path, show: Open, width: int) -> None:
    page = unfold(show(index(media), viewport={"width": width, "height": 800}))
    assert page.evaluate("document.documentElement.scrollWidth") == width
    images = page.locator("img").all()
    assert images
    for image in images:
        image.scroll_into_view_if_needed()
        wide = image.evaluate("(each) => each.getBoundingClientRect().width")
        assert 0 < wide <= int(image.get_attribute("width") or 0)
        assert image.evaluate("(each) => each.decode().then(() => each.naturalWidth)") >= wide


def playing(page: Page) -> None:
    """The visible video, played by the space bar as a reader would."""
    video = page.locator(f"{PATCHES} video:visible")
    assert video.evaluate("(each) => each.paused && !each.autoplay")
    video.focus()
    page.keyboard.press("Space")
    page.wait_for_function(
        f"[...document.querySelectorAll('{PATCHES} video')].some((each) => each.currentTime > 0.5)"
    )


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_video_plays_with_its_captions(media: Path, show: Open, scheme: str) -> None:
    page = show(index(media), color_scheme=scheme)
    playing(page)
    video = page.locator(f"{PATCHES} video:visible")
    found = video.evaluate(
        "(each) => ({ source: each.currentSrc, width: each.videoWidth, controls: each.controls,"
        " mode: each.textTracks[0].mode, cues: each.textTracks[0].cues.length,"
        " error: each.error, poster: each.poster })"
    )
    assert found["source"].endswith(f"/{scheme}/patches.mp4")
    assert found["poster"].endswith(f"/{scheme}/patches.poster.png")
    assert (found["width"], found["controls"], found["error"]) == (854, True, None)
    cues = (media / f"post/{PROFILE}/{scheme}/patches.vtt").read_text(encoding="utf-8")
    assert (found["mode"], found["cues"]) == ("showing", cues.count("-->"))


@pytest.mark.parametrize("ending", ["mp4", "webm"])
def test_every_format_plays(media: Path, show: Open, ending: str) -> None:
    page = show(index(media))
    path = (media / f"post/{PROFILE}/light/patches.{ending}").as_uri()
    page.evaluate(
        "(path) => { const video = document.createElement('video'); video.muted = true;"
        " video.id = 'own'; video.src = path; document.body.append(video); video.play() }",
        path,
    )
    page.wait_for_function("document.getElementById('own').currentTime > 0.3")


@pytest.mark.parametrize("with_clipboard", [True, False])
def test_a_snippet_is_copied(media: Path, show: Open, with_clipboard: bool) -> None:
    page = show(index(media), permissions=["clipboard-read", "clipboard-write"])
    if not with_clipboard:
        page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(Error('no')))")
    page.locator("#post-draft-kernel summary", has_text="Copy into a page").click()
    button = page.get_by_role("button", name="Copy HTML of F4")
    button.click()
    page.wait_for_function("document.getElementById('said').textContent === 'Copied'")
    assert button.inner_text() == "Copied"
    copied = page.evaluate("navigator.clipboard.readText()")
    printed = render("embed", "F4", "-q", "l", "--media_dir", str(media))
    assert copied.strip() == printed.strip()
    page.wait_for_function("document.getElementById('said').textContent === ''")
    assert button.inner_text() == "Copy"


def rgb(colour: str) -> str:
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgb({', '.join(map(str, parts))})"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_switch_turns_everything(media: Path, show: Open, scheme: str) -> None:
    page = show(index(media), color_scheme=scheme)
    other = SCHEMES[scheme == "light"]
    button = page.get_by_role("button", name="Dark colours")

    def looks(wanted: str) -> None:
        expect(page.locator("body")).to_have_css("background-color", rgb(shipped(wanted).paper))
        expect(button).to_have_attribute("aria-pressed", str(wanted == "dark").lower())
        image = page.locator(f"{PATCHES} img")
        image.scroll_into_view_if_needed()
        page.wait_for_function(
            "([place, part]) => document.querySelector(place).currentSrc.includes(part)",
            arg=[f"{PATCHES} img", f"/{wanted}/"],
        )
        expect(page.locator(f"{PATCHES} video:visible")).to_have_class(re.compile(f"{wanted}$"))

    looks(scheme)
    button.click()
    looks(other)
    button.click()
    looks(scheme)
    page.emulate_media(color_scheme=other)  # it follows the system again
    looks(other)


FOCUS = """() => {
  const each = document.activeElement, style = getComputedStyle(each);
  const box = each.getBoundingClientRect();
  return { tag: each.tagName.toLowerCase(), text: (each.innerText || "").trim(), id: each.id,
    outline: style.outlineStyle, thick: parseFloat(style.outlineWidth),
    seen: box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0 }
}"""


def test_tab_reaches_everything_in_order(media: Path, show: Open) -> None:
    page = show(index(media))
    wanted = page.evaluate(
        "[...document.querySelectorAll('a, button, summary, video')].filter((each) =>"
        " each.checkVisibility()).map((each) => each.tagName.toLowerCase())"
    )
    met = []
    for _ in range(200):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at["tag"] == "body":
            break
        assert at["seen"], at
        assert at["tag"] == "video" or (at["outline"] != "none" and at["thick"] >= 2), at
        met.append(at["tag"])
    assert _once(met) == wanted


def _once(tags: list[str]) -> list[str]:
    """Without the buttons inside of a video, which has the focus all along."""
    return [tag for place, tag in enumerate(tags) if tag != "video" or tags[place - 1] != "video"]


def test_the_first_key_skips_to_the_figures(media: Path, show: Open) -> None:
    page = show(index(media))
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["text"] == "Skip to the figures"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'figures'")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["text"].endswith("The kernel h")


def test_nothing_moves_by_itself(media: Path, show: Open) -> None:
    page = unfold(show(index(media), reduced_motion="reduce"))
    sources = page.evaluate("[...document.images].map((each) => each.currentSrc || each.src)")
    assert sources
    assert not any(source.endswith(".gif") for source in sources)
    page.wait_for_load_state("networkidle")
    before, _ = page.screenshot(), page.wait_for_timeout(400)
    assert Image.open(io.BytesIO(before)).tobytes() == (
        Image.open(io.BytesIO(page.screenshot())).tobytes()
    )
    assert page.evaluate("[...document.querySelectorAll('video')].every((each) => each.paused)")
