"""The perceptual digests of a figure's pictures, which a baseline keeps in place of them.

A still is cut into 16 x 12 fields, a frame of an animation into 16 x 9; each is one mean in the
digest, of red, green and blue or of the brightness alone. A smoother line moves such a mean by
less than one level of 255; a letter in place of another, or a colour in place of another, by
more. Unlike the bits of a difference hash the means say where, and how much.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corrconv.diff.change import Change
from corrconv.diff.facts.model import Box, ComparedFacts
from corrconv.diff.facts.naming import name_things
from corrconv.diff.facts.pairing import pair_things
from corrconv.diff.images.colours import (
    Colour,
    Recolouring,
    changed_fills,
    fill_colours,
    recolouring_changes,
    roles_by_colour,
    theme_part_changes,
)
from corrconv.diff.images.pixels import read_pixels
from corrconv.diff.model import ANIMATION, STILL, PictureDigests, ThemeVersion
from corrconv.diff.sources.reading import ReadingError
from corrconv.diff.thresholds import Threshold
from corrconv.diff.video.animations import key_frame_numbers, read_frames
from corrconv.diff.video.steps import Cue, steps
from corrconv.formats.codec.video_probe import luma

STILL_FIELDS = (12, 16)
FRAME_FIELDS = (9, 16)
"""Rows and columns."""


def digests(version: ThemeVersion) -> PictureDigests:
    """Return the digests of a figure's pictures; from a baseline, those that it holds."""
    if version.digests is not None:
        return version.digests
    return PictureDigests(*_still(version), steps=_steps(version))


def _still(version: ThemeVersion) -> tuple[tuple[Colour, ...], bytes]:
    path = version.picture(STILL)
    if path is None or version.facts is None:
        return (), b""
    pixels = read_pixels(path)
    return fill_colours(pixels, version.facts.drawn), fields(pixels, STILL_FIELDS)


def _steps(version: ThemeVersion) -> tuple[bytes, ...]:
    path = version.picture(ANIMATION)
    if path is None:
        return ()
    animation = version.files[ANIMATION]
    return step_digests(path, version.cues, int(animation.frames or 0), animation.fps or 1)


def still_changes(
    before: ThemeVersion, after: ThemeVersion, threshold: Threshold, known: Sequence[Change]
) -> Iterator[Change]:
    """Yield the colours that changed, and the fields in which stills differ without another
    reason."""
    if before.facts is None or after.facts is None:
        return
    old, new = digests(before), digests(after)
    names = (roles_by_colour(each.facts, each.theme) for each in (before, after) if each.facts)
    fills = list(_fills(before.facts, after.facts, old, new, threshold))
    found = tuple(recolouring_changes(fills, *names))
    found += tuple(theme_part_changes(before.facts, after.facts, found))
    yield from found
    if not known and not found and old.still and new.still:
        yield from _places(old.still, new.still, after.facts, threshold)


def _fills(
    before: ComparedFacts,
    after: ComparedFacts,
    old: PictureDigests,
    new: PictureDigests,
    threshold: Threshold,
) -> Iterator[Recolouring]:
    if (len(old.fills), len(new.fills)) == (len(before.drawn), len(after.drawn)):
        pairs = pair_things(before.drawn, after.drawn).pairs
        yield from changed_fills(pairs, old.fills, new.fills, threshold.level)


def _places(old: bytes, new: bytes, facts: ComparedFacts, threshold: Threshold) -> Iterator[Change]:
    marked = field_differences(old, new, STILL_FIELDS) > threshold.field
    if not marked.any():
        return
    size = _extent(facts)
    things = [thing for thing in facts.drawn if is_in_marked_field(marked, thing.box, size)]
    where = f", near {name_things(things)}" if things else ", away from all that the facts name"
    yield Change("pixels", f"the still differs in {int(marked.sum())} of its fields{where}")


def _extent(facts: ComparedFacts) -> tuple[float, float]:
    """Return width and height of the still: as the facts say, else as far as things are drawn."""
    parts = facts.settings.get("size", "").strip("[]").split(",")
    if len(parts) == 2 and all(part.isdecimal() and int(part) for part in parts):
        return float(parts[0]), float(parts[1])
    corners = np.array([thing.box[2:] for thing in facts.drawn] or [(1, 1)], np.float64)
    return float(corners[:, 0].max()), float(corners[:, 1].max())


def step_pictures(
    before: ThemeVersion, after: ThemeVersion, threshold: Threshold
) -> Iterator[Change]:
    """Name the steps, or quarters where there are no steps, that end with another picture."""
    old, new = digests(before).steps, digests(after).steps
    if not old or not new:
        return
    if len(old) < len(before.cues) or len(new) < len(after.cues):
        raise ReadingError("an animation has fewer digests than steps")
    ends: list[tuple[str, tuple[int | None, int | None]]] = [
        (f"step {step.number}", step.positions) for step in steps(before.cues, after.cues)
    ] or [(f"quarter {part + 1}", (part, part)) for part in range(min(len(old), len(new)))]
    differing = [
        name
        for name, (one, other) in ends
        if one is not None and other is not None
        if (field_differences(old[one], new[other], FRAME_FIELDS) > threshold.field).any()
    ]
    if differing:
        yield Change(
            "film", f"the animation's picture differs at the end of {', '.join(differing)}"
        )


def fields(picture: NDArray[np.uint8], shape: tuple[int, int]) -> bytes:
    """Return the rounded means of a picture, height x width or height x width x 3, row by row."""
    total = picture.astype(np.float64)
    for axis, parts in enumerate(shape):
        total = _means(total, axis, parts)
    return np.rint(total).astype(np.uint8).tobytes()


def _means(values: NDArray[np.float64], axis: int, parts: int) -> NDArray[np.float64]:
    """Return the means of `parts` pieces along an axis, which are equal but for a pixel."""
    length = values.shape[axis]
    edges = [length * part // parts for part in range(parts)]
    sums = np.add.reduceat(values, edges, axis=axis)
    widths = np.maximum(np.diff([*edges, length]), 1)
    return sums / widths.reshape([-1 if each == axis else 1 for each in range(values.ndim)])


def field_differences(one: bytes, other: bytes, shape: tuple[int, int]) -> NDArray[np.int16]:
    """Return by how many levels each field differs, rows x columns; ReadingError where the digests
    are not of one kind."""
    rows, cols = shape
    if len(one) != len(other) or len(one) % (rows * cols) or not one:
        raise ReadingError("two digests of pictures are of different kinds")
    first, second = (np.frombuffer(each, np.uint8).astype(np.int16) for each in (one, other))
    found: NDArray[np.int16] = np.abs(first - second).reshape(rows, cols, -1).max(axis=2)
    return found


def is_in_marked_field(fields: NDArray[np.bool_], box: Box, size: tuple[float, float]) -> bool:
    """Tell whether a thing with this box, in a picture of this width and height, lies in one of the
    marked fields."""
    rows, cols = fields.shape
    left, top, right, bottom = box
    width, height = size
    part = fields[
        max(int(top * rows / height), 0) : int(bottom * rows / height) + 1,
        max(int(left * cols / width), 0) : int(right * cols / width) + 1,
    ]
    return bool(part.any())


def format_digest(content: bytes) -> str:
    """Return a digest as text."""
    return base64.b64encode(content).decode()


def read_fields(value: object, what: str) -> bytes:
    """Read a digest from its text."""
    try:
        if not isinstance(value, str):
            raise ValueError("wanted text")
        return base64.b64decode(value, validate=True)
    except (ValueError, binascii.Error) as error:
        raise ReadingError(f"{what}: is no digest of a picture ({error})") from error


def step_digests(path: Path, cues: Sequence[Cue], frames: int, rate: float) -> tuple[bytes, ...]:
    """Return the fields of the last frame of each step."""
    numbers = key_frame_numbers(cues, frames, rate)
    digest: dict[int, bytes] = {}
    for frame in read_frames(path):
        if frame.number in numbers:
            digest[frame.number] = fields(luma(frame.decoded), FRAME_FIELDS)
    if set(numbers) - set(digest):
        raise ReadingError(f"{path.name}: has fewer frames than its manifest lists")
    return tuple(digest[number] for number in numbers)
