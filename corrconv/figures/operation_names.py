"""What the operations are called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from corrconv.core.operation import Operation

SHORT: Mapping[Operation, str] = MappingProxyType(
    {
        Operation.CONVOLUTION: "convolution",
        Operation.CROSS_CORRELATION: "cross-correlation",
        Operation.LIBRARY_CROSS_CORRELATION: "library cross-correlation",
    }
)
"""What each operation is called everywhere; the article does not have the third."""

LINES: Mapping[Operation, str] = MappingProxyType(
    {
        Operation.CONVOLUTION: "solid",
        Operation.CROSS_CORRELATION: "dashed",
        Operation.LIBRARY_CROSS_CORRELATION: "dotted",
    }
)
"""How the line of a box drawn for the operation looks."""

TAGS: Mapping[Operation, str] = MappingProxyType(
    {
        Operation.CONVOLUTION: "conv",
        Operation.CROSS_CORRELATION: "corr",
        Operation.LIBRARY_CROSS_CORRELATION: "lib",
    }
)
"""The corner tag of a box drawn for the operation."""
