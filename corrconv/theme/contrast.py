"""What a theme must keep apart: the pairs of roles, how far, and what else tells them apart.

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

TEXT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "paper": (*_INDEX, "muted", *_OPERATIONS),
        "image_fill": _INDEX,
        "kernel_fill": _INDEX,
        "output_fill": _INDEX,
    }
)
"""By ground, the roles that words and formulas on it have. Tags are written the other way round,
paper on an operation's colour."""

LINES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "paper": ("image_line", "kernel_line", "output_line", "divider", "focus", *_OPERATIONS),
        "image_fill": ("image_line", "cross_correlation", "convolution"),
        "kernel_fill": ("kernel_line", "focus"),
        "output_fill": ("output_line", "focus"),
    }
)
"""By ground, the roles of lines that have to be seen on it. `grid` only separates."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Two roles that stand for different things, and what tells them apart without colour."""

    first: str
    second: str
    cue: str


APART: tuple[Apart, ...] = (
    Apart("convolution", "cross_correlation", "solid or dashed line, tag conv or corr, the name"),
    Apart("convolution", "library_cross_correlation", "solid or dotted line, tag conv or lib"),
    Apart("cross_correlation", "library_cross_correlation", "dash length, tag corr or lib"),
    Apart("column", "row", "first or second place in the brackets, letters m i or n j"),
    Apart("image_line", "kernel_line", "letter x or h, place, number of cells"),
    Apart("image_line", "output_line", "letter x or y, place"),
    Apart("kernel_line", "output_line", "letter h or y, place"),
    Apart("focus", "convolution", "no tag, around one cell or one pixel"),
    Apart("focus", "cross_correlation", "solid or dashed line, no tag"),
    Apart("ink", "muted", "a strike and a cross where something does not exist"),
)


@dataclass(frozen=True, slots=True)
class Measure:
    """What was measured between two roles, and how much is wanted; `what` is "text", "line" or
    the name of a vision. `cue` tells them apart besides colour; `why` excuses less than usual."""

    what: str
    first: str
    second: str
    met: float
    least: float
    cue: str = ""
    why: str = ""

    @property
    def good(self) -> bool:
        """Whether it is enough. In greyscale the cue is what counts."""
        return self.met >= self.least

    @property
    def sentence(self) -> str:
        """What is wrong, with the pair and the number."""
        pair = f"{self.first} on {self.second}" if not self.cue else f"{self.first}, {self.second}"
        if self.cue:
            seen = "" if self.what == "normal" else f" with {self.what}"
            return f"{pair}: distance {self.met:.1f}{seen}, wanted {self.least:g} (CIEDE2000)"
        return f"{pair}: contrast {self.met:.2f} : 1 as {self.what}, wanted {self.least:g} : 1"


def measured(theme: Theme) -> Iterator[Measure]:
    """Every pair of `theme` that has to keep a contrast or a distance."""
    for what, pairs, usual in (("text", TEXT, TEXT_RATIO), ("line", LINES, LINE_RATIO)):
        for ground, roles in pairs.items():
            for role in roles:
                met = contrast(theme.of(role), theme.of(ground))
                least, why = _wanted(theme, role, ground, usual)
                yield Measure(what, role, ground, met, least, why=why)
    for pair in APART:
        for vision in VISIONS:
            met = distance(theme.of(pair.first), theme.of(pair.second), vision)
            free = vision == GREYSCALE or theme.apart != COLOUR
            least, why = _wanted(theme, pair.first, pair.second, LEAST_DISTANCE)
            yield Measure(
                vision, pair.first, pair.second, met, 0.0 if free else least, pair.cue, why
            )


def require_legible(theme: Theme, where: str) -> Theme:
    """`theme` where all its pairs are far enough apart; ValueError names the worst one of those
    that are not, with the number that it has and the one that is wanted."""
    bad = [each for each in measured(theme) if not each.good]
    if bad:
        worst = min(bad, key=lambda each: each.met / each.least)
        more = f"; and {len(bad) - 1} more" if len(bad) > 1 else ""
        raise ValueError(f"{where}: {worst.sentence}{more}")
    return theme


def least_allowed(first: str, second: str) -> float:
    """What an exemption for these two roles may not go below."""
    pair = {first, second}
    for what, pairs in (("text", TEXT), ("line", LINES)):
        if any(pair == {role, ground} for ground, roles in pairs.items() for role in roles):
            return FLOORS[what]
    return 0.0


def _wanted(theme: Theme, first: str, second: str, least: float) -> tuple[float, str]:
    """The least that is wanted between two roles, and the reason where it is less than usual."""
    for each in theme.exempt:
        if {first, second} == set(each.roles) and each.least < least:
            return each.least, each.why
    return least, ""
