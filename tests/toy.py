"""A small project with figures that are drawn in milliseconds, for tests of the pipeline.

Run as a program, it is render.py for such a project: `python toy.py ROOT build ...`.
"""

from __future__ import annotations

import contextlib
import fnmatch
import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(REPOSITORY))

from corrconv.figures.figure import Figure  # noqa: E402
from corrconv.formats.registry import CODECS  # noqa: E402
from corrconv.lesson.lesson import Lesson  # noqa: E402
from corrconv.pipeline.project import IMAGE_FORMATS, Project  # noqa: E402
from corrconv.products.article import LECTURE, lecture_checks, page_writer  # noqa: E402

PERFORMER = '''
"""Plays toy scenes."""
import importlib
import numpy as np
from corrconv.rendering.result import RenderResult


def perform(request, sink):
    scene = importlib.import_module("toy." + request.figure.name.replace("-", "_"))
    result = scene.draw(request, sink)
    return result or RenderResult(np.zeros((1, 1, 4), np.uint8), {"drawn": []})
'''

PAINT = '''
"""What toy scenes paint with."""
from html import escape

import numpy as np
from corrconv.rendering.result import Caption, RenderResult

SHADE = 90


def vector(request, step):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="120" viewBox="0 0 160 120">'
        f"<title>{escape(request.figure.title)}</title><desc>{escape(request.alt)}</desc>"
        '<g data-role="image" data-index="0,0" data-text="[0,0]">'
        f'<path fill="gray" d="M{10 + step} 10h50v50h-50z"/></g></svg>'
    )


def picture(request, width, height, step):
    ground = 255 if request.theme == "light" else 20
    pixels = np.full((height, width, 4), ground, np.uint8)
    pixels[..., 3] = 255
    pixels[10:60, 10 + step : 60 + step, :3] = SHADE
    return pixels


def play(request, sink, steps=4):
    profile = request.profile
    if sink is not None:
        for step in range(steps):
            sink.write(picture(request, profile.width, profile.height, step), 2)
    bbox = [10, 10, 60, 60]
    drawn = [{"role": "image", "grid": "", "index": [0, 0], "text": "[0,0]", "bbox": bbox}]
    facts = {"figure": request.figure.name, "lesson": "post", "operation": None, "output": None,
             "order": "reading", "size": [160, 120], "drawn": drawn, "terms": []}
    captions = (Caption(0.0, 2 * steps / profile.fps, "A <box> & its steps"),)
    still, svg = picture(request, 160, 120, steps), vector(request, steps)
    large = still.repeat(2, axis=0).repeat(2, axis=1)
    poster = picture(request, profile.width, profile.height, steps)
    return RenderResult(still, facts, captions, 2 * steps, svg, large, poster)
'''

SCENE = """
from toy.paint import play


def draw(request, sink):
    return play(request, sink)
"""

BOTH = ("still", "animation")


@dataclass
class Toy:
    """A toy project at `root` that builds into `media`; `call` does tasks with `executor`."""

    root: Path
    media: Path
    figures: list[str] = field(default_factory=list)
    executor: str = "inline"

    def __post_init__(self) -> None:
        self.write("toy/__init__.py", "")
        self.write("toy/perform.py", PERFORMER)
        self.write("toy/paint.py", PAINT)
        for name in self.figures or ["one"]:
            self.scene(name)

    def write(self, path: str, text: str) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target

    def scene(self, name: str, text: str = SCENE) -> Path:
        """A figure that is drawn by the function `draw` in `text`."""
        return self.write(f"toy/{name.replace('-', '_')}.py", text)

    def lines(self, name: str, *lines: str) -> Path:
        """A figure whose `draw` does `lines` first, and then draws as all do."""
        body = "".join(f"    {line}\n" for line in lines)
        head = "import os, signal, sys, time\nfrom toy.paint import play\n\n\n"
        end = "    return play(request, sink)\n"
        return self.scene(name, f"{head}def draw(request, sink):\n{body}{end}")

    def repainting(self, name: str) -> Path:
        """A figure whose `draw` gives the project's paint another shade first."""
        paint = str(self.root / "toy/paint.py")
        change = f"text = open({paint!r}).read().replace('SHADE = 90', 'SHADE = 91')"
        return self.lines(name, change, f"open({paint!r}, 'w').write(text)")

    def command(self, *arguments: str) -> list[str]:
        script = str(Path(__file__).resolve())
        media = ["--media_dir", str(self.media)] if arguments[0] != "list" else []
        quality = ["-q", "l"] if arguments[0] == "build" else []
        return [sys.executable, script, str(self.root), *arguments, *quality, *media]

    def run(self, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
        """render.py for this project, to its end."""
        options: dict[str, Any] = {"capture_output": True, "text": True, "timeout": 120, **more}
        return subprocess.run(self.command(*arguments), check=False, **options)

    def call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The same in this process, which is quicker. So are its tasks, but where `executor` says
        that they shall have processes of their own."""
        import render

        out, err = io.StringIO(), io.StringIO()
        command = self.command(*arguments)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = render.main(command[3:], replace(project(self.root), executor=self.executor))
        return subprocess.CompletedProcess(command, status, out.getvalue(), err.getvalue())

    def start(self, *arguments: str, **more: Any) -> subprocess.Popen[str]:
        """render.py for this project, under way; Ctrl-C works also where ours is ignored."""
        pipe: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(self.command(*arguments), **{**pipe, **more})

    def published(self) -> dict[str, bytes]:
        """Content by path of all that is published."""
        return {
            path.relative_to(self.media).as_posix(): path.read_bytes()
            for path in sorted(self.media.rglob("*"))
            if path.is_file() and ".corrconv" not in path.parts
        }

    def staged(self) -> list[str]:
        """What lies in staging."""
        return [path.name for path in sorted((self.media / ".corrconv/staging").glob("*"))]

    def path(self, name: str, ending: str, theme: str = "light") -> Path:
        return self.media / f"post/draft/{theme}/{name}.{ending}"


def project(root: Path) -> Project:
    """The project at `root`: a figure for each module that draws."""
    names = sorted(
        path.stem.replace("_", "-")
        for path in (root / "toy").glob("*.py")
        if "def draw(" in path.read_text(encoding="utf-8")
    )
    figures = tuple(_figure(name) for name in names)

    def find(patterns: Iterable[str]) -> tuple[Figure, ...]:
        wanted = tuple(patterns)
        for pattern in wanted:
            if not fnmatch.filter(names, pattern):
                raise ValueError(f"no figure matches {pattern!r} (known: {', '.join(names)})")
        return tuple(
            each
            for each in figures
            if not wanted or any(fnmatch.fnmatch(each.name, pattern) for pattern in wanted)
        )

    return Project(
        root=root,
        packages=("toy",),
        catalog=figures,
        find=find,
        caption=_caption,
        alt=_caption,
        performer="toy.perform:perform",
        page=page_writer,
        joined={LECTURE: lecture_checks},
        preload=("av", *IMAGE_FORMATS, *CODECS, "corrconv.pipeline.workers.worker", "toy.perform"),
        command=(sys.executable, str(Path(__file__).resolve()), str(root)),
    )


def _figure(name: str) -> Figure:
    forms = ("still",) if name.startswith("still") else BOTH
    scene = f"toy/{name.replace('-', '_')}.py"
    return Figure(name.upper(), name, scene, "Scene", forms, f"Toy {name}")


def _caption(figure: Figure, lesson: Lesson) -> str:
    return f"Figure {figure.name} of {lesson.name}"


def main() -> int:
    import render

    return render.main(sys.argv[2:], project(Path(sys.argv[1])))


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in a background job
    os.umask(int(os.environ.get("TOY_UMASK", "022"), 8))
    sys.exit(main())
