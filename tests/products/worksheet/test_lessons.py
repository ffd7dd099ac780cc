"""Worksheets of other lessons: numbers, even kernels, long tables, fractions, boundaries."""

from __future__ import annotations

from pathlib import Path

import pytest

import render
from corrconv.products.worksheet.exercise import Exercise
from tests.products.worksheet.reading import faults, printed

pytestmark = pytest.mark.slow

LETTERS = [["a", "b", "c", "d", "e"], ["f", "g", "h", "i", "j"], ["k", "l", "m", "n", "o"]]

LESSONS = {
    "numbers": """
        image.values = [[0,0,9,9,9],[0,9,9,9,1],[0,0,9,9,2],[0,0,0,9,3],[5,0,0,0,4]]
        kernel.values = [[1,0,-1],[2,0,-2],[1,0,-1]]
    """,
    "fractions": """
        image.values = [[1.5,-2.25,3,0,10],[0.125,-100,2,5,6],[7,8,9,1,1]]
        kernel = { values = [["1/9",-0.125],["-1/3",0.5]], origin = [0,0] }
    """,
    "a long table": f"""
        image = {{ columns = 11, rows = 11 }}
        kernel.letters = {[*LETTERS, ["p", "q", "r", "s", "t"], ["u", "v", "w", "x", "z"]]}
    """,
    "long names": """
        image = { columns = 15, rows = 15 }
        kernel.letters = [["h1","h2","alpha1","h4","w′"]]
    """,
    "the libraries' form alone": """
        operations = ["library-cross-correlation"]
        kernel.letters = [["a"],["b"],["c"]]
    """,
}


def lesson(folder: Path, text: str) -> str:
    path = folder / "lesson.toml"
    lines = (line.strip() for line in text.splitlines())
    head = 'name = "own"\ntitle = "An own lesson"\n'
    path.write_text(head + "\n".join(lines), encoding="utf-8")
    return str(path)


def call(folder: Path, text: str, *arguments: str) -> int:
    path = lesson(folder, text)
    return render.main(
        ["worksheet", "--lesson", path, "-o", str(folder / "out"), "--name", "own", *arguments]
    )


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", LESSONS)
def test_every_page_fits_and_every_answer_is_right(name: str, paper: str, tmp_path: Path) -> None:
    asked = [part for each in Exercise for part in ("-e", each.slug)]
    asked += ["--variants", "2", "--seed", "3", "--paper", paper]
    if name == "fractions":
        asked = ["-e", "terms", "-e", "numbers", "-e", "letters", "--paper", paper]
    assert call(tmp_path, LESSONS[name], *asked) == 0
    pages = printed(tmp_path / "out/own-key.pdf")
    assert len(pages) == (3 if name == "fractions" else 2 * len(Exercise))
    assert [faults(page) for page in pages] == [[]] * len(pages)
    assert len(printed(tmp_path / "out/own.pdf")) == len(pages)


def test_a_wrong_fraction_would_be_found(tmp_path: Path) -> None:
    assert call(tmp_path, LESSONS["fractions"], "-e", "numbers") == 0
    (page,) = printed(tmp_path / "out/own-key.pdf")
    assert page.result == "-121/72"
    page.result = "-1.6806"
    assert len(faults(page)) == 1


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        (LESSONS["a long table"], ["-e", "numbers"], "gives no numbers for image and kernel"),
        (
            "image = {columns = 45, rows = 5}\nkernel.letters = [['a','b','c']]",
            [],
            "has 45x5 cells",
        ),
        (
            'boundary = "wrap"\nmode = "same"\nimage.values = [[1,2,3],[4,5,6],[7,8,9]]\n'
            "kernel.values = [[1,2,3]]",
            ["--output", "1,0"],
            "y[1,0] reads outside the image, where the lesson has 'wrap'",
        ),
        ("kernel.values = [[1,1,1]]", ["--variants", "2", "-e", "terms"], "comes out the same by"),
        ("kernel.letters = [['h₁','h₂','h₃']]", [], "the fonts have no 'h₁'"),
        (
            "image = {columns = 15, rows = 15}\nkernel.values = [[1,2,3,4,5,6,7],[1,2,3,4,5,6,7],"
            "[1,2,3,4,5,6,7],[1,2,3,4,5,6,7],[1,2,3,4,5,6,8]]",
            [],
            "35 elements, wanted at most 25 in the table",
        ),
    ],
)
def test_what_makes_no_worksheet_is_refused_in_one_sentence(
    text: str,
    arguments: list[str],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert call(tmp_path, text, *arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert said in error
    assert len(error.splitlines()) == 1
    assert not (tmp_path / "out").exists()
