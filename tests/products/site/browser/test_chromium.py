"""Without a browser its tests say so: skipped by hand, failed in CI."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chromium import chromium

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_it_is_found_on_the_path(tmp_path: Path) -> None:
    program = tmp_path / "chromium-browser"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert chromium({"PATH": str(tmp_path)}) == str(program)


def test_without_it_tests_are_skipped(tmp_path: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match=r"bootstrap\.py --browser"):
        chromium({"PATH": str(tmp_path)})


def test_in_ci_they_fail(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="no Chromium"):
        chromium({"PATH": str(tmp_path), "CI": "true"})
