"""Falling losses as a plot: its frame, its numbers, its marks and the pieces of its curves."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corrconv.verify.oracle.drawn_entries import NEAR, Box, Drawing
from corrconv.verify.oracle.expected_entries import ExpectedEntry
from corrconv.verify.oracle.spelling import number

LOOSE = 1.2
"""Pixels by which a mark or a piece of the curve may miss its place."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Losses of operations by their steps, over `decades`, the exponents of ten at both ends, and
    the names of their curves, which are drawn from knot to knot."""

    losses: Mapping[str, Sequence[float]]
    names: Mapping[str, str]
    decades: tuple[int, int]
    knots: Sequence[int]

    @property
    def exponents(self) -> list[int]:
        """Return the exponents of ten that are written."""
        low, high = self.decades
        return list(range(low, high + 1, max(1, math.ceil((high - low) / 3))))

    @property
    def numbered(self) -> list[int]:
        """Return the steps that are written."""
        last = self.knots[-1]
        return [0, last // 2, last]

    def expected(self) -> Iterator[ExpectedEntry]:
        """Yield the frame, the numbers, the marks and the pieces."""
        yield ExpectedEntry("label", "plot", None, "")
        for exponent in self.exponents:
            yield ExpectedEntry("axis", "losses", None, f"10{number(exponent)}")
        for step in self.numbered:
            yield ExpectedEntry("axis", "steps", None, number(step))
        for name in ("loss", "step"):
            yield ExpectedEntry("axis", "names", None, name)
        for slug in self.losses:
            for step in self.knots:
                yield ExpectedEntry("label", f"mark.{slug}.{step}", None, "")
            for start, end in itertools.pairwise(self.knots):
                yield ExpectedEntry("label", f"loss.{slug}.{start}-{end}", None, "")
            yield ExpectedEntry("label", f"legend.{slug}", None, self.names[slug])

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield marks and pieces that stand for other losses, and numbers away from their
        places."""
        frames = drawing.group("label", "plot")
        if not frames:
            return
        frame = frames[0].box
        for slug in self.losses:
            yield from self._curve(drawing, frame, slug)
        yield from self._legend(drawing)
        yield from self._numbers(drawing, frame)

    def _curve(self, drawing: Drawing, frame: Box, slug: str) -> Iterator[str]:
        """Yield marks and pieces of one curve that stand for other losses."""
        for step in self.knots:
            for entry in drawing.group("label", f"mark.{slug}.{step}"):
                place = self._box(frame, slug, [step])
                if _apart(entry.box.centre, place.centre) > LOOSE:
                    yield f"{entry.grid}: does not stand for the loss after {step} steps"
        for start, end in itertools.pairwise(self.knots):
            for entry in drawing.group("label", f"loss.{slug}.{start}-{end}"):
                if entry.box.off(self._box(frame, slug, range(start, end + 1))) > LOOSE:
                    yield f"{entry.grid}: does not follow the losses of these steps"

    def _legend(self, drawing: Drawing) -> Iterator[str]:
        """Yield names of curves that do not stand in the order of their ends."""
        ends = sorted(self.losses, key=lambda slug: -self.losses[slug][-1])
        names = [each for slug in ends for each in drawing.group("label", f"legend.{slug}")]
        for upper, lower in itertools.pairwise(names):
            if upper.box.centre[1] >= lower.box.centre[1]:
                yield f"{lower.grid}: does not stand below {upper.grid}"

    def _numbers(self, drawing: Drawing, frame: Box) -> Iterator[str]:
        """Yield numbers of losses off their height, and numbers of steps off their place."""
        losses = {f"10{number(each)}": self._height(frame, each) for each in self.exponents}
        for entry in drawing.group("axis", "losses"):
            at = losses.get(entry.text)
            level = at is not None and abs(entry.box.centre[1] - at) <= entry.box.height / 2
            if at is not None and not (level and entry.box.right <= frame.left + NEAR):
                yield f"{entry.grid} {entry.text}: does not stand at its height"
        steps = {number(each): self._across(frame, each) for each in self.numbered}
        for entry in drawing.group("axis", "steps"):
            at = steps.get(entry.text)
            under = at is not None and abs(entry.box.centre[0] - at) <= LOOSE
            if at is not None and not (under and entry.box.top >= frame.bottom - NEAR):
                yield f"{entry.grid} {entry.text}: does not stand under its step"

    def _across(self, frame: Box, step: int) -> float:
        return frame.left + frame.width * step / self.knots[-1]

    def _height(self, frame: Box, exponent: float) -> float:
        low, high = self.decades
        return frame.bottom - frame.height * (exponent - low) / (high - low)

    def _box(self, frame: Box, slug: str, steps: Sequence[int]) -> Box:
        """Return the rectangle around the losses of these steps."""
        across = [self._across(frame, step) for step in steps]
        down = [self._height(frame, math.log10(self.losses[slug][step])) for step in steps]
        return Box(min(across), min(down), max(across), max(down))


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))
