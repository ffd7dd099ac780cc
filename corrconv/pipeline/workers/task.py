"""A task: one job as a worker gets it, the result that the worker sends, and how the task ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NotRequired, TypedDict

from corrconv.pipeline.store.plain_data import decode, encode
from corrconv.rendering.request import RenderRequest

LOG = "log.txt"


@dataclass(frozen=True, slots=True)
class Task:
    """Describe work for one worker: to draw `request` in `folder` with `performer` and write
    it in `formats`, from the sources of `packages` in `root`, with at most `memory` bytes of
    address space.
    """

    number: int
    root: Path
    packages: tuple[str, ...]
    performer: str
    folder: Path
    memory: int
    formats: tuple[str, ...]
    request: RenderRequest

    def dump(self) -> str:
        """Return the task as one line of JSON."""
        return encode(self).decode()

    @classmethod
    def load(cls, text: str) -> Task:
        """Return the task that `dump` wrote."""
        return decode(text.encode(), cls)


@dataclass(frozen=True, slots=True)
class Made:
    """Describe one file that a worker made and checked, in its folder."""

    file: str
    kind: str
    format: str
    sha256: str
    bytes: int
    width: int | None = None
    height: int | None = None
    frames: int | None = None
    fps: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Hold what a worker came to: files, the digests of the project's modules that it loaded and
    the parts of the theme that it read, None where it cannot tell; or an error."""

    files: tuple[Made, ...] = ()
    modules: Mapping[str, str] = field(default_factory=dict)
    theme_parts_read: tuple[str, ...] | None = None
    error: str | None = None
    memory_ran_out: bool = False

    def dump(self) -> bytes:
        """Return the result as bytes for a pipe: a full disk must not keep a worker from
        saying so."""
        return encode(self)

    @classmethod
    def load(cls, content: bytes) -> Result | None:
        """Return the result that `dump` wrote, None where the bytes are not whole."""
        try:
            return decode(content, cls)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class TaskEnd:
    """Describe the end of a task: its number, the worker's exit code as `subprocess` has it
    (−9 after SIGKILL), peak memory in bytes, 0 where unknown, and the bytes of its `Result`.

    `late` tells that it was ended for its time; `shared` that it ended with its fork server, and
    so did others, which may be the cause; `lost`, where it says anything, why there is no
    end to look at, and no use in a second attempt.
    """

    task: int
    exit_code: int
    peak: int
    result: bytes = b""
    late: bool = False
    shared: bool = False
    lost: str = ""


class ClientMessage(TypedDict):
    """A line to a fork server: a task to begin, as `Task.dump` writes it, or a signal for the
    processes of a task that has begun."""

    task: int
    run: NotRequired[str]
    signal: NotRequired[int]


class ServerMessage(TypedDict):
    """A line from a fork server: that it is ready, or the end of a task."""

    ready: NotRequired[bool]
    ended: NotRequired[int]
    exit_code: NotRequired[int]
    peak: NotRequired[int]
    result: NotRequired[str]
