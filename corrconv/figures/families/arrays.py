"""F4, F5 and F6: the kernel, the image, and the part of the image that is worked on."""

from __future__ import annotations

from corrconv.figures import sizing
from corrconv.figures.applies import readable
from corrconv.figures.figure import STILL, Cost, Figure
from corrconv.figures.phrases import element, span
from corrconv.figures.registry import Declaration
from corrconv.lesson.lesson import Lesson

SCENE = "scenes/arrays.py"

KERNEL = "The kernel’s elements by index [m,n] and by letter: {elements}."
IMAGE = "The {columns}×{rows} image {pixels}; its centre is [0,0]."
EVEN_IMAGE = "The {columns}×{rows} image {pixels}; its origin is [0,0]."
CORNER = "The corner {corner} of the image, enlarged: the coordinates [i,j] of its pixels."
BEYOND = "Dashed places lie outside the image."
PART_TITLE = "A part of the image, enlarged"


def _kernel(figure: Figure, lesson: Lesson) -> str:
    elements = (f"{letter}={element('h', tap)}" for tap, letter in lesson.letters.items())
    return KERNEL.format(elements=", ".join(elements))


def _image(figure: Figure, lesson: Lesson) -> str:
    image = lesson.image
    even = image.columns % 2 == 0 or image.rows % 2 == 0
    return (EVEN_IMAGE if even else IMAGE).format(
        columns=image.columns, rows=image.rows, pixels=span(image.region, "x")
    )


def _corner(figure: Figure, lesson: Lesson) -> str:
    said = CORNER.format(corner=span(lesson.corner))
    return said if lesson.image.region.holds(lesson.corner) else f"{said} {BEYOND}"


def _corner_title(figure: Figure, lesson: Lesson) -> str:
    corner, image = lesson.corner, lesson.image.region
    lower_right = corner.last == image.last and corner.first not in (image.first, image.last)
    return figure.title if lower_right else PART_TITLE


def _kernel_readable(figure: Figure, lesson: Lesson) -> str | None:
    texts = {sizing.longest(lesson.kernel), *lesson.letters.values()}
    return readable(texts, sizing.kernel_pitch(lesson))


def _image_readable(figure: Figure, lesson: Lesson) -> str | None:
    return readable(lesson.written.values(), sizing.image_pitch(lesson))


def _corner_readable(figure: Figure, lesson: Lesson) -> str | None:
    return readable([sizing.longest(lesson.corner)], sizing.corner_pitch(lesson))


def _is_a_part(figure: Figure, lesson: Lesson) -> str | None:
    whole = lesson.corner.holds(lesson.image.region)
    return "the part to be enlarged is the whole image" if whole else None


FIGURES = (
    Declaration(
        Figure("F4", "kernel", SCENE, "KernelFigure", STILL, "The kernel h", cost=Cost(0.2)),
        caption=_kernel,
        applies=(_kernel_readable,),
    ),
    Declaration(
        Figure("F5", "image", SCENE, "ImageFigure", STILL, "The image x", cost=Cost(0.1)),
        caption=_image,
        applies=(_image_readable,),
    ),
    Declaration(
        Figure("F6", "corner", SCENE, "CornerFigure", STILL,
               "The lower right corner of the image", cost=Cost(0.2)),
        caption=_corner,
        title=_corner_title,
        applies=(_is_a_part, _corner_readable),
    ),
)  # fmt: skip
