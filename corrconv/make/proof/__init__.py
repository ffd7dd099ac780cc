"""The second path: what a figure's facts say, recomputed from the lesson by brute force."""

from __future__ import annotations

from corrconv.make.proof.facts import check, compare
from corrconv.make.proof.picture import check_picture

__all__ = ["check", "check_picture", "compare"]
