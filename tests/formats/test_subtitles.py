"""Captions as WebVTT."""

from __future__ import annotations

import pytest

from corrconv.formats.subtitles import vtt
from corrconv.rendering.result import Caption


def test_captions_are_escaped_and_timed() -> None:
    text = vtt([Caption(0, 1.5, "a < b --> c & d"), Caption(3599.9996, 3661.25, "two\n\nlines")])
    assert text == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:00:01.500\na &lt; b --&gt; c &amp; d\n\n"
        "01:00:00.000 --> 01:01:01.250\ntwo lines\n"
    )


@pytest.mark.parametrize("cue", [Caption(1, 1, "x"), Caption(2, 1, "x"), Caption(-1, 1, "x")])
def test_a_caption_that_ends_before_it_begins_is_refused(cue: Caption) -> None:
    with pytest.raises(ValueError, match="caption 'x'"):
        vtt([cue])
