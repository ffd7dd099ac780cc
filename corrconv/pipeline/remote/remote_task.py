"""A remote task: a task for a worker on another machine, and the reply; both sent as bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from corrconv.lesson.lesson import path_of, picture_path
from corrconv.pipeline.cache.sources import ROOT
from corrconv.pipeline.project import Project
from corrconv.pipeline.workers.task import Task


@dataclass(frozen=True, slots=True)
class RemoteTask:
    """Describe a task for another machine: `task` as `Task.dump` writes it, with `root` beside it
    as `root_there` names it. The lesson comes along, with its picture if it has one. `inputs` are
    the components of fingerprints that must be the same there; `limit` is in seconds."""

    task: str
    root: str
    packages: tuple[str, ...]
    preload: tuple[str, ...]
    lesson_name: str
    lesson: Mapping[str, bytes]
    inputs: Mapping[str, str]
    limit: float

    @classmethod
    def of(
        cls, task: Task, project: Project, inputs: Mapping[str, str], limit: float
    ) -> RemoteTask:
        """Return the remote task for `task`, with the lesson as it is now."""
        lesson = path_of(task.request.lesson)
        picture = picture_path(lesson)
        files = {lesson.name: lesson}
        if picture is not None:
            files[picture.relative_to(lesson.parent).as_posix()] = picture
        return cls(
            task=task.dump(),
            root=root_there(project.root),
            packages=task.packages,
            preload=project.preload,
            lesson_name=lesson.name,
            lesson={name: file.read_bytes() for name, file in files.items()},
            inputs=dict(inputs),
            limit=limit,
        )

    def dump(self) -> bytes:
        """Return the remote task as it is sent."""
        return msgspec.msgpack.encode(self)

    @classmethod
    def load(cls, content: bytes) -> RemoteTask:
        """Return the remote task that `dump` gave as `content`."""
        return msgspec.msgpack.decode(content, type=cls)

    def unpack(self, number: int, parent: Path) -> Task:
        """Return the task as it is done in the folder `parent` of this machine, which is filled
        with what came along."""
        lesson, folder = parent / "lesson" / self.lesson_name, parent / "work"
        lesson.parent.mkdir(parents=True)
        folder.mkdir()
        for name, content in self.lesson.items():
            (lesson.parent / name).parent.mkdir(parents=True, exist_ok=True)
            (lesson.parent / name).write_bytes(content)
        task = Task.load(self.task)
        request = replace(task.request, lesson=lesson)
        return replace(
            task, number=number, root=root_here(self.root), folder=folder, request=request
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """Describe the end of a task elsewhere, as `TaskEnd` has it, with its files and the end of its
    log.

    `refused` says why nothing was made, or why it cannot be used.
    """

    exit_code: int = 0
    peak: int = 0
    result: bytes = b""
    late: bool = False
    refused: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    log: bytes = b""

    def dump(self) -> bytes:
        """Return the reply as it is sent."""
        return msgspec.msgpack.encode(self)

    @classmethod
    def load(cls, content: bytes) -> Reply:
        """Return the reply that `dump` gave as `content`."""
        return msgspec.msgpack.decode(content, type=cls)


def root_there(root: Path) -> str:
    """Return how to name the project's root to another machine: by nothing where it is our own."""
    return "" if root == ROOT else str(root)


def root_here(name: str) -> Path:
    """Return the folder that `root_there` named."""
    return Path(name) if name else ROOT
