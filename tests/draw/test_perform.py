"""A request is performed in one pass, and every scene is an ordinary manim scene too."""

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from manim import FadeIn, Square, tempconfig

from corrconv import Operation
from corrconv.catalog import find, named
from corrconv.draw.fast_manim.renderer import make_renderer
from corrconv.draw.perform import perform
from corrconv.draw.scene import LAST_HOLD, FigureScene
from corrconv.draw.shapes.patch_box import DASHES
from corrconv.rendering.pacing import FASTEST, USUAL
from corrconv.rendering.result import Caption, RenderResult
from corrconv.theme.loader import DEFAULTS
from tests.draw.recording import DRAFT, CountingSink
from tests.render_requests import request

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def animated() -> tuple[RenderResult, CountingSink]:
    sink = CountingSink()
    return perform(request("traversal", "light", DRAFT, ("png", "mp4")), sink), sink


@pytest.mark.slow
def test_the_frames_are_all_handed_on(animated: tuple[RenderResult, CountingSink]) -> None:
    result, sink = animated
    assert result.frames == sink.frames
    assert sink.frames > 10 * DRAFT.fps


def test_captions_follow_each_other_until_the_end(
    animated: tuple[RenderResult, CountingSink],
) -> None:
    result, _ = animated
    captions = result.captions
    assert len(captions) > 1
    assert all(a.end == b.start for a, b in pairwise(captions))
    assert captions[-1].end == pytest.approx(result.frames / DRAFT.fps)


def test_a_step_begins_where_a_video_can_be_started(
    animated: tuple[RenderResult, CountingSink],
) -> None:
    result, sink = animated
    starts = [round(caption.start * DRAFT.fps, 6) for caption in result.captions]
    assert set(starts) <= set(sink.steps)
    assert len(set(starts)) == len(result.captions)


def test_what_prepares_a_step_belongs_to_it(animated: tuple[RenderResult, CountingSink]) -> None:
    """The paths are drawn before the words that explain them: 0.6 + 1.6 s after the rest."""
    result, _ = animated
    last = result.captions[-1]
    assert last.end - last.start >= 0.6 + 1.6 + 0.4 + LAST_HOLD


def speed(captions: tuple[Caption, ...]) -> float:
    """Characters per second of the quickest caption."""
    return max(len(each.text) / (each.end - each.start) for each in captions)


def test_words_stay_until_they_can_be_read(animated: tuple[RenderResult, CountingSink]) -> None:
    result, _ = animated
    assert speed(result.captions) <= USUAL
    hurried = tuple(replace(each, end=each.start + 1.5) for each in result.captions)
    assert speed(hurried) > FASTEST


@pytest.mark.slow
def test_a_faster_pace_shortens_pauses_and_stays_readable(
    animated: tuple[RenderResult, CountingSink],
) -> None:
    result, _ = animated
    sink = CountingSink()
    profile = replace(DRAFT, pace=3.0)
    quick = perform(request("traversal", "light", profile, ("mp4",)), sink)
    assert quick.frames < result.frames
    assert FASTEST >= speed(quick.captions) > speed(result.captions)
    moving = 0.5 + 2 * 0.6 + 0.7 + 7 * 0.3 + 0.6 + 1.6  # what the scene plays, in seconds
    assert quick.frames / DRAFT.fps > moving


def test_the_last_frame_is_held_for_two_seconds(
    animated: tuple[RenderResult, CountingSink],
) -> None:
    result, _ = animated
    assert result.captions[-1].end - result.captions[-1].start >= 2


@pytest.mark.slow
def test_the_still_is_the_final_state() -> None:
    """Animated or not, a figure ends in the same picture and the same facts. Every other animation:
    test_every_animation.py."""
    name = "patches"
    animated = perform(request(name, "light", DRAFT, ("png", "mp4")), CountingSink())
    still = perform(request(name, "light", DRAFT, ("png",)), None)
    assert animated.facts == still.facts
    assert np.array_equal(animated.still, still.still)
    assert still.frames == 0
    assert animated.frames > 0


def test_themes_change_the_picture_and_not_the_facts() -> None:
    light, dark = (perform(request("kernel", name, DRAFT), None) for name in DEFAULTS)
    looks = [each.facts.pop("look") for each in (light, dark)]
    assert light.facts == dark.facts
    assert looks[0] != looks[1]
    assert not np.array_equal(light.still, dark.still)
    assert tuple(light.still[0, 0, :3]) == (255, 255, 255)
    assert tuple(dark.still[0, 0, :3]) == (0x12, 0x16, 0x1B)


def test_a_transparent_still_has_no_ground() -> None:
    opaque = perform(request("kernel", "light", DRAFT), None).still
    clear = perform(request("kernel", "light", DRAFT, transparent=True), None).still
    assert opaque[0, 0, 3] == 255
    assert clear[0, 0, 3] == 0
    assert clear[..., 3].max() == 255


def test_stills_keep_even_margins() -> None:
    """Nothing is nearer to an edge than 6 % of the longer side, and nothing is cut off. A title
    stands in the middle, so what reaches less far on one side of it has more margin there."""
    for figure in find():
        if figure.forms == ("still",):
            result = perform(request(figure.name, "light", DRAFT), None)
            rows, cols = np.nonzero((result.still[..., :3] != 255).any(axis=2))
            height, width = result.still.shape[:2]
            upright = [rows.min(), height - 1 - rows.max()]
            across = [cols.min(), width - 1 - cols.max()]
            wanted = 0.06 * max(height, width) / 1.12
            assert min(*upright, *across) > wanted - 4, figure.name
            assert max(*upright, min(across)) < wanted + 10, figure.name
            if any(entry["grid"] == "title" for entry in result.facts["drawn"]):
                title = middle(result, "label", "title")
                assert title == pytest.approx(width / 2, abs=2), figure.name


@pytest.mark.parametrize(
    ("name", "role"), [("kernel", "kernel"), ("image", "image"), ("corner", "image")]
)
def test_grids_stand_under_the_title(name: str, role: str) -> None:
    """Their numbers, to the left of them, do not push them aside."""
    result = perform(request(name, "light", DRAFT), None)
    assert middle(result, role) == pytest.approx(result.still.shape[1] / 2, abs=2)


def middle(result: RenderResult, role: str, grid: str | None = None) -> float:
    """The middle, from left to right, of what a still shows of this role, or of one grid."""
    boxes = [
        entry["bbox"]
        for entry in result.facts["drawn"]
        if entry["role"] == role and grid in (None, entry["grid"])
    ]
    return float(min(box[0] for box in boxes) + max(box[2] for box in boxes)) / 2


def test_each_operation_has_a_dash_pattern_of_its_own() -> None:
    assert set(DASHES) == set(Operation)
    assert len(set(DASHES.values())) == len(Operation)


@pytest.mark.slow
def test_manims_own_command_renders_the_scene(tmp_path: Path) -> None:
    figure = named("kernel")
    command = [sys.executable, "-m", "manim", "-ql", "--media_dir", str(tmp_path)]
    done = subprocess.run(
        [*command, str(ROOT / figure.scene), figure.scene_class],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.rglob("*.png"))


class Follower(FigureScene):
    """A square that an updater moves, or none does."""

    follows = True

    def construct(self) -> None:
        self.square = Square()
        if self.follows:
            self.square.add_updater(lambda square, dt: square.shift([dt, 0, 0]))
        self.add(self.square)
        self.play(FadeIn(Square()), run_time=0.4)


@pytest.mark.parametrize("follows", [True, False])
def test_updaters_run_where_there_are_any(follows: bool) -> None:
    with tempconfig({"frame_rate": 10, "disable_caching": True, "format": "mp4"}):
        scene = Follower(renderer=make_renderer(frames=True), request=request("kernel"))
        scene.follows = follows
        scene.render()
    assert bool(scene.square.get_center()[0]) is follows
