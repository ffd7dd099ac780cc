"""--shard and merge: parts of a build on machines that do not talk, and their sum."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from corrconv.figures.figure import UNMEASURED, Figure
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.cache.versions import version
from corrconv.pipeline.plan.plan import Plan
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.plan.shard import Shard
from corrconv.pipeline.store.store import Store
from corrconv.products.article import article
from tests.toy import Toy

pytestmark = pytest.mark.slow

FIGURES = ["one", "two", "three", "still-four", "still-five"]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Toy:
    """A project built whole in `media`, and in thirds in `part1` to `part3` beside it."""
    folder = tmp_path_factory.mktemp("parts")
    toy = Toy(folder / "project", folder / "media", FIGURES)
    assert toy.call("build").returncode == 0
    for number in (1, 2, 3):
        done = beside(toy, f"part{number}").call("build", "--shard", f"{number}/3")
        assert done.returncode == 0, done.stderr
    return toy


@pytest.fixture
def toy(parts: Toy, tmp_path: Path) -> Toy:
    """A copy of it, to be spoilt."""
    for path in parts.media.parent.iterdir():
        shutil.copytree(path, tmp_path / path.name)
    return Toy(tmp_path / "project", tmp_path / "media", FIGURES)


def beside(toy: Toy, name: str) -> Toy:
    """The same project, as it is now, with another media folder."""
    other = copy(toy)
    other.media = toy.media.with_name(name)
    return other


def folders(toy: Toy, *names: str) -> list[str]:
    return [str(toy.media.with_name(name)) for name in names or ("part1", "part2", "part3")]


def weights(*values: float) -> Sequence[Sequence[int]]:
    count = int(values[0])
    return [Shard(number + 1, count).own_places(values[1:]) for number in range(count)]


@pytest.mark.parametrize("count", [1, 2, 3, 7, 40, 50])
def test_shards_are_disjoint_hold_everything_and_are_even(count: int) -> None:
    whole = Plan.of(article(), BuildRequest())
    jobs = whole.jobs()
    shards = [replace(whole, shard=Shard(number + 1, count)).jobs() for number in range(count)]
    dealt = [job.place for shard in shards for job in shard]
    assert sorted(dealt) == sorted(job.place for job in jobs)
    sums = [sum(_cost(job.figure) for job in shard) for shard in shards]
    assert max(sums) - min(sums) <= max(_cost(job.figure) for job in jobs)


def _cost(figure: Figure) -> float:
    return figure.cost.still + figure.cost.animation


def test_a_shard_depends_on_the_weights_and_nothing_else() -> None:
    assert weights(2, 5, 1, 1, 1, 1, 1) == [(0,), (1, 2, 3, 4, 5)]
    assert weights(2, 1, 1, 1, 1) == [(0, 2), (1, 3)]
    assert weights(3, 1) == [(0,), (), ()]


def test_every_figure_has_been_measured() -> None:
    for figure in article().catalog:
        assert figure.cost != UNMEASURED
        assert (figure.cost.animation > 0) == figure.moves


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "1/0", "a/b", "-1/2", "1/2/3", "", "1/9999"])
def test_what_is_no_shard_is_refused(toy: Toy, text: str) -> None:
    done = beside(toy, "none").call("build", f"--shard={text}")
    assert done.returncode == 2
    assert "shard" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not toy.media.with_name("none").exists()


def test_merged_shards_are_the_same_bytes_as_one_build(toy: Toy) -> None:
    merged = beside(toy, "merged")
    done = merged.call("merge", *folders(toy))
    assert (done.returncode, done.stderr) == (0, "")
    assert merged.published() == toy.published()
    assert "manifest.json" in merged.published()
    assert "index.html" in merged.published()
    assert merged.staged() == []
    assert merged.call("verify").returncode == 0
    assert "10 current" in merged.call("build").stdout
    again = merged.call("merge", *folders(toy, "part3", "part1", "part2"))
    assert again.returncode == 0
    assert merged.published() == toy.published()
    for number in (1, 2, 3):  # nothing was moved out of them
        assert beside(toy, f"part{number}").call("verify").returncode == 0


def test_a_part_alone_is_not_the_whole(toy: Toy) -> None:
    merged = beside(toy, "merged")
    done = merged.call("merge", *folders(toy, "part1", "part3"))
    assert done.returncode == 1
    assert "shard 2/3 is in none of the folders" in done.stderr
    assert merged.published() != toy.published()
    assert set(merged.published()) < set(toy.published())


def test_a_shard_that_failed_is_told_of(toy: Toy) -> None:
    toy.lines("two", "raise ValueError('no')")
    failed = [
        beside(toy, f"part{number}").call("build", "--shard", f"{number}/3").returncode
        for number in (1, 2, 3)
    ]
    assert 1 in failed
    number = failed.index(1) + 1
    done = beside(toy, "merged").call("merge", *folders(toy))
    assert done.returncode == 1
    assert (
        f"shard {number}/3 in {toy.media.with_name(f'part{number}')} is not complete" in done.stderr
    )


def test_more_shards_than_jobs_leave_some_empty(toy: Toy) -> None:
    names = []
    for number in range(1, 4):
        names.append(f"small{number}")
        part = beside(toy, names[-1])
        done = part.call("build", "one", "--theme", "light", "--shard", f"{number}/3")
        assert done.returncode == 0
    merged, single = beside(toy, "merged"), beside(toy, "single")
    assert merged.call("merge", *folders(toy, *names)).returncode == 0
    assert single.call("build", "one", "--theme", "light").returncode == 0
    assert merged.published() == single.published()


def test_formats_that_were_built_apart_come_together(toy: Toy) -> None:
    for ending in ("png", "mp4", "poster"):
        assert beside(toy, ending).call("build", "--format", ending).returncode == 0
    merged = beside(toy, "merged")
    assert merged.call("merge", *folders(toy, "png", "mp4", "poster")).returncode == 0
    assert merged.published() == toy.published()


def refused(toy: Toy, said: str) -> None:
    merged = beside(toy, "merged")
    done = merged.call("merge", *folders(toy))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr
    assert not merged.media.exists()


def test_a_file_that_changed_is_refused(toy: Toy) -> None:
    path = next(toy.media.with_name("part2").rglob("*.png"))
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    refused(toy, f"{path.name} has other content than was published")


def test_a_missing_file_is_refused(toy: Toy) -> None:
    path = next(toy.media.with_name("part1").rglob("*.png"))
    path.unlink()
    refused(toy, f"{path.name} is missing")


def test_a_folder_that_nothing_was_built_into_is_refused(toy: Toy) -> None:
    done = beside(toy, "merged").call("merge", str(toy.root))
    assert done.returncode == 2
    assert "has no manifest.json" in done.stderr


def test_a_damaged_record_is_refused(toy: Toy) -> None:
    path = next(toy.media.with_name("part1").rglob("records/**/*.json"))
    path.write_bytes(path.read_bytes()[:-9])
    refused(toy, "cannot be read")


def restate(toy: Toy, part: str, component: str, value: str) -> None:
    """Have every record of `part` say that it was made with another `component`."""
    store = Store(toy.media.with_name(part))
    for record in tuple(store.records()):
        components = {
            key: {**values, component: value} for key, values in record.components.items()
        }
        store.write(structs.replace(record, components=components))


def test_versions_that_differ_are_refused(toy: Toy) -> None:
    restate(toy, "part2", "version:numpy", "1.0")
    refused(toy, f"disagree on the version numpy: {version('numpy')} and 1.0; build them from")


def test_sources_that_differ_are_refused(toy: Toy) -> None:
    paint = toy.root / "toy/paint.py"
    paint.write_text(paint.read_text().replace("SHADE = 90", "SHADE = 91"))
    assert beside(toy, "part3").call("build", "--shard", "3/3").returncode == 0
    refused(toy, "disagree on the file toy/paint.py")


def test_two_contents_for_one_path_are_refused(toy: Toy) -> None:
    """The same inputs gave other bytes: one of the machines is not to be trusted."""
    odd = toy.media.with_name("part3")
    shutil.rmtree(odd)
    shutil.copytree(toy.media.with_name("part1"), odd)
    path = next(odd.rglob("*.facts.json"))
    content = path.read_bytes() + b"\n"
    store = Store(odd)
    place = path.relative_to(odd).as_posix().removesuffix(".facts.json")
    record = store.read(place)
    assert record
    path.write_bytes(content)
    changed = [
        structs.replace(each, sha256=digest(content), bytes=len(content))
        if each.kind == "facts"
        else each
        for each in record.artifacts
    ]
    store.write(structs.replace(record, artifacts=tuple(changed)))
    refused(toy, f"disagree on the content of {place}.facts.json")


def test_figures_that_are_no_more_are_left_out(toy: Toy) -> None:
    (toy.root / "toy/two.py").unlink()
    merged = beside(toy, "merged")
    done = merged.call("merge", *folders(toy))
    assert done.returncode == 0
    assert done.stderr.count("two: belongs to no figure") == 2
    assert not any("two" in path for path in merged.published())


def test_a_merge_replaces_what_was_there(toy: Toy) -> None:
    whole = toy.published()
    path = toy.media / "post/draft/light/one.png"
    path.write_bytes(b"mine")
    (toy.media / "notes.txt").write_text("mine")
    assert toy.call("merge", *folders(toy)).returncode == 0
    assert toy.published() == {**whole, "notes.txt": b"mine"}
    assert [each.read_bytes() for each in (toy.media / ".corrconv/aside").iterdir()] == [b"mine"]


def test_merging_needs_a_place_to_write(toy: Toy) -> None:
    place = toy.media.with_name("file")
    place.write_text("")
    done = beside(toy, "file").call("merge", *folders(toy))
    assert done.returncode == 2
    assert os.fspath(place) in done.stderr
