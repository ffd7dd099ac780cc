"""Pairs of roles that a theme must keep apart: by how much, and by what else than colour.

Text needs 4.5 : 1, lines and areas that mean something 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11); roles
that stand for different things need a CIEDE2000 distance of 10, also for readers without green or
without red cones, and every such pair has a second cue: colour alone tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from corrconv.theme.colour import GREYSCALE, VISIONS, contrast, distance
from corrconv.theme.theme import COLOUR, Theme

TEXT_RATIO, LINE_RATIO = 4.5, 3.0
LARGE_RATIO = 3.0
"""For type of 24 px and more at 720 px width."""

FLOORS: Mapping[str, float] = MappingProxyType({"text": 3.0, "line": 2.5})
"""What an exemption may not go below."""

LEAST_DISTANCE = 10.0
"""CIEDE2000; 1 is a difference that can just be seen, 10 one that is seen at a glance."""

_OPERATIONS = ("convolution", "cross_correlation", "library_cross_correlation")
_INDEX = ("ink", "column", "row")

TEXT_PAIRS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "paper": (*_INDEX, "muted", *_OPERATIONS),
        "image_fill": _INDEX,
        "kernel_fill": _INDEX,
        "output_fill": _INDEX,
    }
)
"""By ground, the roles that words and formulas on it have. Tags are written the other way round,
paper on an operation's colour."""

LINE_PAIRS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "paper": ("image_line", "kernel_line", "output_line", "divider", "focus", *_OPERATIONS),
        "image_fill": ("image_line", "cross_correlation", "convolution"),
        "kernel_fill": ("kernel_line", "focus"),
        "output_fill": ("output_line", "focus"),
    }
)
"""By ground, the roles of lines that have to be seen on it. `grid` only separates."""


@dataclass(frozen=True, slots=True)
class RolePair:
    """Name two roles that stand for different things, and what tells them apart without colour."""

    first: str
    second: str
    cue: str


DISTINCT_PAIRS: tuple[RolePair, ...] = (
    RolePair(
        "convolution", "cross_correlation", "solid or dashed line, tag conv or corr, the name"
    ),
    RolePair("convolution", "library_cross_correlation", "solid or dotted line, tag conv or lib"),
    RolePair("cross_correlation", "library_cross_correlation", "dash length, tag corr or lib"),
    RolePair("column", "row", "first or second place in the brackets, letters m i or n j"),
    RolePair("image_line", "kernel_line", "letter x or h, place, number of cells"),
    RolePair("image_line", "output_line", "letter x or y, place"),
    RolePair("kernel_line", "output_line", "letter h or y, place"),
    RolePair("focus", "convolution", "no tag, around one cell or one pixel"),
    RolePair("focus", "cross_correlation", "solid or dashed line, no tag"),
    RolePair("ink", "muted", "a strike and a cross where something does not exist"),
)


@dataclass(frozen=True, slots=True)
class PairMeasure:
    """Hold `met`, the value measured between two roles, and `least`, the value required.

    `what` is "text", "line" or the name of a vision. `cue` tells the roles apart besides colour;
    `why` excuses less than usual.
    """

    what: str
    first: str
    second: str
    met: float
    least: float
    cue: str = ""
    why: str = ""

    @property
    def good(self) -> bool:
        """Tell whether the value is high enough. In greyscale the cue is what counts."""
        return self.met >= self.least

    @property
    def sentence(self) -> str:
        """Return what is wrong, with the pair and the number."""
        pair = f"{self.first} on {self.second}" if not self.cue else f"{self.first}, {self.second}"
        if self.cue:
            seen = "" if self.what == "normal" else f" with {self.what}"
            return f"{pair}: distance {self.met:.1f}{seen}, wanted {self.least:g} (CIEDE2000)"
        return f"{pair}: contrast {self.met:.2f} : 1 as {self.what}, wanted {self.least:g} : 1"


def measure_pairs(theme: Theme) -> Iterator[PairMeasure]:
    """Measure every pair of `theme` that has to keep a contrast or a distance."""
    for what, pairs, usual in (("text", TEXT_PAIRS, TEXT_RATIO), ("line", LINE_PAIRS, LINE_RATIO)):
        for ground, roles in pairs.items():
            for role in roles:
                met = contrast(theme.of(role), theme.of(ground))
                least, why = _required(theme, role, ground, usual)
                yield PairMeasure(what, role, ground, met, least, why=why)
    for pair in DISTINCT_PAIRS:
        for vision in VISIONS:
            met = distance(theme.of(pair.first), theme.of(pair.second), vision)
            free = vision == GREYSCALE or theme.apart != COLOUR
            least, why = _required(theme, pair.first, pair.second, LEAST_DISTANCE)
            yield PairMeasure(
                vision, pair.first, pair.second, met, 0.0 if free else least, pair.cue, why
            )


def require_contrast(theme: Theme, where: str) -> Theme:
    """Return `theme` where all its pairs are far enough apart; ValueError names the worst one of
    those that are not, with the number that it has and the one that is required."""
    bad = [each for each in measure_pairs(theme) if not each.good]
    if bad:
        worst = min(bad, key=lambda each: each.met / each.least)
        more = f"; and {len(bad) - 1} more" if len(bad) > 1 else ""
        raise ValueError(f"{where}: {worst.sentence}{more}")
    return theme


def least_allowed(first: str, second: str) -> float:
    """Return the value that an exemption for these two roles may not go below."""
    pair = {first, second}
    for what, pairs in (("text", TEXT_PAIRS), ("line", LINE_PAIRS)):
        if any(pair == {role, ground} for ground, roles in pairs.items() for role in roles):
            return FLOORS[what]
    return 0.0


def _required(theme: Theme, first: str, second: str, least: float) -> tuple[float, str]:
    """Return the least that is required between two roles, and the reason where it is less than
    usual."""
    for each in theme.exempt:
        if {first, second} == set(each.roles) and each.least < least:
            return each.least, each.why
    return least, ""
