"""The themes that ship, and the reader of theme files (TOML)."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import Any

from corrconv.lesson.reader import NAME
from corrconv.theme.colour import COLOUR as HEXADECIMAL
from corrconv.theme.contrast import least_allowed, require_contrast
from corrconv.theme.theme import COLOUR, CUE, Exemption, Sizes, Theme, Widths

FOLDER = Path(__file__).parent / "data"

SHIPPED = ("light", "dark", "post", "print")
DEFAULTS = ("light", "dark")
"""Those that a build makes where none is named."""

LARGEST = 1 << 16
"""Bytes of a theme file."""

RANGES: Mapping[str, tuple[float, float]] = {"type": (0.1, 2.0), "widths": (0.5, 20.0)}


@cache
def shipped(name: str) -> Theme:
    """Return the theme of this name that ships; KeyError where there is none."""
    if name not in SHIPPED:
        raise KeyError(f"no theme {name!r}: wanted one of {', '.join(SHIPPED)}")
    return load(FOLDER / f"{name}.toml")


def load(path: Path) -> Theme:
    """Read the theme in the TOML file at `path`, and require its contrast.

    Raises ValueError, naming the file and the key, where the file is not a theme, and naming the
    pair and the ratio where two roles are not far enough apart.
    """
    return require_contrast(read(path), path.name)


def read(path: Path) -> Theme:
    """Read the theme in the TOML file at `path`, whatever its contrast."""
    return _theme(_document(path), path)


def _document(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError(f"{path}: has more than {LARGEST} bytes")
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"{path}: not a TOML file ({error})") from error


def _theme(document: Mapping[str, Any], path: Path) -> Theme:
    where, own = path.name, path.parent == FOLDER
    known = ("name", "base", "apart", "colours", "type", "widths", "exempt")
    _require_known(document, known, where)
    base = _base(document, where)
    values = {} if base is None else asdict(base)
    values["name"] = _name(document.get("name", path.stem), where, own)
    values["apart"] = _one_of(
        (COLOUR, CUE), document.get("apart", values.get("apart", COLOUR)), f"{where}: apart"
    )
    values |= _colours(_table(document, "colours", where), f"{where}: colours")
    missing = [role for role in Theme.roles() if role not in values]
    if missing:
        raise ValueError(f"{where}: colours: {missing[0]}: wanted #RRGGBB or a base, it is missing")
    values["type"] = _sizes(document, "type", Sizes, values.get("type", {}), where)
    values["widths"] = _sizes(document, "widths", Widths, values.get("widths", {}), where)
    values["exempt"] = [*values.get("exempt", ()), *_exempt(document.get("exempt", []), where)]
    return Theme.of_values(values)


def _base(document: Mapping[str, Any], where: str) -> Theme | None:
    if "base" not in document:
        return None
    return shipped(_one_of(SHIPPED, document["base"], f"{where}: base"))


def _name(name: object, where: str, own: bool) -> str:
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise ValueError(f"{where}: name: wanted a name that matches {NAME.pattern}, got {name!r}")
    if name in SHIPPED and not own:
        raise ValueError(f"{where}: name: {name!r} is a theme that ships, wanted another name")
    return name


def _colours(table: Mapping[str, Any], where: str) -> dict[str, str]:
    colours = {key.replace("-", "_"): value for key, value in table.items()}
    _require_known(colours, Theme.roles(), where)
    for role, colour in colours.items():
        if not isinstance(colour, str) or not HEXADECIMAL.fullmatch(colour):
            raise ValueError(f"{where}: {role}: wanted #RRGGBB, got {colour!r}")
    return {role: colour.upper() for role, colour in colours.items()}


def _sizes(
    document: Mapping[str, Any],
    key: str,
    kind: type[Sizes] | type[Widths],
    base: Mapping[str, float],
    where: str,
) -> dict[str, float]:
    own = _table(document, key, where)
    _require_known(own, [field.name for field in fields(kind)], f"{where}: {key}")
    low, high = RANGES[key]
    for name, size in own.items():
        if type(size) not in (int, float) or not low <= size <= high:
            raise ValueError(
                f"{where}: {key}: {name}: wanted a number from {low:g} to {high:g}, got {size!r}"
            )
    return {**base, **{name: float(size) for name, size in own.items()}}


def _exempt(entries: object, where: str) -> list[dict[str, Any]]:
    where = f"{where}: exempt"
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise ValueError(f"{where}: wanted a list of tables, got {entries!r}")
    return [asdict(_exemption(each, f"{where} {n}")) for n, each in enumerate(entries, 1)]


def _exemption(entry: Mapping[str, Any], where: str) -> Exemption:
    _require_known(entry, ("roles", "least", "why"), where)
    roles, least, why = (entry.get(name) for name in ("roles", "least", "why"))
    if not isinstance(roles, list) or len(roles) != 2:
        raise ValueError(f"{where}: roles: wanted two roles, got {roles!r}")
    first, second = (_one_of(Theme.roles(), role, f"{where}: roles") for role in roles)
    if not isinstance(why, str) or not why.strip():
        raise ValueError(f"{where}: why: wanted a reason, got {why!r}")
    low = least_allowed(first, second)
    if type(least) not in (int, float) or not low <= float(least or 0) <= 21:
        raise ValueError(f"{where}: least: wanted a number from {low:g} to 21, got {least!r}")
    return Exemption((first, second), float(least or 0), why)


def _table(document: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    value = document.get(key, {})
    if not isinstance(value, dict):
        raise ValueError(f"{where}: {key}: wanted a table, got {value!r}")
    return value


def _one_of(known: Iterable[str], value: object, where: str) -> str:
    every = tuple(known)
    if not isinstance(value, str) or value not in every:
        raise ValueError(f"{where}: wanted one of {', '.join(every)}, got {value!r}")
    return value


def _require_known(table: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    every = tuple(known)
    for key in table:
        if key not in every:
            near = difflib.get_close_matches(key, every, 1)
            hint = f"; did you mean {near[0]}?" if near else f": wanted {', '.join(every)}"
            raise ValueError(f"{where}: unknown key {key!r}{hint}")
