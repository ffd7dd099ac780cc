"""The command line: list, build, verify, doctor, and the files that they leave."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import render
from corrconv.catalog import find
from corrconv.formats.mp4 import MP4
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.report.console import print_line
from corrconv.pipeline.store.artifact import Artifact
from corrconv.pipeline.store.manifest import Manifest
from corrconv.pipeline.store.plain_data import plain, structure
from corrconv.rendering.profile import PROFILES
from corrconv.verify.doctor import Check, examine, format_checks
from tests.toy import REPOSITORY, Toy

CONTRACT = {
    "figure", "lesson", "profile", "theme", "kind", "format", "path", "sha256", "bytes", "width",
    "height", "frames", "fps", "seconds", "caption", "alt", "key",
}  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Toy:
    folder = tmp_path_factory.mktemp("built")
    toy = Toy(folder / "project", folder / "media", ["one", "still-two"])
    assert toy.call("build").returncode == 0
    return toy


@pytest.fixture
def built(kept: Toy, tmp_path: Path) -> Toy:
    shutil.copytree(kept.media, tmp_path / "media")
    return Toy(tmp_path / "project", tmp_path / "media", ["one", "still-two"])


def entries(toy: Toy) -> list[dict[str, object]]:
    body = json.loads((toy.media / "manifest.json").read_text(encoding="utf-8"))
    assert body["schema"] == 1
    found: list[dict[str, object]] = body["artifacts"]
    return found


def imports_of(*arguments: str) -> set[str]:
    program = "import sys, render; render.main(sys.argv[1:]); print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_list_shows_the_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    assert render.main(["list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [each["id"] for each in listed][:2] == ["F1", "F1-convolution"]
    assert len({each["name"] for each in listed}) == len(listed) == len(find())
    assert render.main(["list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(find())


@pytest.mark.parametrize("arguments", [["list", "--json"], ["build", "--explain"], ["--help"]])
def test_what_renders_nothing_imports_nothing_slow(arguments: list[str]) -> None:
    loaded = imports_of(*arguments)
    assert not {"manim", "rich", "jinja2", "PIL", "scipy", "typst"} & loaded
    assert "corrconv.catalog" in loaded


def test_the_manifest_lists_every_file(built: Toy) -> None:
    found = entries(built)
    assert {str(entry["path"]) for entry in found} == set(built.published()) - {"manifest.json"}
    assert [entry["path"] for entry in found] == sorted(str(entry["path"]) for entry in found)
    for entry in found:
        content = (built.media / str(entry["path"])).read_bytes()
        assert set(entry) == CONTRACT
        assert (entry["sha256"], entry["bytes"]) == (digest(content), len(content))
    kinds = {str(entry["kind"]) for entry in found}
    assert kinds == {"still", "video", "captions", "facts", "page"}
    video = next(entry for entry in found if entry["kind"] == "video")
    assert (video["width"], video["height"], video["frames"], video["fps"]) == (854, 480, 8, 15)
    assert video["seconds"] == pytest.approx(8 / 15)


def test_nothing_depends_on_the_order_of_building(built: Toy, tmp_path: Path) -> None:
    other = Toy(tmp_path / "project", tmp_path / "other", ["one", "still-two"])
    assert other.call("build", "still-two", "--theme", "dark").returncode == 0
    assert other.call("build", "--format", "mp4", "-j", "2").returncode == 0
    assert other.call("build", "--format", "poster").returncode == 0
    assert other.call("build", "--format", "png").returncode == 0
    assert other.published() == built.published()


def test_another_format_is_added_not_made_anew(toy: Toy) -> None:
    assert toy.call("build", "-s").returncode == 0
    still = toy.path("one", "png").stat().st_ino
    assert not toy.path("one", "mp4").exists()
    assert "has no mp4 yet" in toy.call("build", "--explain").stdout
    assert toy.call("build").returncode == 0
    assert toy.path("one", "mp4").exists()
    assert toy.path("one", "png").stat().st_ino == still
    assert "2 current" in toy.call("build", "-s").stdout


def test_captions_that_are_no_more_go(toy: Toy) -> None:
    assert toy.call("build", "--theme", "light").returncode == 0
    assert toy.path("one", "vtt").exists()
    paint = toy.root / "toy/paint.py"
    text = paint.read_text().replace(
        "return RenderResult(still", "captions = ()\n    return RenderResult(still"
    )
    paint.write_text(text)
    assert toy.call("build", "--theme", "light").returncode == 0
    assert not toy.path("one", "vtt").exists()
    assert toy.call("verify").returncode == 0


class Page(HTMLParser):
    """Every tag, and every path that the page refers to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def paths(self) -> set[str]:
        names = ("src", "href", "srcset", "poster")
        found = {each[name] for _, each in self.tags for name in names if name in each}
        return {path for path in found if not path.startswith(("#", "data:"))}


def test_the_page_shows_everything(built: Toy) -> None:
    page = Page((built.media / "index.html").read_text(encoding="utf-8"))
    assert page.paths == {str(e["path"]) for e in entries(built) if e["kind"] != "page"}
    assert len(page.of("img")) == 2
    assert all(image["alt"] for image in page.of("img"))
    assert [track["src"][:14] for track in page.of("track")] == 2 * ["data:text/vtt;"]
    videos = [video["class"] for video in page.of("video")]
    assert videos == ["corrconv-light", "corrconv-dark"]
    for video in page.of("video"):
        assert video["poster"] == f"post/draft/{video['class'][9:]}/one.poster.png"
    sources = page.of("source")
    assert any("prefers-color-scheme: dark" in source.get("media", "") for source in sources)


def test_words_are_escaped_on_the_page(built: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.toy import project

    evil = '<script>alert(1)</script>" onload="x'
    hostile = dataclasses.replace(project(built.root), alt=lambda *_: evil, caption=lambda *_: evil)
    assert render.main(["build", "-q", "l", "--media_dir", str(built.media)], hostile) == 0
    page = Page((built.media / "index.html").read_text(encoding="utf-8"))
    assert page.of("script") == [{}]
    assert all("onload" not in attributes for _, attributes in page.tags)
    assert page.of("img")[0]["alt"] == evil
    capsys.readouterr()


def test_verify_is_content(built: Toy) -> None:
    done = built.call("verify")
    assert (done.returncode, done.stdout) == (0, f"{len(entries(built))} files read, 0 problems\n")
    assert built.call("verify", "one", "-q", "l", "--theme", "dark").returncode == 0


def relist(toy: Toy, path: str) -> None:
    """Have the manifest agree with what lies at `path`, as a forger would."""
    listed = toy.media / "manifest.json"
    body = json.loads(listed.read_text(encoding="utf-8"))
    content = (toy.media / path).read_bytes()
    for entry in body["artifacts"]:
        if entry["path"] == path:
            entry["sha256"], entry["bytes"] = digest(content), len(content)
    listed.write_bytes(Manifest.load(json.dumps(body).encode()).dump())


def test_verify_looks_into_the_files(built: Toy) -> None:
    """Also where the manifest has been made to agree with them."""
    light = "post/draft/light/one"
    (built.media / f"{light}.png").write_bytes(
        built.path("still-two", "png", "dark").read_bytes()[:-30]
    )
    with MP4.open(built.path("one", "mp4"), PROFILES["draft"]) as writer:
        import numpy as np

        writer.write(np.zeros((480, 854, 4), np.uint8), 7)
    built.path("one", "vtt").write_text("not captions")
    facts = built.path("one", "facts.json")
    facts.write_text(facts.read_text().replace('"lesson": "post"', '"lesson": "other"'))
    for ending in ("png", "mp4", "vtt", "facts.json"):
        relist(built, f"{light}.{ending}")
    told = built.call("verify")
    assert told.returncode == 1
    for ending in (
        "png",
        "mp4: frames is 7, wanted 8",
        "vtt: is no WebVTT",
        "facts.json: is about",
    ):
        assert f"wrong ONE {light}.{ending}" in told.stdout


def test_verify_misses_what_is_not_there(built: Toy, tmp_path: Path) -> None:
    nothing = Toy(tmp_path / "project", tmp_path / "nothing", ["one"])
    assert nothing.call("verify").returncode == 1
    assert built.call("verify", "one", "--profile", "blog").returncode == 1
    assert built.call("verify", "still-two", "--format", "mp4").returncode == 1
    built.path("one", "facts.json").unlink()
    assert "one.facts.json: is missing" in built.call("verify").stdout
    (built.media / "manifest.json").write_text("{}")
    assert built.call("verify").returncode == 1


def test_an_artifact_of_other_fields_is_refused(built: Toy) -> None:
    values = plain(structure(entries(built)[1], Artifact))
    assert plain(structure(values, Artifact)) == values
    for name in values:
        with pytest.raises(ValueError, match=name):
            structure({key: value for key, value in values.items() if key != name}, Artifact)
        with pytest.raises(ValueError, match=name):
            structure({**values, name: [1]}, Artifact)


def test_the_doctor_finds_everything_well_here(tmp_path: Path) -> None:
    checks = examine(tmp_path / "media")
    assert [check for check in checks if not check.good] == []
    assert not (tmp_path / "media").exists()
    assert len(json.loads(format_checks(checks, True))) == len(checks)


def test_the_doctor_names_what_is_wrong_and_the_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert render.main(["doctor", "--media_dir", str(tmp_path / "file/media")]) == 1
    line = next(line for line in capsys.readouterr().out.splitlines() if "FAILED" in line)
    assert "media folder" in line
    assert "fix: " in line
    assert format_checks((Check("x", False, "y", "z"),), False) == "FAILED  x: y; fix: z"


def test_a_worker_that_cannot_start_is_told_in_one_sentence(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.toy import project

    broken = dataclasses.replace(project(toy.root), preload=("no_such_library",))
    arguments = ["build", "-q", "l", "--media_dir", str(toy.media)]
    assert render.main(arguments, broken) == 2
    assert "the workers cannot start" in capsys.readouterr().err
    assert "no_such_library" not in os.environ


def test_more_workers_than_jobs_give_the_same(built: Toy, tmp_path: Path) -> None:
    other = Toy(tmp_path / "project", tmp_path / "other", ["one", "still-two"])
    assert other.call("build", "-j", "16").returncode == 0
    assert other.published() == built.published()


@pytest.mark.parametrize(("more", "waits"), [((), False), (("--fail-fast",), True)])
def test_a_free_worker_has_its_next_job_before_we_publish(
    tmp_path: Path, more: tuple[str, ...], waits: bool
) -> None:
    """Not so where a failure would mean that there is no next one."""
    toy = Toy(tmp_path / "project", tmp_path / "media", ["still-one", "still-two"])
    done = toy.call("build", "--theme", "light", "-j", "1", "-v", "DEBUG", *more)
    told = [" ".join(line.split()[:2]) for line in done.stdout.splitlines() if "light" in line]
    if waits:
        assert told == ["begun STILL-ONE", "made STILL-ONE", "begun STILL-TWO", "made STILL-TWO"]
    else:
        assert told == ["begun STILL-ONE", "begun STILL-TWO", "made STILL-ONE", "made STILL-TWO"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("two\n\tlines, café, [−1, 0] ×", "two\n\tlines, café, [−1, 0] ×"),
        ("\x1b[31mred\x07\r\x7f", "\\u001b[31mred\\u0007\\u000d\\u007f"),
        ("\u202egnp.txt\u2066 \x9b2J \u2028", "\\u202egnp.txt\\u2066 \\u009b2J \\u2028"),
    ],
)
def test_no_text_steers_the_terminal(
    text: str, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    print_line(text)
    assert capsys.readouterr().out == printed + "\n"
