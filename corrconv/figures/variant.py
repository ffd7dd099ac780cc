"""A figure of the catalog as a lesson has it: its title, and the operation it is drawn for."""

from __future__ import annotations

from dataclasses import replace

from corrconv.catalog import OPENING, Figure, announced
from corrconv.core.kernel_properties import has_middle
from corrconv.lesson.lesson import Lesson


def edition(figure: Figure, lesson: Lesson) -> Figure:
    """`figure` for `lesson`; an edition's edition is itself."""
    operation = figure.operation and lesson.stands_for(figure.operation)
    return replace(figure, title=_title(figure, lesson), operation=operation)


def _title(figure: Figure, lesson: Lesson) -> str:
    if figure.name in lesson.titles:
        return lesson.titles[figure.name]
    if figure.name in {"title-card", OPENING.name}:
        return lesson.title
    if subject := announced(figure):
        return _title(subject, lesson)
    if figure.name == "library" and not has_middle(lesson.kernel):
        return "Even kernels: four library rules"
    if figure.name == "corner" and not _is_lower_right(lesson):
        return "A part of the image, enlarged"
    return figure.title


def _is_lower_right(lesson: Lesson) -> bool:
    corner, image = lesson.corner, lesson.image.region
    return corner.last == image.last and corner.first not in (image.first, image.last)
