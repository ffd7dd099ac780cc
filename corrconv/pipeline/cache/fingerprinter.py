"""The fingerprints of jobs, from sources, lesson, theme, libraries and fonts as they are now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from corrconv.formats.registry import FORMATS
from corrconv.lesson.image_file import DECODER
from corrconv.lesson.lesson import path_of, picture_path
from corrconv.pipeline.cache.fingerprint import (
    FILE,
    FONTS,
    SETTING,
    THEME,
    VERSION,
    WORDS,
    Fingerprint,
    of_kind,
)
from corrconv.pipeline.cache.sources import ROOT, Sources, digest
from corrconv.pipeline.cache.versions import font_digests, library_versions
from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.project import Project
from corrconv.pipeline.workers.isolation import FIXED
from corrconv.theme.loader import shipped

SCHEMA = 1
"""Raised by hand when the meaning of a published file changes."""

WORKER = "corrconv/pipeline/workers/worker.py"
"""The part of the pipeline that runs in a worker; every fingerprint covers all that it imports."""


class Fingerprinter:
    """Make fingerprints from the inputs as they are now; `again` sees later changes."""

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

    def fingerprint(self, job: Job) -> Fingerprint:
        """Return the fingerprint of `job`; RequestError where its scene or the performer is not
        there."""
        files = {**self._sources.closure(*self._starts(job)), **self._data}
        return Fingerprint(
            {**of_kind(FILE, files), **self._common, **of_kind(SETTING, _settings(job))}
        )

    def again(self) -> Fingerprinter:
        """Return one that reads the files as they are now. Libraries are not asked again: the
        workers go on with those that they have loaded."""
        sources = self._sources.again()
        return Fingerprinter(self._project, self._lesson_path, self._environment, sources)

    def _starts(self, job: Job) -> tuple[str, ...]:
        performer = self._project.performer.partition(":")[0]
        found = self._sources.module(performer)
        if found is None:
            raise RequestError(f"performer {performer}: there is no such module")
        if not self._sources.has(job.figure.scene):
            raise RequestError(f"{job.figure.id}: its scene {job.figure.scene} is not there")
        worker = (WORKER,) if self._sources.has(WORKER) else ()
        return (job.figure.scene, found, *worker)


def of_file(fingerprint: Fingerprint, job: Job, ending: str) -> Fingerprint:
    """Return the fingerprint of one file of `job`, whose own is `fingerprint`."""
    if ending not in FORMATS or not FORMATS[ending].worded:
        return fingerprint
    words = of_kind(WORDS, {"alternative text": job.alt})
    return Fingerprint({**fingerprint.components, **words})


def environment_components() -> dict[str, str]:
    """Return what is the same for every job on this machine: libraries, fonts, fixed settings."""
    return {
        **of_kind(VERSION, library_versions()),
        **of_kind(FONTS, font_digests()),
        **of_kind(SETTING, {f"environment {name}": value for name, value in FIXED.items()}),
        f"{SETTING}:schema": str(SCHEMA),
    }


def _lesson(path: Path | None) -> dict[str, str]:
    source = path_of(path)
    files = {f"lessons/{source.name}": source}
    picture = picture_path(source)
    if picture is not None:
        files[f"lessons/{picture.name}"] = picture
        files[DECODER] = ROOT / DECODER
    return of_kind(FILE, {name: digest(file.read_bytes()) for name, file in files.items()})


def _settings(job: Job) -> dict[str, str]:
    """Return what the job itself says. Its formats are not here: one drawing serves them all."""
    profile = {f"profile {name}": str(value) for name, value in asdict(job.profile).items()}
    look = job.look or shipped(job.theme)
    operation = job.figure.operation
    theme = {f"{THEME}{part}": value for part, value in look.parts().items()}
    return {
        **profile,
        **theme,
        "theme": job.theme,
        "figure": job.figure.name,
        "title": job.figure.title,
        "operation": operation.slug if operation else "",
        "announced": " ".join(each.slug for each in job.figure.announced),
        "scene": f"{job.figure.scene}:{job.figure.scene_class}",
        "forms": " ".join(job.figure.forms),
        "transparent": str(job.transparent),
    }
