"""What the fork server does not import."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from corrconv.pipeline.workers.preload import hidden

pytestmark = pytest.mark.slow

SPARED = """
import sys
from corrconv.pipeline.workers.preload import NEEDLESS, hidden
with hidden(NEEDLESS):
    import manim
assert not set(NEEDLESS) & set(sys.modules)
import IPython
"""


def test_what_is_hidden_is_not_installed_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "this", raising=False)
    with hidden(["this"]), pytest.raises(ImportError):
        importlib.import_module("this")
    assert importlib.import_module("this")


def test_what_is_imported_stays() -> None:
    with hidden(["pytest"]):
        assert importlib.import_module("pytest") is pytest
    assert sys.modules["pytest"] is pytest


@pytest.mark.parametrize("line", ["with hidden(NEEDLESS):", "with hidden([]):"])
def test_manim_does_without(line: str) -> None:
    """And would import it otherwise; a scene still can."""
    program = SPARED.replace("with hidden(NEEDLESS):", line)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode == 0) is ("NEEDLESS" in line)
