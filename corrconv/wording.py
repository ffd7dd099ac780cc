"""What the operations are called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from corrconv.operation import Operation

TITLES: Mapping[Operation, str] = MappingProxyType(
    {
        Operation.CONVOLUTION: "convolution",
        Operation.CROSS_CORRELATION: "mirrored cross-correlation",
        Operation.LIBRARY_CROSS_CORRELATION: "cross-correlation",
    }
)
"""What each operation is called where all three are told apart."""

SHORT: Mapping[Operation, str] = MappingProxyType(
    {
        Operation.CONVOLUTION: "convolution",
        Operation.CROSS_CORRELATION: "cross-correlation",
        Operation.LIBRARY_CROSS_CORRELATION: "library cross-correlation",
    }
)
"""What the article calls each operation; it does not have the third."""

TAGS: Mapping[Operation, str] = MappingProxyType(
    {
        Operation.CONVOLUTION: "conv",
        Operation.CROSS_CORRELATION: "corr",
        Operation.LIBRARY_CROSS_CORRELATION: "lib",
    }
)
"""The corner tag of a box drawn for the operation."""
