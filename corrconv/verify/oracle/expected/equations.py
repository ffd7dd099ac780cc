"""F2, F3, F7 and F10: what the figures of equations must show."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from corrconv.formula.published_forms import Form
from corrconv.verify.oracle import shared_entries
from corrconv.verify.oracle.brute_force import Cell, operations_computed
from corrconv.verify.oracle.expected_entries import Line, Part
from corrconv.verify.oracle.expected_layout import Below, Level, Name
from corrconv.verify.oracle.plain_lesson import Subject
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import CALLED, argument, equation


def convolution_equation(subject: Subject) -> Iterator[Part]:
    """Yield the double sum alone."""
    yield Line("equation", subject.slug, equation(subject.slug))


def notation(subject: Subject) -> Iterator[Part]:
    """Yield the convolution in both its notations, and the legend."""
    yield shared_entries.title(subject)
    yield Line("equation", subject.slug, equation(subject.slug, "y[m,n]=x[m,n]∗h[m,n]"))
    words = subject.lesson.labels
    for text in (f"x{words.image}", f"h{words.kernel}", f"y{words.output}", "∗convolution"):
        yield Line("label", "legend", text)
    yield Below((Name("label", "title"), Name("equation", subject.slug), Name("label", "legend")))


def equations_compared(subject: Subject) -> Iterator[Part]:
    """Yield both sums, each under its name, with their signs marked."""
    yield shared_entries.title(subject)
    for slug in subject.compared:
        yield Line("label", f"name.{slug}", CALLED[slug])
        yield Line("equation", slug, equation(slug))
        for _ in ("i", "j"):
            yield Line("label", f"ring.{slug}", "")
        yield Level((Name("label", f"ring.{slug}"),))
    order = ((Name("label", f"name.{slug}"), Name("equation", slug)) for slug in subject.compared)
    yield Below((Name("label", "title"), *itertools.chain.from_iterable(order)))


def notation_zoo(subject: Subject) -> Iterator[Part]:
    """Yield each published form, and what it computes."""
    yield shared_entries.title(subject)
    for form in subject.lesson.forms:
        yield Line("equation", form.source, _form(form))
        yield Line("label", f"computes.{form.source}", CALLED[_operation(form)])
        yield Line("label", "source", form.source)
        own, computes = Name("equation", form.source), Name("label", f"computes.{form.source}")
        source = Name("label", "source", None, form.source)
        yield Level((own, computes))
        yield Level((own, source))
        yield Below((computes, source))
    yield Below(tuple(Name("equation", form.source) for form in subject.lesson.forms))


def _form(form: Form) -> str:
    """Return a published form in its own letters."""
    names = form.names
    sums = "".join(f"∑{letter}" for letter in names.over)
    image, kernel = (
        f"{array}[{','.join(argument(*pair, factors) for pair in _letters(form))}]"
        for array, factors in ((names.image, form.image), (names.kernel, form.kernel))
    )
    return f"{names.output}[{','.join(names.at)}]={sums}{image}·{kernel}"


def _letters(form: Form) -> Iterator[tuple[str, str]]:
    return zip(form.names.at, form.names.over, strict=True)


def _operation(form: Form) -> str:
    """Return the operation that the form computes, found by trying."""

    def multiplied(output: Cell, index: Cell) -> tuple[Cell, Cell]:
        pixel, tap = (
            (factors[0] * output[0] + factors[1] * index[0],
             factors[0] * output[1] + factors[1] * index[1])
            for factors in (form.image, form.kernel)
        )  # fmt: skip
        return pixel, tap

    found = operations_computed(multiplied)
    if len(found) != 1:
        raise ValueError(f"{form.source} computes {len(found)} of the three operations")
    return found[0]


EXPECTED: Mapping[str, ExpectedParts] = {
    "notation-zoo": notation_zoo,
    "notation": notation,
    "convolution-equation": convolution_equation,
    "equations-compared": equations_compared,
}
