"""A media folder with two figures in every format, and pages that show it."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.toy import REPOSITORY

FIGURES = ("kernel", "patches")
PROFILE = "draft"

Open = Callable[..., Page]


def render(*arguments: str) -> str:
    """What render.py prints."""
    command = [sys.executable, str(REPOSITORY / "render.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def media(run_folder: Path) -> Path:
    """Built once, also where several processes test."""
    folder, lock = run_folder / "media", run_folder / "media.lock"
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not (folder / "index.html").exists():
            render("build", *FIGURES, "-q", "l", "--format", "all", "--media_dir", str(folder))
    return folder


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    opened: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"viewport": {"width": 1024, "height": 800}, **options})
        context.set_default_timeout(15_000)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def show(contexts: Callable[..., BrowserContext]) -> Open:
    """Opens a file in a context of its own."""

    def look(path: Path, **options: Any) -> Page:
        page = contexts(**options).new_page()
        page.goto(path.as_uri())
        return page

    return look
