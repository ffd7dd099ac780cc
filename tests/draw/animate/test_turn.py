"""A turned or folded grid arrives where the operation puts its cells, upright all the way."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from corrconv.core.index import Index
from corrconv.core.operation import mirror_columns, mirror_rows
from corrconv.draw.animate.turn import GridMotion, MirrorColumns, MirrorRows, Turn, TurnFrame
from corrconv.draw.shapes.grid import Grid
from corrconv.draw.shapes.kernel_grid import kernel_grid
from corrconv.draw.style import Style
from corrconv.lesson import lesson
from corrconv.theme.loader import shipped

POST = lesson.load()


def turned(tap: Index) -> Index:
    return mirror_rows(mirror_columns(tap))


MOTIONS: list[tuple[type[GridMotion], Callable[[Index], Index]]] = [
    (Turn, turned),
    (MirrorColumns, mirror_columns),
    (MirrorRows, mirror_rows),
]


@pytest.fixture
def style() -> Style:
    return Style(shipped("light"))


def letters(style: Style, place: Callable[[Index], Index] = lambda tap: tap) -> Grid:
    return kernel_grid(style, POST, 0.8, place=place, centre=(1.5, -0.5))


def moved(style: Style, motion: type[GridMotion], share: float) -> Grid:
    grid = letters(style)
    animation = motion(grid, TurnFrame(grid, "convolution"), rate_func=lambda alpha: alpha)
    animation.begin()
    animation.interpolate(share)
    return grid


def places(grid: Grid) -> dict[str, tuple[float, float]]:
    """Where each letter stands."""
    labels = (grid.written(index) for index in grid.region)
    return {
        label.text: (round(float(label.get_x()), 6), round(float(label.get_y()), 6))
        for label in labels
    }


@pytest.mark.parametrize(("motion", "place"), MOTIONS)
def test_it_arrives_where_the_operation_puts_each_letter(
    style: Style, motion: type[GridMotion], place: Callable[[Index], Index]
) -> None:
    assert places(moved(style, motion, 1.0)) == places(letters(style, place))
    others = [other for _, other in MOTIONS if other is not place]
    assert all(places(moved(style, motion, 1.0)) != places(letters(style, each)) for each in others)


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.9])
def test_what_is_written_stays_upright_and_squares_turn_as_one_body(
    style: Style, share: float
) -> None:
    before, after = letters(style), moved(style, Turn, share)
    for index in before.region:
        old, new = before.written(index), after.written(index)
        way = new.get_center() - old.get_center()
        for glyph, twin in zip(old.parts, new.parts, strict=True):
            for one, two in zip(glyph.submobjects, twin.submobjects, strict=True):
                assert np.allclose(two.points, one.points + way)
    corners = [after(index).square.points[0] for index in after.region]
    home = [before(index).square.points[0] for index in before.region]
    size = 1 + 0.1 * np.sin(np.pi * share)
    for before_one, after_one in zip(home, corners, strict=True):
        apart = np.linalg.norm(np.subtract(after_one, corners[0]))
        assert apart == pytest.approx(size * np.linalg.norm(np.subtract(before_one, home[0])))


def test_a_fold_shows_no_writing_where_it_is_seen_from_its_edge(style: Style) -> None:
    def opacity(share: float) -> float:
        grid = moved(style, MirrorColumns, share)
        label = grid.written(next(iter(grid.region)))
        return float(label.parts[0].submobjects[0].get_fill_opacity())

    assert opacity(0.5) == 0.0
    assert opacity(0.0) == opacity(1.0) == 1.0
    assert 0.0 < opacity(0.25) < 1.0


def test_the_marked_corner_goes_to_the_opposite_one(style: Style) -> None:
    grid = letters(style)
    frame = TurnFrame(grid, "convolution")
    animation = Turn(grid, frame)
    mark, start = frame.submobjects[1], frame.submobjects[1].get_center().copy()
    animation.begin()
    animation.finish()
    assert np.allclose(mark.get_center() + start, 2 * grid.get_center(), atol=1e-6)
