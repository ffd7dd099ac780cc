"""What a fork server has read of the project is given up as soon as it is no longer that."""

from __future__ import annotations

import compileall
import importlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corrconv.pipeline.cache.sources import ROOT, digest
from corrconv.pipeline.workers.preload import Preload
from corrconv.pipeline.workers.scheduler import TaskError, read_end, sources_match
from corrconv.pipeline.workers.task import Result, TaskEnd
from corrconv.products.article import article
from tests.toy import Toy

pytestmark = pytest.mark.slow

SOURCES = {
    "wares/__init__.py": "",
    "wares/shade.py": "SHADE = 90\n",
    "wares/paint.py": "from wares.shade import SHADE\n",
    "wares/maybe.py": """
try:
    from wares.extra import SHADE
except ImportError:
    SHADE = 1
""",
}


@pytest.fixture
def preload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Preload]:
    """Open, with all of SOURCES; byte code of them lies beside."""
    for name in ("path", "meta_path"):
        monkeypatch.setattr(sys, name, list(getattr(sys, name)))
    for name in ("dont_write_bytecode", "pycache_prefix"):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    for name, text in SOURCES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    compileall.compile_dir(tmp_path, quiet=2)
    found = Preload(tmp_path, ["wares"])
    found.open(["wares.paint", "wares.maybe"])
    yield found
    found.forget()


def shade(module: str) -> int:
    found: int = importlib.import_module(f"wares.{module}").SHADE
    return found


def edit(root: Path) -> None:
    """Of the same size and time, as Python would not see it."""
    path = root / "wares/shade.py"
    times = path.stat()
    path.write_text("SHADE = 91\n")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def shadow(root: Path) -> None:
    (root / "wares/shade").mkdir()
    (root / "wares/shade/__init__.py").write_text("SHADE = 91\n")


def appear(root: Path) -> None:
    (root / "wares/extra.py").write_text("SHADE = 91\n")


CHANGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "an edit": (edit, "paint"),
    "a package of the same name": (shadow, "paint"),
    "a module that was looked for": (appear, "maybe"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_changed_is_read_again(preload: Preload, tmp_path: Path, what: str) -> None:
    change, module = CHANGES[what]
    before = shade(module)
    change(tmp_path)
    assert not preload.stands()
    assert shade(module) == before
    preload.forget()
    assert shade(module) == 91
    assert preload.stands()


def test_what_did_not_change_stands(preload: Preload, tmp_path: Path) -> None:
    for path in tmp_path.rglob("*"):
        os.utime(path, (0, 0))
    (tmp_path / "wares/unasked.py").write_text("")
    assert preload.stands()


def test_a_module_that_vanished_is_missed(preload: Preload, tmp_path: Path) -> None:
    (tmp_path / "wares/shade.py").unlink()
    assert not preload.stands()
    preload.forget()
    with pytest.raises(ModuleNotFoundError):
        shade("paint")


def test_a_module_that_cannot_be_imported_is_left_to_the_workers(
    preload: Preload, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wares/paint.py").write_text("raise SystemExit(7)\n")
    preload.open(["wares.shade", "wares.paint"])
    assert "SystemExit: 7" in capsys.readouterr().err
    assert preload.stands()
    assert not any(name.startswith("wares") for name in sys.modules)


STILLS = ("build", "--format", "png", "--theme", "light", "-j", "1")


def test_an_edit_between_two_jobs_of_one_server(tmp_path: Path) -> None:
    toy = Toy(tmp_path / "project", tmp_path / "media", ["one", "still-two"], executor="fork")
    assert toy.call(*STILLS).returncode == 0
    before = toy.published()["post/draft/light/still-two.png"]
    shutil.rmtree(toy.media)
    toy.repainting("one")
    assert toy.call(*STILLS).returncode == 0
    after = toy.published()["post/draft/light/still-two.png"]
    shutil.rmtree(toy.media)
    assert toy.call(*STILLS).returncode == 0
    assert toy.published()["post/draft/light/still-two.png"] == after != before


def test_a_performer_that_hangs_when_it_is_imported(toy: Toy) -> None:
    toy.executor = "fork"
    toy.write("toy/perform.py", "import time\ntime.sleep(600)\n")
    done = toy.call(*STILLS, "--timeout", "0.2")
    assert done.returncode == 1
    assert "TIMEOUT ONE one light" in done.stdout


def test_a_performer_that_ends_every_process_that_imports_it(toy: Toy) -> None:
    toy.executor = "fork"
    toy.write("toy/perform.py", f"import os\nos.kill(os.getpid(), {int(signal.SIGKILL)})\n")
    done = toy.call(*STILLS)
    assert done.returncode == 1
    assert "crashed ONE one light" in done.stdout


def test_the_key_covers_what_was_read_and_nothing_else(tmp_path: Path) -> None:
    def covered(**modules: str) -> bool:
        sent = Result(modules={f"toy/{name}.py": read for name, read in modules.items()})
        sources = {"toy/one.py": digest(b"now")}
        return sources_match(read_end(TaskEnd(1, 0, 0, sent.dump()), tmp_path, sources), sources)

    assert covered(one=digest(b"now"))
    assert covered(one="")
    assert not covered(one=digest(b"before"))
    with pytest.raises(TaskError, match=r"toy/two.py is loaded in a way that its key does not"):
        covered(one=digest(b"now"), two=digest(b"now"))


OPENED = """
import importlib, os, sys
opened = set()
def note(event, found):
    if event == "open" and isinstance(found[0], str):
        opened.add(os.path.abspath(found[0]))
sys.addaudithook(note)
for name in sys.argv[2:]:
    importlib.import_module(name)
found = {name for name in opened if name.startswith(sys.argv[1])}
print(*sorted(name for name in found if not name.endswith((".py", ".pyc"))), sep="\\n")
"""


def opened(root: Path, package: str, *names: str) -> list[str]:
    command = [sys.executable, "-B", "-c", OPENED, f"{root / package}/", *names]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_the_preload_holds_no_data_that_could_change(tmp_path: Path) -> None:
    """Only sources are held against what is on the disk later on."""
    assert opened(ROOT, "corrconv", *article().preload) == []
    (tmp_path / "wares").mkdir()
    (tmp_path / "wares/shade.py").write_text("open('wares/shade.toml', 'w').close()\n")
    assert opened(tmp_path, "wares", "wares.shade") == [str(tmp_path / "wares/shade.toml")]
