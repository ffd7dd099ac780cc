"""The key of a job: everything that can change its picture, as named components."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType

from corrconv.lesson.image_file import DECODER
from corrconv.lesson.image_file import ROOT as CODE
from corrconv.lesson.lesson import path_of, picture_path
from corrconv.pipeline.cache.sources import Sources, digest
from corrconv.pipeline.cache.versions import font_digests, library_versions
from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.project import Project
from corrconv.pipeline.workers.environment import FIXED
from corrconv.theme.loader import shipped

SCHEMA = 1
"""Raised by hand when the meaning of a published file changes."""

CHILD = "corrconv/pipeline/workers/worker.py"
"""The part of the pipeline that runs in a worker; it and all it imports belong to the key."""

FILE, VERSION, FONTS, SETTING, WORDS = "file", "version", "fonts", "setting", "words"

THEME = "theme "
"""Begins the settings that are a theme's; of these, a key keeps only those that were read."""

WORDED = frozenset({"svg", "pdf"})
"""Formats that carry a figure's words; they are made anew where those change."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Values by component; a component is called "kind:name"."""

    components: Mapping[str, str]
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        text = json.dumps(dict(sorted(self.components.items())), separators=(",", ":"))
        object.__setattr__(self, "components", MappingProxyType(dict(self.components)))
        object.__setattr__(self, "digest", digest(text.encode()))

    @property
    def files(self) -> dict[str, str]:
        """Digests of the sources and other files that it covers, by name."""
        begin = f"{FILE}:"
        every = self.components.items()
        return {name.removeprefix(begin): of for name, of in every if name.startswith(begin)}

    def wearing(self, parts: Iterable[str]) -> Fingerprint:
        """The same for a drawing that reads only these parts of its theme."""
        worn = {f"{SETTING}:{THEME}{part}" for part in parts}
        kept = {
            name: value
            for name, value in self.components.items()
            if name in worn or not name.startswith(f"{SETTING}:{THEME}")
        }
        return Fingerprint(kept)


def worn(components: Mapping[str, str]) -> frozenset[str]:
    """The parts of its theme that the drawing with these components reads."""
    begin = f"{SETTING}:{THEME}"
    return frozenset(name.removeprefix(begin) for name in components if name.startswith(begin))


def key_of(key: Fingerprint, job: Job, ending: str) -> Fingerprint:
    """The key of one file of `job`, whose own is `key`."""
    if ending not in WORDED:
        return key
    words = {"title": job.figure.title, "alternative text": job.alt}
    return Fingerprint({**key.components, **_named(WORDS, words)})


class Fingerprinter:
    """Makes keys from the inputs as they are now; `again` sees later changes."""

    def __init__(
        self,
        project: Project,
        lesson_path: Path | None,
        environment: Mapping[str, str] | None = None,
        sources: Sources | None = None,
    ) -> None:
        self._project, self._lesson_path = project, lesson_path
        self._sources = sources or Sources(project.root, project.packages)
        self._environment = environment_components() if environment is None else environment
        self._common = {**self._environment, **_lesson(lesson_path)}
        self._data = self._sources.data("corrconv", besides=("lesson", "theme", "products", "diff"))

    def key(self, job: Job) -> Fingerprint:
        """The key of `job`; RequestError where its scene or the performer is not there."""
        files = {**self._sources.closure(*self._starts(job)), **self._data}
        return Fingerprint(
            {**_named(FILE, files), **self._common, **_named(SETTING, _settings(job))}
        )

    def again(self) -> Fingerprinter:
        """The same from files as they are now. Libraries are not asked again: the workers go on
        with those that they have loaded."""
        sources = self._sources.again()
        return Fingerprinter(self._project, self._lesson_path, self._environment, sources)

    def _starts(self, job: Job) -> tuple[str, ...]:
        performer = self._project.performer.partition(":")[0]
        found = self._sources.module(performer)
        if found is None:
            raise RequestError(f"performer {performer}: there is no such module")
        if not self._sources.has(job.figure.scene):
            raise RequestError(f"{job.figure.id}: its scene {job.figure.scene} is not there")
        child = (CHILD,) if self._sources.has(CHILD) else ()
        return (job.figure.scene, found, *child)


def reasons(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """Why the keys differ, a phrase for each component that does."""
    names = sorted(set(old) | set(new))
    return tuple(
        _reason(name, old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    )


def _reason(component: str, old: str | None, new: str | None) -> str:
    kind, _, name = component.partition(":")
    if old is None or new is None:
        return f"{name} {'added' if old is None else 'removed'}"
    return f"{name} changed" if kind in {FILE, FONTS, WORDS} else f"{name} {old} → {new}"


def _named(kind: str, values: Mapping[str, str]) -> dict[str, str]:
    return {f"{kind}:{name}": value for name, value in values.items()}


def environment_components() -> dict[str, str]:
    """What is the same for every job on this machine: libraries, fonts, fixed settings."""
    return {
        **_named(VERSION, library_versions()),
        **_named(FONTS, font_digests()),
        **_named(SETTING, {f"environment {name}": value for name, value in FIXED.items()}),
        f"{SETTING}:schema": str(SCHEMA),
    }


def _lesson(path: Path | None) -> dict[str, str]:
    source = path_of(path)
    files = {f"lessons/{source.name}": source}
    picture = picture_path(source)
    if picture is not None:
        files[f"lessons/{picture.name}"] = picture
        files[DECODER] = CODE / DECODER
    return _named(FILE, {name: digest(file.read_bytes()) for name, file in files.items()})


def _settings(job: Job) -> dict[str, str]:
    """What the job itself says. Its formats are not here: the same drawing serves them all."""
    profile = {f"profile {name}": str(value) for name, value in asdict(job.profile).items()}
    look = job.look or shipped(job.theme)
    theme = {f"{THEME}{part}": value for part, value in look.parts().items()}
    return {
        **profile,
        **theme,
        "theme": job.theme,
        "figure": job.figure.name,
        "scene": f"{job.figure.scene}:{job.figure.scene_class}",
        "forms": " ".join(job.figure.forms),
        "transparent": str(job.transparent),
    }
