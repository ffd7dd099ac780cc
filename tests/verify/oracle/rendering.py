"""Figures rendered in this process, as they are or with something done to them at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from manim import Mobject, VMobject

from corrconv.draw import perform as performer
from corrconv.draw.export.annotations import ANNOTATION
from corrconv.draw.scene import FigureScene
from corrconv.draw.text.label import glyphs
from corrconv.rendering.profile import PROFILES
from corrconv.rendering.request import RenderRequest
from corrconv.rendering.result import RenderResult
from tests.render_requests import request

Tamper = Callable[[FigureScene], None]


def rendered(
    name: str, theme: str = "light", tamper: Tamper | None = None, lesson: Path | None = None
) -> RenderResult:
    """A figure's draft; `tamper` is let loose on the finished scene before it is captured."""
    real = performer.make_scene

    def staged(request: RenderRequest, sink: Any) -> FigureScene:
        scene = real(request, sink)
        tear_down = scene.tear_down

        def finished() -> None:
            tear_down()
            if tamper:
                tamper(scene)

        scene.tear_down = finished  # type: ignore[method-assign]
        return scene

    with mock.patch.object(performer, "make_scene", staged):
        return performer.perform(request(name, theme, PROFILES["draft"], lesson=lesson), None)


def claimed(scene: FigureScene, grid: str, at: tuple[int, int] | None = None) -> Any:
    """What is drawn at an index of a grid."""
    for part in _family(scene.mobjects):
        fact = getattr(part, ANNOTATION, None)
        index = (fact.index.col, fact.index.row) if fact and fact.index else None
        if fact and fact.grid == grid and index == at:
            return part
    raise LookupError(f"nothing drawn is {grid} {at}")


def _family(mobjects: list[Mobject]) -> Iterator[Mobject]:
    for mobject in mobjects:
        yield mobject
        yield from _family(mobject.submobjects)


def rewrite(target: VMobject, source: VMobject, place: int = -1) -> None:
    """Put one glyph of `source` in place of one of `target`, in its middle."""
    old, new = glyphs(target)[place], glyphs(source)[place]
    middle = old.get_center()
    old.points = np.array(new.points)
    old.move_to(middle)


def exchange(one: VMobject, other: VMobject) -> None:
    """Let two mobjects change places."""
    first, second = one.get_center(), other.get_center()
    one.move_to(second)
    other.move_to(first)


def drop(scene: FigureScene, part: VMobject) -> None:
    """Take a part out of the scene, wherever it stands in it."""
    scene.remove(part)
    for mobject in _family(list(scene.mobjects)):
        if part in mobject.submobjects:
            mobject.submobjects.remove(part)
