"""Show convolution and cross-correlation with the right indices.

The types of all names stand in `__init__.pyi`.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from corrconv.core.index import Index, Support
from corrconv.core.operation import Operation, Term, patch, terms

__all__ = [
    "CentredArray",
    "Index",
    "Operation",
    "Support",
    "Term",
    "apply",
    "convolve",
    "correlate",
    "find_figures",
    "patch",
    "show",
    "terms",
]


_LAZY: Mapping[str, str] = {
    "CentredArray": "corrconv.core.array",
    "apply": "corrconv.core.array",
    "convolve": "corrconv.core.array",
    "correlate": "corrconv.core.array",
    "show": "corrconv.products.notebook.show",
}
"""Names that are imported when they are first asked for, because their modules need numpy or the
pipeline, which take longer to import than all the rest."""


def __getattr__(name: str) -> object:
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    if name == "__version__":
        return importlib.import_module("importlib.metadata").version("corrconv")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})


def find_figures(*patterns: str) -> tuple[object, ...]:
    """Return the figures whose id or name matches one of the patterns, such as "F1*"; every figure
    where there is no pattern.

    Each has an id, a name, a title, its forms and the operation that it is about, if it is about
    one. UnknownFigureError, a ValueError, for a pattern that matches none.

    >>> [figure.title for figure in find_figures("patches")]
    ['The same output index, two patches']
    """
    found: tuple[object, ...] = importlib.import_module("corrconv.catalog").find(patterns)
    return found
