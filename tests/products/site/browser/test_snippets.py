"""A page as a reader would write it, and SVG files in a browser."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.products.site.browser.conftest import PROFILE, Open, render

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SNIPPETS = (("F4",), ("F11",), ("F11", "--as", "picture"), ("F11", "--as", "mathml"))

POST = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>My post</title>
<style>:root {{ color-scheme: light dark }} figure {{ margin: 2rem 0 }}
body {{ max-width: 45rem; margin: auto; padding: 1rem; font: 1.05rem/1.6 serif }}</style></head>
<body><h1>My post</h1>{}</body></html>
"""
MOST = 2.0
"""Mean difference between an SVG in the browser and its PNG, of 255."""


@pytest.fixture(scope="module")
def post(media: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = f"{media.as_uri()}/"
    options = ("-q", "l", "--base", base, "--media_dir", str(media))
    body = "<p>Some words.</p>".join(render("embed", *each, *options) for each in SNIPPETS)
    path = tmp_path_factory.mktemp("post") / "post.html"
    path.write_text(POST.format(body), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_a_readers_page_fits(post: Path, show: Open, width: int, scheme: str) -> None:
    page = show(post, color_scheme=scheme, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator("math").count() == 2
    images = page.locator("img").all()
    assert images
    for image in images:
        image.scroll_into_view_if_needed()
        assert image.evaluate("(each) => each.decode().then(() => each.naturalWidth)") > 0
        assert f"/{scheme}/" in image.evaluate("(each) => each.currentSrc")
    videos = page.locator("video:visible")
    assert videos.count() == 1
    assert f"/{scheme}/" in (videos.get_attribute("poster") or "")


def test_a_dense_screen_gets_the_large_still(post: Path, show: Open) -> None:
    for density, ending in ((1, "kernel.png"), (2, "kernel@2x.png")):
        page = show(post, device_scale_factor=density)
        source = page.locator("img").first.evaluate("(each) => each.currentSrc")
        assert source.endswith(f"/{ending}")


def pixels(page: Page) -> np.ndarray:
    return np.array(Image.open(io.BytesIO(page.screenshot())).convert("RGB")).astype(int)


def drawn(media: Path, show: Open, name: str, theme: str) -> tuple[np.ndarray, np.ndarray]:
    """The SVG as the browser draws it, and the PNG."""
    folder = media / "post" / PROFILE / theme
    still = np.array(Image.open(folder / f"{name}.png").convert("RGB")).astype(int)
    height, width = still.shape[:2]
    page = show(folder / f"{name}.svg", viewport={"width": width, "height": height})
    return pixels(page), still


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["kernel", "patches"])
def test_an_svg_looks_like_its_png(media: Path, show: Open, name: str, theme: str) -> None:
    shown, still = drawn(media, show, name, theme)
    assert np.abs(shown - still).mean() <= MOST
    assert np.abs(np.roll(shown, 3, axis=1) - still).mean() > MOST


STYLE = '[data-role="kernel"][data-index="1,-1"] > path { fill: rgb(0, 0, 255) }'


def test_a_reader_restyles_one_cell(media: Path, show: Open, tmp_path: Path) -> None:
    folder = media / "post" / PROFILE / "light"
    facts = json.loads((folder / "kernel.facts.json").read_text(encoding="utf-8"))
    own = tmp_path / "own.html"
    own.write_text(
        f"<!doctype html><style>body {{ margin: 0 }} {STYLE}</style>"
        + (folder / "kernel.svg").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    width, height = facts["size"]
    shown = pixels(show(own, viewport={"width": width, "height": height}))
    changed = {
        tuple(each["index"])
        for each in facts["drawn"]
        if each["role"] == "kernel" and (inside(shown, each["bbox"]) == (0, 0, 255)).all()
    }
    assert changed == {(1, -1)}


def inside(shown: np.ndarray, bbox: list[float]) -> np.ndarray:
    """The colour beside the upper left corner of a cell."""
    left, top = round(bbox[0]) + 4, round(bbox[1]) + 4
    return shown[top, left]
