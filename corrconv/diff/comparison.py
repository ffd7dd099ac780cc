"""Two sides compared, figure by figure.

What decides, in this order: files with one digest are unchanged; facts that differ are changes in
words; pixels, frames or digests beyond the figure's threshold are changes; what is left differs
within the threshold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType

from corrconv.diff.change import Change, join_themes, split_difference
from corrconv.diff.digests import step_pictures, still_changes
from corrconv.diff.facts.changes import facts_changes
from corrconv.diff.images.colours import theme_part_changes
from corrconv.diff.images.pixels import read_pixels
from corrconv.diff.images.stills import StillDifference, compare_stills
from corrconv.diff.model import (
    ANIMATION,
    CAPTIONS,
    FACTS,
    STILL,
    Collection,
    FigureVersion,
    ThemeVersion,
)
from corrconv.diff.sources.reading import ReadingError
from corrconv.diff.thresholds import Threshold, Thresholds
from corrconv.diff.video.animations import (
    AnimationDifference,
    animation_changes,
    compare_animations,
)
from corrconv.diff.video.steps import step_changes
from corrconv.theme.loader import DEFAULTS


class ComparisonStatus(Enum):
    """Name the outcome of comparing one figure. All but the last two count as changed."""

    UNREADABLE = "unreadable"
    NEW = "new"
    REMOVED = "removed"
    CHANGED = "changed"
    WITHIN = "within threshold"
    UNCHANGED = "unchanged"

    @property
    def changed(self) -> bool:
        """Tell whether there is anything to look at."""
        return self not in (ComparisonStatus.WITHIN, ComparisonStatus.UNCHANGED)


@dataclass(frozen=True, slots=True)
class ThemeResult:
    """Hold one figure in one theme on both sides, the changes of this theme, and `notes` on what
    differs within the threshold."""

    theme: str
    before: ThemeVersion | None
    after: ThemeVersion | None
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    still: StillDifference | None = None
    animation: AnimationDifference | None = None


@dataclass(frozen=True, slots=True)
class FigureResult:
    """Hold one figure on both sides, and the changes of all themes, each once."""

    status: ComparisonStatus
    before: FigureVersion | None
    after: FigureVersion | None
    changes: tuple[Change, ...]
    themes: Mapping[str, ThemeResult]

    @property
    def figure(self) -> FigureVersion:
        """Return the figure as it is now; as it was, where it is no more."""
        found = self.after or self.before
        assert found is not None, "a result is about a figure"
        return found

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what differs within the threshold, with its theme."""
        return tuple(
            f"{note} ({themed.theme})" for themed in self.themes.values() for note in themed.notes
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold the results of all figures; `base` and `head` name the two sides, `remarks` say what was
    left out."""

    base: str
    head: str
    results: tuple[FigureResult, ...]
    remarks: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Tell whether there is anything to look at."""
        return any(result.status.changed for result in self.results)

    @property
    def counts(self) -> Mapping[ComparisonStatus, int]:
        """Count the figures of each status."""
        found = [result.status for result in self.results]
        return {status: found.count(status) for status in ComparisonStatus}

    @property
    def summary(self) -> str:
        """Return the counts in one line."""
        counts = ", ".join(f"{count} {each.value}" for each, count in self.counts.items() if count)
        return counts or "no figure on either side"


FIRST = DEFAULTS[0]
"""The theme that reports show first."""

_READ = frozenset({STILL, ANIMATION, CAPTIONS, FACTS})


def compare(
    base: Collection,
    head: Collection,
    thresholds: Thresholds,
    on_result: Callable[[FigureResult], None] = lambda result: None,
) -> Comparison:
    """Compare every figure of both sides, in the order of the new one; call `on_result` with each.

    ReadingError where the two have no lesson and profile in common.
    """
    remarks = tuple(_left_out(base, head))
    places = _shared(base, head)
    results = []
    for key in dict.fromkeys([*head.figures, *base.figures]):
        if key[:2] in places:
            result = _result(base.figures.get(key), head.figures.get(key), thresholds)
            on_result(result)
            results.append(result)
    return Comparison(base.place, head.place, tuple(results), remarks)


def _shared(base: Collection, head: Collection) -> set[tuple[str, str]]:
    """Return lesson and profile of what is compared: those that both sides have, and those of
    lessons that only one side has."""
    old, new = ({key[:2] for key in side.figures} for side in (base, head))
    if old and new and not old & new:
        places = [" and ".join(sorted("/".join(place) for place in side)) for side in (old, new)]
        raise ReadingError(
            f"nothing to compare: {base.place} holds {places[0]}, {head.place} holds {places[1]}"
        )
    lessons = {lesson for lesson, _ in old} & {lesson for lesson, _ in new}
    return (old & new) | {place for place in old | new if place[0] not in lessons}


def _left_out(base: Collection, head: Collection) -> Iterator[str]:
    shared = _shared(base, head)
    for side in (base, head):
        for place in sorted({key[:2] for key in side.figures} - shared):
            yield f"not compared: only {side.place} holds {'/'.join(place)}"


def _result(
    before: FigureVersion | None, after: FigureVersion | None, thresholds: Thresholds
) -> FigureResult:
    found = after or before
    assert found is not None, "a key comes from one of the sides"
    if before is None or after is None:
        status = ComparisonStatus.NEW if before is None else ComparisonStatus.REMOVED
        themes = {
            theme: ThemeResult(
                theme, None if before is None else version, None if after is None else version
            )
            for theme, version in found.themes.items()
        }
        faults = tuple(Change("fault", fault) for fault in found.faults)
        return FigureResult(status, before, after, faults, MappingProxyType(themes))
    return _compared(before, after, thresholds.of(found.id, found.name))


def _compared(before: FigureVersion, after: FigureVersion, threshold: Threshold) -> FigureResult:
    faults = [
        Change("fault", f"{side}: {fault}")
        for side, figure in (("before", before), ("after", after))
        for fault in figure.faults
    ]
    themes = {}
    for theme in sorted({*after.themes, *before.themes}, key=lambda theme: (theme != FIRST, theme)):
        try:
            themes[theme] = _view(before.themes.get(theme), after.themes.get(theme), threshold)
        except ReadingError as error:
            faults.append(Change("fault", str(error), themes=(theme,)))
            themes[theme] = ThemeResult(theme, before.themes.get(theme), after.themes.get(theme))
    own = {theme: themed.changes for theme, themed in themes.items()}
    changes = (*faults, *_words(before, after), *join_themes(own))
    within = any(themed.notes for themed in themes.values())
    if not changes and not within:
        changes = join_themes({theme: tuple(_unread(themed)) for theme, themed in themes.items()})
    status = ComparisonStatus.UNREADABLE if faults else ComparisonStatus.CHANGED
    if not changes:
        themes = {theme: _with_facts(themed) for theme, themed in themes.items()}
        within = any(themed.notes for themed in themes.values())
        status = ComparisonStatus.WITHIN if within else ComparisonStatus.UNCHANGED
    return FigureResult(status, before, after, changes, MappingProxyType(themes))


def _words(before: FigureVersion, after: FigureVersion) -> Iterator[Change]:
    if before.title and before.title != after.title:
        yield Change("title", "title changed", before.title, after.title)
    both = (
        split_difference(before.caption, after.caption)[1:3]
        == split_difference(before.alt, after.alt)[1:3]
    )
    if before.caption != after.caption:
        what = "caption and alternative text changed" if both else "caption changed"
        yield Change("caption", what, before.caption, after.caption)
    if not both and not _follows(before, after):
        yield Change("alt", "alternative text changed", before.alt, after.alt)


def _follows(before: FigureVersion, after: FigureVersion) -> bool:
    """Tell whether the alternative text is the old one with the new title and the new caption."""
    expected = before.alt
    for old, new in ((before.title, after.title), (before.caption, after.caption)):
        expected = expected.replace(old, new) if old and new else expected
    return after.alt in (before.alt, expected)


def _view(
    before: ThemeVersion | None, after: ThemeVersion | None, threshold: Threshold
) -> ThemeResult:
    if before is None or after is None:
        found = after or before
        assert found is not None, "a theme comes from one of the sides"
        what = "new" if before is None else "no longer there"
        change = Change("file", f"theme {found.theme}: {what}")
        return ThemeResult(found.theme, before, after, (change,))
    changes = [*_files(before, after)]
    notes: list[str] = []
    still = _still(before, after, threshold, changes, notes)
    animation = _animation(before, after, threshold, changes, notes)
    return ThemeResult(after.theme, before, after, tuple(changes), tuple(notes), still, animation)


def _files(before: ThemeVersion, after: ThemeVersion) -> Iterator[Change]:
    """Yield the kinds of files that only one side has; a baseline has stills and animations
    alone."""
    known = {STILL, ANIMATION} if before.digests or after.digests else {*before.files, *after.files}
    for ending in sorted(known & (set(before.files) ^ set(after.files))):
        what = "new" if ending in after.files else "no longer there"
        yield Change("file", f"file {ending.removeprefix('.')}: {what}")


def _same(before: ThemeVersion, after: ThemeVersion, ending: str) -> bool:
    return ending in before.files and before.files[ending].sha256 == after.files[ending].sha256


def _both(before: ThemeVersion, after: ThemeVersion, ending: str) -> bool:
    return ending in before.files and ending in after.files


def _still(
    before: ThemeVersion,
    after: ThemeVersion,
    threshold: Threshold,
    changes: list[Change],
    notes: list[str],
) -> StillDifference | None:
    if before.facts is None or after.facts is None:
        return None
    differ = _both(before, after, STILL) and not _same(before, after, STILL)
    facts = facts_changes(before.facts, after.facts, threshold.move)
    if not differ:
        changes += (*facts, *theme_part_changes(before.facts, after.facts, ()))
        return None
    paths = before.picture(STILL), after.picture(STILL)
    if paths[0] is None or paths[1] is None:
        found = (*facts, *still_changes(before, after, threshold, facts))
        changes += found
        if not found:
            notes.append("the still has another digest, within the threshold")
        return None
    sides = (read_pixels(paths[0]), read_pixels(paths[1]))
    still = compare_stills(sides, (before.facts, after.facts), after.theme, threshold)
    changes += still.changes
    if not still.changes:
        notes.append(f"the still differs within the threshold, by {still.pixels} pixels")
    return still


def _animation(
    before: ThemeVersion,
    after: ThemeVersion,
    threshold: Threshold,
    changes: list[Change],
    notes: list[str],
) -> AnimationDifference | None:
    if not _both(before, after, ANIMATION):
        changes += step_changes(before.cues, after.cues)
        return None
    if _same(before, after, ANIMATION):
        changes += animation_changes(before, after)
        return None
    if before.digests or after.digests:
        found = list(animation_changes(before, after))
        found = found or list(step_pictures(before, after, threshold))
        animation = None
    else:
        animation = compare_animations(before, after, threshold)
        found = list(animation.changes)
    changes += found
    if not found:
        notes.append("the animation has another digest, within the threshold")
    return animation


def _with_facts(themed: ThemeResult) -> ThemeResult:
    """Add a note where the facts hold something else that is not compared."""
    before, after = themed.before, themed.after
    if before is None or after is None or not _both(before, after, FACTS):
        return themed
    if _same(before, after, FACTS):
        return themed
    note = "the facts differ in places by less than the threshold, or in what is not compared"
    return replace(themed, notes=(*themed.notes, note))


def _unread(themed: ThemeResult) -> Iterable[Change]:
    """Yield files of other kinds that differ, for figures in which nothing else does."""
    before, after = themed.before, themed.after
    if before is None or after is None or before.digests or after.digests:
        return
    others = [each for each in after.files if each in before.files and each not in _READ]
    for ending in _differing(before, after, others):
        old, new = (f"{side.files[ending].bytes:.0f} bytes" for side in (before, after))
        yield Change("file", f"file {ending.removeprefix('.')} has other content", old, new)


def _differing(before: ThemeVersion, after: ThemeVersion, endings: Sequence[str]) -> Iterator[str]:
    for ending in endings:
        if not _same(before, after, ending):
            yield ending
