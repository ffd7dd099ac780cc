"""Lesson files: what they may say, and how wrong ones are refused."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest

from corrconv import Index, Operation
from corrconv.core.boundary import BOUNDARIES
from corrconv.lesson.arrays import IMAGE_KEYS, KERNEL_KEYS
from corrconv.lesson.lesson import KEYS, SHIPPED, load, path_of, shipped_lessons
from corrconv.lesson.reader import LessonError
from corrconv.products.lesson_file import TEMPLATE, lesson_schema

SCHEMA = json.loads(lesson_schema())
MINIMAL = 'name = "mine"\ntitle = "Mine"\n[kernel]\nvalues = [[1, 2, 3]]\n'
FULL = """name = "mine"
title = "Mine"
operations = ["convolution", "library-cross-correlation"]
worked = [1, 0]
mode = "same"
boundary = "fill"
fill = 2

[kernel]
letters = [["u1", "v", "long"]]
values = [[-1, 0.5, "1/9"]]
origin = [2, 0]

[image]
values = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
corner = [[0, 0], [1, 1]]

[traversal]
order = "reverse reading"
"""

WRONG: dict[str, tuple[str, str, str]] = {
    "unknown key": ("mode =", "mood =", "mine.toml:5: mood: there is no such key; did you mean"),
    "unknown inner key": ("corner =", "korner =", "mine.toml:16: image: korner: there is no"),
    "no number": ("0.5", '"half"', "mine.toml:11: kernel: values: row 1: 'half' is no number"),
    "a far number": ("0.5", "1e400", "mine.toml:11: kernel: values: row 1: "),
    "a long number": ("0.5", "123456789", "mine.toml:11: kernel: values: 123456789 has more"),
    "no fraction": ('"1/9"', '"1/0"', "mine.toml:11: kernel: values: row 1: '1/0' is no number"),
    "ragged rows": (
        "[4, 5, 6]",
        "[4, 5]",
        "mine.toml:15: image: values: row 2 has 2 values",
    ),
    "an empty row": ("[4, 5, 6]", "[]", "mine.toml:15: image: values: row 2 has 0 values, wanted"),
    "no letter": ('"u1"', '"1u"', "mine.toml:10: kernel: letters: '1u' cannot be set"),
    "a long letter": ('"long"', '"muchlonger"', "mine.toml:10: kernel: letters: 'muchlonger'"),
    "more values": ("[[-1, 0.5,", "[[7, -1, 0.5,", "mine.toml:11: kernel: values: there must be"),
    "origin outside": ("[2, 0]", "[3, 0]", "mine.toml:12: kernel: origin: origin [3,0] lies"),
    "an operation": ('["conv', '["cov', "mine.toml:3: operations: wanted some of convolution"),
    "an output": (
        "worked = [1, 0]",
        "worked = [9, 0]",
        "mine.toml:4: worked: there is no output [9,0]",
    ),
    "a mode": ('"same"', '"sane"', "mine.toml:5: mode: wanted one of 'same', 'valid', 'full'"),
    "a boundary": ('"fill"', '"void"', "mine.toml:6: boundary: wanted one of 'zero'"),
    "a fill unread": ('"fill"', '"wrap"', "mine.toml:7: fill: it is read by boundary"),
    "a corner": ("[1, 1]]", "[8, 1]]", "mine.toml:16: image: corner: it reaches beyond"),
    "an order": ("reverse reading", "spiral", "mine.toml:19: traversal: order: wanted one of"),
    "no table": ("[kernel]", "[[kernel]]", "mine.toml:9: kernel: wanted a table"),
    "no TOML": ("[traversal]", "[traversal", "mine.toml: not a TOML file ("),
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def written(text: str) -> Path:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_a_full_lesson_is_read(write: Callable[[str], Path]) -> None:
    lesson = load(write(FULL))
    assert lesson.letters[Index(0, 0)] == "long"
    assert lesson.weights == {
        Index(-2, 0): -1,
        Index(-1, 0): Fraction(1, 2),
        Index(0, 0): Fraction(1, 9),
    }
    assert lesson.worked[Operation.LIBRARY_CROSS_CORRELATION] == Index(1, 0)
    assert (lesson.mode, lesson.boundary, lesson.fill) == ("same", "fill", 2)
    jsonschema.validate(tomllib.loads(FULL), SCHEMA)


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_is_named_by_file_line_and_key(
    kind: str, write: Callable[[str], Path]
) -> None:
    old, new, said = WRONG[kind]
    assert FULL.count(old) == 1, old
    path = write(FULL.replace(old, new))
    with pytest.raises(LessonError) as caught:
        load(path)
    text = str(caught.value).removeprefix(f"{path.parent}/")
    assert text.startswith(said)
    assert "\n" not in text


def test_a_size_without_a_middle_asks_for_an_origin(write: Callable[[str], Path]) -> None:
    with pytest.raises(LessonError, match=r"mine\.toml:4: kernel: values: 2 columns and 1 rows"):
        load(write(MINIMAL.replace("2, 3", "2")))


@pytest.mark.parametrize("worked", ["[3, 0]", "{ convolution = [3, 0] }", "[0, -3]"])
def test_a_worked_output_that_the_mode_does_not_make_is_refused(
    worked: str, write: Callable[[str], Path]
) -> None:
    """A kernel element meets a pixel for it, and still "valid" does not make it."""
    text = f"worked = {worked}\n{MINIMAL}[image]\ncolumns = 7\nrows = 5\n"
    said = r"there is no output \[\S+\]: convolution in mode 'valid' makes \[-2,-2\] to \[2,2\]$"
    with pytest.raises(LessonError, match=r"^mine\.toml:1: worked: (convolution: )?" + said):
        load(write(text))
    load(write(text.replace("3", "2", 1)))
    if worked == "[3, 0]":
        load(write('mode = "same"\n' + text))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            "[worked]\nconvolutoin = [0, 0]",
            "worked: convolutoin: there is no such key; did you",
        ),
        (
            "[worked]\nconv = [0, 0]",
            "conv: there is no such key; did you mean convolution?",
        ),
        ("[labels]\nImage = 'x'", "labels: Image: there is no such key; did you mean image?"),
        ("[titles]\nkernal = 'x'", "titles: kernal: there is no such key; did you mean kernel?"),
        (
            "[[errata]]\ntxt = 'x'",
            "errata 1: txt: there is no such key; did you mean text",
        ),
        (
            "[[errata]]\nid = 'E'\nfigures = ['pathces']\ntext = 'x'",
            "errata 1: figures: there is no figure pathces; did you mean patches?",
        ),
        ("[labels]\nxyz = 'x'", "labels: xyz: there is no such key; known: image, kernel, output"),
    ],
)
def test_a_misspelt_inner_key_is_told_what_was_meant(
    more: str, said: str, write: Callable[[str], Path]
) -> None:
    with pytest.raises(LessonError, match=re.escape(said)):
        load(write(f"{MINIMAL}{more}\n"), figures=("kernel", "patches"))


MINUS_HINT = "a number's minus is a hyphen, -"


@pytest.mark.parametrize("dash", ["\N{MINUS SIGN}", "\N{EN DASH}", "\N{EM DASH}"])
def test_a_minus_from_a_text_gets_a_hint(dash: str, write: Callable[[str], Path]) -> None:
    for old, new in (("[[1, 2", f"[[{dash}1, 2"), ("[[1, 2", f"[[1, {dash}.2")):
        with pytest.raises(LessonError, match=rf"at line 4, column \d+.*{MINUS_HINT}$"):
            load(write(MINIMAL.replace(old, new)))
    for other in ("[[1, *2", f"[[{dash}, 2", f'[["{dash}1" 2', "[[1 2"):
        with pytest.raises(LessonError, match="not a TOML file") as caught:
            load(write(MINIMAL.replace("[[1, 2", other)))
        assert MINUS_HINT not in str(caught.value)


def test_a_minus_in_a_fraction_gets_one_too(write: Callable[[str], Path]) -> None:
    with pytest.raises(LessonError, match="row 1: '−1/9' is no number, its minus must be a hyphen"):
        load(write(MINIMAL.replace("[[1,", '[["−1/9",')))
    assert load(write(MINIMAL.replace("[[1,", '[["-1/9",'))).weights


def test_a_kernel_that_does_not_fit_asks_for_another_mode(write: Callable[[str], Path]) -> None:
    text = MINIMAL + "[image]\nvalues = [[1]]\n"
    with pytest.raises(LessonError, match='"same" or "full" would do'):
        load(write(text))
    assert load(write('mode = "same"\n' + text)).mode == "same"


def test_a_minimal_lesson_has_sensible_defaults(write: Callable[[str], Path]) -> None:
    lesson = load(write(MINIMAL))
    assert (lesson.image.columns, lesson.image.rows) == (7, 5)
    assert lesson.worked[Operation.CONVOLUTION] == Index(1, 1)
    assert lesson.worked[Operation.CROSS_CORRELATION] == Index(-1, -1)
    assert lesson.image.region.holds(lesson.corner)
    assert lesson.numbers is None
    with pytest.raises(ValueError, match="gives no numbers"):
        assert lesson.sliding


@pytest.mark.parametrize("name", shipped_lessons())
def test_every_shipped_lesson_loads_by_name_and_fits_the_schema(name: str) -> None:
    assert load(Path(name)).name == name
    document = tomllib.loads((SHIPPED / f"{name}.toml").read_text(encoding="utf-8"))
    jsonschema.validate(document, SCHEMA)


def test_the_template_is_a_lesson(write: Callable[[str], Path]) -> None:
    assert load(write(TEMPLATE)).numbers is not None
    jsonschema.validate(tomllib.loads(TEMPLATE), SCHEMA)


def test_an_unknown_name_lists_the_lessons() -> None:
    with pytest.raises(LessonError, match=r"no lesson of this name \(.*sobel\)"):
        path_of(Path("sobl"))


def test_the_schema_knows_the_same_keys_as_the_reader() -> None:
    known = SCHEMA["properties"]
    assert set(known) == set(KEYS)
    assert set(known["image"]["properties"]) == set(IMAGE_KEYS)
    assert set(known["kernel"]["properties"]) == set(KERNEL_KEYS)
    assert tuple(known["boundary"]["enum"]) == BOUNDARIES
    assert SCHEMA["$defs"]["operation"]["enum"] == [each.slug for each in Operation]


@pytest.mark.parametrize(
    "kind", ["unknown key", "unknown inner key", "no number", "an operation", "a mode", "an order"]
)
def test_the_schema_refuses_what_the_reader_refuses(kind: str) -> None:
    old, new, _ = WRONG[kind]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(FULL.replace(old, new)), SCHEMA)
