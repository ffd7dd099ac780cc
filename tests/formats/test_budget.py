"""Size budgets: what a file may weigh, and who says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corrconv.formats.format import AnimationFormat, Budget
from corrconv.formats.png import PNG
from corrconv.formats.registry import FORMATS
from corrconv.pipeline.store.artifact import Artifact
from tests.toy import Toy


def artifact(ending: str, size: int, seconds: float | None = None) -> Artifact:
    return Artifact(
        kind="still",
        format=ending,
        path=f"a.{ending}",
        sha256="",
        bytes=size,
        width=1000,
        height=500,
        frames=1,
        fps=None,
        seconds=seconds,
        fingerprint="",
    )


@pytest.mark.parametrize("ending", FORMATS)
def test_a_budget_grows_with_what_is_shown(ending: str) -> None:
    budget = FORMATS[ending].budget
    assert budget is not None
    animated = isinstance(FORMATS[ending], AnimationFormat)
    for seconds in (None, 10.0) if animated else (None,):
        limit = round(1000 * (budget.base + budget.more * 0.5 * (seconds or 1)))
        assert artifact(ending, limit, seconds).over_budget is None
        said = artifact(ending, limit + 1000, seconds).over_budget or ""
        assert f"over the budget of {limit / 1000:.0f} kB for a {ending} of 1000x500" in said
        assert ("10 s" in said) == (seconds is not None)


def test_captions_and_facts_have_none() -> None:
    assert artifact("vtt", 10**9).over_budget is None


def test_a_build_warns_and_verify_objects(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    still = ("--theme", "light", "--format", "png")
    assert "budget" not in toy.call("build", *still).stderr
    assert toy.call("verify").returncode == 0
    small = {"png": replace(PNG, budget=Budget(0.1))}
    monkeypatch.setattr("corrconv.pipeline.store.artifact.FORMATS", small)
    done = toy.call("verify")
    assert done.returncode == 1
    assert "wrong ONE post/draft/light/one.png: 0 kB is over the budget" in done.stdout
    toy.path("one", "png").unlink()
    done = toy.call("build", *still)
    assert done.returncode == 0
    assert "warning: post/draft/light/one.png: 0 kB is over the budget" in done.stderr
