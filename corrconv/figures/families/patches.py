"""F11: the patches that two operations read for the same output."""

from __future__ import annotations

from corrconv.core.operation import patch_region, same_patch
from corrconv.figures.applies import compares
from corrconv.figures.figure import BOTH, Cost, Figure
from corrconv.figures.phrases import LINES, NAMES, element, patch_read
from corrconv.figures.registry import Declaration
from corrconv.lesson.lesson import Lesson

CAPTION = (
    "For {output} {first} reads {patch} ({line}), {second} reads {other_patch} ({other_line}). "
    "The {line} patch is what {second} reads for {other_output}."
)


def _caption(figure: Figure, lesson: Lesson) -> str:
    first, second = lesson.compared
    output = lesson.worked[first]
    return CAPTION.format(
        output=element("y", output),
        first=NAMES[first],
        patch=patch_read(first, output, lesson),
        line=LINES[first],
        second=NAMES[second],
        other_patch=patch_read(second, output, lesson),
        other_line=LINES[second],
        other_output=element("y", same_patch(first, output, second, lesson.kernel)),
    )


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


FIGURES = (
    Declaration(
        Figure("F11", "patches", "scenes/patches.py", "Patches", BOTH,
               "The same output index, two patches", lecture=80, cost=Cost(0.3, 2.4)),
        caption=_caption,
        remark=lambda lesson: lesson.kernel_symmetry,
        applies=(compares, _reads_two_patches),
    ),
)  # fmt: skip
