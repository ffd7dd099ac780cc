"""Where libraries put [0,0] in a kernel: the four rules, which differ for even sizes only."""

from __future__ import annotations

from dataclasses import dataclass

from corrconv.core.index import Index, Support
from corrconv.core.operation import Operation


@dataclass(frozen=True, slots=True)
class Rule:
    """An operation, whether [0,0] is the later of the two middle elements, K // 2, or the earlier
    one, (K − 1) // 2, and who computes so."""

    name: str
    operation: Operation
    later: bool
    users: str

    def support(self, kernel: Support) -> Support:
        """A kernel of this size with its [0,0] where the rule puts it."""
        column, row = self._middle(kernel.columns), self._middle(kernel.rows)
        return Support(kernel.columns, kernel.rows, Index(column, row))

    def _middle(self, size: int) -> int:
        return (size - 1 + self.later) // 2

    def place(self, kernel: Support) -> str:
        """Which of the middle elements that is, in words."""
        vertical = ("upper", "lower")[self.later] if kernel.rows % 2 == 0 else ""
        horizontal = ("left", "right")[self.later] if kernel.columns % 2 == 0 else ""
        return " ".join(word for word in (vertical, horizontal) if word)


RULES = (
    Rule("convolution.earlier", Operation.CONVOLUTION, False, "convolve2d, numpy.convolve"),
    Rule("convolution.later", Operation.CONVOLUTION, True, "ndimage.convolve, conv2"),
    Rule("library.earlier", Operation.LIBRARY_CROSS_CORRELATION, False,
         "correlate2d, PyTorch, filter2"),
    Rule("library.later", Operation.LIBRARY_CROSS_CORRELATION, True,
         "ndimage.correlate, filter2D"),
)  # fmt: skip


def is_even(kernel: Support) -> bool:
    """Whether the kernel has no middle element, so that the rules differ."""
    return kernel.columns % 2 == 0 or kernel.rows % 2 == 0
