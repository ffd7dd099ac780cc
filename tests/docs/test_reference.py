"""The examples of README.md, docs/reference.md and docs/why.md are run."""

import doctest
from pathlib import Path

import corrconv

DOCS = Path(corrconv.__file__).parents[1] / "docs"
REFERENCE, WHY, README = DOCS / "reference.md", DOCS / "why.md", DOCS.parent / "README.md"


def test_every_example_of_the_reference_prints_what_it_shows():
    found = _run(REFERENCE)
    assert found.failed == 0
    assert found.attempted >= 20


def test_every_example_of_the_derivation_prints_what_it_shows():
    found = _run(WHY)
    assert found.failed == 0
    assert found.attempted >= 25


def test_every_example_of_the_readme_prints_what_it_shows():
    found = _run(README)
    assert found.failed == 0
    assert found.attempted >= 4


def test_a_wrong_example_would_be_noticed(tmp_path):
    text = REFERENCE.read_text(encoding="utf-8")
    assert "[10, 21, 32, 43, 54]" in text
    wrong = tmp_path / "reference.md"
    wrong.write_text(text.replace("[10, 21, 32, 43, 54]", "[10, 21, 32, 43, 55]"), "utf-8")
    assert _run(wrong).failed >= 1


def _run(path):
    return doctest.testfile(str(path), module_relative=False, report=False, verbose=False)
