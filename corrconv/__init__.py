"""Show convolution and cross-correlation with the right indices."""

from corrconv.centred import CentredArray, apply
from corrconv.index import Index, Support
from corrconv.operation import Operation, Term, patch, terms

__all__ = ["CentredArray", "Index", "Operation", "Support", "Term", "apply", "patch", "terms"]
