"""What a build works on: the figures, who performs them, and where their sources lie."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from corrconv import catalog
from corrconv.catalog import Figure
from corrconv.figures import applies, caption, variant
from corrconv.lesson.lesson import Lesson
from corrconv.pipeline.oracle import Oracle, proof, trusting

LECTURE = "lecture"
"""Stands for the figure in the record of a joined lecture."""

CHILD, STUDIO = "corrconv.pipeline.workers.worker", "corrconv.draw.perform"
"""Modules that run in a worker; they and all that they import belong to the key of every job."""

IMAGE_FORMATS = tuple(f"PIL.{name}ImagePlugin" for name in ("Bmp", "Gif", "Jpeg", "Png", "Ppm"))
"""What Pillow imports before it opens any file."""

ROOT = Path(__file__).parent.resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Project:
    """A catalogue and the means to draw it.

    `root` is the folder that sources are named from, `packages` are the project's own in it;
    `studio` is "module:function", called with a commission and a sink in a worker; `preload`
    are the modules that every worker finds imported already; the project's own among them belong
    to the key of every job;
    `cards` are the figures that only a lecture shows;
    `witness` makes the one that tells whether its figures show what they must; `command` runs the
    command line for it in a process of its own. `unfit` says why a figure makes no sense for a
    lesson, `edition` gives a figure as a lesson has it.
    """

    root: Path
    packages: tuple[str, ...]
    catalog: tuple[Figure, ...]
    find: Callable[[Iterable[str]], tuple[Figure, ...]]
    caption: Callable[[Figure, Lesson], str]
    alt: Callable[[Figure, Lesson], str]
    studio: str
    preload: tuple[str, ...]
    cards: tuple[Figure, ...] = ()
    witness: Callable[[], Oracle] = trusting
    command: tuple[str, ...] = ()
    unfit: Callable[[Figure, Lesson], str | None] = lambda figure, lesson: None
    edition: Callable[[Figure, Lesson], Figure] = lambda figure, lesson: figure

    def card(self, name: str) -> Figure | None:
        """The card called `name`, None where the project has none."""
        return next((each for each in self.cards if each.name == name), None)

    def knows(self, figure: str, name: str) -> bool:
        """Whether what was published for this figure, under this name, is ours."""
        ours = ((each.id, each.name) for each in (*self.catalog, *self.cards))
        return figure == LECTURE or (figure, name) in ours


def article() -> Project:
    """The article's own figures, drawn with manim."""
    return Project(
        root=ROOT,
        packages=("corrconv", "scenes"),
        catalog=catalog.CATALOG,
        find=catalog.find,
        caption=caption.caption,
        alt=caption.alt,
        studio=f"{STUDIO}:perform",
        preload=("manim", "av", "typst", *IMAGE_FORMATS, CHILD, STUDIO),
        cards=catalog.CARDS,
        witness=proof,
        command=(sys.executable, *_program()),
        unfit=applies.unfit,
        edition=variant.edition,
    )


def _program() -> tuple[str, ...]:
    """What Python runs: the program of a checkout, or what a wheel's own script does."""
    program = ROOT / "render.py"
    if program.is_file():
        return (str(program),)
    return ("-P", "-c", "import sys; from corrconv.cli.main import main; sys.exit(main())")
