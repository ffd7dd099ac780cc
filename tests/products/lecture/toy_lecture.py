"""A toy project with cards, whose animations have two steps of a second each."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import render
from corrconv.figures.figure import Figure
from corrconv.pipeline.project import Project
from tests import toy
from tests.toy import Toy

SCENE = """
from dataclasses import replace

from toy.paint import Caption, picture, play

WORDS = {words}


def draw(request, sink):
    fps, captions = request.profile.fps, []
    width, height = request.profile.width, request.profile.height
    for place, words in enumerate(WORDS):
        if sink:
            sink.step()
        for frame in range(fps if sink else 0):
            sink.write(picture(request, width, height, 5 * frame + {shift}), 1)
        captions.append(Caption(place, place + 1, words))
    return replace(play(request, None), captions=tuple(captions), frames=fps * len(WORDS))
"""
FIGURES = ("first", "second", "third")
CARDS = ("opening", "first-card", "third-card")


@dataclass
class Course(Toy):
    """`second` has no card, and a still is among the figures."""

    def __post_init__(self) -> None:
        super().__post_init__()
        (self.root / "toy/one.py").unlink()
        self.scene("still-life")
        for place, name in enumerate(FIGURES):
            self.show(name, f"{name} & one", f"{name} <two>", shift=place)
        for name in CARDS:
            self.show(name, f"Now: {name}")

    def show(self, name: str, *words: str, shift: int = 0) -> None:
        """An animation that says `words`, a second each."""
        self.scene(name, SCENE.format(words=words, shift=shift))

    def call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        out, err = io.StringIO(), io.StringIO()
        quality = ["-q", "l"] if arguments[0] in {"lecture", "build"} else []
        command = [*arguments, *quality, "--media_dir", str(self.media)]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = render.main(command, project(self.root))
        return subprocess.CompletedProcess(command, status, out.getvalue(), err.getvalue())

    def copy(self, folder: Path) -> Course:
        """The same, elsewhere: with its own sources and its own media folder."""
        shutil.copytree(self.media, folder / "media", copy_function=shutil.copyfile)
        return Course(folder / "project", folder / "media")

    @property
    def folder(self) -> Path:
        return self.media / "post/draft/light"


def project(root: Path) -> Project:
    """The project at `root`: its cards are no figures."""
    whole = toy.project(root)
    cards = tuple(each for each in whole.catalog if each.name in CARDS)

    def find(patterns: Iterable[str]) -> tuple[Figure, ...]:
        return tuple(each for each in whole.find(patterns) if each not in cards)

    figures = tuple(each for each in whole.catalog if each not in cards)
    return replace(whole, catalog=figures, cards=cards, find=find)
