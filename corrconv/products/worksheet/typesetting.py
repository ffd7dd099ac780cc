"""Typesetting in process, with fonts that come with Python packages: the same bytes on every
machine, and no date in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.sax.saxutils import escape

import fontpkg_fira_sans
import typst

from corrconv.formats.pdf import PDF
from corrconv.formats.png import PNG
from corrconv.formats.svg import SVG
from corrconv.formula.notation import element
from corrconv.formula.tokens import quoted

TEMPLATE = Path(__file__).parent / "templates" / "worksheet.typ"

PAPERS: Mapping[str, str] = MappingProxyType({"a4": "a4", "letter": "us-letter"})
"""The papers by the name that Typst has for them."""

FORMATS = (PDF.name, SVG.name, PNG.name)

ROW, LONG_ROW = 9, 8
"""Height in mm of a row to write in, and of one in a table of two columns."""

PPI = 200
"""Pixels per inch of a PNG: 1654 x 2339 for A4."""

_PROBE = """#set page(width: auto, height: auto)
#set text(font: "Fira Sans", fallback: false, ligatures: false)
#show math.equation: set text(font: "New Computer Modern Math", fallback: false)
"""
_NOWHERE = "\U0010fffd"
"""A character that no font has, to learn what a missing glyph looks like."""

_GLYPH = re.compile(r'<symbol id="([^"]+)"')


class PageTypesetter:
    """Set pages; the fonts are read once."""

    def __init__(self) -> None:
        files = str(fontpkg_fira_sans.ROOT / "files")
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[files])
        self._compiler = typst.Compiler(font_paths=fonts)
        self._template = TEMPLATE.read_bytes()

    def set(
        self, pages: Sequence[Mapping[str, Any]], title: str, paper: str, form: str
    ) -> list[bytes]:
        """Return one PDF of all pages, tagged for readers that hear it (PDF/UA-1); or an SVG or PNG
        for each of them."""
        sizes = {"row": ROW, "long-row": LONG_ROW}
        data = {"title": title, "paper": PAPERS[paper], "pages": pages, **sizes}
        compiled = self._compile(self._template, form, {"data": json.dumps(data)})
        return [_titled(page, title) for page in compiled] if form == SVG.name else compiled

    def require_glyphs(self, words: str, elements: Iterable[str]) -> None:
        """Refuse, with a ValueError, a character of `words`, or of the kernel's `elements`, that
        the fonts do not have, and one of control."""
        missing = self._glyphs(f"#{quoted(_NOWHERE)}") | self._glyphs(f"$ {quoted(_NOWHERE)} $")
        quoted(words)
        for character in sorted(set(words)):
            if self._glyphs(f"#{quoted(character)}") & missing:
                raise ValueError(f"the fonts have no {character!r} of {words!r}")
        for letter in sorted(elements):
            if self._glyphs(f"$ {element(letter).typst} $") & missing:
                raise ValueError(f"the fonts have no {letter!r}")

    def _glyphs(self, body: str) -> frozenset[str]:
        (page,) = self._compile((_PROBE + body).encode(), SVG.name, {})
        return frozenset(_GLYPH.findall(page.decode()))

    def _compile(self, source: bytes, form: Any, inputs: dict[str, str]) -> list[bytes]:
        compiled = self._compiler.compile(
            source,
            format=form,
            ppi=PPI,
            sys_inputs=inputs,
            pdf_standards="ua-1" if form == PDF.name else [],
        )
        return compiled if isinstance(compiled, list) else [compiled or b""]


def _titled(page: bytes, title: str) -> bytes:
    """Return an SVG with a title, for readers that hear it."""
    head, mark, rest = page.partition(b">")
    return head + b' role="img"' + mark + f"<title>{escape(title)}</title>".encode() + rest
