"""Pages: HTML that shows what was published."""

from __future__ import annotations

from pathlib import Path

from corrconv.formats.format import Format, Probe


class Page(Format):
    """A page of HTML that stands alone."""

    kind = "page"

    def probe(self, path: Path) -> Probe:
        """Read `path` to its end."""
        if b"</html>" not in path.read_bytes():
            raise ValueError(f"{path.name}: is no page")
        return Probe()


PAGE = Page("html", ".html", "text/html", "page")
