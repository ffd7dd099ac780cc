"""One published file, and what was true of it when it was published."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

from corrconv.formats.registry import FORMATS
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.store.names import inside


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file in the media folder. `path` is relative to it; sizes are in pixels and bytes.

    `frames` is 1 for a still; `fps` and `seconds` are None for what does not move, `fps` also for
    a GIF, whose frames last as long as nothing changes. `key` is that of the job that made it.
    """

    kind: str
    format: str
    path: str
    sha256: str
    bytes: int
    width: int | None
    height: int | None
    frames: int | None
    fps: int | None
    seconds: float | None
    key: str

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Artifact:
        """The artifact that `asdict` gave these values; ValueError where they are not such."""
        if set(values) != set(TYPES):
            raise ValueError(f"an artifact has {sorted(values)}, wanted {sorted(TYPES)}")
        for name, hint in TYPES.items():
            if isinstance(values[name], bool) or not isinstance(values[name], hint):
                raise ValueError(f"artifact {name} is {values[name]!r}")
        return cls(**values)

    def values(self) -> dict[str, Any]:
        """Its fields by name."""
        return asdict(self)

    @property
    def over_budget(self) -> str | None:
        """A sentence where the file is larger than its format's budget."""
        if self.format not in FORMATS:
            return None
        return FORMATS[self.format].over_budget(self.bytes, self.width, self.height, self.seconds)

    def fault(self, media: Path) -> str | None:
        """What is wrong with the file now, None where it is what was published."""
        try:
            content = read_plain(inside(media, self.path))
        except FileNotFoundError:
            return "is missing"
        except (OSError, ValueError) as error:
            return f"cannot be read ({error})"
        if len(content) != self.bytes:
            return f"has {len(content)} bytes, not {self.bytes}"
        return None if digest(content) == self.sha256 else "has other content than was published"


TYPES: Mapping[str, Any] = MappingProxyType(get_type_hints(Artifact))
"""What kind of value each field has."""


def read_plain(path: Path) -> bytes:
    """The bytes of a regular file; OSError where something else, also a link, stands there."""
    opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise OSError(f"{path.name} is not a file")
        return file.read()
