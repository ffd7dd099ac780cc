"""Mobjects that begin as copies of one that was made before.

manim's constructors read the same colours and fill the same arrays for every mobject; that was two
fifths of the processor time of a still. Here they run once for equal arguments, and whatever is
made with these later takes over the attributes that they left. Source: manim 0.22,
`VMobject.__init__`, `Mobject.__deepcopy__`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from manim import CapStyleType, LineJointType, ManimColor, Rectangle, Square, VGroup, VMobject

MODELS = 512
"""So many different mobjects are remembered as models."""

WIDTH, HEIGHT = 4.0, 2.0
"""Size of a rectangle for which manim is given none."""

SHARED = frozenset({str, int, float, bool, type(None), ManimColor, LineJointType, CapStyleType})
"""What a mobject and its copies can share, because nothing changes it."""


class CopiedMobject(VMobject):
    """A `VMobject(**style)`, made and copied in a tenth of the time."""

    def __init__(self, **style: Any) -> None:
        initialise(self, VMobject, **style)

    def __deepcopy__(self, memo: dict[int, Any]) -> CopiedMobject:
        """Return what manim's own copy is, but for colours, which are shared."""
        twin = type(self).__new__(type(self))
        memo[id(self)] = twin
        attributes = vars(twin)
        for name, value in vars(self).items():
            kind = type(value)
            if kind is np.ndarray:
                attributes[name] = value.copy()
            elif kind is list:
                attributes[name] = [_copy(each, memo) for each in value]
            else:
                attributes[name] = value if kind in SHARED else _copy(value, memo)
        attributes["original_id"] = str(id(self))
        return twin


def _copy(value: Any, memo: dict[int, Any]) -> Any:
    """Return a copy of what can change, the same one wherever it is met again."""
    if isinstance(value, CopiedMobject) and id(value) not in memo:
        return value.__deepcopy__(memo)
    return copy.deepcopy(value, memo)


class CopiedGroup(CopiedMobject, VGroup):
    """A `VGroup(*parts)`, made and copied quickly."""

    def __init__(self, *parts: VMobject) -> None:
        super().__init__()
        self.add(*parts)


class CopiedSquare(CopiedMobject, Square):
    """A `Square(side)`, made and copied quickly."""

    def __init__(self, side: float) -> None:
        initialise(self, Square, side)
        self.grid_lines = CopiedGroup()


class CopiedRectangle(CopiedMobject, Rectangle):
    """A `Rectangle(width=width, height=height, **style)`, made and copied quickly."""

    def __init__(self, width: float, height: float, **style: Any) -> None:
        initialise(self, Rectangle, **style)
        self.grid_lines = CopiedGroup()
        self.points *= (width / WIDTH, height / HEIGHT, 1.0)


def initialise(
    mobject: VMobject, kind: Callable[..., VMobject], *arguments: Any, **style: Any
) -> None:
    """Initialise `mobject` as a `kind` with these arguments, but for mobjects that `kind` makes."""
    model = _model(kind, *arguments, **style)
    attributes = vars(mobject)
    attributes.update(model.shared)
    for name, value in model.owned.items():
        attributes[name] = value.copy()
    mobject.name = type(mobject).__name__


@dataclass(frozen=True, slots=True)
class _Model:
    """The attributes of a mobject that was made once: those that are `shared`, and the lists and
    arrays of which each mobject has its own."""

    shared: Mapping[str, Any]
    owned: Mapping[str, Any]


@lru_cache(MODELS, typed=True)
def _model(kind: Callable[..., VMobject], *arguments: Any, **style: Any) -> _Model:
    made = vars(kind(*arguments, **style))
    owned = {name: value for name, value in made.items() if isinstance(value, list | np.ndarray)}
    others = {name for name, value in made.items() if isinstance(value, VMobject)}
    return _Model({name: made[name] for name in made.keys() - owned.keys() - others}, owned)
