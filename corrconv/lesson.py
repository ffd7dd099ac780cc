"""A lesson: the worked example that every figure is drawn from, read from TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from corrconv.forms import Form, Names
from corrconv.index import Index, Region, Support
from corrconv.operation import Operation
from corrconv.sliding import Sliding
from corrconv.table import Table
from corrconv.traversal import Traversal

BUILT_IN = Path(__file__).parent / "lessons" / "post.toml"


@dataclass(frozen=True, slots=True)
class Erratum:
    """A slip of the article, and the figures whose captions correct it."""

    id: str
    figures: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """One worked example.

    `letters` names each kernel element, `corner` is the part of the image that is enlarged,
    `worked` holds the output index that is worked through for each operation.
    """

    name: str
    title: str
    image: Support
    kernel: Support
    letters: Mapping[Index, str]
    corner: Region
    worked: Mapping[Operation, Index]
    traversal: Traversal
    sliding: Sliding
    impulse: Index
    forms: tuple[Form, ...]
    errata: tuple[Erratum, ...]


def load(path: Path | None = None) -> Lesson:
    """The lesson in the TOML file at `path`, the article's where it is None.

    Raises ValueError, naming the file and the key, where the file is not a lesson.
    """
    source = path or BUILT_IN
    try:
        document = tomllib.loads(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{source}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{source}: not a TOML file ({error})") from error
    return _lesson(Table(document, source.name))


def _lesson(table: Table) -> Lesson:
    letters = table.table("kernel").grid("letters", str)
    image = table.table("image")
    worked = table.table("worked")
    return Lesson(
        name=table.name("name"),
        title=table.text("title"),
        image=_support(image),
        kernel=letters.support,
        letters=letters.values,
        corner=Region(*image.indices("corner", 2)),
        worked=MappingProxyType({each: worked.index(each.slug) for each in Operation}),
        traversal=Traversal.named(table.table("traversal").text("order")),
        sliding=_sliding(table.table("sliding")),
        impulse=table.table("impulse").index("at"),
        forms=tuple(_form(entry) for entry in table.tables("forms")),
        errata=tuple(_erratum(entry) for entry in table.tables("errata")),
    )


def _support(table: Table) -> Support:
    return Support.centred(table.integer("columns"), table.integer("rows"))


def _sliding(table: Table) -> Sliding:
    image, kernel = table.grid("image", int), table.grid("kernel", int)
    return Sliding(image.values, image.support, kernel.values, kernel.support)


def _form(table: Table) -> Form:
    names = table.table("names")
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


def _erratum(table: Table) -> Erratum:
    return Erratum(table.text("id"), tuple(table.items("figures", str)), table.text("text"))
