"""Changes that the facts do not tell: colours, pixels, frames; and what is only noise."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from corrconv.diff.comparison import ComparisonStatus, FigureResult, compare
from corrconv.diff.digests import STILL_FIELDS, field_differences, fields
from corrconv.diff.sources.folder import read_folder
from corrconv.diff.thresholds import read_thresholds
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.plan.selection import Selection
from tests.diff.sides import (
    CELL,
    FILLS,
    INK,
    LEFT,
    LINE,
    PAPER,
    TOP,
    Side,
    animation,
    edited,
    still,
)

Pixels = NDArray[np.uint8]


def result(
    tmp_path: Path, before: Side, after: Side, thresholds: Path | None = None
) -> FigureResult:
    base, head = (
        read_folder(side.write(tmp_path / name), name, Selection())
        for name, side in (("base", before), ("head", after))
    )
    (found,) = compare(base, head, read_thresholds(thresholds)).results
    return found


def sentences(found: FigureResult) -> list[str]:
    return [change.sentence for change in found.changes]


def recoloured(old: tuple[int, ...], new: tuple[int, ...], where: Any = ...) -> Pixels:
    """The still with one colour for another in a part of it."""
    pixels = still()
    part = pixels[where]
    part[(part == old).all(axis=-1)] = new
    return pixels


def cell_of(col: int, row: int) -> tuple[slice, slice]:
    left, top = LEFT + CELL * col, TOP + CELL * row
    return slice(top, top + CELL), slice(left, left + CELL)


NEW = (90, 130, 240)


@pytest.mark.parametrize(
    ("pixels", "expected"),
    [
        (
            recoloured(FILLS["kernel"], NEW),
            "fill colour of cells [0..2,0..2] of elements: #FFE390 (kernel_fill) → #5A82F0 (light)",
        ),
        (
            recoloured(FILLS["kernel"], NEW, cell_of(2, 0)),
            "fill colour of cell [2,0] of elements: #FFE390 (kernel_fill) → #5A82F0 (light)",
        ),
        (
            recoloured(INK, NEW, cell_of(1, 1)),
            "type colour of cell [1,1] of elements: #1A1F24 (ink) → #5A82F0 (light)",
        ),
        (
            recoloured(PAPER, (240, 240, 250)),
            "ground colour of the still: #FFFFFF → #F0F0FA (light)",
        ),
    ],
    ids=["a fill", "one cell's fill", "type", "the ground"],
)
def test_a_colour_is_named_with_its_cells(tmp_path: Path, pixels: Pixels, expected: str) -> None:
    found = result(tmp_path, Side(), Side(still=pixels))
    assert sentences(found) == [expected]
    assert found.status is ComparisonStatus.CHANGED


def test_a_line_s_colour_is_named(tmp_path: Path) -> None:
    (words,) = sentences(result(tmp_path, Side(), Side(still=recoloured(LINE, NEW))))
    assert words.startswith("line colour of ")
    assert words.endswith("#8A6A00 → #5A82F0 (light)")


def test_two_colours_are_named_apart(tmp_path: Path) -> None:
    pixels = recoloured(FILLS["kernel"], (255, 200, 90))
    pixels[(pixels == INK).all(axis=-1)] = (140, 20, 40)
    words = sentences(result(tmp_path, Side(), Side(still=pixels)))
    assert len(words) == 2
    assert any(each.startswith("fill colour of") and "#FFC85A" in each for each in words)
    assert any(each.startswith("type colour of") and "#8C1428" in each for each in words)


def test_a_role_that_the_still_does_not_show_is_named(tmp_path: Path) -> None:
    facts = edited(lambda body: body["look"]["theme"].update(ink="#000000"))
    assert sentences(result(tmp_path, Side(), Side(facts=facts))) == [
        "colour of the role ink: #1A1F24 → #000000 (light)"
    ]


def test_what_vanishes_is_named_by_its_pixels(tmp_path: Path) -> None:
    pixels = still()
    rows, cols = cell_of(0, 1)
    pixels[rows, cols][(pixels[rows, cols] == INK).all(axis=-1)] = FILLS["kernel"]
    (words,) = sentences(result(tmp_path, Side(), Side(still=pixels)))
    assert "pixels of the still differ" in words
    assert "of cell [0,1] of elements" in words


def test_pixels_outside_of_everything_are_found(tmp_path: Path) -> None:
    pixels = still()
    pixels[150:156, 200:220] = INK
    (words,) = sentences(result(tmp_path, Side(), Side(still=pixels)))
    assert words == (
        "120 pixels of the still differ: outside of all that the facts name, "
        "in columns 200 to 219 and rows 150 to 155 (light)"
    )


def smoothed(pixels: Pixels) -> Pixels:
    """As another version of a library may smooth edges: a mixture with a slight blur."""
    image = Image.fromarray(pixels)
    blurred = image.filter(ImageFilter.GaussianBlur(0.5))
    return np.asarray(Image.blend(image, blurred, 0.25))


def test_other_smoothing_is_within_the_threshold(tmp_path: Path) -> None:
    found = result(tmp_path, Side(), Side(still=smoothed(still())))
    assert found.status is ComparisonStatus.WITHIN
    assert found.changes == ()
    assert "within the threshold" in found.notes[0]
    strict = tmp_path / "strict.toml"
    strict.write_text("[F1]\nlevel = 0\npixels = 0\n", encoding="utf-8")
    assert (
        result(tmp_path, Side(), Side(still=smoothed(still())), strict).status
        is ComparisonStatus.CHANGED
    )


def test_fields_tell_smoothing_from_another_letter() -> None:
    """The perceptual digest: noise stays below the threshold, a bar in a cell does not."""
    known = fields(still(), STILL_FIELDS)
    assert (
        field_differences(known, fields(smoothed(still()), STILL_FIELDS), STILL_FIELDS).max() <= 1
    )
    pixels = still()
    pixels[cell_of(2, 2)][12:26, 8:13] = INK
    assert field_differences(known, fields(pixels, STILL_FIELDS), STILL_FIELDS).max() > 2


def test_a_still_of_another_size(tmp_path: Path) -> None:
    facts = edited(lambda body: body.update(size=[240, 170]))
    taller = np.concatenate([still(), np.full((10, 240, 3), 255, np.uint8)])
    found = result(tmp_path, Side(), Side(still=taller, facts=facts))
    assert sentences(found) == ["size of the still: [240,160] → [240,170] (light)"]


def test_captions_titles_and_alternative_texts(tmp_path: Path) -> None:
    new = "What it showed."
    found = result(tmp_path, Side(), Side(caption=new, alt=f"Toy one. {new}"))
    assert sentences(found) == [
        "caption and alternative text changed: What it shows. → What it showed."
    ]
    assert sentences(result(tmp_path, Side(), Side(alt="Other"))) == [
        "alternative text changed: Toy one. What it shows. → Other"
    ]
    assert sentences(result(tmp_path, Side(), Side(title="Toy 1"))) == [
        "title changed: Toy one → Toy 1"
    ]


def test_nothing_changed(tmp_path: Path) -> None:
    found = result(tmp_path, Side(frames=animation()), Side(frames=animation()))
    assert (found.status, found.changes, found.notes) == (ComparisonStatus.UNCHANGED, (), ())


def test_themes_share_a_change_where_they_changed_alike(tmp_path: Path) -> None:
    pixels = recoloured(FILLS["kernel"], NEW)
    both = ("light", "dark")
    found = result(tmp_path, Side(themes=both), Side(themes=both, still=pixels))
    assert sentences(found) == [
        "fill colour of cells [0..2,0..2] of elements: #FFE390 (kernel_fill) → #5A82F0"
    ]


def differing(number: int, frame: Pixels) -> None:
    if number >= 13:
        frame[100:120, 20:60, :3] = INK


Edit = Callable[[int, Pixels], Any]


def test_the_first_differing_frame_is_found(tmp_path: Path) -> None:
    found = result(tmp_path, Side(frames=animation()), Side(frames=animation(change=differing)))
    assert sentences(found) == ["the animation differs in step 2 “Show it.” (light)"]
    difference = found.themes["light"].animation
    assert difference is not None
    assert difference.first is not None
    assert difference.first.times == (1.3, 1.3)
    assert difference.place == (20, 100, 60, 120)
    assert (difference.last, difference.frames) == (1.9, 7)
    assert [(key_frame.caption, key_frame.differ) for key_frame in difference.strip] == [
        ("step 2 “Show it.”", True)
    ]


def test_another_encoding_of_the_same_frames_is_within_the_threshold(tmp_path: Path) -> None:
    found = result(
        tmp_path, Side(frames=animation(), quantiser=18), Side(frames=animation(), quantiser=28)
    )
    assert found.status is ComparisonStatus.WITHIN
    assert found.notes == ("the animation has another digest, within the threshold (light)",)


def test_a_longer_animation_and_its_steps(tmp_path: Path) -> None:
    longer = [*animation(15), *animation()[14:15] * 5, *animation()[15:]]
    cues = ((0.0, 1.0, "Say it."), (1.0, 2.5, "Show it."))
    found = result(tmp_path, Side(frames=animation()), Side(frames=longer, cues=cues))
    assert sentences(found) == [
        "length of the animation: 2 s → 2.5 s (light)",
        "step 2 “Show it.” lasts 0.5 s longer: 1 s → 1.5 s (light)",
    ]
    difference = found.themes["light"].animation
    assert difference is not None
    assert difference.first is not None
    assert difference.first.times == (1.5, 1.5)


def test_an_animation_that_came_or_went(tmp_path: Path) -> None:
    found = result(tmp_path, Side(), Side(frames=animation()))
    assert sentences(found)[:2] == ["file mp4: new (light)", "file vtt: new (light)"]


def test_other_files_count_where_nothing_else_says_why(tmp_path: Path) -> None:
    def with_svg(side: Side, name: str, content: str) -> Path:
        folder = side.write(tmp_path / name)
        (folder / "post/draft/light/one.svg").write_text(content, encoding="utf-8")
        body = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        row = {**body["artifacts"][-1], "format": "svg", "path": "post/draft/light/one.svg"}
        row.update(sha256=digest(content.encode()), bytes=len(content))
        body["artifacts"].append(row)
        (folder / "manifest.json").write_text(json.dumps(body), encoding="utf-8")
        return folder

    def words(one: Path, other: Path) -> FigureResult:
        sides = (read_folder(folder, folder.name, Selection()) for folder in (one, other))
        return compare(*sides, read_thresholds(None)).results[0]

    base = with_svg(Side(), "base", "<svg/>")
    assert words(base, with_svg(Side(), "same", "<svg/>")).status is ComparisonStatus.UNCHANGED
    (change,) = words(base, with_svg(Side(), "other", "<svg />")).changes
    assert change.sentence == "file svg has other content: 6 bytes → 7 bytes (light)"
    noisy = with_svg(Side(still=smoothed(still())), "noisy", "<svg  />")
    assert words(base, noisy).status is ComparisonStatus.WITHIN
    (change,) = words(base, with_svg(Side(title="Toy 1"), "titled", "<svg />")).changes
    assert change.kind == "title"


def test_facts_that_are_not_compared_are_noted(tmp_path: Path) -> None:
    facts = edited(lambda body: body["look"].update(layout={"air": [0.3]}))
    found = result(tmp_path, Side(), Side(facts=facts))
    assert (found.status, found.changes) == (ComparisonStatus.WITHIN, ())
    assert "in what is not compared" in found.notes[0]
