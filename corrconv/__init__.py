"""Show convolution and cross-correlation with the right indices."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from corrconv.index import Index, Support
from corrconv.operation import Operation, Term, patch, terms

if TYPE_CHECKING:
    from corrconv.centred import CentredArray, apply

__all__ = ["CentredArray", "Index", "Operation", "Support", "Term", "apply", "patch", "terms"]


def __getattr__(name: str) -> Any:
    """`apply` and `CentredArray` need numpy, which takes as long to import as all the rest."""
    if name in ("CentredArray", "apply"):
        return getattr(importlib.import_module("corrconv.centred"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
