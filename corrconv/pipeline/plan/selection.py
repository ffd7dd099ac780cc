"""The selection: which published figures somebody means."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from corrconv.formats.facts import FACTS
from corrconv.pipeline.plan.plan import Plan
from corrconv.pipeline.plan.request import BuildRequest

if TYPE_CHECKING:
    from corrconv.pipeline.store.manifest import Entry


@dataclass(frozen=True, slots=True)
class Selection:
    """Published figures: their ids or names, also globs, their lesson, profile, themes and
    formats. What is empty selects everything."""

    figures: tuple[str, ...] = ()
    lesson: str = ""
    profile: str = ""
    themes: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()

    @classmethod
    def of(cls, plan: Plan, request: BuildRequest) -> Selection:
        """Return what `request` names, as `plan` found it; everything else is left open."""
        return cls(
            figures=tuple(each.id for each in plan.figures) if request.figures else (),
            lesson=plan.lesson.name if request.lesson else "",
            profile=plan.profile.name if request.names_profile else "",
            themes=frozenset(each.name for each in plan.themes if request.themes),
            formats=frozenset(plan.formats if request.formats else ()),
        )

    def includes(self, entry: Entry) -> bool:
        """Tell whether an entry of the manifest is selected. Facts belong to every format."""
        return (
            self.includes_figure(entry.figure, name_of(entry), entry.profile, entry.lesson)
            and self.includes_theme(entry.theme)
            and (not self.formats or entry.format in self.formats | {FACTS.name})
        )

    def includes_figure(self, figure: str, name: str, profile: str, lesson: str) -> bool:
        """Tell whether a figure is selected, in whatever theme."""
        if (self.profile or profile) != profile or (self.lesson or lesson) != lesson:
            return False
        folded = [pattern.lower() for pattern in self.figures]
        return not folded or any(
            fnmatchcase(each.lower(), pattern) for pattern in folded for each in (figure, name)
        )

    def includes_theme(self, theme: str) -> bool:
        """Tell whether a theme is selected."""
        return not self.themes or theme in self.themes


def name_of(entry: Entry) -> str:
    """Return the name of an entry's figure, with which the names of its files begin."""
    return PurePosixPath(entry.path).name.partition(".")[0].partition("@")[0]
