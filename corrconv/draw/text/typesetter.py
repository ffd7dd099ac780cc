"""The typesetter: sets labels with Typst, in process, from fonts that come with Python packages.

Each token is set in a fill of its own number; the fills of Typst's SVG then say which glyph
belongs to which token, so that every part of a formula can be addressed after one compile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from xml.etree import ElementTree

import fontpkg_fira_sans
import numpy as np
import typst

from corrconv.draw.text.glyph import Glyph, Matrix, Outlines, Points, Strut, outline_points
from corrconv.draw.text.label import Label, LabelPart
from corrconv.formula.tokens import LONGEST, Formula, Token, quoted, to_typst, tokens

SANS = "Fira Sans"
MATHS = "New Computer Modern Math"
CAPITAL_HEIGHT: Mapping[str, float] = MappingProxyType({SANS: 0.689, MATHS: 0.683})
"""Height of a capital letter in ems, from each font's OS/2 table."""

EM = 10.0
"""The size at which Typst sets everything, in points; labels are scaled from it."""

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MISSING = "\U0010fffd"
_MISSING_TOKEN = Token(_MISSING, f'"{_MISSING}"', _MISSING)
"""A character that no font has, to learn what a missing glyph looks like."""

RichText = Sequence["str | Formula"]
"""Words and formulas, one after the other."""


class MissingGlyphError(ValueError):
    """A character for which the fonts have no glyph."""


class _LabelSpec(NamedTuple):
    """All that the look of a label depends on."""

    parts: tuple[str | Formula, ...]
    em: float
    colours: tuple[str, ...]
    font: str
    weight: str = "regular"
    width: float | None = None


class Typesetter:
    """Sets formulas and words as labels and reads glyphs back."""

    def __init__(self) -> None:
        files = str(fontpkg_fira_sans.ROOT / "files")
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[files])
        self._compiler = typst.Compiler(font_paths=fonts)
        self._labels: dict[_LabelSpec, Label] = {}
        self._placed_glyphs: dict[tuple[str, int], list[tuple[str, int, Points]]] = {}
        self._outlines: dict[str, Points] = {}
        self._learned: set[tuple[str, str]] = set()
        self.outlines = Outlines()
        self._missing_glyphs = frozenset(
            glyph
            for body in (
                _words(_MISSING, 1, "regular"),
                f"$ {_numbered(_MISSING_TOKEN, 1)} $",
            )
            for glyph, _, _ in self._compile(body)
        )

    def formula(self, formula: Formula, em: float, colours: Sequence[str]) -> Label:
        """Return a formula as a label; `colours` has one colour for each of its tokens."""
        return self._label(_LabelSpec((formula,), em, tuple(colours), MATHS))

    def rich(
        self, parts: RichText, em: float, colours: Sequence[str], weight: str, width: float | None
    ) -> Label:
        """Return words and formulas as a label, in centred lines of at most `width` scene units."""
        return self._label(_LabelSpec(tuple(parts), em, tuple(colours), SANS, weight, width))

    def _label(self, spec: _LabelSpec) -> Label:
        if spec not in self._labels:
            self._labels[spec] = self._new(spec)
        return self._labels[spec].copy()

    def _new(self, spec: _LabelSpec) -> Label:
        parts, em, colours, font, weight, width = spec
        tokens = tokens_of(parts)
        body = _body(parts, weight)
        if width is not None:
            body = f"#block(width: {width / em * EM:.4f}pt)[#set align(center)\n{body}]"
        scale = em / EM
        placed = self._placed(body, len(tokens))
        label_parts = []
        for number, (token, colour) in enumerate(zip(tokens, colours, strict=True), 1):
            mine = [(name, points * scale) for name, owner, points in placed if owner == number]
            self._check(token, mine)
            label_parts.append(LabelPart(token, [Glyph(points, colour) for _, points in mine]))
        return Label(label_parts, Strut(CAPITAL_HEIGHT[font] * em, em))

    def _check(self, token: Token, outlines: Sequence[tuple[str, Points]]) -> None:
        characters = [character for character in token.text if not character.isspace()]
        if len(characters) != len(outlines):
            raise MissingGlyphError(
                f"{token.text!r} was set as {len(outlines)} glyphs, wanted {len(characters)}"
            )
        for character, (name, points) in zip(characters, outlines, strict=True):
            if (name, character) not in self._learned:
                self._learned.add((name, character))
                self.outlines.learn(points, character)

    def _placed(self, body: str, count: int) -> list[tuple[str, int, Points]]:
        key = (body, count)
        if key not in self._placed_glyphs:
            placed = self._compile(body)
            missing = [owner for glyph, owner, _ in placed if glyph in self._missing_glyphs]
            if missing:
                raise MissingGlyphError(f"the fonts have no glyph for a character of {body!r}")
            self._placed_glyphs[key] = placed
        return self._placed_glyphs[key]

    def _compile(self, body: str) -> list[tuple[str, int, Points]]:
        """Set `body`; return (outline's name, token's number, points in pt) of each glyph, with the
        first baseline at y = 0."""
        page = self._compiler.compile((_PREAMBLE + body).encode(), format="svg")
        root = ElementTree.fromstring(page if isinstance(page, bytes) else b"".join(page or ()))
        for symbol in root.iter(f"{_SVG}symbol"):
            self._outline(symbol.attrib["id"], symbol)
        uses = [*_uses(root, Matrix())]
        if not uses:
            return []
        base = uses[0][2].f
        return [
            (name, owner, _moved(self._outlines[name], matrix, base))
            for name, owner, matrix in uses
            if name in self._outlines
        ]

    def _outline(self, name: str, symbol: ElementTree.Element) -> None:
        path = symbol.find(f"{_SVG}path")
        if name not in self._outlines and path is not None and path.attrib.get("d"):
            points = outline_points(path.attrib["d"])
            if len(points):
                self._outlines[name] = points


_PREAMBLE = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(font: "{SANS}", size: {EM}pt, fallback: false, ligatures: false, lang: "en",
  hyphenate: false)
#set par(leading: 0.55em)
#show math.equation: set text(font: "{MATHS}", fallback: false)
"""


def tokens_of(parts: RichText) -> tuple[Token, ...]:
    """Return every token of words and formulas, in the order of their numbers."""
    found: list[Token] = []
    for part in parts:
        found += [Token(part, "", part)] if isinstance(part, str) else list(tokens(part))
    return tuple(found)


def _body(parts: RichText, weight: str) -> str:
    counter = iter(range(1, LONGEST + 1))
    pieces = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(_words(part, next(counter), weight))
        else:
            inner = to_typst(part, lambda token: _numbered(token, next(counter)))
            pieces.append(f"${inner}$" if len(parts) > 1 else f"$ {inner} $")
    return "".join(pieces)


def _words(text: str, number: int, weight: str) -> str:
    """Return words as a Typst string: escaped data, never markup."""
    return f'#text(fill: rgb("#{number:06x}"), weight: "{weight}", {quoted(text)})'


def _numbered(token: Token, number: int) -> str:
    return f'text(fill: #rgb("#{number:06x}"), {token.typst})'


def _uses(parent: ElementTree.Element, matrix: Matrix) -> list[tuple[str, int, Matrix]]:
    found = []
    for element in parent:
        own = Matrix.read(element.attrib.get("transform", "")).then(matrix)
        if element.tag == f"{_SVG}use":
            x, y = (float(element.attrib.get(axis, 0)) for axis in "xy")
            shift = Matrix(e=x, f=y)
            name = element.attrib[_HREF].removeprefix("#")
            found.append((name, int(element.attrib["fill"][1:], 16), shift.then(own)))
        elif element.tag == f"{_SVG}g":
            found += _uses(element, own)
    return found


def _moved(points: Points, matrix: Matrix, base: float) -> Points:
    """Return the outline at its place on the page, y upwards."""
    moved = np.zeros_like(points)
    moved[:, 0] = matrix.a * points[:, 0] + matrix.c * points[:, 1] + matrix.e
    moved[:, 1] = base - (matrix.b * points[:, 0] + matrix.d * points[:, 1] + matrix.f)
    return moved
