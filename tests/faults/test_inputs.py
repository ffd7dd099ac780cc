"""F12, F13: time stamps decide nothing, and whatever changes a picture changes its key."""

from __future__ import annotations

import compileall
import dataclasses
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import render
from corrconv.lesson.lesson import BUILT_IN
from corrconv.pipeline.cache import versions
from corrconv.pipeline.cache.fingerprint import Fingerprint, reasons
from corrconv.pipeline.cache.fingerprinter import Fingerprinter
from corrconv.pipeline.cache.sources import ROOT
from corrconv.pipeline.plan.plan import Job
from corrconv.products.article import article
from corrconv.rendering.profile import PROFILES
from tests.toy import PAINT, Toy, project

STILL = ("build", "--format", "png", "--theme", "light")


def explained(toy: Toy) -> str:
    return toy.call(*STILL, "--explain").stdout


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    """What is an input does not depend on who draws."""
    return Toy(tmp_path / "project", tmp_path / "media", executor="inline")


@pytest.fixture
def built(toy: Toy) -> Toy:
    assert toy.call(*STILL).returncode == 0
    assert explained(toy) == "ONE one light: current\n"
    return toy


def test_time_stamps_decide_nothing(built: Toy) -> None:
    for stamp in (0, 2**33):
        for path in [*built.root.rglob("*"), *built.media.rglob("*")]:
            os.utime(path, (stamp, stamp))
        assert "current ONE" in built.call(*STILL).stdout


def test_an_edit_of_the_same_size_and_time_is_seen(built: Toy) -> None:
    """A byte code file of the old source would be taken for current by Python."""
    source = built.root / "toy/paint.py"
    before, times = built.published(), source.stat()
    compileall.compile_dir(built.root, quiet=2)
    source.write_text(PAINT.replace("SHADE = 90", "SHADE = 91"))
    os.utime(source, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert "toy/paint.py changed" in explained(built)
    assert built.call(*STILL).returncode == 0
    assert built.published()["post/draft/light/one.png"] != before["post/draft/light/one.png"]


def test_inputs_that_change_while_a_figure_is_rendered(toy: Toy) -> None:
    toy.executor = "fork"
    toy.repainting("one")
    assert toy.call(*STILL).returncode == 0
    content = toy.published()["post/draft/light/one.png"]
    shutil.rmtree(toy.media)
    assert toy.call(*STILL).returncode == 0
    assert toy.published()["post/draft/light/one.png"] == content


def test_inputs_that_never_stop_changing(toy: Toy) -> None:
    toy.executor = "fork"
    grow = f"open({str(toy.root / 'toy/paint.py')!r}, 'a').write('# more' + chr(10))"
    toy.lines("one", grow)
    done = toy.call(*STILL)
    assert done.returncode == 1
    assert "inputs keep changing" in done.stdout


def test_a_no_op_build_touches_nothing(built: Toy) -> None:
    def state() -> dict[str, tuple[int, int]]:
        paths = [built.media, *sorted(built.media.rglob("*"))]
        return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in paths}

    before = state()
    assert built.call(*STILL).returncode == 0
    assert state() == before


def test_a_moved_project_and_media_folder_hit(built: Toy) -> None:
    shutil.move(built.root, built.root.with_name("elsewhere"))
    shutil.move(built.media, built.media.with_name("other media"))
    moved = Toy(built.root.with_name("elsewhere"), built.media.with_name("other media"))
    assert explained(moved) == "ONE one light: current\n"


def test_the_order_of_arguments_and_figures_is_nothing(built: Toy) -> None:
    built.scene("aaa")
    done = built.call(*STILL, "one", "aaa")
    assert "current ONE" in done.stdout
    assert "made AAA" in done.stdout
    assert "current ONE" in built.call(*STILL, "aaa", "one").stdout


def test_a_scene_nobody_imports_changes_nothing(built: Toy) -> None:
    built.write("toy/notes.py", "NOTE = 1")
    assert explained(built) == "ONE one light: current\n"


EDITS: dict[str, tuple[str, str]] = {
    "the scene": ("toy/one.py", "# changed"),
    "a module that it imports": ("toy/paint.py", "# changed"),
    "the performer": ("toy/perform.py", "# changed"),
    "the package": ("toy/__init__.py", "# changed"),
}


@pytest.mark.parametrize("what", EDITS)
def test_an_edited_source_is_rendered_again(built: Toy, what: str) -> None:
    path, text = EDITS[what]
    target = built.root / path
    target.write_text(target.read_text() + text)
    assert explained(built) == f"ONE one light: would be made: {path} changed\n"
    assert "made ONE" in built.call(*STILL).stdout
    assert explained(built) == "ONE one light: current\n"


def test_a_module_imported_by_an_imported_module(built: Toy) -> None:
    built.write("toy/shade.py", "SHADE = 90")
    built.write("toy/paint.py", PAINT.replace("SHADE = 90", "from toy.shade import SHADE"))
    assert "made ONE" in built.call(*STILL).stdout
    built.write("toy/shade.py", "SHADE = 91")
    assert "toy/shade.py changed" in explained(built)


def test_a_module_that_the_key_cannot_see_is_refused(toy: Toy) -> None:
    toy.write("toy/hidden.py", "SHADE = 90")
    toy.lines("one", "__import__('toy.hid' + 'den')")
    done = toy.call(*STILL)
    assert done.returncode == 1
    assert "toy/hidden.py is loaded in a way that its key does not see" in done.stdout


def test_another_lesson_is_rendered_again(built: Toy, tmp_path: Path) -> None:
    lesson = tmp_path / "post.toml"
    lesson.write_text(BUILT_IN.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    done = built.call(*STILL, "--lesson", str(lesson), "--explain")
    assert "lessons/post.toml changed" in done.stdout


def test_an_installed_library_of_another_version(
    built: Toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real one on the module path, where the package manager would have put it."""
    info = tmp_path / "site/numpy-99.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: numpy\nVersion: 99.1\n")
    old = versions.version("numpy")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert f"numpy {old} → 99.1" in explained(built)


def test_another_font_package(built: Toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    font = tmp_path / "site/fontpkg_new/face.otf"
    font.parent.mkdir(parents=True)
    font.write_bytes(b"a face")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert "fontpkg_new added" in explained(built)
    first = versions.font_digests()
    font.write_bytes(b"b face")
    assert versions.font_digests() != first


@pytest.mark.parametrize("name", [*versions.LIBRARIES, "cairo", "pango", "python", "zlib"])
def test_every_library_belongs_to_the_key(name: str) -> None:
    key = Fingerprinter(article(), None).fingerprint(job())
    assert key.components[f"version:{name}"] == versions.library_versions()[name]
    other = Fingerprint({**key.components, f"version:{name}": "0"})
    assert other.digest != key.digest
    assert reasons(other.components, key.components) == (
        f"{name} 0 → {key.components[f'version:{name}']}",
    )


def job(**changes: object) -> Job:
    figure = article().catalog[4]
    values: dict[str, object] = {
        "figure": figure,
        "lesson": "post",
        "profile": PROFILES["blog"],
        "theme": "light",
        "formats": ("png",),
        "transparent": False,
        "caption": "",
        "alt": "",
    }
    return Job(**{**values, **changes})  # type: ignore[arg-type]


CHANGES: dict[str, Callable[[Job], Job]] = {
    "theme": lambda old: dataclasses.replace(old, theme="dark"),
    "transparent": lambda old: dataclasses.replace(old, transparent=True),
    "figure": lambda old: dataclasses.replace(
        old, figure=dataclasses.replace(old.figure, name="other")
    ),
    "scene": lambda old: dataclasses.replace(
        old, figure=dataclasses.replace(old.figure, scene_class="Other")
    ),
    **{
        f"profile {field.name}": lambda old, name=field.name: dataclasses.replace(
            old, profile=dataclasses.replace(old.profile, **{name: 7})
        )
        for field in dataclasses.fields(PROFILES["blog"])
    },
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_setting_belongs_to_the_key(what: str) -> None:
    fingerprinter = Fingerprinter(article(), None)
    old, new = fingerprinter.fingerprint(job()), fingerprinter.fingerprint(CHANGES[what](job()))
    assert old.digest != new.digest
    assert any(what.split(" ")[-1] in reason for reason in reasons(old.components, new.components))


def test_formats_and_words_do_not_belong_to_the_key() -> None:
    fingerprinter = Fingerprinter(article(), None)
    other = job(formats=("png", "mp4"), caption="other words", alt="others")
    assert fingerprinter.fingerprint(job()).digest == fingerprinter.fingerprint(other).digest


def test_changed_words_are_published_without_rendering(built: Toy) -> None:
    changed = dataclasses.replace(project(built.root), caption=lambda figure, lesson: "New words")
    assert render.main([*STILL, "-q", "l", "--media_dir", str(built.media)], changed) == 0
    assert "New words" in (built.media / "manifest.json").read_text()
    assert "New words" in (built.media / "index.html").read_text()
    assert explained(built) == "ONE one light: current\n"


def test_the_articles_scenes_are_keyed_with_all_that_draws_them() -> None:
    key = Fingerprinter(article(), None).fingerprint(job())
    files = {name.partition(":")[2] for name in key.components if name.startswith("file:")}
    assert {"scenes/equations.py", "corrconv/core/operation.py", "lessons/post.toml"} <= files
    assert {
        "corrconv/draw/perform.py",
        "corrconv/formats/mp4.py",
        "corrconv/theme/theme.py",
    } <= files
    assert "render.py" not in files
    assert "corrconv/pipeline/report/reporter.py" not in files
    assert all((ROOT / name).is_file() for name in files if not name.startswith("lessons/"))
