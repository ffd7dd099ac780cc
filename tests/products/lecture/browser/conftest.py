"""A draft lecture of three of the article's animations, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

import render

FIGURES = ("patches", "convolution-table", "traversal")


@pytest.fixture(scope="session")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that its files lie in."""
    media = tmp_path_factory.mktemp("lecture") / "media"
    assert render.main(["lecture", "-q", "l", "--media_dir", str(media), *FIGURES]) == 0
    assert render.main(["verify", "--media_dir", str(media)]) == 0
    return media / "post/draft/light"
