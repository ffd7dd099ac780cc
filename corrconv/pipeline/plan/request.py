"""An order: what somebody asked to have built, checked before anything is touched."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corrconv.figures.figure import Figure
from corrconv.formats.registry import FORMATS, asked_for
from corrconv.lesson.lesson import Lesson, path_of
from corrconv.pipeline.plan.limits import read_lesson
from corrconv.pipeline.plan.shard import Shard
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.names import checked_name
from corrconv.rendering.pacing import require_pace
from corrconv.rendering.profile import BY_QUALITY, PREVIEW, PROFILES, Profile
from corrconv.theme.loader import DEFAULTS, SHIPPED, load, shipped
from corrconv.theme.theme import Theme

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
DEFAULT_PROFILE = "blog"
LARGEST_PIXELS = 7680 * 4320
HIGHEST_RATE = 120
DEFAULT_TIMEOUT = 1800.0
DEFAULT_MEMORY = 8 << 30

EXECUTORS = ("fork", "spawn", "inline")
"""Workers forked from a server, a new Python for each, or the calling process itself."""


class RequestError(ValueError):
    """What was asked for cannot be: nothing has been touched."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker may use: seconds by the clock, bytes of address space."""

    seconds: float = DEFAULT_TIMEOUT
    memory: int = DEFAULT_MEMORY


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """Figures of one lesson, for one purpose, in themes and formats, and how to make them.

    `lesson_path` is None for the built-in lesson; `shard` is the part of the plan that is meant,
    None for all of it; `executor` is one of EXECUTORS, None for the usual one. `left_out` are
    sentences about figures that make no sense for the lesson."""

    media: Path
    figures: tuple[Figure, ...]
    lesson: Lesson
    lesson_path: Path | None
    profile: Profile
    themes: tuple[Theme, ...]
    formats: tuple[str, ...]
    transparent: bool = False
    workers: int = 1
    fail_fast: bool = False
    limits: Limits = Limits()
    shard: Shard | None = None
    executor: str | None = None
    left_out: tuple[str, ...] = ()


def read(project: Project, asked: Mapping[str, Any]) -> BuildRequest:
    """The order that command line values stand for; RequestError in one sentence."""
    try:
        return _read(project, asked)
    except ValueError as error:
        raise RequestError(str(error)) from error


def asked_lesson(path: Path | None) -> Lesson | None:
    """The lesson that was named, if one was; RequestError in one sentence."""
    try:
        return None if path is None else read_lesson(path)
    except ValueError as error:
        raise RequestError(str(error)) from error


def _read(project: Project, asked: Mapping[str, Any]) -> BuildRequest:
    formats = ("png",) if asked.get("stills") else asked["formats"]
    lesson = read_lesson(asked["lesson"])
    figures, left_out = fitting(project, lesson, asked["figures"])
    return BuildRequest(
        media=asked["media"],
        figures=figures,
        left_out=left_out,
        lesson=lesson,
        lesson_path=path_of(asked["lesson"]) if asked["lesson"] else None,
        profile=chosen_profile(
            named_profile(asked["profile"], asked["quality"], asked.get("preview", False)),
            asked["fps"],
            asked["transparent"],
            asked.get("pace"),
        ),
        themes=chosen_themes(asked["themes"]),
        formats=chosen(asked_for(formats, asked["transparent"]), FORMATS, "format"),
        transparent=asked["transparent"],
        workers=workers(asked.get("jobs", "1")),
        fail_fast=asked.get("fail_fast", False),
        limits=Limits(
            asked.get("timeout", DEFAULT_TIMEOUT), asked.get("memory", DEFAULT_MEMORY >> 20) << 20
        ),
        shard=Shard.read(asked["shard"]) if asked.get("shard") is not None else None,
        executor=asked.get("executor"),
    )


def named_profile(name: str | None, quality: str | None, preview: bool = False) -> Profile:
    """The profile called `name`, standing for manim's letter `quality`, or for previews; the
    blog's where none is given."""
    if preview:
        other = f"-q {quality}" if quality else f"--profile {name}"
        if quality or name not in {None, PREVIEW}:
            raise ValueError(f"--preview is a profile of its own: wanted it without {other}")
        return PROFILES[PREVIEW]
    wanted = name or (BY_QUALITY[quality] if quality else DEFAULT_PROFILE)
    if name and quality and BY_QUALITY[quality] != name:
        raise ValueError(f"-q {quality} is profile {BY_QUALITY[quality]}, not {name}")
    return PROFILES[wanted]


def chosen_profile(
    profile: Profile, fps: int | None, transparent: bool, pace: float | None = None
) -> Profile:
    """`profile` at another rate or pace, or on no ground, under a name and so in a folder of its
    own."""
    if fps is not None and fps != profile.fps:
        profile = replace(profile, fps=fps, name=f"{profile.name}-{fps}fps")
    if pace is not None and require_pace(pace) != profile.pace:
        profile = replace(profile, pace=pace, name=f"{profile.name}-pace-{pace:g}")
    if transparent:
        profile = replace(profile, name=f"{profile.name}-transparent")
    return require_profile(profile)


def require_profile(profile: Profile) -> Profile:
    """`profile` where its sizes can be encoded and held in memory; ValueError otherwise."""
    checked_name(profile.name, "profile")
    width, height = profile.width, profile.height
    if min(width, height) < 2 or width % 2 or height % 2:
        raise ValueError(f"profile {profile.name}: {width}x{height} pixels, wanted even numbers")
    if width * height > LARGEST_PIXELS:
        raise ValueError(
            f"profile {profile.name}: {width}x{height} pixels, wanted at most {LARGEST_PIXELS}"
        )
    if not 1 <= profile.fps <= HIGHEST_RATE:
        raise ValueError(
            f"profile {profile.name}: {profile.fps} frames per second, wanted 1 to {HIGHEST_RATE}"
        )
    return profile


def chosen(values: Iterable[str], known: Iterable[str], what: str) -> tuple[str, ...]:
    """`values` in the order of `known`, all of `known` where there are none."""
    wanted, every = set(values), tuple(known)
    for value in sorted(wanted - set(every)):
        raise ValueError(f"unknown {what} {value!r}: wanted one of {', '.join(every)}")
    return tuple(value for value in every if not wanted or value in wanted)


def chosen_themes(asked: Iterable[str]) -> tuple[Theme, ...]:
    """The themes that `asked` names, those of files after those that ship; the usual ones where
    there are none. ValueError for a name that is not known and for a file that is no theme."""
    every = tuple(dict.fromkeys(asked)) or DEFAULTS
    files = [name for name in every if name.endswith(".toml")]
    names = chosen([name for name in every if name not in files] or SHIPPED, SHIPPED, "theme")
    own = [load(Path(name)) for name in files]
    for theme in own:
        checked_name(theme.name, "theme")
        if sum(other.name == theme.name for other in own) > 1:
            raise ValueError(f"two theme files have the name {theme.name!r}")
    return (*(shipped(name) for name in names if name in every), *own)


def workers(text: str) -> int:
    """How many workers `text` asks for: a number, or `auto` for one per usable CPU."""
    if text == "auto":
        usable = getattr(os, "sched_getaffinity", None)
        return len(usable(0)) if usable else os.cpu_count() or 1
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise ValueError(f"-j {text}: wanted a number from 1 to 256, or auto")
    return int(text)


def selected(project: Project, patterns: Iterable[str]) -> tuple[Figure, ...]:
    """The figures that the patterns name; ValueError, with the known ones, where one is unknown."""
    wanted = tuple(patterns)
    for pattern in wanted:
        if not pattern:
            raise ValueError("an empty figure name; " + known_figures(project))
    return project.find(wanted)


def fitting(
    project: Project, lesson: Lesson, patterns: Iterable[str]
) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """The figures meant that make sense for the lesson, and a sentence for each that does not;
    ValueError where one of these is asked for by its own name."""
    wanted = {pattern.lower() for pattern in patterns}
    kept: list[Figure] = []
    left_out: list[str] = []
    for figure in selected(project, patterns):
        reason = project.why_left_out(figure, lesson)
        if reason is None:
            kept.append(figure)
            continue
        sentence = f"{figure.id} {figure.name} makes no sense for lesson {lesson.name}: {reason}"
        if wanted & {figure.id.lower(), figure.name.lower()}:
            raise ValueError(sentence)
        left_out.append(sentence)
    if not kept:
        raise ValueError("; ".join(left_out))
    return tuple(kept), tuple(left_out)


def known_figures(project: Project) -> str:
    """A list of every figure for a message."""
    return "known: " + ", ".join(f"{each.id} {each.name}" for each in project.catalog)
