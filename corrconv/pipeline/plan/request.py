"""The request: what somebody asked to have built, in the words that they used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
"""How much a build tells, as manim's -v has it."""

DEFAULT_PROFILE = "blog"

EXECUTORS = ("fork", "spawn", "inline")
"""Workers forked from a server, a new Python for each, or the calling process itself."""


class RequestError(ValueError):
    """A request that cannot be met: nothing has been touched."""


class ConfigurationError(RuntimeError):
    """An environment in which no request can be met."""


@contextmanager
def refusing() -> Iterator[None]:
    """Raise as a RequestError whatever ValueError is raised inside; also a decorator."""
    try:
        yield
    except RequestError:
        raise
    except ValueError as error:
        raise RequestError(str(error)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """A request of somebody to have figures built, or to have checked what was built.

    Nothing is looked up yet: `figures` are ids or names, also globs; `lesson` is a file or the
    name of a lesson that ships; `profile` is a name, `quality` manim's letter for one; `themes`
    are names or files; `jobs` is a number or "auto". None and an empty tuple stand for what is
    usual. `timeout` is in seconds and `memory` in MiB, both for one worker; `shard` is "i/n" and
    `executor` one of EXECUTORS.
    """

    media: Path = Path("media")
    figures: tuple[str, ...] = ()
    lesson: Path | None = None
    profile: str | None = None
    quality: str | None = None
    preview: bool = False
    fps: int | None = None
    pace: float | None = None
    themes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    transparent: bool = False
    jobs: str = "1"
    timeout: float = 1800.0
    memory: int = 8192
    shard: str | None = None
    fail_fast: bool = False
    executor: str | None = None

    @property
    def names_profile(self) -> bool:
        """Tell whether a profile was asked for, or something that gives it another name."""
        named = (self.profile, self.quality, self.preview, self.fps, self.pace, self.transparent)
        return any(named)
