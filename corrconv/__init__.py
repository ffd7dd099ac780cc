"""Show convolution and cross-correlation with the right indices."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from corrconv.core.index import Index, Support
from corrconv.core.operation import Operation, Term, patch, terms

if TYPE_CHECKING:
    from corrconv.core.array import CentredArray, apply

    show: Any  # naming its module here would make every picture depend on the pipeline

__all__ = [
    "CentredArray",
    "Index",
    "Operation",
    "Support",
    "Term",
    "apply",
    "patch",
    "show",
    "terms",
]


def __getattr__(name: str) -> Any:
    """What takes longer to import than all the rest is imported when it is first asked for:
    `apply` and `CentredArray` need numpy, `show` the pipeline."""
    if name in ("CentredArray", "apply"):
        return getattr(importlib.import_module("corrconv.core.array"), name)
    if name == "show":
        return importlib.import_module("corrconv.products.notebook.show").show
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
