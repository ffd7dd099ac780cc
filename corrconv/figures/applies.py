"""Which figures make sense for a lesson, and why one does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from corrconv.catalog import Figure
from corrconv.core.index import Index
from corrconv.core.kernel_properties import Symmetry
from corrconv.core.operation import Operation, patch_region, terms
from corrconv.figures import network, sizing
from corrconv.lesson.lesson import Lesson

Rule = Callable[[Figure, Lesson], str | None]
"""Why a figure makes no sense for a lesson, None where it does."""

MOST_ROWS = 25
"""Terms that a worked table has room for."""

MOST_OUTPUTS = 121
"""Outputs that a moving figure can make before it has lasted too long."""


def unfit(figure: Figure, lesson: Lesson) -> str | None:
    """Why `figure` makes no sense for `lesson`, in words that go after its name; None where it
    does."""
    for rule in _RULES.get(figure.name, ()):
        reason = rule(figure, lesson)
        if reason is not None:
            return reason
    return None


def fitting(figures: Iterable[Figure], lesson: Lesson) -> tuple[Figure, ...]:
    """Those that make sense."""
    return tuple(figure for figure in figures if unfit(figure, lesson) is None)


def _has_operation(figure: Figure, lesson: Lesson) -> str | None:
    operation = _about(figure, lesson)
    if operation in lesson.operations:
        return None
    compared = ", ".join(each.slug for each in lesson.operations)
    return f"it is about {operation.slug}, the lesson about {compared}"


def _compares(figure: Figure, lesson: Lesson) -> str | None:
    if len(lesson.operations) > 1:
        return None
    return f"it compares two operations, the lesson is about {lesson.operations[0].slug} alone"


def _has_numbers(figure: Figure, lesson: Lesson) -> str | None:
    if lesson.numbers is not None:
        return None
    missing = "image" if lesson.pixels is None else "kernel"
    return f"it needs numbers, and the lesson gives no values for its {missing}"


def _slides(figure: Figure, lesson: Lesson) -> str | None:
    sliding = lesson.sliding
    operation = _about(figure, lesson)
    count = len(sliding.output_order(operation, lesson.traversal))
    if count < 2:
        return "nothing moves: there is one output"
    return _not_too_many(count)


def _walks(figure: Figure, lesson: Lesson) -> str | None:
    count = len(lesson.output_order(_about(figure, lesson)))
    return "nothing moves: there is one output" if count < 2 else _not_too_many(count)


def _not_too_many(count: int) -> str | None:
    if count <= MOST_OUTPUTS:
        return None
    return f"{count} outputs are too many to be made one by one; choose some with outputs"


def _panel_readable(figure: Figure, lesson: Lesson) -> str | None:
    operation = _about(figure, lesson)
    size = sizing.in_a_row(lesson.sliding, operation).pitch
    return _readable(sizing.texts(lesson.sliding, operation), size)


def _panels_readable(figure: Figure, lesson: Lesson) -> str | None:
    operations = lesson.compared
    size = sizing.in_two_columns(lesson.sliding, operations[0], operations, 0.0).pitch
    every = set().union(*(sizing.texts(lesson.sliding, each) for each in operations))
    return _readable(every, size, "; each operation alone has more room")


def _orders_readable(figure: Figure, lesson: Lesson) -> str | None:
    operation = _about(figure, lesson)
    size = sizing.in_two_columns(lesson.sliding, operation, [operation], 0.0).pitch
    return _readable(sizing.texts(lesson.sliding, operation), size)


def _kernel_readable(figure: Figure, lesson: Lesson) -> str | None:
    widest = {sizing.longest(lesson.kernel), *lesson.letters.values()}
    return _readable(widest, sizing.kernel_pitch(lesson))


def _image_readable(figure: Figure, lesson: Lesson) -> str | None:
    return _readable(set(lesson.written.values()), sizing.image_pitch(lesson))


def _corner_readable(figure: Figure, lesson: Lesson) -> str | None:
    return _readable({sizing.longest(lesson.corner)}, sizing.corner_pitch(lesson))


def _is_a_part(figure: Figure, lesson: Lesson) -> str | None:
    if lesson.corner.holds(lesson.image.region):
        return "the part to be enlarged is the whole image"
    return None


def _drawing_readable(figure: Figure, lesson: Lesson) -> str | None:
    widest = {sizing.longest(lesson.kernel, "h"), *lesson.letters.values()}
    return _readable(widest, sizing.drawing_pitch(lesson))


def _table_fits(figure: Figure, lesson: Lesson) -> str | None:
    rows = len(lesson.table(_about(figure, lesson)))
    if rows <= MOST_ROWS:
        return None
    return f"it has room for {MOST_ROWS} terms, and the worked output takes {rows}"


def _meets_a_pixel(figure: Figure, lesson: Lesson) -> str | None:
    operation = _about(figure, lesson)
    output = lesson.worked[operation]
    if any(term.exists for term in terms(operation, output, lesson.image, lesson.kernel)):
        return None
    return f"no kernel element meets a pixel for y{output}"


def _reads_two_patches(figure: Figure, lesson: Lesson) -> str | None:
    first, second = lesson.compared
    output = lesson.worked[first]
    patches = [patch_region(each, output, lesson.kernel) for each in (first, second)]
    if patches[0] == patches[1]:
        return f"{first.slug} and {second.slug} read the same patch for y{output}"
    for each, region in zip((first, second), patches, strict=True):
        if region.intersection(lesson.image.region) is None:
            return f"{each.slug} reads no pixel for y{output}"
    return None


def _differs_in_sign(figure: Figure, lesson: Lesson) -> str | None:
    if set(lesson.compared) == {Operation.CONVOLUTION, Operation.CROSS_CORRELATION}:
        return None
    return "in the libraries’ form it is not the sign that differs but the order, i−m for m−i"


def _outputs_visible(figure: Figure, lesson: Lesson) -> str | None:
    operation = _about(figure, lesson)
    columns, rows = sizing.size(lesson.outputs(operation))
    pixel = sizing.thumbnail_pitch(lesson, operation)
    patch = pixel * min(sizing.size(lesson.kernel.region))
    if pixel >= sizing.SMALLEST_PIXEL and patch >= sizing.SMALLEST_PATCH:
        return None
    return f"its {columns}×{rows} outputs would be too small to hold a picture each"


def _flip_is_seen(figure: Figure, lesson: Lesson) -> str | None:
    if lesson.kernel_symmetry is not Symmetry.EQUAL:
        return None
    return "the kernel equals its own 180° turn: flipping it cannot be seen"


def _convolves(figure: Figure, lesson: Lesson) -> str | None:
    if Operation.CONVOLUTION in lesson.operations:
        return None
    return f"it is about convolution, the lesson about {lesson.operations[0].slug}"


def _has_forms(figure: Figure, lesson: Lesson) -> str | None:
    return None if lesson.forms else "the lesson lists no published forms"


def _tells_apart(figure: Figure, lesson: Lesson) -> str | None:
    if lesson.impulse == Index(0, 0):
        return "the image has no pixel off its centre to tell the operations apart"
    columns, rows = sizing.size(lesson.image.region)
    return _readable(set(lesson.letters.values()), sizing.pitch(0.46, (columns, 3.9), (rows, 3.3)))


def _about(figure: Figure, lesson: Lesson) -> Operation:
    return lesson.stands_for(figure.operation or lesson.operations[0])


def _readable(widest: set[str], size: float, more: str = "") -> str | None:
    text = sizing.widest(widest)
    if sizing.fits(text, size):
        return None
    return f"{text!r} would be too small to read in its cells{more}"


def _learns(figure: Figure, lesson: Lesson) -> str | None:
    return network.unlearnable(lesson)


def _goes_back(figure: Figure, lesson: Lesson) -> str | None:
    return network.unexplainable(lesson)


_SLIDING = (_has_operation, _has_numbers, _slides, _panel_readable)
_COVERAGE = (_has_operation, _walks, _outputs_visible)
_TABLE = (_has_operation, _meets_a_pixel, _table_fits)
_DRAWING = (_has_operation, _drawing_readable)

_RULES: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "sliding-kernel": (_compares, _has_numbers, _slides, _panels_readable),
        "sliding-convolution": _SLIDING,
        "sliding-cross-correlation": _SLIDING,
        "notation-zoo": (_has_forms,),
        "notation": (_has_operation,),
        "kernel": (_kernel_readable,),
        "image": (_image_readable,),
        "corner": (_is_a_part, _corner_readable),
        "convolution-equation": (_has_operation,),
        "convolution-table": _TABLE,
        "convolution-drawing": _DRAWING,
        "equations-compared": (_compares, _differs_in_sign),
        "patches": (_compares, _reads_two_patches),
        "convolution-coverage": _COVERAGE,
        "cross-correlation-coverage": _COVERAGE,
        "cross-correlation-table": _TABLE,
        "cross-correlation-drawing": _DRAWING,
        "title-card": (_convolves, _flip_is_seen),
        "library": (_tells_apart,),
        "traversal": (_has_operation, _has_numbers, _slides, _orders_readable),
        "learning": (_learns,),
        "backpropagation": (_goes_back,),
    }
)
