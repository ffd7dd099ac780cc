"""The double sum as the article writes it: every product of an image and a kernel, in dicts.

Nothing here is shared with corrconv but the names of the operations. Indices are (col, row).
"""

import numpy as np

from corrconv import Operation

FORMULA = {
    Operation.CONVOLUTION: lambda m, i: m - i,
    Operation.CROSS_CORRELATION: lambda m, i: m + i,
    Operation.LIBRARY_CROSS_CORRELATION: lambda m, i: i - m,
}
"""The kernel index h[...] along one axis, from the output's m and the image's i."""


def placed(rows, origin):
    """The elements of a row-major array by their indices, `origin` being [0, 0]."""
    return {
        (col - origin[0], row - origin[1]): value
        for row, line in enumerate(np.asarray(rows, dtype=object).tolist())
        for col, value in enumerate(line)
    }


def sums(operation, image, kernel):
    """For each output that some product feeds: the sum, the number of products, and whether
    h[0,0] is one of them."""
    formula = FORMULA[operation]
    reach = max(abs(c) for place in [*image, *kernel] for c in place) * 2 + 1
    found = {}
    for m in range(-reach, reach + 1):
        for n in range(-reach, reach + 1):
            taps = {(i, j): (formula(m, i), formula(n, j)) for i, j in image}
            met = {at: tap for at, tap in taps.items() if tap in kernel}
            if met:
                total = sum(image[at] * kernel[tap] for at, tap in met.items())
                found[m, n] = (total, len(met), (0, 0) in met.values())
    return found


def outputs(operation, mode, image, kernel):
    """The outputs of a mode by its definition: {(m, n): value}."""
    wanted = {
        "full": lambda products, centre: True,
        "valid": lambda products, centre: products == len(kernel),
        "same": lambda products, centre: centre,
    }[mode]
    found = sums(operation, image, kernel)
    return {at: total for at, (total, count, centre) in found.items() if wanted(count, centre)}


def rows(found):
    """The values of {(m, n): value} as rows of numbers, upper left first."""
    cols = sorted({m for m, _ in found})
    lines = sorted({n for _, n in found})
    assert len(found) == len(cols) * len(lines)
    return [[found[m, n] for m in cols] for n in lines]
