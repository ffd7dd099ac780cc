"""The lesson that published figures are checked against."""

from __future__ import annotations

import pytest

from corrconv.lesson import lesson
from corrconv.lesson.lesson import Lesson


@pytest.fixture(scope="session")
def post() -> Lesson:
    """The built-in lesson."""
    return lesson.load()
