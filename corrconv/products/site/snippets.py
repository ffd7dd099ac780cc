"""Snippets to copy: a figure for somebody's own page, from the templates of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from corrconv.formats.registry import PUBLISHED
from corrconv.products.site.figure_view import FigureView
from corrconv.products.site.long_description import (
    join_equations,
)

if TYPE_CHECKING:
    import jinja2

FOLDER = Path(__file__).parent / "templates"

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "html": "HTML",
        "picture": "HTML, the still",
        "markdown": "Markdown",
        "typst": "Equation as Typst",
        "latex": "Equation as LaTeX",
        "mathml": "Equation as MathML",
    }
)
"""Names of the languages. In "html" a figure with an animation is the animation."""

_MARKED = re.compile(r"([\\`*_\[\]<>])")


class Snippets:
    """Write snippets; the templates are read when they are first needed."""

    def __init__(self) -> None:
        self._environment: jinja2.Environment | None = None

    @property
    def environment(self) -> jinja2.Environment:
        """Return the environment of the templates."""
        if self._environment is None:
            self._environment = _environment()
        return self._environment

    def snippet(self, figure: FigureView, language: str, base: str = "") -> str:
        """Return the figure in `language`, one of LANGUAGES; `base` is put before each path. Empty
        where there is nothing to show, as of a PDF."""
        if language in {"typst", "latex", "mathml"}:
            return join_equations(figure.equations, language)
        if not (figure.stills or figure.animations):
            return ""
        ending = "md" if language == "markdown" else "html"
        template = self.environment.get_template(f"embed.{ending}.j2")
        still = bool(figure.stills) and (language == "picture" or not figure.animations)
        return template.render(figure=figure, base=base, still=still).strip()

    def every(self, figure: FigureView) -> tuple[tuple[str, str], ...]:
        """Return name and text of each snippet that says something of its own."""
        known = [
            each for each in LANGUAGES if each != "picture" or (figure.animations and figure.stills)
        ]
        return tuple(
            (LANGUAGES[each], text) for each in known if (text := self.snippet(figure, each))
        )


def _environment() -> jinja2.Environment:
    import jinja2

    escaped: Callable[[str | None], bool] = jinja2.select_autoescape(("html.j2",))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    filters: dict[str, Callable[[Any], str]] = {"marked": _marked, "size": _size, "kind": _kind}
    environment.filters.update(filters)
    return environment


def _marked(text: str) -> str:
    """Escape text so that it means itself in Markdown."""
    return _MARKED.sub(r"\\\1", " ".join(text.split()))


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 995_000 else f"{max(1, round(count / 1000))} kB"


def _kind(name: str) -> str:
    """Return the name of a download of a format."""
    return PUBLISHED[name].label if name in PUBLISHED else name.upper()
