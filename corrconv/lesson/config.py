"""The keys of a lesson's file besides image and kernel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from corrconv.core.boundary import BOUNDARIES
from corrconv.core.index import Index, Region, Support
from corrconv.core.operation import MODES, Operation, outputs, patch_region, same_patch
from corrconv.core.rational import Number
from corrconv.core.sliding import Sliding
from corrconv.core.traversal import Traversal
from corrconv.formula.published_forms import Form, Names
from corrconv.lesson.arrays import MOST_CELLS, Array
from corrconv.lesson.reader import Table, suggest

SLUGS = tuple(operation.slug for operation in Operation)
USUAL_OPERATIONS = (Operation.CONVOLUTION, Operation.CROSS_CORRELATION)
CENTRE, USUAL_INDEX = Index(0, 0), Index(1, 1)
"""[0,0], and the article's worked output and impulse."""

FARTHEST = 99
"""Components of an index in a lesson are not larger: two digits can be set in a cell."""


@dataclass(frozen=True, slots=True)
class Erratum:
    """A slip of the article, and the figures whose captions correct it."""

    id: str
    figures: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Labels:
    """Name image, kernel and output in words."""

    image: str = "image"
    kernel: str = "kernel"
    output: str = "output"


class Settings:
    """A lesson's table, read for an image and a kernel of these sizes; `figures` are the names
    that there are, None where they are not known."""

    def __init__(
        self, table: Table, image: Support, kernel: Support, figures: Sequence[str] | None
    ) -> None:
        self.table, self.image, self.kernel, self.figures = table, image, kernel, figures
        self.operations = self._operations()
        self.mode, self.boundary, self.fill = self._mode(), *self._boundary()
        self.chosen = self._chosen()
        self.worked = self._worked()

    def corner(self) -> Region:
        """Return the part of the image that is enlarged: as it is given, else the worked patch and
        one more column and row."""
        first, image = self.operations[0], self.image.region
        table = self.table.table_or_empty("image")
        read = patch_region(first, self.worked[first], self.kernel)
        if "corner" not in table:
            return read.beyond(image)
        try:
            corner = Region(*table.indices("corner", 2))
        except ValueError as error:
            raise table.invalid("corner", str(error)) from None
        if corner.intersection(image) is None:
            raise table.invalid("corner", "no pixel of the image lies in it")
        if not image.union(read).holds(corner):
            raise table.invalid("corner", "it reaches beyond the image and the worked patch")
        return corner

    def impulse(self) -> Index:
        """Return the pixel that alone is 1."""
        table = self.table.table_or_empty("impulse").only("at")
        at = table.index("at") if "at" in table else _usual_impulse(self.image)
        if at not in self.image:
            raise table.invalid("at", f"the image has no pixel {at}")
        return at

    def traversal(self) -> Traversal:
        """Return the order of the outputs."""
        table = self.table.table_or_empty("traversal").only("order")
        known = tuple(order.value for order in Traversal)
        return Traversal(table.one_of("order", known, Traversal.READING.value))

    def numbers(self, image: Array, kernel: Array) -> Sliding | None:
        """Return the numbers of the sliding figures: of their own, else those of image and
        kernel."""
        if "sliding" in self.table:
            return self._own_numbers(self.table.table("sliding").only("image", "kernel"))
        if image.numbers is None or kernel.numbers is None:
            return None
        return Sliding(
            image.numbers, image.support, kernel.numbers, kernel.support,
            self.mode, self.boundary, self.fill, self.chosen,
        )  # fmt: skip

    def labels(self) -> Labels:
        """Return the words for image, kernel and output."""
        words = self.table.table_or_empty("labels").only("image", "kernel", "output").texts()
        return Labels(**words)

    def titles(self) -> Mapping[str, str]:
        """Return figures' titles by their names."""
        table = self.table.table_or_empty("titles")
        if self.figures is not None:
            table.only(*self.figures)
        return MappingProxyType(table.texts())

    def forms(self) -> tuple[Form, ...]:
        """Return the published forms."""
        return tuple(_form(entry) for entry in self.table.tables("forms"))

    def errata(self) -> tuple[Erratum, ...]:
        """Return the slips of the article that the figures correct."""
        return tuple(_erratum(entry, self.figures) for entry in self.table.tables("errata"))

    def _own_numbers(self, table: Table) -> Sliding:
        own, weights = table.numbers("image"), table.numbers("kernel")
        for key, grid in (("image", own), ("kernel", weights)):
            if len(grid.support) > MOST_CELLS:
                what = f"{len(grid.support)} cells, wanted at most {MOST_CELLS}"
                raise table.invalid(key, what)
        try:
            outputs(self.operations[0], "valid", own.support, weights.support)
        except ValueError as error:
            raise table.invalid("kernel", str(error)) from None
        return Sliding(own.values, own.support, weights.values, weights.support)

    def _operations(self) -> tuple[Operation, ...]:
        if "operations" not in self.table:
            return USUAL_OPERATIONS
        slugs = self.table.items("operations", str)
        if not slugs or len(set(slugs)) != len(slugs) or not set(slugs) <= set(SLUGS):
            raise self.table.expected("operations", f"some of {', '.join(SLUGS)}, each once")
        return tuple(Operation(slug) for slug in slugs)

    def _boundary(self) -> tuple[str, Number]:
        boundary = self.table.one_of("boundary", BOUNDARIES, "zero")
        if "fill" in self.table and boundary != "fill":
            what = f'it is read by boundary "fill" only, not "{boundary}"'
            raise self.table.invalid("fill", what)
        return boundary, self.table.number("fill", 0)

    def _mode(self) -> str:
        mode = self.table.one_of("mode", MODES, "valid")
        for operation in self.operations:
            try:
                outputs(operation, mode, self.image, self.kernel)
            except ValueError as error:
                raise self.table.invalid("mode", f'{error}; "same" or "full" would do') from None
        return mode

    def _chosen(self) -> tuple[Index, ...] | None:
        if "outputs" not in self.table:
            return None
        chosen = self.table.indices("outputs")
        for output in chosen:
            for operation in self.operations:
                self._require_made(self.table, "outputs", operation, output)
        return tuple(dict.fromkeys(chosen))

    def _worked(self) -> Mapping[Operation, Index]:
        """Return the worked output of each operation: one index for all, or a table with one for
        each that is given."""
        given: Table | None = None
        if isinstance(self.table.raw("worked"), dict):
            given = self.table.table("worked").only(*SLUGS)
        found: dict[Operation, Index] = {}
        for operation in Operation:
            if given is not None and operation.slug in given:
                found[operation] = self._one_worked(given, operation.slug, operation)
            elif given is None and "worked" in self.table and operation in self.operations:
                found[operation] = self._one_worked(self.table, "worked", operation)
            else:
                found[operation] = _usual_output(operation, self.mode, self.image, self.kernel)
        return MappingProxyType(found)

    def _one_worked(self, table: Table, key: str, operation: Operation) -> Index:
        output = table.index(key)
        self._require_made(table, key, operation, output)
        if max(abs(output.col), abs(output.row)) > FARTHEST:
            raise table.invalid(
                key, f"an index beyond {FARTHEST} cannot be set in a cell: y{output}"
            )
        return output

    def _require_made(self, table: Table, key: str, operation: Operation, output: Index) -> None:
        """Raise LessonError where the mode does not make this output."""
        made = outputs(operation, self.mode, self.image, self.kernel)
        if output not in made:
            what = f"{operation.slug} in mode {self.mode!r} makes {made.first} to {made.last}"
            raise table.invalid(key, f"there is no output {output}: {what}")


def _usual_output(operation: Operation, mode: str, image: Support, kernel: Support) -> Index:
    """Return the output that is worked through where a lesson names none: y[1,1] where the mode
    makes it, else the middle output or the first; for the article's cross-correlation, the one
    that reads the same patch as convolution's."""
    mirrored = operation is Operation.CROSS_CORRELATION
    first = Operation.CONVOLUTION if mirrored else operation
    made = outputs(first, mode, image, kernel)
    usual = next((output for output in (USUAL_INDEX, CENTRE) if output in made), made.first)
    return same_patch(first, usual, operation, kernel) if mirrored else usual


def _usual_impulse(image: Support) -> Index:
    """Return a pixel off the centre, if there is one."""
    near = (USUAL_INDEX, Index(1, 0), Index(0, 1), Index(-1, 0), Index(0, -1))
    return next((pixel for pixel in near if pixel in image), CENTRE)


def _erratum(table: Table, known: Sequence[str] | None) -> Erratum:
    table.only("id", "figures", "text")
    figures = table.items("figures", str)
    for name in figures:
        if known is not None and name not in known:
            raise table.invalid("figures", f"there is no figure {name}; {suggest(name, known)}")
    return Erratum(table.text("id"), tuple(figures), table.text("text"))


def _form(table: Table) -> Form:
    table.only("source", "names", "image", "kernel")
    names = table.table("names").only("output", "image", "kernel", "at", "over")
    for name in names.every_text():
        if len(name) != 1 or not name.isalpha():
            raise names.place.error(f"the name {name!r} cannot be set, wanted one letter")
    return Form(
        source=table.text("source"),
        names=Names(
            output=names.text("output"),
            image=names.text("image"),
            kernel=names.text("kernel"),
            at=names.pair("at", str),
            over=names.pair("over", str),
        ),
        image=table.pair("image", int),
        kernel=table.pair("kernel", int),
    )
