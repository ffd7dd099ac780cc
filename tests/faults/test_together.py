"""F06: two runs at once in one media folder."""

from __future__ import annotations

import pytest

from tests.toy import Toy

pytestmark = pytest.mark.slow

SLOW = "time.sleep(0.5)"


def test_two_runs_share_the_work(toy: Toy) -> None:
    for name in ("one", "two", "three"):
        toy.lines(name, SLOW)
    runs = [toy.start("build", "-j", "2") for _ in range(2)]
    outputs = [run.communicate(timeout=60)[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], outputs
    both = "\n".join(outputs)
    made = [line for line in both.splitlines() if line.startswith("made ")]
    assert len(made) == 6
    assert len({line.split(" (")[0] for line in made}) == 6
    assert "warning" not in both
    assert toy.run("verify").returncode == 0
    assert toy.staged() == []
    assert toy.run("build").stdout.count("current") == 7


def test_two_runs_of_different_figures_keep_each_others_entries(toy: Toy) -> None:
    toy.lines("two", SLOW)
    runs = [toy.start("build", name) for name in ("one", "two")]
    errors = [run.communicate(timeout=60)[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert errors == ["", ""]
    assert toy.run("verify", "one", "two").returncode == 0
