"""Thresholds: how much may differ before a figure counts as changed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from corrconv.diff.sources.reading import ReadingError

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Threshold:
    """Say how much may differ before a figure counts as changed.

    `level`: levels of 255 by which a channel of a pixel differs. `pixels`: how many such pixels a
    still may have. `move`: pixels by which a drawn thing may move. `field`: levels by which a field
    of a perceptual digest may differ. `frame`: levels by which the mean of 4 x 4 pixels of an
    animation may differ.
    """

    level: float = 24
    pixels: float = 8
    move: float = 1
    field: float = 2
    frame: float = 16


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Hold a threshold for each figure, by its id or its name, and the usual one for all others."""

    usual: Threshold
    special: Mapping[str, Threshold]

    def of(self, figure: str, name: str) -> Threshold:
        """Return the threshold of one figure."""
        return self.special.get(figure) or self.special.get(name) or self.usual


def read_thresholds(path: Path | None) -> Thresholds:
    """Read thresholds from a TOML file: a table for each figure, and one called default.

    The usual ones where `path` is None. ReadingError names the file and the key.
    """
    if path is None:
        return Thresholds(Threshold(), MappingProxyType({}))
    try:
        body = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadingError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadingError(f"{path}: not a TOML file ({error})") from error
    usual = _threshold(Threshold(), body.get(DEFAULT, {}), f"{path}: {DEFAULT}")
    special = {
        name: _threshold(usual, values, f"{path}: {name}")
        for name, values in body.items()
        if name != DEFAULT
    }
    return Thresholds(usual, MappingProxyType(special))


def _threshold(base: Threshold, values: Any, where: str) -> Threshold:
    if not isinstance(values, dict):
        raise ReadingError(f"{where}: wanted a table")
    known = {field.name for field in fields(Threshold)}
    for name, value in values.items():
        if name not in known:
            raise ReadingError(f"{where}: unknown {name}, wanted {', '.join(asdict(base))}")
        if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
            raise ReadingError(f"{where}: {name}: wanted a number from 0, got {value!r}")
    return replace(base, **values)
