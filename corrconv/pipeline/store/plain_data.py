"""Plain data that others wrote, structured once where it comes in."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

_PLACE = re.compile(r"(?P<what>.*) - at `(?P<key>key in )?\$(?P<path>.*)`", re.DOTALL)


def decode(content: bytes, kind: type[T], where: str = "") -> T:
    """Return the JSON in `content` as a `kind`; ValueError, in one sentence that names the place in
    it, where it is none. `where` is the place of `content` in what it was taken from.

    >>> decode(b'{"number": [1, "two"]}', dict[str, list[int]])
    Traceback (most recent call last):
    ...
    ValueError: [...][1]: expected int, got str
    """
    try:
        return msgspec.json.decode(content, type=kind, dec_hook=_read_other)
    except msgspec.ValidationError as error:
        raise ValueError(_sentence(error, where)) from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{where}: is no JSON ({error})".removeprefix(": ")) from error


def structure(values: Any, kind: type[T]) -> T:
    """Return plain values, as a library gave them, as a `kind`; ValueError as from `decode`."""
    try:
        return msgspec.convert(values, type=kind, dec_hook=_read_other)
    except msgspec.ValidationError as error:
        raise ValueError(_sentence(error, "")) from error


def encode(value: object) -> bytes:
    """Return `value` as one line of JSON, which `decode` reads back."""
    return msgspec.json.encode(value, enc_hook=_plain_other)


def plain(value: object) -> Any:
    """Return `value` and all that it holds as values that JSON knows."""
    return msgspec.to_builtins(value, enc_hook=_plain_other)


def _plain_other(value: object) -> str:
    if isinstance(value, Path):
        return os.fsencode(value).decode("latin-1")  # a path is bytes, which need not be text
    raise TypeError(f"{type(value).__name__} is no plain data")


def _read_other(kind: type, value: object) -> Path:
    if issubclass(kind, Path) and isinstance(value, str):
        return Path(os.fsdecode(value.encode("latin-1")))
    raise ValueError(f"expected {kind.__name__}, got {type(value).__name__}")


def _sentence(error: msgspec.ValidationError, where: str) -> str:
    """Return msgspec's sentence with the place before it: "artifacts[3].sha256: expected str"."""
    found = _PLACE.fullmatch(str(error))
    said, path = (found["what"], found["path"]) if found else (str(error), "")
    place = f"{where}{path}".removeprefix(".")
    if found and found["key"]:
        place = f"a key of {place}"
    said = said.replace("`", "")
    said = said[:1].lower() + said[1:]
    return f"{place}: {said}" if place else said
