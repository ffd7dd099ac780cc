"""Outlines and their places are those that manim's reader of SVG finds, to the last bit."""

import string
from xml.etree import ElementTree

import numpy as np
import pytest
import svgelements
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath

from corrconv.draw.text import glyph as module
from corrconv.draw.text.glyph import Matrix, outline_points
from corrconv.draw.text.typesetter import _PREAMBLE, Typesetter

SVG = "{http://www.w3.org/2000/svg}"

LETTERS = string.ascii_letters + string.digits
TYPE = "\n\n".join(
    [
        f'#text(weight: "regular", "{LETTERS}.,:;!?()+’−")',
        f'#text(weight: "semibold", "{LETTERS}")',
        f"$ {' '.join(LETTERS)} alpha beta lambda mu partial eta $",
        "$ sum_(i=-1)^n x[i,j] dot.c h[m-i] ast.op nothing crossmark + = arrow.r infinity $",
    ]
)


@pytest.fixture(scope="module")
def data() -> list[str]:
    """The outlines of the characters that figures are written with."""
    page = Typesetter()._compiler.compile((_PREAMBLE + TYPE).encode(), format="svg")
    found = [path.attrib["d"] for path in ElementTree.fromstring(page).iter(f"{SVG}path")]
    assert len(found) > 200
    return found


def manims(data: str) -> np.ndarray:
    return np.array(VMobjectFromSVGPath(svgelements.Path(data)).points, dtype=np.float64)


def same(outlines: list[str]) -> bool:
    return all(outline_points(each).tobytes() == manims(each).tobytes() for each in outlines)


def test_outlines_are_manims(data: list[str]) -> None:
    commands = {letter for each in data for letter in each if letter.isalpha()}
    assert commands == set("MmlhvqcZ")
    assert same(data)


@pytest.mark.parametrize("wrong", ["_third", "_line"])
def test_other_outlines_are_found(
    data: list[str], wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_third", lambda total: total * (1 / 3))
    if wrong == "_line":
        monkeypatch.setattr(module, "_line", lambda start, end: (start, start, end, end))
    assert not same(data)


@pytest.mark.parametrize("data", ["", "M 0 0", "M 1 2m 3 4h 5v 6l -5 0Z l 1 1 Z", "M 0 0h 1h -1Z "])
def test_what_is_closed_goes_on_from_where_it_began(data: str) -> None:
    assert np.array_equal(outline_points(data), manims(data).reshape(-1, 3))


@pytest.mark.parametrize("command", ["s 1 2 3 4", "A 1 1 0 0 0 2 2", "L 1 1"])
def test_a_command_that_typst_does_not_write_is_refused(command: str) -> None:
    with pytest.raises(ValueError, match=f"command '{command[0]}' in an outline: wanted one of"):
        outline_points(f"M 0 0 {command}")


def values(matrix: svgelements.Matrix) -> Matrix:
    return Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def test_matrices_multiply_as_svg_says() -> None:
    inner, outer = "matrix(0.9 0.1 -0.3 1.7 5.18 14.657)", "matrix(1 0 0.2 -1 46.98 -3.087)"
    wanted = values(svgelements.Matrix(inner) * svgelements.Matrix(outer))
    assert Matrix.read(inner).then(Matrix.read(outer)) == wanted
    assert Matrix.read(outer).then(Matrix.read(inner)) != wanted
    assert Matrix.read("").then(Matrix.read(inner)) == values(svgelements.Matrix(inner))


@pytest.mark.parametrize("text", ["translate(1 2)", "matrix(1 0 0 1)", "matrix(1,0,0,1,2,3)"])
def test_another_transform_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Matrix.read(text)
