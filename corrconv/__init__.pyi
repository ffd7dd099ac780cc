from corrconv.core.array import CentredArray as CentredArray
from corrconv.core.array import apply as apply
from corrconv.core.array import convolve as convolve
from corrconv.core.array import correlate as correlate
from corrconv.core.index import Index as Index
from corrconv.core.index import Support as Support
from corrconv.core.operation import Operation as Operation
from corrconv.core.operation import Term as Term
from corrconv.core.operation import patch as patch
from corrconv.core.operation import terms as terms
from corrconv.figures.figure import Figure
from corrconv.products.notebook.show import show as show

__version__: str

def find_figures(*patterns: str) -> tuple[Figure, ...]: ...
