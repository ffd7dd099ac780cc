"""The lesson command, what is left out of a lesson's build, and pictures as input."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

import render
from corrconv.catalog import find, fitting, named, variant, why_left_out
from corrconv.lesson.image_file import PictureError, grey_levels
from corrconv.lesson.lesson import load
from corrconv.pipeline.cache.fingerprinter import Fingerprinter
from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.plan.resolve import find_figures
from corrconv.products.article import article


def run(*arguments: str | Path) -> int:
    return render.main([str(argument) for argument in arguments])


def test_a_new_lesson_is_written_checked_and_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "first-try.toml"
    assert run("lesson", "new", path) == 0
    assert load(path).name == "first-try"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    before = path.read_bytes()
    assert run("lesson", "new", path) == 2
    assert "is there already; nothing was written" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert run("lesson", "check", path) == 0
    assert "lesson first-try: image 5×5, kernel 3×3" in capsys.readouterr().out


def test_a_copy_takes_the_picture_along(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    assert run("lesson", "new", path, "--like", "emboss") == 0
    assert load(path).pixels == load(Path("emboss")).pixels
    assert (load(path).name, (tmp_path / "ball.png").is_file()) == ("mine", True)


@pytest.mark.parametrize("name", ["mine.txt", "-x.toml", "a b.toml", "no/folder.toml"])
def test_a_name_that_cannot_be_is_refused(name: str, tmp_path: Path) -> None:
    assert run("lesson", "new", "--", tmp_path / name) == 2
    assert list(tmp_path.iterdir()) == []


def test_check_names_every_wrong_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('name = "bad"\n[kernel]\nvalues = [[1, 2]]\n', encoding="utf-8")
    assert run("lesson", "check", bad, "sobel", tmp_path / "absent.toml") == 2
    shown = capsys.readouterr()
    assert "error: bad.toml:3: kernel: values: 2 columns" in shown.err
    assert "absent.toml: cannot be read" in shown.err
    assert "this kernel only changes its sign" in shown.out


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lesson", "schema") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "A corrconv lesson"


def test_every_figure_makes_sense_for_the_article() -> None:
    assert fitting(find(), load()) == find()


REASONS = {
    ("sobel", "patches"): "convolution and library-cross-correlation read the same patch",
    ("sobel", "notation-zoo"): "the lesson lists no published forms",
    ("sobel", "equations-compared"): "it is not the sign that differs",
    ("ahn", "corner"): "the part to be enlarged is the whole image",
    (
        "emboss",
        "sliding-kernel",
    ): "too small to read under those of the pixels; each operation alone",
}


@pytest.mark.parametrize(("lesson", "figure"), REASONS)
def test_a_figure_that_makes_no_sense_says_why(lesson: str, figure: str) -> None:
    reason = why_left_out(named(figure), load(Path(lesson)))
    assert reason is not None
    assert REASONS[lesson, figure] in reason


def test_asked_for_by_name_it_is_an_error_and_else_it_is_left_out() -> None:
    lesson = load(Path("sobel"))
    with pytest.raises(ValueError, match="F11 patches makes no sense for lesson sobel: "):
        find_figures(article(), lesson, ["kernel", "patches"])
    figures, left_out = find_figures(article(), lesson, ["k*", "p*"])
    assert [figure.name for figure in figures] == ["kernel"]
    assert [sentence.partition(" makes")[0] for sentence in left_out] == ["F11 patches"]
    with pytest.raises(ValueError, match="F2 notation-zoo makes no sense"):
        find_figures(article(), lesson, ["*zoo"])


def test_build_refuses_before_it_touches_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    media = tmp_path / "media"
    assert run("build", "F11", "--lesson", "sobel", "--media_dir", media) == 2
    assert "makes no sense for lesson sobel" in capsys.readouterr().err
    assert not media.exists()
    asked = ("build", "F4", "*zoo", "--lesson", "sobel", "--media_dir", media, "--explain")
    assert run(*asked) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith("left out F2 notation-zoo makes no sense for lesson sobel: ")
    assert shown[1].startswith("F4 kernel ")


def test_list_says_what_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", "--lesson", "sobel", "--json") == 0
    listed = {entry["name"]: entry for entry in json.loads(capsys.readouterr().out)}
    assert listed["kernel"]["left_out"] is None
    assert "same patch" in listed["patches"]["left_out"]
    assert listed["title-card"]["title"] == "Sobel: where is the edge?"


def test_the_libraries_form_stands_for_the_articles_where_it_alone_is_compared() -> None:
    figure = named("cross-correlation-table")
    for name, slug in (("sobel", "library-cross-correlation"), ("even", "cross-correlation")):
        own = variant(figure, load(Path(name)))
        assert own.operation is not None
        assert own.operation.slug == slug
        assert variant(own, load(Path(name))) == own


def test_a_picture_becomes_levels(tmp_path: Path) -> None:
    picture = Image.new("L", (4, 2), 0)
    picture.paste(255, (2, 0, 4, 2))
    for ending in ("png", "bmp", "tif", "ppm", "gif"):
        picture.save(tmp_path / f"a.{ending}")
        assert grey_levels(tmp_path / f"a.{ending}", 2, 10, 9) == [[0, 9]]
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    assert grey_levels(tmp_path / "clear.png", 1, 4, 9) == [[3]]
    Image.new("I;16", (2, 1), 32896).save(tmp_path / "deep.png")
    assert grey_levels(tmp_path / "deep.png", 1, 256, 9) == [[128]]


HOSTILE = {
    "absent": (None, "is not there"),
    "no picture": (b"hello", "is no picture that can be read"),
    "cut off": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x04", "is no picture that can be read"),
    "a program": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "is no picture"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_picture_gets_one_sentence(kind: str, tmp_path: Path) -> None:
    content, said = HOSTILE[kind]
    path = tmp_path / "a.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PictureError, match=f"a.png {said}") as caught:
        grey_levels(path, 2, 10, 225)
    assert "\n" not in str(caught.value)


def test_pictures_have_limits(tmp_path: Path) -> None:
    wide, huge = tmp_path / "wide.png", tmp_path / "huge.png"
    Image.new("L", (9, 9)).save(wide)
    Image.new("1", (5000, 5000)).save(huge)
    with pytest.raises(PictureError, match="has 5000x5000 pixels, wanted at most 16000000"):
        grey_levels(huge, 2, 10, 225)
    with pytest.raises(PictureError, match="is 9 pixels wide, which cannot give 10 columns"):
        grey_levels(wide, 10, 10, 225)
    with pytest.raises(PictureError, match="would have 9x9 cells, wanted at most 80"):
        grey_levels(wide, 9, 10, 80)


def test_a_wrong_picture_names_file_line_and_key(tmp_path: Path) -> None:
    shutil.copy(load(Path("emboss")).picture, tmp_path)
    path = tmp_path / "mine.toml"
    text = 'name = "mine"\ntitle = "Mine"\n[kernel]\nvalues = [[1]]\n[image]\n'
    path.write_text(text + 'picture = "none.png"\ncolumns = 5\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"^mine\.toml:6: image: picture: none\.png is not there$"):
        load(path)
    path.write_text(text + 'picture = "../x.png"\ncolumns = 5\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"^mine\.toml:6: image: picture: wanted a file in"):
        load(path)


def test_an_edited_picture_is_another_key(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    assert run("lesson", "new", path, "--like", "emboss") == 0
    before = Fingerprinter(article(), path)._common
    assert Fingerprinter(article(), path)._common == before
    Image.new("L", (20, 20), 7).save(tmp_path / "ball.png")
    after = Fingerprinter(article(), path)._common
    assert {name for name in after if after[name] != before[name]} == {"file:lessons/ball.png"}


def test_an_order_for_a_broken_lesson_is_refused(tmp_path: Path) -> None:
    assert issubclass(RequestError, ValueError)
    assert run("build", "--lesson", tmp_path / "none.toml", "--media_dir", tmp_path / "m") == 2
    assert not (tmp_path / "m").exists()


def test_verify_reads_the_lessons_of_one_folder_apart_or_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own, media = tmp_path / "own.toml", tmp_path / "media"
    assert run("lesson", "new", own) == 0
    place = ("-q", "l", "--theme", "light", "--media_dir", media)
    for lesson in ("sobel", own):
        assert run("build", "F7", "--lesson", lesson, "-s", "-j", "1", *place) == 0
    assert run("verify", "--lesson", "sobel", *place) == 0
    assert run("verify", "--lesson", own, *place) == 0
    capsys.readouterr()
    assert run("verify", *place) == 1
    said = capsys.readouterr().out
    assert "lesson own is not at hand: name its file with --lesson" in said
    assert "sobel" not in said
