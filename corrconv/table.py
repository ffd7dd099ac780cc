"""Reading a TOML table by key; every error names the file and the key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from corrconv.index import Index, Support

Value = TypeVar("Value")

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class Grid(Generic[Value]):
    """A rectangle of values with the centre at [0, 0]."""

    support: Support
    values: Mapping[Index, Value]


class Table:
    """A TOML table and where it stands."""

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        self._values = values
        self._where = where

    def error(self, key: str, wanted: str) -> ValueError:
        """What to raise where `key` does not hold what was wanted."""
        met = f"got {self._values[key]!r}" if key in self._values else "it is missing"
        return ValueError(f"{self._where}: {key}: wanted {wanted}, {met}")

    def table(self, key: str) -> Table:
        """The table under `key`."""
        value = self._values.get(key)
        if not isinstance(value, dict):
            raise self.error(key, "a table")
        return Table(value, f"{self._where}: {key}")

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables in the list under `key`; none where the key is absent."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.error(key, "a list of tables")
        return tuple(
            Table(entry, f"{self._where}: {key} {number}") for number, entry in enumerate(value, 1)
        )

    def text(self, key: str) -> str:
        """The string under `key`."""
        return self._typed(key, str, "a string")

    def name(self, key: str) -> str:
        """The string under `key`, which becomes a part of file names."""
        value = self.text(key)
        if not NAME.fullmatch(value):
            raise self.error(key, f"a name that matches {NAME.pattern}")
        return value

    def integer(self, key: str) -> int:
        """The whole number under `key`."""
        return self._typed(key, int, "a whole number")

    def items(self, key: str, kind: type[Value], length: int | None = None) -> list[Value]:
        """The list under `key`, each entry of one kind."""
        value = self._values.get(key)
        size = "" if length is None else f"{length} "
        good = isinstance(value, list) and all(type(entry) is kind for entry in value)
        if not good or (length is not None and len(value or ()) != length):
            raise self.error(key, f"a list of {size}{kind.__name__} values")
        return list(value or ())

    def pair(self, key: str, kind: type[Value]) -> tuple[Value, Value]:
        """The two values under `key`."""
        first, second = self.items(key, kind, 2)
        return first, second

    def index(self, key: str) -> Index:
        """The index [column, row] under `key`."""
        return Index(*self.pair(key, int))

    def indices(self, key: str, length: int) -> tuple[Index, ...]:
        """The indices under `key`."""
        pairs = self._values.get(key)
        if not isinstance(pairs, list) or len(pairs) != length or not all(map(_is_pair, pairs)):
            raise self.error(key, f"{length} indices [column, row]")
        return tuple(Index(*pair) for pair in pairs)

    def grid(self, key: str, kind: type[Value]) -> Grid[Value]:
        """The rectangle of values under `key`, row by row, centred."""
        rows = self._values.get(key)
        if not isinstance(rows, list) or not rows or not all(isinstance(row, list) for row in rows):
            raise self.error(key, f"rows of {kind.__name__} values")
        if len({len(row) for row in rows}) != 1 or not rows[0]:
            raise self.error(key, "rows of one length")
        if not all(type(value) is kind for row in rows for value in row):
            raise self.error(key, f"only {kind.__name__} values")
        try:
            support = Support.centred(len(rows[0]), len(rows))
        except ValueError as error:
            raise ValueError(f"{self._where}: {key}: {error}") from error
        flat = (value for row in rows for value in row)
        return Grid(support, MappingProxyType(dict(zip(support, flat, strict=True))))

    def _typed(self, key: str, kind: type[Value], wanted: str) -> Value:
        value = self._values.get(key)
        if type(value) is not kind:
            raise self.error(key, wanted)
        return value


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(each) is int for each in value)
