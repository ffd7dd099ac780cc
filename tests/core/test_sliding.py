"""Outputs computed one at a time: against the array core, which has its own references."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from corrconv import Index, Operation, Support, apply
from corrconv.core.boundary import BOUNDARIES
from corrconv.core.operation import MODES, outputs
from corrconv.core.sliding import Sliding
from corrconv.lesson.lesson import load

IMAGE = [[3, 1, 4, 1], [5, 9, 2, 6], [5, 3, 5, 8]]
KERNEL = [[1, -2], [3, 0], [7, 5]]


def cells(values: list[list[int]], support: Support) -> dict[Index, int]:
    return dict(zip(support, itertools.chain.from_iterable(values), strict=True))


@pytest.mark.parametrize("name", BOUNDARIES)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("operation", Operation)
def test_sliding_is_what_apply_gives(operation: Operation, mode: str, name: str) -> None:
    image, kernel = Support(4, 3, Index(1, 2)), Support(2, 3, Index(1, 0))
    fill = 4 if name == "fill" else 0
    sliding = Sliding(cells(IMAGE, image), image, cells(KERNEL, kernel), kernel, mode, name, fill)
    wanted = apply(
        operation, IMAGE, KERNEL, mode=mode, boundary=name, kernel_origin=kernel.origin,
        fill_value=fill,
    )  # fmt: skip
    made = [sliding.value(operation, output) for output in outputs(operation, mode, image, kernel)]
    assert made == wanted.ravel().tolist()
    assert made != np.roll(wanted.ravel(), 1).tolist()


def test_song_ho_ahns_numbers() -> None:
    sliding = load(Path("ahn")).sliding
    made = {
        operation: [sliding.value(operation, output) for output in sliding.outputs(operation)]
        for operation in Operation
    }
    published = [-13, -20, -17, -18, -24, -18, 13, 20, 17]
    assert made[Operation.CONVOLUTION] == published
    assert made[Operation.LIBRARY_CROSS_CORRELATION] == [-each for each in published]
