"""What is said of terms that do not exist, that read their pixel elsewhere, or are left out."""

from __future__ import annotations

from corrconv.core.operation import Operation
from corrconv.formula.notation import at, number
from corrconv.formula.tokens import Formula
from corrconv.lesson.lesson import Lesson
from corrconv.lesson.worked_table import Row, count_elements, count_listed, leaves_out


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


def summary(lesson: Lesson, operation: Operation) -> str:
    """How many terms the worked output has, how many of them the table shows where it leaves some
    out, and what is missing for the others."""
    there, total, outside = count_elements(lesson, operation)
    out = leaves_out(lesson, operation)
    terms = "pixels" if outside else "terms"
    some = f"Shown: {count_listed(lesson, operation)} of the {total} {terms}. {there}"
    if outside:
        one = f"{there} of the {total} pixels" if not out else some
        return f"{one} {_agreeing(there, 'meet')} an element; {_missed(lesson, outside)}."
    if out:
        return f"{some} {_agreeing(there, 'exist')}; the others have no kernel element."
    if there == total:
        return f"All {total} terms exist."
    one = f"{there} of the {total} terms {_agreeing(there, 'exist')}"
    return f"{one}; the kernel has no element for the others."


def left_out(lesson: Lesson, operation: Operation) -> str:
    """A sentence, with a space before it, about the pixels that the table does not show; nothing
    where it shows all, or those that the lesson's file chose."""
    if not leaves_out(lesson, operation):
        return ""
    shown, total = count_listed(lesson, operation), len(lesson.image)
    return (
        f" The table shows {shown} of the {total} pixels; the kernel has no element for the others."
    )


def _missed(lesson: Lesson, count: int) -> str:
    lie = "element lies" if count == 1 else "elements lie"
    what = "where no pixel is" if lesson.boundary == "zero" else "outside the image"
    return f"{count} {lie} {what}"


def _agreeing(count: int, verb: str) -> str:
    return f"{verb}s" if count == 1 else verb
