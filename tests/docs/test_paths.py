"""Files that the documentation names are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("docs/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
NAMED = re.compile(r"`((?:corrconv|scenes|tests|tools|benchmarks|docs)/[\w./*-]*)`")
NEW = re.compile(r"(.*/)?patch\.py")
"""What the reader of add-a-figure.md writes."""


def missing(text: str) -> list[str]:
    named = [name for name in NAMED.findall(text) if not NEW.fullmatch(name)]
    return [name for name in named if not any(ROOT.glob(name.rstrip("/")))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_on_a_page_exists(page: Path) -> None:
    assert missing(page.read_text(encoding="utf-8")) == []


def test_a_missing_path_is_found() -> None:
    assert missing("`corrconv/core/index.py` and `corrconv/core/indices.py`") == [
        "corrconv/core/indices.py"
    ]
    assert any(NAMED.search(page.read_text(encoding="utf-8")) for page in PAGES)
