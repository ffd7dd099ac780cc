"""The benchmark's arithmetic, on numbers known beforehand. Nothing here is timed."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from benchmarks import bench
from benchmarks.clock import BenchError, Run, timed
from benchmarks.comparable import (
    Clip,
    clip,
    require_same_clips,
    require_same_encoding,
    require_same_figures,
    require_same_scale,
)
from benchmarks.encoder_alone import Limit
from benchmarks.plan import REPRESENTATIVE, Plan, chosen
from benchmarks.psnr import Noise, brightness
from benchmarks.repetitions import Row, paired, ratios
from benchmarks.stock_frames import Film, decoded, rgb
from benchmarks.table import BEGIN, END, placed, table
from corrconv.catalog import find
from corrconv.formats.mp4 import MP4
from corrconv.rendering.profile import PROFILES, Profile

SMALL = Profile("small", 64, 48, 10, 10.0, 1, "ultrafast", 1)
FULL_HD = Clip(1920, 1080, 60.0, 900, 1_000_000)


def picture(number: int) -> np.ndarray:
    """A ramp in three colours that moves, smooth so that halved chroma loses little."""
    ramp = np.linspace(0, 200, SMALL.width)[None, :] + np.zeros((SMALL.height, 1))
    colours = np.stack([ramp, 200 - ramp, 0 * ramp + 10 * number], axis=-1)
    return np.rint(colours).astype(np.uint8)


def film(path: Path, numbers: range) -> Path:
    with MP4.open(path, SMALL) as writer:
        for number in numbers:
            colours = picture(number)
            opaque = np.full((*colours.shape[:2], 1), 255, dtype=np.uint8)
            writer.write(np.concatenate([colours, opaque], axis=-1))
    return path


def test_the_median_and_the_spread() -> None:
    row = Row("x", "s", (3.0, 1.0, 10.0))
    assert (row.median, row.low, row.high) == (3.0, 1.0, 10.0)
    assert row.median != sum(row.values) / 3
    assert Row("x", "s", (1.0, 2.0)).median == 1.5


def test_no_value_is_refused() -> None:
    with pytest.raises(ValueError, match="no value"):
        Row("x", "s", ())


@pytest.mark.parametrize(
    ("bounds", "met"),
    [
        ({}, None),
        ({"at_least": 4.0}, True),
        ({"at_least": 4.1}, False),
        ({"at_most": 4.0}, True),
        ({"at_most": 3.9}, False),
    ],
)
def test_what_is_wanted_is_held_against_the_median(bounds, met) -> None:
    assert Row("x", "×", (1.0, 4.0, 9.0), **bounds).met is met


def test_a_ratio_is_taken_within_each_repetition() -> None:
    """A machine that gets twice as slow changes both sides and no ratio."""
    assert ratios((8.0, 16.0), (2.0, 4.0)) == (4.0, 4.0)
    assert ratios((8.0, 16.0), (4.0, 2.0)) != (4.0, 4.0)


def test_a_ratio_needs_pairs() -> None:
    with pytest.raises(ValueError, match="not pairs: 2 values against 1"):
        ratios((1.0, 2.0), (1.0,))


def test_the_order_alternates() -> None:
    order: list[str] = []

    def step(name: str):
        return lambda number: order.append(name) or (name, number)

    seen = paired(3, {name: step(name) for name in "zab"})
    assert "".join(order) == "zabbazzab"
    assert seen["z"] == [("z", 0), ("z", 1), ("z", 2)]


def test_runs_add_up() -> None:
    assert Run(1.0, 2.0, 30) + Run(4.0, 5.0, 20) == Run(5.0, 7.0, 30)


def test_psnr_of_noise_of_one_level_is_the_published_value() -> None:
    """Every value off by one: 10 log10 255² = 48.1308 dB."""
    noise = Noise()
    noise.add(np.full((4, 5, 3), 100, np.uint8), np.full((4, 5, 3), 101, np.uint8))
    assert noise.psnr == pytest.approx(48.1308, abs=1e-4)


def test_psnr_of_gaussian_noise() -> None:
    random = np.random.default_rng(4)
    clean = np.full((400, 400), 128, np.uint8)
    noisy = np.rint(clean + random.normal(0, 8, clean.shape)).clip(0, 255).astype(np.uint8)
    noise = Noise()
    noise.add(clean, noisy)
    assert noise.psnr == pytest.approx(20 * math.log10(255 / 8), abs=0.05)


def test_psnr_does_not_wrap_around() -> None:
    """0 against 255 is the largest difference, not one of 1."""
    noise = Noise()
    noise.add(np.zeros((2, 2), np.uint8), np.full((2, 2), 255, np.uint8))
    assert noise.psnr == 0.0


def test_frames_weigh_the_same_before_the_logarithm() -> None:
    """One exact frame and one off by two: a mean square of 2, not a mean of decibels."""
    noise, clean = Noise(), np.full((3, 3), 9, np.uint8)
    noise.add(clean, clean)
    assert noise.psnr == math.inf
    noise.add(clean, clean + 2)
    assert noise.psnr == pytest.approx(10 * math.log10(255**2 / 2))


def test_psnr_refuses_what_is_no_comparison() -> None:
    with pytest.raises(ValueError, match="nothing was compared"):
        _ = Noise().psnr
    with pytest.raises(ValueError, match=r"pictures of \(2, 2\) and \(2, 3\)"):
        Noise().add(np.zeros((2, 2)), np.zeros((2, 3)))


def test_brightness_of_the_primaries() -> None:
    primaries = np.diag([255, 255, 255]).astype(np.uint8)[None]
    assert brightness(primaries)[0] == pytest.approx([54.213, 182.376, 18.411])


def test_a_film_is_judged_beside_its_source(tmp_path: Path) -> None:
    good = Film(film(tmp_path / "film.mp4", range(7)))
    late = Film(tmp_path / "film.mp4")
    for number in range(7):
        good.meet(picture(number))
        late.meet(picture(number + 1))
    verdict = good.verdict()
    assert verdict["frames"] == 7
    assert verdict["psnr"] > 38
    assert late.verdict()["psnr"] < verdict["psnr"] - 1


def test_a_film_of_another_length_is_refused(tmp_path: Path) -> None:
    short = Film(film(tmp_path / "film.mp4", range(3)))
    for number in range(3):
        short.meet(picture(number))
    with pytest.raises(ValueError, match="ends after 3 frames"):
        short.meet(picture(3))
    long = Film(tmp_path / "film.mp4")
    long.meet(picture(0))
    with pytest.raises(ValueError, match="more than 1 frames"):
        long.verdict()


def untagged(path: Path) -> Path:
    """A film as stock manim makes them: BT.601, and no word of it."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10, options={"crf": "1"})
        stream.width, stream.height, stream.pix_fmt = SMALL.width, SMALL.height, "yuv420p"
        for number in range(3):
            frame = av.VideoFrame.from_ndarray(picture(number), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("make", [lambda path: film(path, range(3)), untagged])
def test_each_film_is_turned_back_with_its_own_matrix(tmp_path: Path, make) -> None:
    frame = next(decoded(make(tmp_path / "film.mp4")))
    right, wrong = Noise(), Noise()
    right.add(picture(0), rgb(frame))
    frame.colorspace = 5 if frame.colorspace == 1 else 1
    wrong.add(picture(0), rgb(frame))
    assert right.psnr > 38
    assert wrong.psnr < right.psnr - 3


def test_a_clip_is_measured(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4", range(7))
    assert clip(path) == Clip(64, 48, 10.0, 7, path.stat().st_size)


def test_clips_of_one_shape_are_compared() -> None:
    require_same_clips({"F1": FULL_HD}, {"F1": Clip(1920, 1080, 60.0, 900, 5)})


@pytest.mark.parametrize(
    "other",
    [
        Clip(1280, 1080, 60.0, 900, 5),
        Clip(1920, 720, 60.0, 900, 5),
        Clip(1920, 1080, 30.0, 900, 5),
        Clip(1920, 1080, 60.0, 899, 5),
    ],
)
def test_clips_of_other_shapes_are_not(other) -> None:
    with pytest.raises(BenchError, match=r"F1: Clip.* against Clip"):
        require_same_clips({"F1": FULL_HD}, {"F1": other})


def test_sets_of_other_figures_are_not_compared() -> None:
    require_same_figures(("F1", "F2"), {"F2": 0, "F1": 0})
    with pytest.raises(BenchError, match=r"made \['F1'\], wanted \['F1', 'F2'\]"):
        require_same_figures(("F1", "F2"), {"F1": 0, "F2": 0}, {"F1": 0})
    with pytest.raises(BenchError, match="wanted"):
        require_same_clips({"F1": FULL_HD}, {"F2": FULL_HD})


def test_the_encoder_alone_must_write_as_many_bytes() -> None:
    require_same_encoding({"F1": FULL_HD}, {"F1": Clip(1920, 1080, 60.0, 900, 1_020_000)})
    with pytest.raises(BenchError, match="1000000 bytes against 1500000"):
        require_same_encoding({"F1": FULL_HD}, {"F1": Clip(1920, 1080, 60.0, 900, 1_500_000)})


def test_stills_are_compared_at_one_scale() -> None:
    require_same_scale(PROFILES["lecture"], 1920)
    with pytest.raises(BenchError, match="pixels per unit"):
        require_same_scale(PROFILES["blog"], 1920)


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    log = tmp_path / "log"
    run = timed((sys.executable, "-c", "x = bytes(50_000_000)"), tmp_path, log)
    assert run.peak > 50_000_000
    with pytest.raises(BenchError, match=r"(?s)status 3 .*no room"):
        timed((sys.executable, "-c", "print('no room'); raise SystemExit(3)"), tmp_path, log)


def test_figures_are_chosen() -> None:
    assert [each.id for each in chosen((), False, False)] == list(REPRESENTATIVE)
    assert chosen((), True, False) == find()
    assert [each.id for each in chosen(("F9",), False, True)] == ["F9"]


def test_only_what_moves_is_an_animation(tmp_path: Path) -> None:
    plan = Plan(chosen(("F9", "F4"), False, False), tmp_path)
    assert [each.id for each in plan.animations] == ["F9"]


def test_a_table_shows_median_spread_and_what_is_wanted() -> None:
    rows = [
        Row("ratio", "×", (3.0, 5.0, 4.0), at_least=4.0),
        Row("ours / limit", "×", (2.0,), at_most=1.5),
        Row("time", "s", (1.234,), digits=1),
    ]
    assert table(rows).splitlines()[2:] == [
        "| ratio | 4.00 × | 3.00 – 5.00 | ≥ 4: yes |",
        "| ours / limit | 2.00 × |  | ≤ 1.5: **no** |",
        "| time | 1.2 s |  |  |",
    ]


def test_results_are_put_between_their_marks_again_and_again() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    once = placed(page, "new")
    assert once == f"before\n{BEGIN}\n\nnew\n{END}\nafter\n"
    assert placed(once, "new") == once
    with pytest.raises(ValueError, match="no place"):
        placed("a page", "new")
    assert placed(bench.PAGE.read_text(encoding="utf-8"), "new").count(BEGIN) == 1


def test_parts_of_another_machine_are_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    old, new = ({"machine": {"cores": "2"}, "parts": {name: 1}} for name in ("stills", "memory"))
    bench.store(new, path)
    assert list(bench.store(old, path)["parts"]) == ["stills", "memory"]
    other = {"machine": {"cores": "64"}, "parts": {"builds": 2}}
    assert bench.store(other, path)["parts"] == {"builds": 2}
    assert json.loads(path.read_text(encoding="utf-8")) == other


@pytest.mark.parametrize("given", [["--runs", "0"], ["--quick", "--write"], ["--parts", "x"]])
def test_what_makes_no_sense_is_refused(given, capsys) -> None:
    with pytest.raises(SystemExit) as end:
        bench.arguments(given)
    assert end.value.code == 2
    assert "error" in capsys.readouterr().err


@pytest.mark.parametrize(("steps", "same"), [(True, True), (False, False)])
def test_the_bound_encodes_what_a_build_encodes(tmp_path: Path, steps: bool, same: bool) -> None:
    """Steps too: a film that begins fewer of them is another file."""
    ours, bound = tmp_path / "ours.mp4", tmp_path / "bound.mp4"
    for writer in (MP4.open(ours, SMALL), Limit(bound, SMALL)):
        with writer:
            for shade in range(70):
                if shade % 9 == 4 and (steps or not isinstance(writer, Limit)):
                    writer.step()
                writer.write(np.full((48, 64, 4), 3 * shade, np.uint8), 1 + shade % 3)
            writer.step()  # as every scene does at its end
    assert (ours.read_bytes() == bound.read_bytes()) is same
