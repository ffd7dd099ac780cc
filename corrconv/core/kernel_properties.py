"""Properties of a kernel: whether it equals its own turn, and where libraries put its [0,0]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from corrconv.core.index import Index, Support
from corrconv.core.operation import Operation, turned
from corrconv.core.rational import Number


class Symmetry(Enum):
    """Name a kernel's symmetry under a turn by 180 degrees; the value is a sentence about it."""

    EQUAL = "This kernel equals its own 180° turn: flipping it shows nothing."
    NEGATED = "Turned by 180°, this kernel only changes its sign."


def symmetry(values: Mapping[Index, Number | str], kernel: Support) -> Symmetry | None:
    """Return the symmetry of a kernel's numbers or letters under a turn by 180 degrees, None
    where it has none. Letters can be equal, but never each other's negative."""
    pairs = [(values[tap], values[turned(tap, kernel)]) for tap in kernel]
    if all(one == other for one, other in pairs):
        return Symmetry.EQUAL
    return Symmetry.NEGATED if all(_negated(*pair) for pair in pairs) else None


def _negated(one: Number | str, other: Number | str) -> bool:
    return not isinstance(one, str) and not isinstance(other, str) and one == -other


def has_middle(kernel: Support) -> bool:
    """Return whether the kernel has a middle element, where all ORIGIN_RULES put [0,0]."""
    return kernel.columns % 2 == 1 and kernel.rows % 2 == 1


@dataclass(frozen=True, slots=True)
class OriginRule:
    """A rule by which libraries put [0,0] in a kernel of even size, and what they compute with it.

    `later` tells whether it is the later of the two middle elements, K // 2, or the earlier one,
    (K − 1) // 2; `users` names the functions that compute so.
    """

    name: str
    operation: Operation
    later: bool
    users: str

    def support(self, kernel: Support) -> Support:
        """Return a kernel of the same size with its [0,0] where the rule puts it."""
        column, row = self._middle(kernel.columns), self._middle(kernel.rows)
        return Support(kernel.columns, kernel.rows, Index(column, row))

    def place(self, kernel: Support) -> str:
        """Return which of the middle elements that is, in words such as "upper left"."""
        vertical = "" if kernel.rows % 2 else ("upper", "lower")[self.later]
        horizontal = "" if kernel.columns % 2 else ("left", "right")[self.later]
        return " ".join(word for word in (vertical, horizontal) if word)

    def _middle(self, size: int) -> int:
        return (size - 1 + self.later) // 2


ORIGIN_RULES = (
    OriginRule("convolution.earlier", Operation.CONVOLUTION, False, "convolve2d, numpy.convolve"),
    OriginRule("convolution.later", Operation.CONVOLUTION, True, "ndimage.convolve, conv2"),
    OriginRule("library.earlier", Operation.LIBRARY_CROSS_CORRELATION, False,
               "correlate2d, PyTorch, filter2"),
    OriginRule("library.later", Operation.LIBRARY_CROSS_CORRELATION, True,
               "ndimage.correlate, filter2D"),
)  # fmt: skip
