"""What writes a page or a lecture is part of its fingerprint: sources, templates and libraries."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corrconv.pipeline.cache import fingerprint, versions
from corrconv.pipeline.cache.fingerprint import of_code
from corrconv.pipeline.cache.sources import ROOT
from corrconv.products.lecture import themed
from corrconv.products.site import page
from tests.toy import Toy

PAGE, LECTURE = "corrconv/products/site/page.py", "corrconv/products/lecture/themed.py"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own sources, to be changed."""
    root = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "corrconv", root / "corrconv")
    return root


@pytest.mark.parametrize(
    ("writer", "source"),
    [
        (PAGE, PAGE),
        (PAGE, "corrconv/formula/mathml.py"),
        (PAGE, "corrconv/products/site/templates/figure.html.j2"),
        (LECTURE, LECTURE),
        (LECTURE, "corrconv/formats/subtitles.py"),
        (LECTURE, "corrconv/products/lecture/templates/lecture.html.j2"),
    ],
)
def test_a_fingerprint_follows_every_source(
    writer: str, source: str, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "ROOT", copy)
    file, changed = str(copy / writer), copy / source
    before, content = of_code(file), changed.read_bytes()
    changed.write_bytes(content + b"\n")
    after = of_code(file)
    changed.write_bytes(content)
    assert before != after
    assert [name for name in before if before[name] != after[name]] == [f"file:{source}"]


@pytest.mark.parametrize(
    ("file", "libraries"),
    [(page.__file__, {"jinja2", "numpy"}), (themed.__file__, {"jinja2", "av"})],
)
def test_a_fingerprint_follows_every_library(file: str, libraries: set[str]) -> None:
    components = of_code(file)
    found = {name: value for name, value in components.items() if name.startswith("version:")}
    assert {f"version:{name}" for name in (*libraries, "python")} <= set(found)
    assert "missing" not in found.values()


def test_a_page_by_another_version_of_a_library_is_stale(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert toy.call("build", "-s").returncode == 0
    assert toy.call("verify").returncode == 0
    installed = {**versions._installed(), "jinja2": "2.99"}
    monkeypatch.setattr(versions, "_installed", lambda: installed)
    seen = toy.call("verify")
    assert (seen.returncode, seen.stdout.count("wrong ")) == (1, 1)
    assert "wrong index.html: is stale" in seen.stdout
    assert toy.call("build", "-s").returncode == 0
    assert toy.call("verify").returncode == 0
