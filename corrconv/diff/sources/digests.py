"""Two sides of which one is a baseline: digests in place of pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from corrconv.diff.change import Change
from corrconv.diff.facts.facts import Facts
from corrconv.diff.facts.naming import several
from corrconv.diff.facts.pairing import paired
from corrconv.diff.images.colours import named_roles, recolourings, refilled, worn
from corrconv.diff.images.fields import FRAME_FIELDS, STILL_FIELDS, apart, fields, touched
from corrconv.diff.images.palette import Colour, fills
from corrconv.diff.images.pixels import read_pixels
from corrconv.diff.images.recolouring import Recolouring
from corrconv.diff.sources.reading import ReadingError
from corrconv.diff.subject import FILM, STILL, Digests, Sight
from corrconv.diff.thresholds import Threshold
from corrconv.diff.video.cues import Cue
from corrconv.diff.video.frames import step_digests
from corrconv.diff.video.timing import steps


def digests(sight: Sight) -> Digests:
    """Those of a figure's pictures, or those that a baseline has of them."""
    if sight.digests is not None:
        return sight.digests
    return Digests(*_still(sight), steps=_steps(sight))


def _still(sight: Sight) -> tuple[tuple[Colour, ...], bytes]:
    path = sight.picture(STILL)
    if path is None or sight.facts is None:
        return (), b""
    pixels = read_pixels(path)
    return fills(pixels, sight.facts.drawn), fields(pixels, STILL_FIELDS)


def _steps(sight: Sight) -> tuple[bytes, ...]:
    path = sight.picture(FILM)
    if path is None:
        return ()
    film = sight.files[FILM]
    return step_digests(path, sight.cues, int(film.frames or 0), film.fps or 1)


def still_changes(
    before: Sight, after: Sight, threshold: Threshold, told: Sequence[Change]
) -> Iterator[Change]:
    """Colours that changed, and where the stills differ although no word says why."""
    if before.facts is None or after.facts is None:
        return
    old, new = digests(before), digests(after)
    names = (named_roles(each.facts, each.theme) for each in (before, after) if each.facts)
    found = tuple(
        recolourings(list(_fills(before.facts, after.facts, old, new, threshold)), *names)
    )
    found += tuple(worn(before.facts, after.facts, found))
    yield from found
    if not told and not found and old.still and new.still:
        yield from _places(old.still, new.still, after.facts, threshold)


def _fills(
    before: Facts, after: Facts, old: Digests, new: Digests, threshold: Threshold
) -> Iterator[Recolouring]:
    first, second = _by_thing(before, old.fills), _by_thing(after, new.fills)
    pairs = [
        (pair.after, first.get(id(pair.before), ""), second.get(id(pair.after), ""))
        for pair in paired(before.drawn, after.drawn).pairs
    ]
    yield from refilled(pairs, threshold.level)


def _by_thing(facts: Facts, fills: Sequence[Colour]) -> dict[int, Colour]:
    if len(fills) != len(facts.drawn):
        return {}
    return {id(thing): fill for thing, fill in zip(facts.drawn, fills, strict=True)}


def _places(old: bytes, new: bytes, facts: Facts, threshold: Threshold) -> Iterator[Change]:
    marked = apart(old, new, STILL_FIELDS) > threshold.field
    if not marked.any():
        return
    size = _extent(facts)
    things = [thing for thing in facts.drawn if touched(marked, thing.box, size)]
    where = f", near {several(things)}" if things else ", away from all that the facts name"
    yield Change("pixels", f"the still differs in {int(marked.sum())} of its fields{where}")


def _extent(facts: Facts) -> tuple[float, float]:
    """Width and height of the still: as the facts say, else what is drawn reaches."""
    told = facts.settings.get("size", "")
    parts = told.strip("[]").split(",")
    if len(parts) == 2 and all(part.isdecimal() and int(part) for part in parts):
        return float(parts[0]), float(parts[1])
    corners = np.array([thing.box[2:] for thing in facts.drawn] or [(1, 1)], np.float64)
    return float(corners[:, 0].max()), float(corners[:, 1].max())


def step_pictures(before: Sight, after: Sight, threshold: Threshold) -> Iterator[Change]:
    """Steps that end with another picture than before."""
    old, new = digests(before).steps, digests(after).steps
    if before.cues or after.cues:
        met = steps(before.cues, after.cues)
        first, second = _places_of(before.cues), _places_of(after.cues)
        pairs = [
            (first[id(step.before)], second[id(step.after)], f"step {step.number}")
            for step in met
            if step.before and step.after
        ]
    else:
        pairs = [(place, place, f"quarter {place + 1}") for place in range(min(len(old), len(new)))]
    if old and new and (len(old) < len(before.cues) or len(new) < len(after.cues)):
        raise ReadingError("an animation has fewer digests than steps")
    differing = [
        name
        for one, other, name in pairs
        if old and new and (apart(old[one], new[other], FRAME_FIELDS) > threshold.field).any()
    ]
    if differing:
        yield Change(
            "film", f"the animation's picture differs at the end of {', '.join(differing)}"
        )


def _places_of(cues: Sequence[Cue]) -> dict[int, int]:
    return {id(cue): place for place, cue in enumerate(cues)}
