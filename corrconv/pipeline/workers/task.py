"""A task: one job as it is handed to a worker, and what the worker made of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from corrconv.rendering.profile import Profile
from corrconv.rendering.request import RenderRequest
from corrconv.theme.theme import Theme

LOG = "log.txt"


@dataclass(frozen=True, slots=True)
class Task:
    """Work for one worker: draw `request` in `folder` with `performer`, from the sources of
    `packages` in `root`.

    `memory` is the limit of its address space in bytes.
    """

    number: int
    root: Path
    packages: tuple[str, ...]
    performer: str
    folder: Path
    memory: int
    request: RenderRequest

    def dump(self) -> dict[str, Any]:
        """As values that JSON knows."""
        values = asdict(self)
        values["root"], values["folder"] = str(self.root), str(self.folder)
        lesson = self.request.lesson
        values["request"]["lesson"] = None if lesson is None else str(lesson)
        return values

    @classmethod
    def load(cls, values: Mapping[str, Any]) -> Task:
        """The task that `dump` gave these values."""
        asked = dict(values["request"])
        asked["profile"] = Profile(**asked["profile"])
        asked["formats"] = tuple(asked["formats"])
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
            request=RenderRequest(**asked),
        )


@dataclass(frozen=True, slots=True)
class Made:
    """One file that a worker made and checked, in its folder."""

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
    """What a worker came to: files, the digests of the project's modules that it loaded and the
    parts of the theme that it read, None where it cannot tell; or an error."""

    files: tuple[Made, ...] = ()
    modules: Mapping[str, str] = field(default_factory=dict)
    worn: tuple[str, ...] | None = None
    error: str | None = None
    memory_ran_out: bool = False

    def dump(self) -> bytes:
        """As bytes for a pipe: a full disk must not keep a worker from saying so."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def load(cls, content: bytes) -> Result | None:
        """The result that `dump` gave these bytes, None where they are not whole."""
        try:
            values = json.loads(content)
        except ValueError:
            return None
        files = tuple(Made(**made) for made in values.pop("files"))
        worn = values.pop("worn")
        values["worn"] = None if worn is None else tuple(worn)
        return cls(files=files, **values)
