"""Fixtures of the lecture's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.products.lecture.toy_lecture import Course


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A lecture that is made once; nobody changes it."""
    folder = tmp_path_factory.mktemp("kept")
    course = Course(folder / "project", folder / "media")
    done = course.call("lecture")
    assert done.returncode == 0, done.stdout + done.stderr
    return course


@pytest.fixture
def course(kept: Course, tmp_path: Path) -> Course:
    """The same lecture, to be changed."""
    return kept.copy(tmp_path)
