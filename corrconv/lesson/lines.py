"""The lines on which a TOML document writes its keys: tomllib tells values, not their lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Generator, Iterator

Path = tuple[str | int, ...]
"""Keys from the outermost; a number is a place, from zero, in a list."""

_GAP = re.compile(r"(?:\s|#[^\n]*)*")
_BASIC, _LITERAL = r'"(?:[^"\\]|\\.)*"', "'[^']*'"
_KEY = re.compile(rf"[\w-]+|{_BASIC}|{_LITERAL}")
_SCALAR = re.compile(
    r"""
    "{3} (?: [^\\] | \\. )*? "{3,5}  # a text of several lines may end with two quotes of its own
    | '{3} .*? '{3,5}
    """
    rf"| {_BASIC} | {_LITERAL} | [^\n,\]}}\#]+",
    re.DOTALL | re.VERBOSE,
)
_STOPPED = re.compile(r"\(at line (\d+), column (\d+)\)")
_DASHED = re.compile("[\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}]\\s*[0-9.]")

_Keys = Generator[tuple[int, Path], None, int]
"""Yields the offset of each key and its path; returns the offset after them."""


def line_of(text: str, path: Path) -> int:
    """Return the line, from 1, of the key at `path` in a document that tomllib reads; that of the
    nearest table around it where the key is written nowhere, 1 where nothing of the path is."""
    best, length = 0, 0
    for offset, found in _keys(text):
        shared = min(len(found), len(path))
        if shared > length and found[:shared] == path[:shared]:
            best, length = offset, shared
    return text.count("\n", 0, best) + 1


def stopped_at_minus(text: str, message: str) -> bool:
    """Return whether tomllib, whose message says where it stopped, met a minus sign or a dash
    before a number."""
    found = _STOPPED.search(message)
    if not found:
        return False
    line, column = map(int, found.groups())
    return bool(_DASHED.match(text.split("\n")[line - 1], column - 1))


def _keys(text: str) -> Iterator[tuple[int, Path]]:
    """Yield the offset and the path of every head of a table, key and entry of a list."""
    table: Path = ()
    counts: dict[Path, int] = {}
    at = _after_gap(text, 0)
    while at < len(text):
        if text[at] == "[":
            brackets = 2 if text.startswith("[[", at) else 1
            parts, end = _parts(text, at + brackets)
            table = _table(parts, brackets == 2, counts)
            yield at, table
            at = end + brackets
        else:
            at = yield from _pair(text, at, table)
        at = _after_gap(text, at)


def _table(parts: Path, in_list: bool, counts: dict[Path, int]) -> Path:
    """Return the path of a table by its head: a list of tables on the way there means its last
    one. `counts` has the number of tables of each list so far."""
    path: Path = ()
    for part in parts:
        path = (*path, counts[path] - 1, part) if path in counts else (*path, part)
    if in_list:
        counts[path] = counts.get(path, 0) + 1
        path = (*path, counts[path] - 1)
    return path


def _pair(text: str, at: int, table: Path) -> _Keys:
    parts, equals = _parts(text, at)
    path = (*table, *parts)
    yield at, path
    return (yield from _value(text, _after_gap(text, equals + 1), path))


def _value(text: str, at: int, path: Path) -> _Keys:
    closing = {"[": "]", "{": "}"}.get(text[at])
    if closing is None:
        return _end(_SCALAR, text, at)
    at, place = _after_gap(text, at + 1), 0
    while text[at] != closing:
        if closing == "]":
            yield at, (*path, place)
            at = yield from _value(text, at, (*path, place))
        else:
            at = yield from _pair(text, at, path)
        at, place = _after_gap(text, at), place + 1
        if text[at] == ",":
            at = _after_gap(text, at + 1)
    return at + 1


def _parts(text: str, at: int) -> tuple[Path, int]:
    """Return the parts of a dotted key, and the offset of what stands after it."""
    parts: list[str] = []
    while not parts or text[at] == ".":
        start = _after_gap(text, at + 1 if parts else at)
        end = _end(_KEY, text, start)
        written = text[start:end]
        parts.append(tomllib.loads(f"key={written}")["key"] if written[0] in "\"'" else written)
        at = _after_gap(text, end)
    return tuple(parts), at


def _after_gap(text: str, at: int) -> int:
    """Return the offset of what follows spaces, ends of lines and comments."""
    return _end(_GAP, text, at)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    if found is None:
        raise ValueError(f"no TOML at offset {at}: {text[at : at + 20]!r}")
    return found.end()
