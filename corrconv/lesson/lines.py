"""Where a key of a TOML document stands: tomllib tells values, not their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Keys from the outermost; a number is a place, from zero, in a list of tables."""

_HEAD = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_STRING = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'|#.*""")
_STOPPED = re.compile(r"\(at line (\d+), column (\d+)\)")
_DASHED = re.compile("[\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}]\\s*[0-9.]")


def line_of(text: str, path: Path) -> int:
    """The line, from 1, of the key at `path`; that of the nearest table around it where the key
    itself is written nowhere, 1 where nothing of the path is."""
    best, length = 1, 0
    for number, found in _keys(text):
        shared = _shared(found, path)
        if shared > length:
            best, length = number, shared
    return best


def stopped_at_minus(text: str, said: str) -> bool:
    """Whether tomllib, which `said` where it stopped, met a minus sign or a dash
    before a number."""
    found = _STOPPED.search(said)
    if not found:
        return False
    line, column = map(int, found.groups())
    return bool(_DASHED.match(text.split("\n")[line - 1], column - 1))


def _keys(text: str) -> Iterator[tuple[int, Path]]:
    """Every table's head and every key that begins a line, with its whole path."""
    table: Path = ()
    counts: dict[Path, int] = {}
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        head, key = _HEAD.match(line), _KEY.match(line)
        if depth == 0 and head:
            table = _parts(head[2])
            if head[1] == "[[":
                place = counts.get(table, 0)
                counts[table] = place + 1
                table = (*table, place)
            yield number, table
            continue
        if depth == 0 and key:
            yield number, (*table, *_parts(key[1]))
        bare = _STRING.sub("", line)
        depth += sum(bare.count(each) for each in "[{") - sum(bare.count(each) for each in "]}")
        depth = max(depth, 0)


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _shared(found: Path, path: Path) -> int:
    """How many keys of `path` the line at `found` begins with; none where it goes elsewhere."""
    shared = min(len(found), len(path))
    return shared if found[:shared] == path[:shared] else 0
