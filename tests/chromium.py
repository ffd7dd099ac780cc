"""Finds the installed Chromium, and says what to do where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = f"no Chromium: found none of {', '.join(NAMES)}; tools/bootstrap.py --browser installs it"


def chromium(environment: Mapping[str, str] = os.environ) -> str:
    """The program's path. Without one the test is skipped, in CI it fails."""
    for name in NAMES:
        found = shutil.which(name, path=environment.get("PATH"))
        if found:
            return found
    if environment.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(MISSING)
    pytest.skip(MISSING)
