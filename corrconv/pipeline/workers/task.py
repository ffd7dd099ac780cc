"""A task: one job as a worker gets it, the result that the worker sends, and how the task ended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NotRequired, TypedDict

from corrconv.figures.figure import Figure
from corrconv.rendering.profile import Profile
from corrconv.rendering.request import RenderRequest
from corrconv.theme.theme import Theme

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
        values = asdict(self)
        values["request"]["figure"] = self.request.figure.values()
        return json.dumps(values, default=str)

    @classmethod
    def load(cls, text: str) -> Task:
        """Return the task that `dump` wrote."""
        values = json.loads(text)
        asked = values["request"]
        asked["figure"] = Figure.of_values(asked["figure"])
        asked["profile"] = Profile(**asked["profile"])
        asked["views"] = tuple(asked["views"])
        look = asked["look"]
        asked["look"] = None if look is None else Theme.of_values(look)
        asked["lesson"] = None if asked["lesson"] is None else Path(asked["lesson"])
        return cls(
            number=values["number"],
            root=Path(values["root"]),
            packages=tuple(values["packages"]),
            performer=values["performer"],
            folder=Path(values["folder"]),
            memory=values["memory"],
            formats=tuple(values["formats"]),
            request=RenderRequest(**asked),
        )


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
        return json.dumps(asdict(self)).encode()

    @classmethod
    def load(cls, content: bytes) -> Result | None:
        """Return the result that `dump` wrote, None where the bytes are not whole."""
        try:
            values = json.loads(content)
        except ValueError:
            return None
        files = tuple(Made(**made) for made in values.pop("files"))
        theme_parts_read = values.pop("theme_parts_read")
        values["theme_parts_read"] = None if theme_parts_read is None else tuple(theme_parts_read)
        return cls(files=files, **values)


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
