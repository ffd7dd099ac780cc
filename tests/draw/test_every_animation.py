"""Every animation, to its end: stock manim's frames, and a still that is the last of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corrconv.catalog import find, named
from corrconv.draw.perform import perform
from tests.draw.recording import DRAFT, CountingSink, difference, record, record_stock
from tests.render_requests import request

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ANIMATIONS = [figure.name for figure in find() if "animation" in figure.forms]


@pytest.mark.parametrize("name", ["patches", "convolution-table", "learning"])
def test_every_frame_is_stock_manims(name: str) -> None:
    ours = record(name)
    largest, share = difference(ours.frames, record_stock(name))
    assert largest <= 1
    assert share <= 1e-4
    assert ours.unannounced == 0


@pytest.mark.parametrize("name", ANIMATIONS)
def test_the_still_is_the_final_state(name: str) -> None:
    """Animated or not, a figure ends in the same picture and the same facts."""
    animated = perform(request(name, "light", DRAFT, ("png", "mp4")), CountingSink())
    still = perform(request(name, "light", DRAFT, ("png",)), None)
    assert animated.facts == still.facts
    assert np.array_equal(animated.still, still.still)


@pytest.mark.parametrize("name", ["convolution-drawing", "learning"])
def test_manims_own_command_renders_the_scene(name: str, tmp_path: Path) -> None:
    figure = named(name)
    command = [sys.executable, "-m", "manim", "-ql", "-s", "--media_dir", str(tmp_path)]
    scene = [str(ROOT / figure.scene), figure.scene_class]
    done = subprocess.run([*command, *scene], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.rglob("*.png"))
