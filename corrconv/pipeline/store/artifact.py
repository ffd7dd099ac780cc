"""One published file, and what was true of it when it was published."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import msgspec

from corrconv.formats.registry import FORMATS
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.store.names import inside


class Artifact(msgspec.Struct, frozen=True, kw_only=True):
    """A file in the media folder; `path` is relative to it, `width` and `height` are in pixels.

    `frames` is 1 for a still; `fps` and `seconds` are None for what does not move, `fps` also for
    a GIF, whose frames last as long as nothing changes. `fingerprint` is the digest of everything
    that could have changed the file.
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
    fingerprint: str = msgspec.field(name="key")

    @property
    def over_budget(self) -> str | None:
        """Return a sentence where the file is larger than its format's budget."""
        if self.format not in FORMATS:
            return None
        return FORMATS[self.format].over_budget(self.bytes, self.width, self.height, self.seconds)

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height; ValueError for what has none."""
        if self.width is None or self.height is None:
            raise ValueError(f"{self.path} has no size")
        return self.width, self.height

    def fault(self, media: Path) -> str | None:
        """Return what is wrong with the file now, None where it is what was published."""
        try:
            content = read_plain(inside(media, self.path))
        except FileNotFoundError:
            return "is missing"
        except OSError as error:
            return f"cannot be read ({error.strerror or error})"
        except ValueError as error:
            return f"cannot be read ({error})"
        if len(content) != self.bytes:
            return f"has {len(content)} bytes, not {self.bytes}"
        return None if digest(content) == self.sha256 else "has other content than was published"


def read_plain(path: Path) -> bytes:
    """Return the bytes of a regular file; OSError where something else, also a link, is there."""
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # not on Windows
    opened = os.open(path, os.O_RDONLY | flags)
    with os.fdopen(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise OSError(f"{path.name} is not a file")
        return file.read()
