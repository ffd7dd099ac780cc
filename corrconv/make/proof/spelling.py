"""How the proof spells indices, terms and sums; nothing is shared with `corrconv.notation`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from corrconv.make.proof.brute import Cell

GENERAL: Mapping[str, str] = MappingProxyType(
    {
        "convolution": "h[m−i,n−j]",
        "cross-correlation": "h[m+i,n+j]",
        "library-cross-correlation": "h[i−m,j−n]",
    }
)
"""The kernel element of each operation's general term."""

CALLED: Mapping[str, str] = MappingProxyType(
    {
        "convolution": "convolution",
        "cross-correlation": "cross-correlation",
        "library-cross-correlation": "library cross-correlation",
    }
)
"""What the article calls each operation."""

COMPUTES: Mapping[str, str] = MappingProxyType(
    {
        "convolution": "convolution",
        "cross-correlation": "mirrored cross-correlation",
        "library-cross-correlation": "cross-correlation",
    }
)
"""What each operation is called where all three are told apart."""

TAGS: Mapping[str, str] = MappingProxyType(
    {"convolution": "conv", "cross-correlation": "corr", "library-cross-correlation": "lib"}
)

_AT: Mapping[str, str] = MappingProxyType(
    {
        "convolution": "{output}−{pixel}",
        "cross-correlation": "{output}+{pixel}",
        "library-cross-correlation": "{pixel}−{output}",
    }
)
_SECOND: Mapping[str, str] = MappingProxyType(
    {
        "convolution": "pixel",
        "cross-correlation": "pixel",
        "library-cross-correlation": "output",
    }
)
"""Which of the two stands after the sign, where a negative number has parentheses."""


def number(value: int) -> str:
    """An integer with a true minus sign."""
    return f"{value}".replace("-", "−")


def bracketed(cell: Cell) -> str:
    """[column,row]."""
    return f"[{number(cell[0])},{number(cell[1])}]"


def at(array: str, cell: Cell) -> str:
    """An array's element."""
    return array + bracketed(cell)


def general(slug: str) -> str:
    """The general term of the double sum."""
    return f"x[i,j]·{GENERAL[slug]}"


def equation(slug: str, head: str = "y[m,n]") -> str:
    """The double sum with its limits."""
    return f"{head}=∑i=−∞∞∑j=−∞∞{general(slug)}"


def heading(slug: str, output: Cell) -> str:
    """The kernel element for one output, i and j still open."""
    return f"h[{_put_in(slug, output[0], 'i')},{_put_in(slug, output[1], 'j')}]"


def substituted(slug: str, output: Cell, pixel: Cell) -> str:
    """One term with its numbers put in."""
    col, row = (_put_in(slug, output[axis], pixel[axis]) for axis in (0, 1))
    return f"{at('x', pixel)}·h[{col},{row}]"


def solved(pixel: Cell, tap: Cell) -> str:
    """One term with its kernel index worked out."""
    return f"{at('x', pixel)}·{at('h', tap)}"


def value_sum(pairs: Iterable[tuple[int, int]]) -> str:
    """The products of one output, added, and what they make."""
    met = list(pairs)
    total = sum(pixel * weight for pixel, weight in met)
    return f"{'+'.join(value_product(*pair) for pair in met)}={number(total)}"


def value_product(pixel: int, weight: int) -> str:
    """Two numbers to be multiplied."""
    return f"{number(pixel)}·{number(weight)}"


def argument(at: str, over: str, factors: tuple[int, int]) -> str:
    """Such as m−k: what is added stands before what is taken away."""
    parts = [(sign, letter) for sign, letter in zip(factors, (at, over), strict=True) if sign]
    plus = "+".join(letter for sign, letter in parts if sign > 0)
    return plus + "".join(f"−{letter}" for sign, letter in parts if sign < 0)


def _put_in(slug: str, output: int, pixel: int | str) -> str:
    texts = {"output": number(output), "pixel": pixel if isinstance(pixel, str) else number(pixel)}
    second = _SECOND[slug]
    if texts[second].startswith("−"):
        texts[second] = f"({texts[second]})"
    return _AT[slug].format(**texts)
