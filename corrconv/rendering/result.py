"""The result of rendering a figure: pictures, facts and captions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NotRequired, TypeAlias, TypedDict

from corrconv.rendering.request import RenderRequest
from corrconv.rendering.sink import Pixels, Sink


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a step, from `start` to `end` in seconds."""

    start: float
    end: float
    text: str


class DrawnEntry(TypedDict):
    """One annotated thing of a still: `index` is [column, row], `bbox` is [x0, y0, x1, y1] in
    pixels from the upper left corner."""

    role: str
    grid: str
    index: list[int] | None
    text: str
    bbox: list[float]


class TermEntry(TypedDict):
    """One term of the worked output; `image` and `kernel` are indices [column, row]."""

    image: list[int]
    kernel: list[int]
    letter: str | None
    exists: bool


class Measurement(TypedDict):
    """The worst of what was measured of one kind: its value, what it was measured at, and the
    words of the step that showed it. What else is told depends on the kind."""

    value: float
    where: str
    step: str
    text: NotRequired[str]
    other: NotRequired[str]
    other_text: NotRequired[str]
    side: NotRequired[str]
    ink: NotRequired[str]
    ground: NotRequired[str]
    size: NotRequired[float]


class Look(TypedDict):
    """The look of a figure: the parts of the theme that were read, with their values; the dashes of
    each patch's line, by its grid; and measurements by their kind."""

    theme: dict[str, str]
    dashes: dict[str, str]
    layout: dict[str, list[Measurement]]


class Facts(TypedDict):
    """The final state of a figure, as its facts file says it; `size` is the still's
    [width, height] in pixels, `output` is an index [column, row]."""

    figure: str
    lesson: str
    operation: str | None
    output: list[int] | None
    order: str
    size: list[int]
    drawn: list[DrawnEntry]
    terms: list[TermEntry]
    look: NotRequired[Look]


@dataclass(frozen=True, slots=True)
class RenderResult:
    """The pictures, facts and captions of a rendered figure. `frames` counts those of the
    animation; `svg` is the still's drawing, `large` the still in twice the pixels and `poster` the
    final state in an animation's frame: None where they were not asked for."""

    still: Pixels
    facts: Facts
    captions: tuple[Caption, ...] = ()
    frames: int = 0
    svg: str | None = None
    large: Pixels | None = None
    poster: Pixels | None = None


Performer: TypeAlias = Callable[[RenderRequest, Sink | None], RenderResult]
"""Draws a requested figure; frames go to the sink, and none is drawn without one."""
