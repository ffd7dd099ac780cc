"""An SVG is the still: the same picture when it is rasterised, and it says what it shows."""

from __future__ import annotations

import io
from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np
import pytest
import resvg_py
from manim import (
    Camera,
    CapStyleType,
    Circle,
    DashedVMobject,
    Line,
    LineJointType,
    Mobject,
    Rectangle,
    Square,
    Star,
    VGroup,
    VMobject,
)
from PIL import Image

from corrconv import Index, Operation
from corrconv.catalog import find
from corrconv.draw.export.annotations import annotate
from corrconv.draw.export.path_data import number
from corrconv.draw.export.svg import Page, svg
from corrconv.draw.export.view import View
from corrconv.draw.perform import perform
from corrconv.draw.text.glyph import Outlines
from corrconv.lesson.lesson import load
from corrconv.rendering.profile import PROFILES
from corrconv.rendering.result import RenderResult
from corrconv.theme.loader import shipped
from tests.draw.recording import CountingSink
from tests.render_requests import request

pytestmark = pytest.mark.slow

BLOG = PROFILES["blog"]
TITLE, ALT = "Kernels & <patches>", 'Each "quote", each <tag> & each \N{MINUS SIGN}'

MEAN = 0.6
"""Largest mean difference to the PNG, of 255."""
MOST = 72
"""Largest difference of one pixel: two rasterisers give other shares to a pixel on an edge."""
FAR, SHARE = 48, 5e-5
"""At most this share of the pixels may differ by more than FAR."""

Pixels = np.ndarray


def figure(name: str, theme: str = "light", **more: object) -> RenderResult:
    asked = request(name, theme, BLOG, ("png", "svg"), title=TITLE, alt=ALT)
    for field, value in more.items():
        object.__setattr__(asked, field, value)
    return perform(asked, None)


def rasterised(text: str, style: str = "") -> Pixels:
    """The SVG's pixels, by a program that shares nothing with the one that draws the PNG."""
    content = resvg_py.svg_to_bytes(
        svg_string=text, skip_system_fonts=True, style_sheet=style or None
    )
    return np.asarray(Image.open(io.BytesIO(bytes(content))).convert("RGBA"))


def alike(first: Pixels, second: Pixels) -> bool:
    """Whether two pictures differ by no more than the stated tolerance; where something is
    transparent, seen on white."""
    if first.shape != second.shape:
        return False
    ways = np.abs(on_white(first) - on_white(second))
    far = (ways.max(axis=-1) > FAR).mean()
    return bool(ways.mean() <= MEAN and ways.max() <= MOST and far <= SHARE)


def on_white(pixels: Pixels) -> Pixels:
    share = pixels[..., 3:] / 255
    return pixels[..., :3] * share + 255 * (1 - share)


def groups(text: str, grid: str) -> dict[Index, Element]:
    """The groups of a grid by their index."""
    found = {}
    for element in ElementTree.fromstring(text).iter():
        if element.get("data-grid") == grid:
            col, row = element.attrib["data-index"].split(",")
            assert Index(int(col), int(row)) not in found
            found[Index(int(col), int(row))] = element
    return found


def text_of(group: Element) -> str:
    own = group.get("data-text")
    return "".join(map(text_of, group)) if own is None else own


@pytest.mark.parametrize("name", [each.name for each in find()])
def test_every_figure_equals_its_still(name: str) -> None:
    made = figure(name)
    assert made.svg is not None
    assert alike(rasterised(made.svg), made.still)


@pytest.mark.parametrize("change", [{"theme": "dark"}, {"transparent": True}])
def test_so_does_another_theme_and_one_without_ground(change: dict[str, object]) -> None:
    made = figure("convolution-drawing", **change)  # type: ignore[arg-type]
    assert made.svg is not None
    shown = rasterised(made.svg)
    assert alike(shown, made.still)
    assert (shown[0, 0, 3] == 0) == ("transparent" in change)
    assert not alike(shown, figure("convolution-drawing").still) or "theme" not in change


@pytest.fixture(scope="module")
def kernel() -> RenderResult:
    return figure("kernel")


SPOILT: dict[str, Callable[[str], str]] = {
    "a glyph is missing": lambda text: without(text, "use", 3),
    "a square is missing": lambda text: without(text, "path", -1),
    "another colour": lambda text: text.replace(YELLOW, 'fill="#ffe3c0"', 1),
    "a thinner line": lambda text: text.replace('stroke-width="2.02"', 'stroke-width="1.02"'),
    "moved by a pixel": lambda text: text.replace('<g data-role="kernel"', f"<g {MOVED} {KERNEL}"),
    "another size": lambda text: text.replace(' width="', ' width="1', 1),
}
YELLOW = f'fill="{shipped("light").kernel_fill.lower()}"'
MOVED, KERNEL = 'transform="translate(1)"', 'data-role="kernel"'


def without(text: str, tag: str, which: int) -> str:
    """The SVG without one of its drawn elements."""
    name = "{http://www.w3.org/2000/svg}"
    root = ElementTree.fromstring(text)
    parents = [each for each in root.iter(f"{name}g") if each.find(f"{name}{tag}") is not None]
    parent = parents[which]
    parent.remove(parent.findall(f"{name}{tag}")[0])
    return ElementTree.tostring(root, encoding="unicode")


@pytest.mark.parametrize("kind", SPOILT)
def test_the_comparison_can_fail(kernel: RenderResult, kind: str) -> None:
    assert kernel.svg is not None
    spoilt = SPOILT[kind](kernel.svg)
    assert spoilt != kernel.svg
    assert not alike(rasterised(spoilt), kernel.still)


def test_every_cell_of_the_kernel_says_what_it_is(kernel: RenderResult) -> None:
    assert kernel.svg is not None
    letters, indices = groups(kernel.svg, "letters"), groups(kernel.svg, "indices")
    cells = {Index(col, row) for col in (-1, 0, 1) for row in (-1, 0, 1)}
    assert set(letters) == set(indices) == cells
    for index, letter in load(None).letters.items():
        assert text_of(letters[index]) == letter
        assert text_of(indices[index]) == str(index).replace("-", "\N{MINUS SIGN}")
        assert letters[index].get("data-role") == indices[index].get("data-role") == "kernel"


@pytest.mark.parametrize(
    ("name", "operation"),
    [
        ("convolution-drawing", Operation.CONVOLUTION),
        ("cross-correlation-drawing", Operation.CROSS_CORRELATION),
    ],
)
def test_every_cell_of_a_drawing_says_what_it_is(name: str, operation: Operation) -> None:
    made = figure(name)
    assert made.svg is not None
    drawn = made.facts["drawn"]
    pixels = groups(made.svg, "patch")
    lesson = load(None)
    output = lesson.worked[operation]
    assert len(pixels) == 9
    for grid in {each["grid"] for each in drawn if each["role"] in {"kernel", "image", "term"}}:
        for index, group in groups(made.svg, grid).items():
            (fact,) = (
                each
                for each in drawn
                if each["grid"] == grid and each["index"] == [index.col, index.row]
            )
            assert (group.get("data-role"), text_of(group)) == (fact["role"], fact["text"])
    elements = groups(made.svg, "elements")
    letters = {index: text_of(group) for index, group in elements.items()}
    assert len(letters) == 9

    def wanted(operation: Operation) -> dict[Index, str | None]:
        """The kernel element that each pixel meets."""
        return {
            image: lesson.letters.get(operation.kernel_index(output, image)) for image in pixels
        }

    assert letters == wanted(operation)
    assert all(letters != wanted(other) for other in Operation if other is not operation)


def test_it_holds_exactly_what_the_facts_tell() -> None:
    made = figure("patches")
    assert made.svg is not None
    told = [
        (
            group.get("data-role"),
            group.get("data-index"),
            group.get("data-grid"),
            text_of(group),
        )
        for group in ElementTree.fromstring(made.svg).iter()
        if group.get("data-role")
    ]
    assert told == [
        (
            each["role"],
            ",".join(map(str, each["index"])) if each["index"] else None,
            each["grid"],
            each["text"],
        )
        for each in made.facts["drawn"]
    ]


def test_one_cell_is_restyled_by_its_index(kernel: RenderResult) -> None:
    """A reader's rule paints the cell that has this index, and nothing else."""
    assert kernel.svg is not None
    cell = '[data-grid="letters"][data-index="1,-1"]'
    changed = rasterised(kernel.svg, f"{cell} > path {{ fill: #00ff00 }}")
    ways = (changed != rasterised(kernel.svg)).any(axis=-1)
    rows, cols = np.nonzero(ways)
    (fact,) = (
        each
        for each in kernel.facts["drawn"]
        if each["grid"] == "letters" and each["index"] == [1, -1]
    )
    met = [cols.min(), rows.min(), cols.max() + 1, rows.max() + 1]
    assert np.abs(np.array(met) - fact["bbox"]).max() <= 2
    assert ways.mean() > 0.01
    nowhere = rasterised(kernel.svg, '[data-index="7,7"] > path { fill: #00ff00 }')
    assert (nowhere == rasterised(kernel.svg)).all()


def test_words_are_escaped_and_nothing_is_fetched(kernel: RenderResult) -> None:
    assert kernel.svg is not None
    root = ElementTree.fromstring(kernel.svg)
    name = "{http://www.w3.org/2000/svg}"
    assert (root[0].tag, root[0].text) == (f"{name}title", TITLE)
    assert (root[1].tag, root[1].text) == (f"{name}desc", ALT)
    height, width = kernel.still.shape[:2]
    assert root.get("viewBox") == f"0 0 {width} {height}"
    tags = {element.tag.removeprefix(name) for element in root.iter()}
    assert tags == {"svg", "title", "desc", "rect", "defs", "g", "path", "use"}
    names = {element.get("id") for element in root.iter() if element.get("id")}
    used = {element.attrib["href"] for element in root.iter(f"{name}use")}
    assert used == {f"#{each}" for each in names}
    assert not any("style" in element.attrib for element in root.iter())


def test_it_is_small_and_the_same_each_time(kernel: RenderResult) -> None:
    again = figure("kernel").svg
    assert again == kernel.svg
    assert again is not None
    assert len(again) < 30_000
    other = figure("kernel", profile=PROFILES["draft"]).svg
    assert other != again


def test_animated_or_not_it_is_the_same() -> None:
    asked = request("traversal", "light", BLOG, ("svg", "mp4"), title=TITLE, alt=ALT)
    sink = CountingSink()
    assert perform(asked, sink).svg == figure("traversal").svg
    assert sink.frames > 0
    assert perform(request("kernel", "light", BLOG), None).svg is None


def drawing(*mobjects: Mobject) -> tuple[str, Pixels]:
    """The SVG of some mobjects, and the picture that manim draws of them."""
    parts = [part for each in mobjects for part in each.get_family() if isinstance(part, VMobject)]
    view = View.around([part for part in parts if len(part.points)], 90)
    width, height = view.frame
    camera = Camera(
        pixel_width=view.width,
        pixel_height=view.height,
        frame_width=width,
        frame_height=height,
        frame_center=np.array([*view.centre, 0.0]),
        background_color="#ffffff",
    )
    camera.capture_mobjects(mobjects)
    text = svg(mobjects, Outlines(), view, Page("", "", "#ffffff"))
    return text, np.array(camera.pixel_array, np.uint8)


def overlapping() -> VGroup:
    """Squares in an order of their own, with lines behind and before their fills."""
    below = Square(1.0, color="#cc0000", fill_opacity=1, stroke_width=12)
    middle = Square(1.0, color="#00aa00", fill_opacity=0.6, stroke_width=9).shift((0.3, 0.3, 0))
    middle.set_stroke("#0000cc", width=20, background=True)
    above = Square(1.0, color="#3344ee", fill_opacity=1).shift((0.6, 0.0, 0))
    return VGroup(above.set_z_index(2), middle.set_z_index(1), below)


SHAPES: dict[str, Callable[[], Mobject]] = {
    "in another order": overlapping,
    "dashed": lambda: DashedVMobject(Rectangle(width=3, height=2), num_dashes=20),
    "round": lambda: Circle(1.2, stroke_width=8, fill_opacity=0.3),
    "pointed": lambda: Star(7, stroke_width=6, joint_type=LineJointType.MITER),
    "round joints": lambda: VMobject(
        stroke_width=20, joint_type=LineJointType.ROUND
    ).set_points_as_corners([(0, 0, 0), (1, 1, 0), (2, 0, 0)]),
    "bevelled": lambda: Star(5, stroke_width=20, joint_type=LineJointType.BEVEL),
    "round ends": lambda: Line((0, 0, 0), (2, 1, 0), stroke_width=30).set_cap_style(
        CapStyleType.ROUND
    ),
    "open": lambda: VMobject(stroke_width=5).set_points_as_corners(
        [(0, 0, 0), (1, 1, 0), (2, 0, 0), (2, 2, 0)]
    ),
}


@pytest.mark.parametrize("kind", SHAPES)
def test_every_shape_is_drawn_as_manim_draws_it(kind: str) -> None:
    text, picture = drawing(SHAPES[kind]())
    assert alike(rasterised(text), picture)
    other, _ = drawing(SHAPES[kind]().rotate(0.03))
    assert not alike(rasterised(other), picture)


def test_a_group_that_others_lie_between_is_opened_again() -> None:
    squares = overlapping()
    whole = VGroup(squares[0], squares[2])
    annotate(whole, "image", Index(1, -2), "apart")
    text, picture = drawing(whole, squares[1])
    assert alike(rasterised(text), picture)
    assert text.count('data-index="1,-2" data-grid="apart"') == 2


def test_a_gradient_is_refused() -> None:
    with pytest.raises(ValueError, match="2 colours"):
        drawing(Square(color="#0000ff", fill_opacity=1).set_sheen(0.5))


def test_numbers_are_short_and_exact() -> None:
    wanted = {0: "0", 5: ".05", -5: "-.05", 50: ".5", 100: "1", 1230: "12.3", -12345: "-123.45"}
    assert {each: number(each) for each in wanted} == wanted
