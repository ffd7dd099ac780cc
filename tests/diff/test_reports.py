"""Sides, exit statuses and report files of `diff`, and the baseline in text."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

import render
from corrconv.diff.sources.baseline import format_baseline, read_baseline
from corrconv.diff.sources.folder import read_folder
from corrconv.diff.thresholds import Threshold, read_thresholds
from corrconv.pipeline.plan.selection import Selection
from tests.diff.sides import FILLS, INK, Side, animation, cell, edited, still
from tests.toy import Toy, project


def diff(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, list[str]]:
    """Exit status of `diff`, and the lines that it printed."""
    capsys.readouterr()
    status = render.main(["diff", *map(str, arguments)])
    printed = capsys.readouterr()
    return status, (printed.out + printed.err).splitlines()


@pytest.fixture
def changed(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders between which a letter, its picture and a step's length changed."""
    facts = edited(lambda body: cell(body, 2, 0).update(text="x"))
    pixels = still()
    pixels[30:40, 125:140] = INK
    cues = ((0.0, 1.0, "Say it."), (1.0, 2.5, "Show it."))
    before = Side(frames=animation(), themes=("light", "dark"))
    after = Side(
        facts=facts, still=pixels, frames=animation(25), cues=cues, themes=("light", "dark")
    )
    return before.write(tmp_path / "base"), after.write(tmp_path / "head")


SENTENCES = [
    "cell [2,0] of elements: c → x",
    "length of the animation: 2 s → 2.5 s",
    "step 2 “Show it.” lasts 0.5 s longer: 1 s → 1.5 s",
]


def test_exit_status_and_lines(
    changed: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    base, head = changed
    assert diff(capsys, base, base) == (0, ["1 unchanged"])
    assert diff(capsys, base, "--media_dir", base) == (0, ["1 unchanged"])
    status, lines = diff(capsys, base, head)
    assert status == 1
    listed = [f"    F1: {sentence}" for sentence in SENTENCES]
    assert lines == ["changed F1 one, post/draft", *listed, "1 changed"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "wanted BASE [HEAD]"),
        (("a", "b", "c"), "wanted BASE [HEAD]"),
        (("--baseline", "a", "b"), "wanted [HEAD]"),
        (("nowhere",), "nowhere: is neither a media folder nor a revision"),
        (("base", "head", "-f", "F9"), "no figure on either side matches 'F9'"),
        (("base", "head", "--report", "x.txt"), "wanted a name that ends in .html"),
        (("base", "head", "-q", "l", "--profile", "blog"), "-q l is not profile blog"),
        (("base", "head", "--thresholds", "none.toml"), "none.toml: cannot be read"),
        (("--baseline", "head", "--baseline-dir", "none"), "none: there is no baseline"),
    ],
)
def test_a_wrong_order_is_one_sentence(
    arguments: tuple[str, ...],
    sentence: str,
    changed: tuple[Path, Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(changed[0].parent)
    status, lines = diff(capsys, *arguments)
    assert status == 2
    assert any(sentence in line for line in lines)


def test_new_removed_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = Side(), Side(figure="F2", name="two")
    base, head = one.write(tmp_path / "a"), other.write(tmp_path / "b")
    status, lines = diff(capsys, base, head)
    assert (status, lines) == (1, ["new F2 two, post/draft", "removed F1 one, post/draft",
                                   "1 new, 1 removed"])  # fmt: skip
    more = Side(entry={"profile": "blog"}).write(tmp_path / "c")
    status, lines = diff(capsys, base, more)
    assert status == 2
    assert "nothing to compare" in lines[0]


def test_the_reports(changed: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    home = changed[0].parent / "reports"
    names = ("r.html", "r.md", "r.json", "r.xml")
    reports = [word for name in names for word in ("--report", str(home / name))]
    assert diff(capsys, *changed, *reports)[0] == 1
    body = json.loads((home / "r.json").read_text(encoding="utf-8"))
    assert (body["schema"], body["changed"], body["counts"]["changed"]) == (1, True, 1)
    (figure,) = body["figures"]
    assert [change["sentence"] for change in figure["changes"]] == SENTENCES
    assert figure["changes"][0]["kind"] == "cell"
    shown = figure["themes"]["light"]
    assert shown["film"]["first"] == {"seconds": 2.0, "in": "step 2 “Show it.”", "bbox": None}
    assert (shown["film"]["last"], shown["film"]["frames"]) == ({"seconds": 2.4}, 5)
    assert 100 < shown["still"]["pixels"] <= 150
    assert shown["still"]["cells"][0]["name"] == "cell [2,0] of elements"
    suite = ElementTree.fromstring((home / "r.xml").read_bytes())
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("1", "1", "0")
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert (failure.text or "").splitlines() == SENTENCES
    comment = (home / "r.md").read_text(encoding="utf-8")
    for sentence in SENTENCES:
        assert f"- `{sentence}`" in comment
    assert "![F1 one, light, before](r-pictures/post-draft-light-one-before.png)" in comment
    assert (home / "r-pictures/post-draft-light-one-difference.png").is_file()
    page = (home / "r.html").read_text(encoding="utf-8")
    assert "http://" not in page
    assert "https://" not in page
    for sentence in SENTENCES:
        assert sentence in page


def test_silent_reports(changed: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    home = changed[0].parent
    reports = ["--report", str(home / "r.html"), "--report", str(home / "r.md")]
    assert diff(capsys, changed[0], changed[0], *reports)[0] == 0
    assert "No figure changed" in (home / "r.md").read_text(encoding="utf-8")
    assert "<article id" not in (home / "r.html").read_text(encoding="utf-8")
    assert not (home / "r-pictures").exists()


def test_thresholds_of_a_figure(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text("[default]\npixels = 3\n[F1]\nlevel = 9\n[two]\nmove = 4\n", encoding="utf-8")
    found = read_thresholds(path)
    assert found.of("F1", "one") == Threshold(level=9, pixels=3)
    assert found.of("F2", "two") == Threshold(move=4, pixels=3)
    assert found.of("F3", "three") == Threshold(pixels=3)
    for wrong in ("[F1]\nlevels = 1\n", "[F1]\nlevel = -1\n", "F1 = 3\n", "[F1]\nlevel = nan\n"):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(ValueError, match=r"t\.toml: F1"):
            read_thresholds(path)


def baseline(side: Side, folder: Path) -> Path:
    """The baseline of a side, in a folder beside it."""
    media = side.write(folder / "kept-media")
    (figure,) = read_folder(media, "media", Selection()).figures.values()
    home = folder / "baseline"
    home.mkdir()
    (home / "one.json").write_bytes(format_baseline(figure))
    return home


def against(home: Path, head: Path) -> list[str | Path]:
    return ["--baseline", "--baseline-dir", home, head]


def test_a_baseline_is_silent_about_what_it_was_made_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = baseline(Side(frames=animation(), themes=("light", "dark")), tmp_path)
    again = Side(frames=animation(), themes=("light", "dark")).write(tmp_path / "again")
    assert diff(capsys, *against(home, again)) == (0, ["1 unchanged"])
    (figure,) = read_folder(again, "again", Selection()).figures.values()
    assert format_baseline(figure) == (home / "one.json").read_bytes()
    (known,) = read_baseline(home, Selection()).figures.values()
    assert known.themes["light"].facts == figure.themes["light"].facts
    assert format_baseline(known) == (home / "one.json").read_bytes()


def test_a_baseline_reads_well_in_a_text_diff(tmp_path: Path) -> None:
    home = baseline(Side(themes=("light", "dark")), tmp_path)
    facts = edited(lambda body: cell(body, 2, 0).update(text="x"))
    media = Side(themes=("light", "dark"), facts=facts).write(tmp_path / "media")
    (figure,) = read_folder(media, "media", Selection()).figures.values()
    before = (home / "one.json").read_text(encoding="utf-8").splitlines()
    after = format_baseline(figure).decode().splitlines()
    differing = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    assert differing == [
        (
            '  ["kernel", "elements", [2, 0], "c", [110.0, 20.0, 150.0, 60.0]],',
            '  ["kernel", "elements", [2, 0], "x", [110.0, 20.0, 150.0, 60.0]],',
        )
    ]


def test_a_baseline_names_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = baseline(Side(frames=animation()), tmp_path)
    pixels = still()
    part = pixels[20:60, 110:150]
    part[(part == FILLS["kernel"]).all(axis=-1)] = (90, 130, 240)
    sides = {
        "fill colour of cell [2,0] of elements: #FFE390 (kernel_fill) → #5A82F0 (light)": Side(
            still=pixels, frames=animation()
        ),
        "the still differs in 1 of its fields, away from all that the facts name (light)": Side(
            still=_spotted(), frames=animation()
        ),
        "the animation's picture differs at the end of step 2 (light)": Side(
            frames=animation(change=_late)
        ),
        "caption changed: What it shows. → Other.": Side(
            caption="Other.", alt="Toy one. Other.", frames=animation()
        ),
    }
    for number, (sentence, side) in enumerate(sides.items()):
        status, lines = diff(capsys, *against(home, side.write(tmp_path / f"head{number}")))
        assert status == 1
        assert lines[1].replace("caption and alternative text", "caption") == f"    F1: {sentence}"
        assert len(lines) == 3


def _spotted() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    pixels = still()
    pixels[148:156, 196:208] = INK
    return pixels


def _late(number: int, frame: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> None:
    if number >= 13:
        frame[100:120, 20:60, :3] = INK


def test_a_damaged_baseline_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = baseline(Side(), tmp_path)
    whole = (home / "one.json").read_text(encoding="utf-8")
    media = tmp_path / "kept-media"
    for old, new in (
        ('"schema": 1', '"schema": 9'),
        ('"terms": [', '"terms": [1, '),
        ('"F1"', '"<b>"'),
        ("{", "["),
        ('"light fields": "', '"light fields": "ä'),
    ):
        (home / "one.json").write_text(whole.replace(old, new, 1), encoding="utf-8")
        status, lines = diff(capsys, *against(home, media))
        assert (status, len(lines)) == (2, 1)
        assert lines[0].startswith("error: ")


def test_update_takes_what_is_current_and_nothing_else(toy: Toy) -> None:
    toy.scene("still-two")
    home = toy.root / "baseline"
    assert toy.call("build").returncode == 0
    done = _update(toy)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in home.iterdir()) == ["one.json", "still-two.json"]
    assert "2 figures, 2 changed; the baseline has " in done.stdout
    assert "2 figures, 0 changed" in _update(toy).stdout
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    toy.lines("one", "import toy.paint", "toy.paint.SHADE = 50")
    refused = _update(toy)
    assert (refused.returncode, "is stale" in refused.stderr) == (2, True)
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before
    (toy.root / "toy/still_two.py").unlink()
    assert toy.call("build").returncode == 0
    done = _update(toy)
    assert "removed" in done.stdout
    assert [path.name for path in home.iterdir()] == ["one.json"]
    assert (home / "one.json").read_bytes() != before["one.json"]


def _update(toy: Toy) -> subprocess.CompletedProcess[str]:
    return toy.call("baseline", "update", "--baseline-dir", str(toy.root / "baseline"))


def test_update_refuses_a_folder_that_lacks_a_figure(toy: Toy) -> None:
    assert toy.call("build", "one").returncode == 0
    toy.scene("two")
    refused = _update(toy)
    assert refused.returncode == 2
    assert "TWO two is missing; build it first" in refused.stderr
    assert not (toy.root / "baseline").exists()


BUILDER = """
import json, shutil, sys
from pathlib import Path

if sys.argv[1] == "list":
    print(json.dumps([{"id": "F1", "name": "one"}]))
else:
    assert sys.argv[-1] == "F1", sys.argv
    shutil.copytree(Path(__file__).parent / "kept", sys.argv[sys.argv.index("--media_dir") + 1])
    print(sys.argv[2:4], file=sys.stderr)
"""


def git(root: Path, *arguments: str) -> None:
    identity = (
        "-c",
        "user.name=Nobody",
        "-c",
        "user.email=nobody@example.org",
        "-c",
        "commit.gpgsign=false",
    )
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose first commit builds one thing and whose second builds another."""
    root = tmp_path / "repository"
    root.mkdir()
    (root / "render.py").write_text(BUILDER, encoding="utf-8")
    git(root, "init", "--initial-branch=main")
    for caption in ("What it shows.", "What it showed."):
        Side(caption=caption).write(root / "kept")
        git(root, "add", "--all")
        git(root, "commit", "-m", caption)
    return root


@needs_git
def test_revisions_are_built_apart(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = project(repository)
    scratch = tmp_path / "scratch"
    (repository / "kept/manifest.json").write_text("edited and not committed", encoding="utf-8")
    arguments = ["diff", "HEAD~1", "HEAD", "--scratch", str(scratch)]
    assert render.main(arguments, own) == 1
    printed = capsys.readouterr()
    assert "caption changed: What it shows. → What it showed." in printed.out
    assert printed.err.count("building HEAD") == 2
    assert len(list(scratch.iterdir())) == 2
    assert render.main(["diff", "HEAD", "HEAD"], own) == 0
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=repository, capture_output=True, check=True
    )
    assert status.stdout == b" M kept/manifest.json\n"
    assert render.main(["diff", "--output=x", "HEAD"], own) == 2
    assert render.main(["diff", "nothing", "HEAD"], own) == 2
    assert "nothing: is neither a media folder nor a revision" in capsys.readouterr().err


@needs_git
def test_a_revision_that_cannot_be_built_is_one_sentence(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "render.py").write_text("raise SystemExit('out of order')", encoding="utf-8")
    git(repository, "commit", "--all", "-m", "Break it")
    assert render.main(["diff", "HEAD~1", "HEAD"], project(repository)) == 2
    assert "out of order" in capsys.readouterr().err.splitlines()[-1]


def test_diff_needs_no_manim() -> None:
    program = "import sys, render; render.main(['diff', '-h']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"manim", "numpy", "av"} & set(done.stdout.split())
