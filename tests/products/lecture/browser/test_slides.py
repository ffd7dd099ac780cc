"""The slide file becomes HTML, PPTX and PDF with `manim-slides convert`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import av
import numpy as np
import pypdfium2
import pytest
from manim_slides.config import PresentationConfig

pytestmark = pytest.mark.slow


def convert(folder: Path, target: Path) -> Path:
    """`target`, made from the slides in `folder`."""
    program = Path(sys.executable).with_name("manim-slides")
    done = subprocess.run(
        [str(program), "convert", "--folder", str(folder), "lecture", str(target)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.fixture(scope="module")
def clips(lecture: Path) -> list[Path]:
    body = json.loads((lecture / "lecture.json").read_text(encoding="utf-8"))
    return [lecture / step["clip"] for step in body["steps"]]


@pytest.fixture(scope="module")
def slides(lecture: Path) -> Path:
    return lecture / "lecture.slides"


def test_it_is_what_manim_slides_reads(slides: Path, clips: list[Path]) -> None:
    read = PresentationConfig.from_file(slides / "lecture.json")
    assert [slide.file for slide in read.slides] == clips
    assert read.resolution == (854, 480)
    assert not any(slide.loop or slide.auto_next for slide in read.slides)
    assert all(slide.notes for slide in read.slides)


def test_html(slides: Path, clips: list[Path], tmp_path: Path) -> None:
    page = convert(slides, tmp_path / "slides.html").read_text(encoding="utf-8")
    places = [page.find(clip.name) for clip in clips]
    assert -1 not in places
    assert places == sorted(places)
    for clip in clips:
        assert (tmp_path / "slides_assets" / clip.name).read_bytes() == clip.read_bytes()


def test_pptx(slides: Path, clips: list[Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(convert(slides, tmp_path / "slides.pptx")) as deck:
        names = deck.namelist()
        pages = [name for name in names if name.startswith("ppt/slides/slide")]
        films = {deck.read(name) for name in names if name.endswith(".mp4")}
    assert len(pages) == len(clips)
    assert films == {clip.read_bytes() for clip in clips}


def last(clip: Path) -> np.ndarray:
    with av.open(str(clip)) as container:
        *_, frame = container.decode(video=0)
    return frame.to_ndarray(format="rgb24").astype(int)


def test_pdf(slides: Path, clips: list[Path], tmp_path: Path) -> None:
    """A page is the end of its step."""
    document = pypdfium2.PdfDocument(convert(slides, tmp_path / "slides.pdf"))
    assert len(document) == len(clips)
    pages = []
    for page in document:
        scale = 854 / page.get_width()
        pages.append(page.render(scale=scale).to_pil().convert("RGB").resize((854, 480)))
    document.close()
    ends = [last(clip) for clip in clips]
    gaps = np.array([[np.abs(np.asarray(page) - end).mean() for end in ends] for page in pages])
    assert gaps.diagonal().max() < 6
    assert gaps[0, 2] > 2 * gaps[0, 0]  # another step is told apart
