"""Every run of these tests draws the same examples and judges none by its duration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.chromium import chromium
from tests.toy import Toy

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("corrconv", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("corrconv")


@pytest.fixture(scope="session")
def run_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share, and no other run. The environment does not
    tell: a run that a worker's test starts has inherited it."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if hasattr(request.config, "workerinput") else base


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    """A project with one figure, called `one`."""
    return Toy(tmp_path / "project", tmp_path / "media")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a process: Playwright can be started once in each."""
    from playwright.sync_api import sync_playwright

    program = chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()
