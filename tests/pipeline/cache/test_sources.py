"""A look at the sources sees what is there then, though it parses only what is new."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrconv.pipeline.cache.sources import Sources, digest

SCENE, SHADE, TINT = "wares/scene.py", "wares/shade.py", "wares/tint.py"


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    (tmp_path / "wares").mkdir()
    (tmp_path / SCENE).write_text("from wares import shade\n")
    (tmp_path / SHADE).write_text("SHADE = 90\n")
    found = Sources(tmp_path, ["wares"])
    assert set(found.closure(SCENE)) == {SCENE, SHADE}
    return found


def test_an_edit_is_seen_by_the_next_look_only(sources: Sources, tmp_path: Path) -> None:
    (tmp_path / SHADE).write_text("import wares.tint\n")
    (tmp_path / TINT).write_text("")
    assert set(sources.closure(SCENE)) == {SCENE, SHADE}
    found = sources.again().closure(SCENE)
    assert set(found) == {SCENE, SHADE, TINT}
    assert found[SHADE] == digest(b"import wares.tint\n") != sources.closure(SCENE)[SHADE]


def test_what_comes_and_goes_beside_an_unchanged_source(sources: Sources, tmp_path: Path) -> None:
    (tmp_path / SHADE).unlink()
    assert set(sources.again().closure(SCENE)) == {SCENE}
    (tmp_path / "wares/shade").mkdir()
    (tmp_path / "wares/shade/__init__.py").write_text("")
    (tmp_path / "wares/__init__.py").write_text("")
    found = sources.again().again().closure(SCENE)
    assert set(found) == {SCENE, "wares/shade/__init__.py", "wares/__init__.py"}


def test_one_text_in_two_packages_means_two_things(tmp_path: Path) -> None:
    for folder in ("wares", "goods"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "scene.py").write_text("from . import shade\n")
        (tmp_path / folder / "shade.py").write_text("")
    found = Sources(tmp_path, ["wares", "goods"])
    for each in (found, found.again()):
        assert set(each.closure("goods/scene.py")) == {"goods/scene.py", "goods/shade.py"}
        assert set(each.closure("wares/scene.py")) == {SCENE, SHADE}


def test_every_kind_of_import_is_found(tmp_path: Path) -> None:
    text = """
'''Not one:
from wares.never import x
'''
import wares.a, \\
    wares.b
from wares import (
    c,
    d as e,
)
if True:
    import wares.f
def g():
    from . import h  # and no more
from .a import (
    i,  # a module
)
from wares import j as k; import wares.l
"""
    (tmp_path / "wares").mkdir()
    names = [f"wares/{name}.py" for name in "abcdefghjkl"]
    for path in names:
        (tmp_path / path).write_text("")
    (tmp_path / SCENE).write_text(text)
    wanted = {SCENE, *(f"wares/{name}.py" for name in "abcdfhjl")}
    assert set(Sources(tmp_path, ["wares"]).closure(SCENE)) == wanted
    (tmp_path / SCENE).write_text(text + "\nimport this makes no sense\n")
    assert set(Sources(tmp_path, ["wares"]).closure(SCENE)) == {SCENE}


def test_data_is_what_is_not_python(tmp_path: Path) -> None:
    for name in ("a.toml", "a.py", "__pycache__/a.pyc", "in/b.json", "left/c.toml", "in/left/d"):
        path = tmp_path / "wares" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "wares/nothing").symlink_to("nowhere")
    wanted = {"wares/a.toml", "wares/in/b.json", "wares/in/left/d"}
    found = Sources(tmp_path, ["wares"]).data("wares", besides=("left",))
    assert set(found) == wanted
    assert found["wares/a.toml"] == digest(b"a.toml")
