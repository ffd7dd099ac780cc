"""The types that mypy sees in a program that uses the package."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import corrconv

pytestmark = pytest.mark.slow

ROOT = Path(corrconv.__file__).parents[1]

PROGRAM = """
import corrconv
from corrconv import Index, Operation, Support, apply, convolve, correlate, patch, terms

image = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
total = convolve(image, image).sum() + correlate(image, image, "article", mode="full").sum()
apply("convolution", image, image, kernel_origin=(1, 1))
col, row = Index(1, 2)
print(col + row, Index(1, 2) == (1, 2), Operation("convolution").slug.title())
print([term.exists for term in terms("convolution", (1, 1), (7, 7), Support(3, 3))])
print(patch(Operation.CONVOLUTION, Index(1, 1), (3, 3))[0].col)
print([figure.title.upper() for figure in corrconv.find_figures("F1*")])
print(corrconv.show("patches", kernel=image).caption.upper(), corrconv.__version__.split("."))
reveal_type(corrconv.show)
reveal_type(corrconv.find_figures())
"""

WRONG = """
import corrconv

corrconv.convolve([[1]])
corrconv.correlate([[1]], [[1]], convention=1)
corrconv.apply("convolution", [[1]], [[1]], kernel_origin=1)
corrconv.patch(None, (0, 0), (3, 3))
corrconv.terms("convolution", (0, 0, 0), (3, 3), (3, 3))
corrconv.show(4)
corrconv.show("patches", kernl=[[1]])
corrconv.show("patches").titel
corrconv.find_figures("patches")[0].titel
corrconv.figure
"""


def checked(text: str, folder: Path) -> list[str]:
    """Return what mypy says, with this project's strict settings and cache, of a program."""
    program = folder / "program.py"
    program.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--no-error-summary", str(program)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert not done.stderr
    return [line.partition("program.py:")[2] for line in done.stdout.splitlines()]


def test_a_users_program_is_typed(tmp_path: Path) -> None:
    show, figures = checked(PROGRAM, tmp_path)
    assert 'note: Revealed type is "def (figure: ' in show
    assert "kernel: " in show
    assert "Any" not in show
    assert figures.endswith('note: Revealed type is "tuple[corrconv.figures.figure.Figure, ...]"')


def test_every_wrong_call_is_an_error(tmp_path: Path) -> None:
    found = {
        int(line.partition(":")[0]) for line in checked(WRONG, tmp_path) if ": error: " in line
    }
    assert found == set(range(4, 1 + len(WRONG.splitlines())))


STUB = ast.parse((ROOT / "corrconv/__init__.pyi").read_text(encoding="utf-8"))


def test_the_stub_says_where_each_name_comes_from() -> None:
    exported = {
        alias.asname: f"{node.module}.{alias.name}"
        for node in STUB.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname
    }
    defined = {node.name for node in STUB.body if isinstance(node, ast.FunctionDef)}
    assert set(exported) | defined == set(corrconv.__all__)
    for name, source in exported.items():
        module, _, attribute = source.rpartition(".")
        assert getattr(importlib.import_module(module), attribute) is getattr(corrconv, name)


@pytest.mark.parametrize("name", ["figure", "Any", "numpy"])
def test_a_name_that_is_not_there_is_an_attribute_error(name: str) -> None:
    with pytest.raises(AttributeError, match=f"no attribute '{name}'"):
        getattr(corrconv, name)
