"""A lesson: the worked example that every figure is drawn from, read from TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from corrconv.core.index import Index, Region, Support
from corrconv.core.kernel_properties import Symmetry, symmetry
from corrconv.core.operation import Operation, outputs, patch_region
from corrconv.core.rational import Number
from corrconv.core.sliding import Sliding
from corrconv.core.traversal import Traversal
from corrconv.formula.published_forms import Form
from corrconv.lesson.arrays import read_image, read_kernel
from corrconv.lesson.config import Erratum, Labels, Settings
from corrconv.lesson.lines import stopped_at_minus
from corrconv.lesson.reader import LessonError, Place, Table

SHIPPED = Path(__file__).parent / "data"
BUILT_IN = SHIPPED / "post.toml"

USUAL_TERMS = 18
"""Terms of a worked table in type of the usual size."""

KEYS = (
    *("name", "title", "image", "kernel", "operations", "worked", "outputs", "mode", "boundary"),
    *("fill", "traversal", "labels", "titles", "sliding", "impulse", "forms", "errata"),
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson: the worked example that every figure is drawn from.

    `letters` says what is written for each kernel element, a name or its number; `corner` is
    the part of the image that is enlarged, and `own_corner` tells whether the file gives it;
    `worked` holds the output index that is worked through for each operation. `operations` are
    those that are compared, `chosen` the outputs that moving figures make, all of the mode's
    where it is None. `pixels` and `weights` are the numbers of image and kernel where the
    lesson gives them, `numbers` those of the sliding figures; `written` is what stands in the
    image's cells. `titles` are words for figures, by their names, that take the place of the
    catalog's.
    """

    name: str
    title: str
    image: Support
    kernel: Support
    letters: Mapping[Index, str]
    corner: Region
    worked: Mapping[Operation, Index]
    traversal: Traversal
    numbers: Sliding | None
    impulse: Index
    forms: tuple[Form, ...]
    errata: tuple[Erratum, ...]
    operations: tuple[Operation, ...] = (Operation.CONVOLUTION, Operation.CROSS_CORRELATION)
    mode: str = "valid"
    boundary: str = "zero"
    fill: Number = 0
    chosen: tuple[Index, ...] | None = None
    pixels: Mapping[Index, Number] | None = None
    weights: Mapping[Index, Number] | None = None
    written: Mapping[Index, str] = field(default_factory=lambda: MappingProxyType({}))
    labels: Labels = field(default_factory=Labels)
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    picture: Path | None = None
    own_corner: bool = False

    @property
    def sliding(self) -> Sliding:
        """Return the numbers of the sliding figures; ValueError where the lesson has none."""
        if self.numbers is None:
            raise ValueError(f"lesson {self.name} gives no numbers for image and kernel")
        return self.numbers

    def stands_for(self, operation: Operation) -> Operation:
        """Return the operation that a figure about `operation` is drawn for: the libraries' form of
        cross-correlation stands for the article's where the lesson compares that one alone."""
        library = Operation.LIBRARY_CROSS_CORRELATION
        if operation is Operation.CROSS_CORRELATION and operation not in self.operations:
            return library if library in self.operations else operation
        return operation

    @property
    def compared(self) -> tuple[Operation, ...]:
        """Return the two operations that are set side by side; fewer where the lesson has fewer."""
        return self.operations[:2]

    @property
    def kernel_symmetry(self) -> Symmetry | None:
        """Return the kernel's symmetry, by its numbers or else by its letters."""
        return symmetry(self.letters if self.weights is None else self.weights, self.kernel)

    def outputs(self, operation: Operation) -> Region:
        """Return the outputs of the lesson's mode."""
        return outputs(operation, self.mode, self.image, self.kernel)

    def output_order(self, operation: Operation) -> tuple[Index, ...]:
        """Return the outputs that are made, in the lesson's order."""
        return self.traversal.order(self.outputs(operation) if self.chosen is None else self.chosen)

    def table_region(self, operation: Operation) -> Region:
        """Return the places of the image whose terms the worked table shows: the corner where it
        holds the worked patch, else the patch and, where there is room, one more column and row."""
        patch = patch_region(operation, self.worked[operation], self.kernel)
        more = self.corner if self.corner.holds(patch) else patch.beyond(self.image.region)
        return more if len(more) <= USUAL_TERMS else patch


def shipped_lessons() -> tuple[str, ...]:
    """Return the names of the lessons that come with the package."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))


def path_of(lesson: Path | None) -> Path:
    """Return the file of a lesson: a path as it is, the name of a shipped lesson as its file."""
    if lesson is None:
        return BUILT_IN
    if lesson.suffix or len(lesson.parts) != 1 or lesson.exists():
        return lesson
    own = SHIPPED / f"{lesson.name}.toml"
    if not own.is_file():
        names = ", ".join(shipped_lessons())
        raise LessonError(f"{lesson}: there is no such file, and no lesson of this name ({names})")
    return own


def load(path: Path | None = None, figures: Sequence[str] | None = None) -> Lesson:
    """Return the lesson in the TOML file at `path`, or of this name where it is a shipped one's;
    the article's where it is None. Its titles and errata may name these `figures`, any where they
    are None.

    Raises LessonError, a ValueError that names file, line and key, where it is no lesson.
    """
    source, text = path_of(path), ""
    try:
        text = source.read_text(encoding="utf-8")
        document = tomllib.loads(text, parse_float=Decimal)
    except OSError as error:
        raise LessonError(f"{source}: cannot be read ({error.strerror})") from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        said = str(error) or type(error).__name__
        hint = "; a number's minus is a hyphen, -" if stopped_at_minus(text, said) else ""
        raise LessonError(f"{source}: not a TOML file ({said}){hint}") from error
    table = Table(document, Place(source.name, text)).only(*KEYS)
    return _lesson(table, source.parent, figures)


def picture_path(source: Path) -> Path | None:
    """Return the picture that the lesson in the file `source` is about, None where it has none."""
    inner = tomllib.loads(source.read_text(encoding="utf-8")).get("image", {})
    return source.parent / inner["picture"] if "picture" in inner else None


def _lesson(table: Table, folder: Path, figures: Sequence[str] | None) -> Lesson:
    kernel = read_kernel(table.table("kernel"))
    inner = table.table_or_empty("image")
    image = read_image(inner, kernel.support, folder)
    settings = Settings(table, image.support, kernel.support, figures)
    return Lesson(
        name=table.name("name"),
        title=table.text("title"),
        image=image.support,
        kernel=kernel.support,
        letters=kernel.texts,
        corner=settings.corner(),
        worked=settings.worked,
        traversal=settings.traversal(),
        numbers=settings.numbers(image, kernel),
        impulse=settings.impulse(),
        forms=settings.forms(),
        errata=settings.errata(),
        operations=settings.operations,
        mode=settings.mode,
        boundary=settings.boundary,
        fill=settings.fill,
        chosen=settings.chosen,
        pixels=image.numbers,
        weights=kernel.numbers,
        written=image.texts,
        labels=settings.labels(),
        titles=settings.titles(),
        picture=folder / inner.text("picture") if "picture" in inner else None,
        own_corner="corner" in inner,
    )
