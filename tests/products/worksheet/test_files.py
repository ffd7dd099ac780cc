"""The command: which files come of it, the same bytes every time, whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pypdfium2
import pytest
from PIL import Image

import render
from corrconv.products.worksheet import production
from corrconv.products.worksheet.exercise import Exercise
from corrconv.products.worksheet.typesetting import ROW, PageTypesetter

ROOT = Path(__file__).resolve().parents[3]
EVERY = [part for each in Exercise for part in ("-e", each.slug)]
MILLIMETRE = 5
"""Pixels per mm of the pages that are measured."""


def call(folder: Path, *arguments: str) -> int:
    return render.main(["worksheet", "-o", str(folder), *arguments])


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def drawn(path: Path) -> list[np.ndarray]:
    """Every page of a PDF as grey levels."""
    document = pypdfium2.PdfDocument(path)
    try:
        scale = MILLIMETRE * 25.4 / 72
        return [page.render(scale=scale).to_numpy() for page in document]
    finally:
        document.close()


def test_a_handout_its_key_and_its_answers_are_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(tmp_path) == 0
    names = [
        "post-convolution-terms-answers.csv",
        "post-convolution-terms-answers.json",
        "post-convolution-terms-key.pdf",
        "post-convolution-terms.pdf",
    ]
    assert [*files(tmp_path)] == names
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / name) for name in names]


def test_answers_for_programs_are_those_of_the_lesson(tmp_path: Path) -> None:
    assert call(tmp_path, "--name", "own", "-e", "letters", "-e", "numbers") == 0
    body = json.loads((tmp_path / "own-answers.json").read_text(encoding="utf-8"))
    assert (body["schema"], body["lesson"], body["seed"]) == (1, "post", None)
    letters, numbers = body["handouts"][0]["pages"]
    assert (letters["operation"], letters["output"]) == ("convolution", [1, 1])
    assert letters["kernel"]["cells"] == [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]]
    assert [row["element"] for row in letters["rows"]] == list("ihgfedcba")
    assert letters["rows"][2]["kernel"] == [-1, 1]
    assert letters["result"].startswith("x[0,0]·i+x[1,0]·h+x[2,0]·g+")
    assert (letters["patch"], letters["centre"]) == ([[0, 0], [2, 2]], [1, 1])
    assert numbers["result"] == sum(row["product"] for row in numbers["rows"])
    text = (tmp_path / "own-answers.csv").read_text(encoding="utf-8")
    table = list(csv.DictReader(text.splitlines()))
    assert len(table) == 20
    assert table[2]["kernel"] == "[-1,1]"
    assert (table[9]["row"], table[9]["product"]) == ("result", letters["result"])
    assert table[19]["product"] == str(numbers["result"])


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_page_is_one_sheet_of_its_paper_in_black_on_white(paper: str, tmp_path: Path) -> None:
    assert call(tmp_path, *EVERY, "--paper", paper, "--name", "all") == 0
    for name in ("all.pdf", "all-key.pdf"):
        found = drawn(tmp_path / name)
        assert len(found) == len(Exercise)
        size = {"a4": (297, 210), "letter": (279.4, 215.9)}[paper]
        for page in found:
            assert np.allclose(page.shape[:2], np.multiply(size, MILLIMETRE), atol=1)
            assert (page[..., :1] == page).all()
            margin = 12 * MILLIMETRE
            inner = page[margin:-margin, margin:-margin]
            assert (page < 250).sum() == (inner < 250).sum() > 0


def test_a_cell_to_write_in_is_as_high_as_is_said(tmp_path: Path) -> None:
    assert call(tmp_path, "--name", "rows") == 0
    (page,) = drawn(tmp_path / "rows.pdf")
    middle = page[:, page.shape[1] // 10 : -page.shape[1] // 10, 0]
    ruled = np.flatnonzero((middle < 200).mean(axis=1) > 0.99)
    lines = ruled[np.flatnonzero(np.diff(ruled, prepend=-9) > 2)]
    heights = np.diff(lines)
    rows = [height for height in heights if abs(height - ROW * MILLIMETRE) <= 2]
    assert ROW == 9
    assert len(rows) >= 9
    assert f"{ROW} mm" in (ROOT / "docs/worksheets.md").read_text(encoding="utf-8")


def test_svg_and_png_are_a_file_for_each_page(tmp_path: Path) -> None:
    formats = ("--format", "svg", "--format", "png")
    assert call(tmp_path, *formats, "--name", "one", "-e", "patch") == 0
    assert call(tmp_path, *formats, "--name", "two", "-e", "patch", "-e", "which") == 0
    pictures = {name for name in files(tmp_path) if name.endswith(("svg", "png"))}
    ones = {f"one{key}.{form}" for key in ("", "-key") for form in ("svg", "png")}
    twos = {
        f"two{key}-{page}.{form}"
        for key in ("", "-key")
        for page in (1, 2)
        for form in ("svg", "png")
    }
    assert pictures == ones | twos
    root = ElementTree.parse(tmp_path / "one.svg").getroot()
    assert root.attrib["role"] == "img"
    assert root[0].text == "Convolution and cross-correlation"
    with Image.open(tmp_path / "one.png") as picture:
        assert picture.size == (1654, 2339)


@pytest.mark.slow
def test_the_same_request_gives_the_same_bytes_on_any_machine(tmp_path: Path) -> None:
    asked = ["-e", "terms", "-e", "which", "--variants", "3", "--seed", "7"]
    asked += ["--format", "pdf", "--format", "svg", "--format", "png"]
    assert call(tmp_path / "here", *asked) == 0
    other = tmp_path / "an other place"
    other.mkdir()
    strange = {"PATH": "", "HOME": str(other), "PYTHONHASHSEED": "99", "TZ": "Asia/Tokyo"}
    command = [sys.executable, str(ROOT / "render.py"), "worksheet", "-o", "there", *asked]
    subprocess.run(command, cwd=other, env=strange, check=True, capture_output=True)
    here, there = files(tmp_path / "here"), files(other / "there")
    assert here == there
    assert len(here) == 2 * (1 + 6 + 6) + 2
    pdf = next(content for name, content in here.items() if name.endswith("7.pdf"))
    assert b"/CreationDate" not in pdf
    assert b"/ModDate" not in pdf
    assert b"CreateDate" not in pdf
    assert call(tmp_path / "else", *asked[:-7], "8") == 0
    assert {*files(tmp_path / "else").values()}.isdisjoint(here.values())


REFUSED = {
    "seed alone": (["--seed", "7"], "wanted --variants as well"),
    "negative seed": (["--variants", "2", "--seed", "-1"], "seed -1: wanted 0 to"),
    "an output that is none": (["--output", "one"], "output 'one': wanted COLUMN,ROW"),
    "an output far away": (["--output", "1,40"], "y[1,40] has no term"),
    "a huge output": (["--output", "1,4000"], "wanted COLUMN,ROW"),
    "an unknown operation": (["--operation", "blur"], "'blur' is not one of"),
    "a name that leads elsewhere": (["--name", "../x"], "worksheet name '../x'"),
    "a missing lesson": (["--lesson", "no.toml"], "no.toml: cannot be read"),
    "a file for a folder": (["-o", "/dev/null/x"], "cannot be written"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_refused_in_one_sentence(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, said = REFUSED[case]
    assert call(tmp_path / "new", *arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert len([line for line in error.splitlines() if "rror: " in line]) == 1
    assert not (tmp_path / "new").exists()


def lesson(folder: Path, old: str, new: str) -> str:
    text = (ROOT / "corrconv/lesson/data/post.toml").read_text(encoding="utf-8")
    assert old in text
    path = folder / "other.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["a", "b", "c"]', '["a", "あ", "c"]', "the fonts have no 'あ'"),
        (
            'title = "Convolution',
            'title = "\U0001f600 Convolution',
            "the fonts have no '\U0001f600'",
        ),
        ('title = "Convolution', 'title = "\\u0007 Convolution', "none of control"),
    ],
)
def test_a_character_without_a_glyph_is_refused(
    old: str, new: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lesson(tmp_path, old, new)
    assert call(tmp_path / "new", "--lesson", path) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_markup_in_a_title_is_only_text(tmp_path: Path) -> None:
    path = lesson(tmp_path, 'title = "Convolution', 'title = "#read(1) $x$ <b> \\\\ \\"')
    assert call(tmp_path / "new", "--lesson", path, "--format", "svg", "--format", "pdf") == 0
    root = ElementTree.parse(tmp_path / "new/post-convolution-terms.svg").getroot()
    assert (root[0].text or "").startswith('#read(1) $x$ <b> \\ "')


def test_nothing_is_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call(tmp_path, "--name", "own") == 0
    before = files(tmp_path)

    class Full(production.AtomicFiles):
        def content(self, path: Path, content: bytes) -> None:
            if path.name == "own-answers.csv":
                raise OSError(28, "No space left on device", str(path))
            super().content(path, content)

    monkeypatch.setattr(production, "AtomicFiles", Full)
    assert call(tmp_path, "--name", "own", "--output", "2,2") == 1
    assert files(tmp_path) == before
    monkeypatch.undo()
    assert call(tmp_path, "--name", "own", "--output", "2,2") == 0
    assert files(tmp_path) != before


def test_what_a_dead_run_left_is_removed_and_a_link_is_replaced(tmp_path: Path) -> None:
    dead, own = tmp_path / ".corrconv-999999-1-0", tmp_path / "mine.txt"
    dead.write_text("half")
    own.write_text("mine")
    (tmp_path / "x.pdf").symlink_to(own)
    assert call(tmp_path, "--name", "x") == 0
    assert not dead.exists()
    assert own.read_text() == "mine"
    assert not (tmp_path / "x.pdf").is_symlink()


def test_a_page_that_cannot_tell_operations_apart_gets_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--operation", "cross-correlation", "--output"]
    assert call(tmp_path, *asked, "0,0") == 0
    assert capsys.readouterr().err.startswith("warning: y[0,0] (terms) comes out the same by cross")
    assert call(tmp_path, *asked, "[−1,−1]") == 0
    assert capsys.readouterr().err == ""


def test_nothing_but_the_project_is_needed_to_set_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {})
    pages = PageTypesetter().set([], "Words", "a4", "svg")
    assert len(pages) == 1
