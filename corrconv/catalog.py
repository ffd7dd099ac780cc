"""Every figure, declared once, in the article's order."""

from __future__ import annotations

import difflib
import fnmatch
from collections.abc import Iterable
from dataclasses import dataclass

from corrconv.core.operation import Operation

STILL = ("still",)
MOVING = ("animation",)
BOTH = ("still", "animation")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its inventory id, the name that its files carry, the scene that draws it,
    its forms, and the operation it is about, if it is about one."""

    id: str
    name: str
    scene: str
    scene_class: str
    forms: tuple[str, ...]
    title: str
    operation: Operation | None = None


_CONV = Operation.CONVOLUTION
_CORR = Operation.CROSS_CORRELATION

CATALOG: tuple[Figure, ...] = (
    Figure("F1", "sliding-kernel", "scenes/sliding.py", "SlidingBoth", BOTH,
           "A kernel slides over an image"),
    Figure("F1-convolution", "sliding-convolution", "scenes/sliding.py", "SlidingConvolution",
           BOTH, "A kernel slides: convolution", _CONV),
    Figure("F1-cross-correlation", "sliding-cross-correlation", "scenes/sliding.py",
           "SlidingCrossCorrelation", BOTH, "A kernel slides: cross-correlation", _CORR),
    Figure("F2", "notation-zoo", "scenes/equations.py", "NotationZoo", STILL,
           "What published sums really compute"),
    Figure("F3", "notation", "scenes/equations.py", "Notation", STILL, "Notation", _CONV),
    Figure("F4", "kernel", "scenes/arrays.py", "KernelFigure", STILL, "The kernel h"),
    Figure("F5", "image", "scenes/arrays.py", "ImageFigure", STILL, "The image x"),
    Figure("F6", "corner", "scenes/arrays.py", "CornerFigure", STILL,
           "The lower right corner of the image"),
    Figure("F7", "convolution-equation", "scenes/equations.py", "ConvolutionEquation", STILL,
           "Convolution", _CONV),
    Figure("F8", "convolution-table", "scenes/worked.py", "ConvolutionTable", BOTH,
           "Convolution, term by term", _CONV),
    Figure("F9", "convolution-drawing", "scenes/reveal.py", "ConvolutionReveal", BOTH,
           "Convolution flips the kernel", _CONV),
    Figure("F10", "equations-compared", "scenes/equations.py", "EquationsCompared", STILL,
           "Only the sign differs"),
    Figure("F11", "patches", "scenes/patches.py", "Patches", BOTH,
           "The same output index, two patches"),
    Figure("F12", "convolution-coverage", "scenes/coverage.py", "ConvolutionCoverage", BOTH,
           "Convolution: which patch makes which output", _CONV),
    Figure("F13", "cross-correlation-coverage", "scenes/coverage.py",
           "CrossCorrelationCoverage", BOTH,
           "Cross-correlation: which patch makes which output", _CORR),
    Figure("F14", "cross-correlation-table", "scenes/worked.py", "CrossCorrelationTable", BOTH,
           "Cross-correlation, term by term", _CORR),
    Figure("F15", "cross-correlation-drawing", "scenes/reveal.py", "CrossCorrelationReveal",
           BOTH, "Cross-correlation does not flip the kernel", _CORR),
    Figure("F16", "title-card", "scenes/title.py", "TitleCard", STILL,
           "Real convolution flips the kernel"),
    Figure("B1", "library", "scenes/library.py", "Library", STILL, "What your library computes"),
    Figure("B2", "traversal", "scenes/traversal.py", "TraversalFigure", BOTH,
           "The order of the outputs does not matter", _CONV),
    Figure("B3", "learning", "scenes/learning.py", "Learning", BOTH,
           "The network learns the flipped weights"),
    Figure("B4", "backpropagation", "scenes/backpropagation.py", "Backpropagation", BOTH,
           "Backpropagation flips the kernel"),
)  # fmt: skip


def card(figure: Figure) -> Figure:
    """The title card that announces `figure` in a lecture."""
    return Figure(f"{figure.id}-card", f"{figure.name}-card", "scenes/card.py", "Card", MOVING,
                  figure.title, figure.operation)  # fmt: skip


OPENING = Figure("opening", "opening", "scenes/card.py", "Card", MOVING, "Opening")
"""What a lecture begins with: the lesson's own title."""

CARDS: tuple[Figure, ...] = (
    OPENING,
    *(card(figure) for figure in CATALOG if "animation" in figure.forms),
)
"""The figures that only a lecture shows."""


def announced(card: Figure) -> Figure | None:
    """The figure that `card` announces; None where it is no card, or the opening."""
    return next((each for each in CATALOG if f"{each.name}-card" == card.name), None)


class UnknownFigureError(ValueError):
    """A name or pattern that no figure matches."""


def find(patterns: Iterable[str] = ()) -> tuple[Figure, ...]:
    """The figures whose id or name matches one of the patterns (globs), in the catalog's
    order; every figure where there is no pattern. UnknownFigureError names what matched none."""
    wanted = tuple(patterns)
    for pattern in wanted:
        if not any(_matches(figure, pattern) for figure in CATALOG):
            raise UnknownFigureError(_unknown(pattern))
    return tuple(
        figure
        for figure in CATALOG
        if not wanted or any(_matches(figure, pattern) for pattern in wanted)
    )


def named(name: str) -> Figure:
    """The figure or card with this name."""
    for figure in (*CATALOG, *CARDS):
        if figure.name == name:
            return figure
    raise UnknownFigureError(_unknown(name))


def _matches(figure: Figure, pattern: str) -> bool:
    folded = pattern.lower()
    return fnmatch.fnmatchcase(figure.id.lower(), folded) or fnmatch.fnmatchcase(
        figure.name, folded
    )


def _unknown(pattern: str) -> str:
    names = [figure.name for figure in CATALOG] + [figure.id for figure in CATALOG]
    near = difflib.get_close_matches(pattern, names, n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    known = ", ".join(f"{figure.id} {figure.name}" for figure in CATALOG)
    return f"no figure matches {pattern!r}{hint} (known: {known})"
