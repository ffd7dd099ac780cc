"""What lies on and under the glyphs of a picture, against one pair of boxes after the other."""

import numpy as np
import pytest

from corrconv.draw.export.visible import Overlay

TEXTS = [[3, 4], [6], [9, 12, 13]]
AREAS = [0, 1, 2, 5, 7, 8, 10, 11]
OPAQUE = [True, False, True, True, False, True, False, True]


def picture(seed: int) -> np.ndarray:
    """Boxes at random, areas larger than glyphs."""
    rng = np.random.default_rng(seed)
    corner, size = rng.uniform(0, 3, (14, 2)), rng.uniform(0.1, 0.5, (14, 2))
    size[AREAS] *= 6
    return np.concatenate([corner, corner + size], axis=1)


def slow(boxes: np.ndarray, shift: float = 0.0) -> tuple[list, list, list]:
    """Layers, covers and what is hidden; `shift` moves the middles to the right."""
    layers, covers, hidden, counted = [], [], [], 0
    for text, glyphs in enumerate(TEXTS):
        found = []
        for glyph in glyphs:
            x, y = (boxes[glyph, :2] + boxes[glyph, 2:]) / 2
            left, low, right, high = boxes[AREAS].T
            x += shift
            held = (left <= x) & (x <= right) & (low <= y) & (y <= high)
            here = [(n, AREAS[n] > glyph) for n in np.flatnonzero(held).tolist()]
            over = [n for n, above in here if above and OPAQUE[n]]
            covers += [(text, counted, n) for n in over]
            found.append(None if over else tuple(here))
            counted += 1
        layers.append(found)
        hidden.append(all(each is None for each in found))
    return layers, covers, hidden


def quick(boxes: np.ndarray) -> tuple[list, list, list]:
    made = Overlay(boxes, TEXTS, AREAS, OPAQUE)
    texts = range(len(TEXTS))
    return [made.layers(n) for n in texts], made.covers, [made.hidden(n) for n in texts]


@pytest.mark.parametrize("seed", range(20))
def test_every_pair_is_found(seed: int) -> None:
    assert quick(picture(seed)) == slow(picture(seed))


def test_another_place_is_found() -> None:
    pictures = [picture(seed) for seed in range(20)]
    assert any(quick(boxes)[2] != slow(boxes, 1.0)[2] for boxes in pictures)
    assert any(quick(boxes)[1] != slow(boxes, 1.0)[1] for boxes in pictures)
    assert {hidden for boxes in pictures for hidden in quick(boxes)[2]} == {True, False}


def test_texts_have_the_boxes_of_their_glyphs() -> None:
    boxes = picture(0)
    made = Overlay(boxes, TEXTS, AREAS, OPAQUE)
    for glyphs, span, around in zip(TEXTS, made.spans, made.around, strict=True):
        assert np.array_equal(made.glyphs[span], boxes[glyphs])
        assert np.array_equal(around[:2], boxes[glyphs, :2].min(axis=0))
        assert np.array_equal(around[2:], boxes[glyphs, 2:].max(axis=0))


def test_a_picture_without_texts_or_areas() -> None:
    boxes = picture(0)
    empty = Overlay(boxes, [], AREAS, OPAQUE)
    assert (empty.covers, empty.spans, empty.around.shape) == ([], [], (0, 4))
    bare = Overlay(boxes, TEXTS, [], [])
    assert bare.layers(2) == [(), (), ()]
    assert not bare.hidden(2)
