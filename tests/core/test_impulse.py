"""A single pixel prints the kernel: where, and which way round, tells the operation."""

import numpy as np
import pytest

from corrconv import Operation, apply

CONVOLUTION = Operation.CONVOLUTION
ARTICLE = Operation.CROSS_CORRELATION
LIBRARY = Operation.LIBRARY_CROSS_CORRELATION


@pytest.mark.parametrize(
    ("operation", "centre", "turned"),
    [(CONVOLUTION, (1, 1), False), (ARTICLE, (-1, -1), False), (LIBRARY, (1, 1), True)],
)
def test_an_off_centre_impulse_tells_all_three_apart(operation, centre, turned):
    image, h = np.zeros((7, 7), int), np.arange(1, 10).reshape(3, 3)
    image[1 + 3, 1 + 3] = 1
    wanted = np.zeros((7, 7), int)
    col, row = centre[0] + 3, centre[1] + 3
    wanted[row - 1 : row + 2, col - 1 : col + 2] = np.rot90(h, 2) if turned else h
    np.testing.assert_array_equal(apply(operation, image, h), wanted)
    for other in set(Operation) - {operation}:
        assert not np.array_equal(apply(other, image, h), wanted)
