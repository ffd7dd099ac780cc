"""Versions are those that the package manager would tell."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from corrconv.pipeline.cache.versions import LIBRARIES, library_versions, version


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_has_the_version_that_is_installed(name: str) -> None:
    assert version(name) == library_versions()[name] == metadata.version(name)


@pytest.mark.parametrize("name", ["A.Library", "a_library", "a--library"])
def test_one_on_the_module_path(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert version(name) == "missing"
    for site, told in (("first", "1.2"), ("second", "3")):
        (tmp_path / site / f"A_Library-{told}.dist-info").mkdir(parents=True)
        monkeypatch.syspath_prepend(str(tmp_path / site))
    assert version(name) == "3"


def test_one_that_was_installed_in_another_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "old_library.egg-info"
    info.mkdir()
    (info / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: old-library\nVersion: 4\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert version("old-library") == "4"
