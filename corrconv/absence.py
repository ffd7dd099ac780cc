"""What is said of a term that does not exist, or that reads its pixel elsewhere."""

from __future__ import annotations

from corrconv.formula import Formula
from corrconv.notation import at, number
from corrconv.working import Row


def absence(row: Row) -> tuple[str | Formula, ...]:
    """A sentence about a row whose kernel element or whose pixel there is not."""
    if not row.element:
        return ("The kernel has no ", at("h", row.kernel), ": this term does not exist.")
    missing = ("The image has no ", at("x", row.place), ": ")
    if row.read is not None:
        return (*missing, at("x", row.read), " is read instead.")
    if row.constant is not None:
        return (*missing, number(row.constant), " is read instead.")
    return (*missing, "a pixel is missing here.")
