"""From what a request says to the values that it stands for: lesson, figures, profile, themes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from corrconv import catalog
from corrconv.figures.figure import Figure
from corrconv.lesson.lesson import Lesson, path_of
from corrconv.lesson.lesson import load as load_lesson
from corrconv.pipeline.plan.request import DEFAULT_PROFILE, BuildRequest, refusing
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.names import checked_name
from corrconv.rendering.pacing import require_pace
from corrconv.rendering.profile import BY_QUALITY, PREVIEW, PROFILES, Profile
from corrconv.theme.loader import DEFAULTS, SHIPPED, load, shipped
from corrconv.theme.theme import Theme

LARGEST_LESSON = 1 << 18
"""Bytes of a lesson file."""

LARGEST_PIXELS = 7680 * 4320
HIGHEST_RATE = 120
MOST_WORKERS = 256


@refusing()
def read_lesson(path: Path | None) -> Lesson:
    """Return the lesson at `path`, or of this name; the article's for None."""
    file = path_of(path)
    if file.is_file() and file.stat().st_size > LARGEST_LESSON:
        raise ValueError(f"lesson {file}: has more than {LARGEST_LESSON} bytes")
    figures = [figure.name for figure in (*catalog.find(), *catalog.title_cards())]
    lesson = load_lesson(file, figures)
    checked_name(lesson.name, "lesson")
    return lesson


@refusing()
def find_figures(
    project: Project, lesson: Lesson, patterns: Iterable[str]
) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """Return the figures that make sense for the lesson, and a sentence for each that does not.

    RequestError where one that does not is asked for by its own name, and for a pattern that
    matches none.
    """
    patterns = tuple(patterns)
    if "" in patterns:
        known = ", ".join(f"{each.id} {each.name}" for each in project.catalog)
        raise ValueError(f"an empty figure name; known: {known}")
    names = {pattern.lower() for pattern in patterns}
    kept: list[Figure] = []
    left_out: list[str] = []
    for figure in project.find(patterns):
        reason = project.why_left_out(figure, lesson)
        if reason is None:
            kept.append(figure)
            continue
        sentence = f"{figure.id} {figure.name} makes no sense for lesson {lesson.name}: {reason}"
        if names & {figure.id.lower(), figure.name.lower()}:
            raise ValueError(sentence)
        left_out.append(sentence)
    if not kept:
        raise ValueError("; ".join(left_out))
    return tuple(kept), tuple(left_out)


@refusing()
def find_profile(request: BuildRequest) -> Profile:
    """Return the request's profile; at another rate or pace, or on no ground, it has a name and
    so a folder of its own."""
    profile = PROFILES[_profile_name(request)]
    fps, pace = request.fps, request.pace
    if fps is not None and fps != profile.fps:
        profile = replace(profile, fps=fps, name=f"{profile.name}-{fps}fps")
    if pace is not None and require_pace(pace) != profile.pace:
        profile = replace(profile, pace=pace, name=f"{profile.name}-pace-{pace:g}")
    if request.transparent:
        profile = replace(profile, name=f"{profile.name}-transparent")
    return require_profile(profile)


def _profile_name(request: BuildRequest) -> str:
    name, quality = request.profile, request.quality
    if request.preview:
        if quality or name not in {None, PREVIEW}:
            other = f"-q {quality}" if quality else f"--profile {name}"
            raise ValueError(f"--preview is a profile of its own: wanted it without {other}")
        return PREVIEW
    if name and quality and BY_QUALITY[quality] != name:
        raise ValueError(f"-q {quality} is profile {BY_QUALITY[quality]}, not {name}")
    return name or (BY_QUALITY[quality] if quality else DEFAULT_PROFILE)


def require_profile(profile: Profile) -> Profile:
    """Return `profile`; ValueError unless its sizes can be encoded and held in memory."""
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


@refusing()
def find_themes(names: Iterable[str]) -> tuple[Theme, ...]:
    """Return the named themes, those of files after those that ship; the usual ones for none.

    RequestError for a name that is not known and for a file that is no theme.
    """
    every = tuple(dict.fromkeys(names)) or DEFAULTS
    files = [name for name in every if name.endswith(".toml")]
    known = in_order([name for name in every if name not in files] or SHIPPED, SHIPPED, "theme")
    own = [load(Path(name)) for name in files]
    for theme in own:
        checked_name(theme.name, "theme")
        if sum(other.name == theme.name for other in own) > 1:
            raise ValueError(f"two theme files have the name {theme.name!r}")
    return (*(shipped(name) for name in known if name in every), *own)


@refusing()
def in_order(names: Iterable[str], known: Iterable[str], what: str) -> tuple[str, ...]:
    """Return `names` in the order of `known`, all of `known` where there are none."""
    named, every = set(names), tuple(known)
    for name in sorted(named - set(every)):
        raise ValueError(f"unknown {what} {name!r}: wanted one of {', '.join(every)}")
    return tuple(name for name in every if not named or name in named)


@refusing()
def count_workers(jobs: str) -> int:
    """Return how many workers `jobs` asks for: a number, or `auto` for one per usable CPU."""
    if jobs == "auto":
        usable = getattr(os, "sched_getaffinity", None)
        return len(usable(0)) if usable else os.cpu_count() or 1
    if not jobs.isdecimal() or not 1 <= int(jobs) <= MOST_WORKERS:
        raise ValueError(f"-j {jobs}: wanted a number from 1 to {MOST_WORKERS}, or auto")
    return int(jobs)
