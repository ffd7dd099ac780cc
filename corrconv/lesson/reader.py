"""Reading a TOML table by key; every error names the file, the line and the key."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from corrconv.core.index import Index, Support
from corrconv.core.rational import Number, parse_number
from corrconv.lesson.lines import Path, line_of

Value = TypeVar("Value")

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


class LessonError(ValueError):
    """A lesson that cannot be; the sentence names file, line and key."""


@dataclass(frozen=True, slots=True)
class Grid(Generic[Value]):
    """A rectangle of values around its origin [0, 0]."""

    support: Support
    values: Mapping[Index, Value]


@dataclass(frozen=True, slots=True)
class Place:
    """A table's place: the file's name and text, and the keys that lead there."""

    file: str
    text: str = field(repr=False)
    path: Path = ()

    def inner(self, *keys: str | int) -> Place:
        """Return a place within this one."""
        return Place(self.file, self.text, (*self.path, *keys))

    def error(self, what: str) -> LessonError:
        """Return the error that says `what` of the value that stands here."""
        keys = "".join(f"{' ' if isinstance(key, int) else ': '}{_shown(key)}" for key in self.path)
        line = line_of(self.text, self.path)
        return LessonError(f"{self.file}:{line}{keys}: {what}")


class Table:
    """A TOML table and where it stands."""

    def __init__(self, values: Mapping[str, Any], place: Place) -> None:
        self._values = values
        self.place = place

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def raw(self, key: str) -> object:
        """Return the value under `key`, unchecked; None where it is absent."""
        return self._values.get(key)

    def expected(self, key: str, wanted: str) -> LessonError:
        """Return the error to raise where `key` does not hold what was wanted."""
        met = f"got {_brief(self._values[key])}" if key in self._values else "it is missing"
        return self.place.inner(key).error(f"wanted {wanted}, {met}")

    def invalid(self, key: str, what: str) -> LessonError:
        """Return the error to raise where the value under `key` cannot be."""
        return self.place.inner(key).error(what)

    def only(self, *known: str) -> Table:
        """Return this table; LessonError where it has a key that is not known."""
        for key in self._values:
            if key not in known:
                raise self.place.inner(key).error(f"there is no such key; {suggest(key, known)}")
        return self

    def table(self, key: str) -> Table:
        """Return the table under `key`."""
        value = self._values.get(key)
        if not isinstance(value, dict):
            raise self.expected(key, "a table")
        return Table(value, self.place.inner(key))

    def table_or_empty(self, key: str) -> Table:
        """Return the table under `key`, an empty one where the key is absent."""
        return self.table(key) if key in self else Table({}, self.place.inner(key))

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return the tables in the list under `key`; none where the key is absent."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.expected(key, "a list of tables")
        return tuple(Table(entry, self.place.inner(key, at)) for at, entry in enumerate(value))

    def texts(self) -> dict[str, str]:
        """Return every key of this table with its string."""
        return {key: self.text(key) for key in self._values}

    def every_text(self) -> list[str]:
        """Return every string in this table, also those in lists."""
        lists = [value if isinstance(value, list) else [value] for value in self._values.values()]
        return [text for values in lists for text in values if isinstance(text, str)]

    def text(self, key: str, default: str | None = None) -> str:
        """Return the string under `key`."""
        if default is not None and key not in self:
            return default
        return self._typed(key, str, "a string")

    def name(self, key: str) -> str:
        """Return the string under `key`, which becomes a part of file names."""
        value = self.text(key)
        if not NAME.fullmatch(value):
            raise self.expected(key, f"a name that matches {NAME.pattern}")
        return value

    def one_of(self, key: str, known: tuple[str, ...], default: str) -> str:
        """Return the string under `key`, one of the known ones."""
        value = self.text(key, default)
        if value not in known:
            raise self.expected(key, f"one of {', '.join(repr(each) for each in known)}")
        return value

    def integer(self, key: str, default: int | None = None) -> int:
        """Return the whole number under `key`."""
        if default is not None and key not in self:
            return default
        return self._typed(key, int, "a whole number")

    def number(self, key: str, default: Number) -> Number:
        """Return the number under `key`."""
        if key not in self:
            return default
        try:
            return parse_number(self._values[key])
        except ValueError:
            raise self.expected(key, 'a number or a fraction such as "1/9"') from None

    def items(self, key: str, kind: type[Value], length: int | None = None) -> list[Value]:
        """Return the list under `key`, each entry of one kind."""
        value = self._values.get(key)
        size = "" if length is None else f"{length} "
        good = isinstance(value, list) and all(type(entry) is kind for entry in value)
        if not good or (length is not None and len(value or ()) != length):
            raise self.expected(key, f"a list of {size}{kind.__name__} values")
        return list(value or ())

    def pair(self, key: str, kind: type[Value]) -> tuple[Value, Value]:
        """Return the two values under `key`."""
        first, second = self.items(key, kind, 2)
        return first, second

    def index(self, key: str) -> Index:
        """Return the index [column, row] under `key`."""
        return Index(*self.pair(key, int))

    def indices(self, key: str, length: int | None = None) -> tuple[Index, ...]:
        """Return the indices under `key`, at least one."""
        pairs = self._values.get(key)
        good = isinstance(pairs, list) and len(pairs) > 0 and all(map(_is_pair, pairs))
        if not good or (length is not None and len(pairs or ()) != length):
            raise self.expected(key, f"{length or 'some'} indices [column, row]")
        return tuple(Index(*pair) for pair in pairs or ())

    def rows(self, key: str) -> list[list[Any]]:
        """Return the rows of one length under `key`, at least one, none empty."""
        rows = self._values.get(key)
        if not isinstance(rows, list) or not rows or not all(isinstance(row, list) for row in rows):
            raise self.expected(key, "rows of values, such as [[1, 2], [3, 4]]")
        sizes = [len(row) for row in rows]
        usual = max(sizes, key=sizes.count)
        for down, size in enumerate(sizes, 1):
            if size != usual or not size:
                many = "1 value" if size == 1 else f"{size} values"
                raise self.invalid(key, f"row {down} has {many}, wanted {usual or 'at least one'}")
        return rows

    def grid(self, key: str, kind: type[Value]) -> Grid[Value]:
        """Return the rectangle of values of one kind under `key`, row by row, around `origin`."""
        rows = self.rows(key)
        for row in rows:
            for value in row:
                if type(value) is not kind:
                    raise self.expected(key, f"only {kind.__name__} values")
        return self.grid_of(key, rows)

    def numbers(self, key: str) -> Grid[Number]:
        """Return the rectangle of numbers under `key`, row by row, around `origin`."""
        read: list[list[Number]] = []
        for down, row in enumerate(self.rows(key), 1):
            try:
                read.append([parse_number(value) for value in row])
            except ValueError as error:
                what = f'row {down}: {error}; wanted numbers, or fractions such as "1/9"'
                raise self.invalid(key, what) from None
        return self.grid_of(key, read)

    def grid_of(self, key: str, rows: list[list[Value]]) -> Grid[Value]:
        """Return `rows`, found under `key`, around the table's `origin`."""
        support = self.support(key, len(rows[0]), len(rows))
        flat = (value for row in rows for value in row)
        return Grid(support, MappingProxyType(dict(zip(support, flat, strict=True))))

    def support(self, key: str, columns: int, rows: int) -> Support:
        """Return so many columns and rows around the table's `origin`; the middle where it has
        none."""
        origin = self.index("origin") if "origin" in self else None
        if origin is None and columns > 0 and rows > 0 and (columns % 2 == 0 or rows % 2 == 0):
            what = f"{columns} columns and {rows} rows have no element in their middle"
            raise self.invalid(key, f"{what}: set origin = [column, row], counted from 0")
        try:
            return Support(columns, rows, origin)
        except ValueError as error:
            raise self.invalid("origin" if origin else key, str(error)) from None

    def _typed(self, key: str, kind: type[Value], wanted: str) -> Value:
        value = self._values.get(key)
        if type(value) is not kind:
            raise self.expected(key, wanted)
        return value


def suggest(name: str, known: Sequence[str]) -> str:
    """Return a hint: the known name that is most like this one, or all that are known."""
    lower = name.lower()
    near = [each for each in known if lower and each.startswith(lower)]
    near += difflib.get_close_matches(lower, known, 1)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(each) is int for each in value)


def _shown(key: str | int) -> str:
    return str(key + 1) if isinstance(key, int) else key


def _brief(value: object) -> str:
    """Return a value for a message, cut where it is long."""
    text = re.sub(r"Decimal\('([^']*)'\)", r"\1", repr(value))
    return text if len(text) <= 80 else f"{text[:77]}..."
