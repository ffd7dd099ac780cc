"""`corrconv.show` with real figures, and the notebook of the documentation, run."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import subprocess
import sys
import time
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import av
import nbformat
import pytest
from PIL import Image

import corrconv
from corrconv.pipeline.plan.request import BuildRequest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"
SOBEL = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]

EXECUTE = """
import sys, nbformat
from nbclient import NotebookClient
book = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(book, timeout=240, kernel_name="python3").execute()
nbformat.write(book, sys.argv[2])
"""


def surroundings(folder: Path) -> dict[str, str]:
    """An environment with a cache and notebook settings of its own, and this checkout."""
    own = {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "cache")}
    own |= {name: str(folder / name) for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR")}
    own |= {"JUPYTER_RUNTIME_DIR": str(folder / "run"), "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    return {**os.environ, **own}


def executed(path: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", EXECUTE, str(path), str(folder / "done.ipynb")],
        cwd=folder,
        env=surroundings(folder),
        capture_output=True,
        text=True,
        check=False,
    )


def embedded(html: str) -> dict[str, bytes]:
    """What is embedded, by its media type."""
    found = re.findall(r"data:([a-z/+0-9]+);base64,([^\"]+)\"", html)
    return {kind: base64.b64decode(content, validate=True) for kind, content in found}


def looked_at(outputs: list[Any]) -> set[str]:
    """Every kind of picture that cells show, each decoded in full and with its words."""
    kinds = set()
    for html in (each["data"]["text/html"] for each in outputs if "data" in each):
        assert re.search(r'(alt|aria-label)="[^"]{40,}"', html)
        for kind, content in embedded(html).items():
            kinds.add(kind)
            if kind == "image/png":
                with Image.open(BytesIO(content)) as picture:
                    assert picture.convert("L").getextrema()[0] < 100
            elif kind == "image/svg+xml":
                assert ElementTree.fromstring(content).tag.endswith("svg")
            elif kind == "video/mp4":
                with av.open(BytesIO(content)) as video:
                    assert sum(1 for _ in video.decode(video=0)) > 15
            else:
                assert content.startswith(b"WEBVTT\n")
                assert b" --> " in content
    return kinds


def test_the_notebook_of_the_documentation_runs_as_it_says(tmp_path: Path) -> None:
    done = executed(NOTEBOOK, tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    book = nbformat.read(tmp_path / "done.ipynb", as_version=4)
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    assert looked_at(outputs) == {"image/png", "image/svg+xml", "video/mp4", "text/vtt"}
    assert sum("data" in each for each in outputs) == 5
    printed = "".join(each.get("text", "") for each in outputs)
    assert printed.startswith("kernel.png\nThe kernel h\nThe kernel h.")
    assert printed.endswith("kernel must have rows of one length, got 2, 1\n")


def test_a_cell_that_fails_would_be_noticed(tmp_path: Path) -> None:
    book = nbformat.read(NOTEBOOK, as_version=4)
    book.cells = [cell for cell in book.cells if cell.source == "import corrconv"]
    book.cells.append(nbformat.v4.new_code_cell('corrconv.show("kernel", kernel=[[1], [2, 3]])'))
    nbformat.write(book, tmp_path / "wrong.ipynb")
    done = executed(tmp_path / "wrong.ipynb", tmp_path)
    assert done.returncode != 0
    assert "kernel must have rows of one length, got 1, 2" in done.stderr


def test_the_notebook_is_kept_without_outputs_and_has_every_argument() -> None:
    book = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(book)
    codes = [cell for cell in book.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in codes)
    page = (ROOT / "docs" / "notebook.md").read_text(encoding="utf-8")
    for name in ("kernel", "image", "output", "theme", "quality", "format", "animated"):
        assert any(f"{name}=" in cell.source for cell in codes), name
        assert f"`{name}`" in page


def test_the_second_call_finds_what_the_first_has_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = corrconv.show("kernel", kernel=SOBEL, cache=tmp_path, quality="l")
    made = first.path.stat().st_mtime_ns

    def cooking(*_: object) -> None:
        raise AssertionError("it is rendered again")

    monkeypatch.setattr("corrconv.products.notebook.show.build_in_subprocess", cooking)
    second = corrconv.show("kernel", kernel=SOBEL, cache=tmp_path, quality="l")
    assert (second, second.path.stat().st_mtime_ns) == (first, made)
    assert second._repr_html_() == first._repr_html_()
    with pytest.raises(AssertionError, match="rendered again"):
        corrconv.show("kernel", kernel=[[2, 0, 1]], cache=tmp_path, quality="l")


def test_a_figure_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    little = partial(BuildRequest, memory=64)
    monkeypatch.setattr("corrconv.products.notebook.show.BuildRequest", little)
    with pytest.raises(RuntimeError, match=r"F4 kernel light: \w+, ") as raised:
        corrconv.show("kernel", cache=tmp_path, quality="l")
    assert "\n" not in str(raised.value)


def test_it_works_without_ipython(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['IPython'] = None; import corrconv, json; "
        "shown = corrconv.show('kernel', quality='l', cache=sys.argv[1]); "
        "print(json.dumps([str(shown.path), *shown._repr_mimebundle_()]))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    path, *kinds = json.loads(told.stdout)
    assert Path(path).is_file()
    assert kinds == ["text/plain", "text/html", "image/png"]


def test_an_interrupt_ends_the_rendering_and_not_the_kernel(tmp_path: Path) -> None:
    """The kernel is interrupted in the middle of a long animation; it lives."""
    code = (
        "import signal, sys, corrconv\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # ours may be ignored\n"
        "try:\n"
        "    corrconv.show('traversal', animated=True, quality='k', cache=sys.argv[1])\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted')\n"
        "print('alive')\n"
    )
    kernel = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.rglob("log.txt")) and time.monotonic() < deadline:
        time.sleep(0.1)
    kernel.send_signal(signal.SIGINT)
    said, _ = kernel.communicate(timeout=60)
    assert said.splitlines() == ["interrupted", "alive"]
    assert kernel.returncode == 0
    assert not list(tmp_path.rglob("*.mp4"))
    assert not working_in(tmp_path)


def working_in(folder: Path) -> list[str]:
    """Processes whose working directory lies in `folder`."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                where = (entry / "cwd").readlink()
            except OSError:
                continue
            if where.is_relative_to(folder):
                found.append(entry.name)
    return found


def test_a_process_that_goes_on_would_be_noticed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], cwd=tmp_path, stdin=subprocess.PIPE):
        assert len(working_in(tmp_path)) == 1
