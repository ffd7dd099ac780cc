"""The report in a browser: a reviewer reads it, swipes with the keyboard, and nothing is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

import render
from tests.diff.sides import INK, Side, animation, cell, edited, still

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
STAGE = "#post-draft-one-light"
STYLE = "(stage, [what, name]) => getComputedStyle(stage.querySelector(what))[name]"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report about one changed figure, a new one and one that cannot be read."""
    home = tmp_path_factory.mktemp("report")
    facts = edited(lambda body: cell(body, 2, 0).update(text="x"))
    pixels = still()
    pixels[30:40, 125:140] = INK
    themes = ("light", "dark")
    base = Side(frames=animation(), themes=themes).write(home / "base")
    head = Side(
        facts=facts, still=pixels, frames=animation(25), themes=themes, caption="Other words."
    )
    head.write(home / "head")
    path = home / "report.html"
    assert render.main(["diff", str(base), str(home / "head"), "--report", str(path)]) == 1
    return path


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, report: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    shown = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=request.param)
    complaints: list[str] = []
    asked: list[str] = []
    shown.on("console", lambda message: complaints.append(message.text))
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    shown.on("request", lambda each: asked.append(each.url))
    shown.goto(report.as_uri())
    yield shown
    shown.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(("data:", report.as_uri()))] == []


def test_a_reviewer_can_tell_what_changed(page: Page) -> None:
    words = page.inner_text("main")
    for sentence in (
        "cell [2,0] of elements: c → x",
        "length of the animation: 2 s → 2.5 s",
        "caption changed",
        "The first frame that differs is at 2.00 s",
    ):
        assert sentence in words
    assert page.locator("del").first.inner_text() == "What it shows."
    assert page.locator("article > section img").count() > 2
    broken = "images => images.filter(each => each.naturalWidth < 2).length"
    assert page.eval_on_selector_all("article > section img", broken) == 0


def test_the_views_follow_the_keyboard(page: Page) -> None:
    stage = page.locator(STAGE)
    page.locator("input[value=side]").first.focus()
    assert stage.get_attribute("data-mode") == "side"
    page.keyboard.press("ArrowRight")
    assert stage.get_attribute("data-mode") == "swipe"
    assert stage.evaluate(STYLE, [".a img", "clipPath"]) == "inset(0px 0px 0px 50%)"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert stage.evaluate(STYLE, [".a img", "clipPath"]) == "inset(0px 0px 0px 51%)"
    page.locator("input[value=onion]").first.check()
    assert float(stage.evaluate(STYLE, [".a img", "opacity"])) == pytest.approx(0.51)
    page.locator("input[value=difference]").first.check()
    assert stage.evaluate(STYLE, [".a", "display"]) == "none"
    assert stage.evaluate(STYLE, [".d", "display"]) == "block"


def test_axe_finds_nothing(page: Page) -> None:
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    options = {"runOnly": {"type": "tag", "values": list(LEVELS)}}
    found: dict[str, Any] = Axe().run(page, options=options).response
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert len(found["passes"]) > 10


def test_it_fits_a_telephone(browser: Browser, report: Path) -> None:
    shown = browser.new_page(viewport={"width": 360, "height": 800})
    shown.goto(report.as_uri())
    wide = "document.documentElement.scrollWidth"
    assert shown.evaluate(wide) <= 360
    shown.close()
