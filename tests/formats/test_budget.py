"""Size budgets: what a file may weigh, and who says so."""

from __future__ import annotations

import pytest

from corrconv.formats.budget import BUDGETS, Budget, over, overweight
from corrconv.formats.registry import FORMATS
from corrconv.pipeline.store.artifact import Artifact
from tests.toy import Toy


def artifact(ending: str, size: int, seconds: float | None = None) -> Artifact:
    return Artifact("still", ending, f"a.{ending}", "", size, 1000, 500, 1, None, seconds, "")


def test_every_format_has_a_budget() -> None:
    assert set(BUDGETS) == set(FORMATS)


@pytest.mark.parametrize("ending", BUDGETS)
def test_a_budget_grows_with_what_is_shown(ending: str) -> None:
    budget = BUDGETS[ending]
    for seconds in (None, 10.0) if FORMATS[ending].frames else (None,):
        limit = round(1000 * (budget.base + budget.more * 0.5 * (seconds or 1)))
        assert over(artifact(ending, limit, seconds)) is None
        said = over(artifact(ending, limit + 1000, seconds)) or ""
        assert f"over the budget of {limit / 1000:.0f} kB for a {ending} of 1000x500" in said
        assert ("10 s" in said) == (seconds is not None)


def test_captions_and_facts_have_none() -> None:
    assert over(artifact("vtt", 10**9)) is None


def test_the_file_is_named() -> None:
    light, heavy = artifact("png", 1000), artifact("svg", 10**6)
    (said,) = overweight([light, heavy])
    assert said.startswith("a.svg: 1000 kB is over the budget of 350 kB")


def test_a_build_warns_and_verify_objects(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    still = ("--theme", "light", "--format", "png")
    assert "budget" not in toy.call("build", *still).stderr
    assert toy.call("verify").returncode == 0
    monkeypatch.setattr("corrconv.formats.budget.BUDGETS", {"png": Budget(0.1)})
    done = toy.call("verify")
    assert done.returncode == 1
    assert "wrong ONE post/draft/light/one.png: 0 kB is over the budget" in done.stdout
    toy.path("one", "png").unlink()
    done = toy.call("build", *still)
    assert done.returncode == 0
    assert "warning: post/draft/light/one.png: 0 kB is over the budget" in done.stderr
