"""manim's settings for as long as one figure is drawn. Source: manim 0.22, `tempconfig`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from manim import config


@contextmanager
def configured(settings: Mapping[str, Any]) -> Iterator[None]:
    """What `tempconfig` does, but for templates of TeX. That sets the renderer again at the end,
    changed or not, for which every class of manim gets its bases anew: a hundredth of a second."""
    before = config.copy()
    config.update(dict(settings))
    try:
        yield
    finally:
        if config.renderer is before.renderer:
            config._d.update(before._d)
        else:
            config.update(before)
