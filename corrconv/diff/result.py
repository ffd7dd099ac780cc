"""What a comparison came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from corrconv.diff.change import Change
from corrconv.diff.images.stills import StillDifference
from corrconv.diff.subject import Sight, Subject
from corrconv.diff.video.videos import FilmDifference


class Status(Enum):
    """How a figure compares with what it was. All but the last two count as changed."""

    UNREADABLE = "unreadable"
    NEW = "new"
    REMOVED = "removed"
    CHANGED = "changed"
    WITHIN = "within threshold"
    UNCHANGED = "unchanged"

    @property
    def changed(self) -> bool:
        """Whether it is something to look at."""
        return self not in (Status.WITHIN, Status.UNCHANGED)


@dataclass(frozen=True, slots=True)
class View:
    """A figure in one theme on both sides. `changes` are those of this theme; `notes` say what
    differs within the threshold."""

    theme: str
    before: Sight | None
    after: Sight | None
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    still: StillDifference | None = None
    film: FilmDifference | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One figure. `changes` are those of all themes, each once."""

    status: Status
    before: Subject | None
    after: Subject | None
    changes: tuple[Change, ...]
    views: Mapping[str, View]

    @property
    def subject(self) -> Subject:
        """The figure as it is now; as it was, where it is no more."""
        found = self.after or self.before
        assert found is not None, "a result is about a figure"
        return found

    @property
    def notes(self) -> tuple[str, ...]:
        """What differs within the threshold, with its theme."""
        return tuple(
            f"{note} ({view.theme})" for view in self.views.values() for note in view.notes
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """All figures of two sides; `base` and `head` say where they come from, `remarks` what was
    left out."""

    base: str
    head: str
    results: tuple[Result, ...]
    remarks: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether there is anything to look at."""
        return any(result.status.changed for result in self.results)

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many figures have each status."""
        found = [result.status for result in self.results]
        return {status: found.count(status) for status in Status}

    @property
    def summary(self) -> str:
        """The counts in one line."""
        told = ", ".join(f"{count} {each.value}" for each, count in self.counts.items() if count)
        return told or "no figure on either side"
