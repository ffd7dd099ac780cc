"""What a cell shows, from files that are there."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from corrconv.products.notebook.cell import CellOutput

HOSTILE = 'a "quoted" <b>word</b> & more'


@pytest.fixture
def still(tmp_path: Path) -> CellOutput:
    path = tmp_path / "figure.png"
    path.write_bytes(b"PNG bytes")
    return CellOutput(path, "Title", HOSTILE, HOSTILE + "!", 360)


@pytest.fixture
def player(tmp_path: Path) -> CellOutput:
    for name in ("figure.mp4", "figure.png", "figure.vtt"):
        (tmp_path / name).write_bytes(name.encode())
    path = tmp_path / "figure.mp4"
    return CellOutput(
        path, "Title", "Words", HOSTILE, 720, path.with_suffix(".png"), path.with_suffix(".vtt")
    )


def parsed(html: str) -> ElementTree.Element:
    """The HTML as XML: attributes without a value get one, empty elements an end."""
    closed = re.sub(r"<((?:img|source|track)\b[^>]*)>", r"<\1/>", html)
    return ElementTree.fromstring(re.sub(r" (controls|playsinline)\b(?!=)", r' \1=""', closed))


def embedded(uri: str) -> tuple[str, bytes]:
    kind, _, content = uri.removeprefix("data:").partition(";base64,")
    return kind, base64.b64decode(content, validate=True)


def test_a_still_is_embedded_with_its_words(still: CellOutput) -> None:
    figure = parsed(still._repr_html_())
    image, caption = figure
    assert embedded(image.attrib["src"]) == ("image/png", b"PNG bytes")
    assert (image.attrib["alt"], caption.text) == (HOSTILE + "!", HOSTILE)
    assert image.attrib["width"] == "360"


def test_an_animation_is_embedded_with_poster_and_captions(player: CellOutput) -> None:
    video = parsed(player._repr_html_())[0]
    source, track = video
    assert embedded(source.attrib["src"]) == ("video/mp4", b"figure.mp4")
    assert embedded(video.attrib["poster"]) == ("image/png", b"figure.png")
    assert embedded(track.attrib["src"]) == ("text/vtt", b"figure.vtt")
    assert {"controls", "playsinline"} <= set(video.attrib)
    assert (track.attrib["kind"], track.attrib["srclang"]) == ("captions", "en")
    assert video.attrib["aria-label"] == HOSTILE


def test_words_that_were_not_escaped_would_be_noticed(still: CellOutput) -> None:
    bare = still._repr_html_().replace("&lt;", "<").replace("&gt;", ">")
    with pytest.raises(ElementTree.ParseError):
        parsed(bare)


def test_a_front_end_without_html_gets_the_picture(still: CellOutput, player: CellOutput) -> None:
    for shown, content in ((still, b"PNG bytes"), (player, b"figure.png")):
        bundle = shown._repr_mimebundle_()
        assert set(bundle) == {"text/plain", "text/html", "image/png"}
        assert base64.b64decode(bundle["image/png"]) == content
        assert bundle["text/plain"] == repr(shown)
        assert len(repr(shown)) < 300


def test_what_is_shown_outlives_the_cache(still: CellOutput) -> None:
    before = still._repr_html_()
    still.path.unlink()
    assert still._repr_html_() == before
