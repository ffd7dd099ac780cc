"""Every public name has an example in its docstring, and every example prints what it shows."""

from __future__ import annotations

import doctest
import inspect
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

import corrconv
from corrconv.core import array, index, operation
from corrconv.learning import gradient

NAMESPACE = {
    **vars(index),
    **vars(operation),
    **vars(array),
    **vars(gradient),
    "find_figures": corrconv.find_figures,
    "show": corrconv.show,
}

RENDERS = "show"
"""The name whose example renders a figure."""


def documented(name: str, thing: object) -> Iterator[tuple[str, str]]:
    """Yield what has a docstring, by its name: the thing and, of a class, its public members."""
    yield name, inspect.getdoc(thing) or ""
    if isinstance(thing, type):
        for member, value in vars(thing).items():
            if not member.startswith("_") and isinstance(
                value, types.FunctionType | classmethod | property
            ):
                yield from documented(f"{name}.{member}", getattr(thing, member, value) or value)


def public() -> dict[str, str]:
    """Return the docstrings of all public names, and of what their methods take and return."""
    names = {name: getattr(corrconv, name) for name in corrconv.__all__}
    for module, added in (
        (index, ("Region", "as_index", "as_support")),
        (gradient, ("image_gradient", "kernel_gradient", "finite_difference")),
    ):
        names |= {name: getattr(module, name) for name in added}
    return {each: doc for name, thing in names.items() for each, doc in documented(name, thing)}


def run(name: str, doc: str) -> doctest.TestResults:
    """Run the examples of one docstring."""
    test = doctest.DocTestParser().get_doctest(doc, dict(NAMESPACE), name, None, 0)
    return doctest.DocTestRunner(verbose=False).run(test, out=lambda text: None)


@pytest.mark.parametrize("name", sorted(public().keys() - {RENDERS}))
def test_every_public_name_has_examples_that_print_what_they_show(name: str) -> None:
    done = run(name, public()[name])
    assert done.attempted > 0, "it has no example"
    assert done.failed == 0


@pytest.mark.slow
def test_the_example_that_renders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert run(RENDERS, public()[RENDERS]).failed == 0
    assert list(tmp_path.rglob("kernel.png"))


def test_the_example_that_renders_is_there() -> None:
    assert doctest.DocTestParser().get_examples(public()[RENDERS])


def test_every_member_is_looked_at() -> None:
    assert {"Operation.kernel_index", "Support.first", "CentredArray.from_rows", "apply"} <= set(
        public()
    )
    assert len(public()) >= 40


def test_a_wrong_example_or_none_would_be_noticed() -> None:
    assert run("wrong", ">>> 1 + 1\n3\n").failed == 1
    assert run("none", "Return nothing.").attempted == 0
    doc = public()["convolve"]
    assert "[[0, 1, 2, 3, 0]]" in doc
    assert run("convolve", doc.replace("[[0, 1, 2, 3, 0]]", "[[0, 3, 2, 1, 0]]")).failed == 1
