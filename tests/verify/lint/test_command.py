"""`lint` and themes on the command line, over a toy project's published facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corrconv.pipeline.store.record import Record
from tests.toy import Toy

STILL = ("--format", "png")

TOY_WITH_PARTS = """
import dataclasses
from toy.paint import play

LAYOUT = {"contrast": [], "air": []}


def draw(request, sink):
    done = play(request, sink)
    look = {"theme": PARTS, "dashes": {}, "layout": LAYOUT}
    done.facts["look"] = json_of(look, request)
    return done


def json_of(look, request):
    parts = request.look.parts()
    return {**look, "theme": {part: parts[part] for part in look["theme"]}}
"""

SMALL = {"value": 9.5, "where": "image[0,0]", "text": "[0,0]", "step": "A step"}


def toy_with_parts(toy: Toy, name: str, *parts: str, **layout: list[dict[str, Any]]) -> None:
    """A figure whose drawing reads these parts of its theme, and has this layout."""
    text = TOY_WITH_PARTS.replace("PARTS", repr(parts))
    toy.scene(name, text.replace('{"contrast": [], "air": []}', repr(layout)))


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    made = Toy(tmp_path / "project", tmp_path / "media", ["still-none"])
    toy_with_parts(made, "still-ink", "ink", "paper")
    toy_with_parts(made, "still-red", "convolution", "paper", size=[SMALL])
    return made


def theme(toy: Toy, text: str = "", name: str = "mine.toml") -> str:
    path = toy.root / name
    path.write_text(f'base = "light"\n{text}', encoding="utf-8")
    return str(path)


def explained(toy: Toy, path: str) -> dict[str, str]:
    done = toy.call("build", "--theme", path, *STILL, "--explain")
    assert done.returncode == 0, done.stderr
    lines = (line.split(" ", 2) for line in done.stdout.splitlines())
    return {name: said.partition(": ")[2] for _, name, said in lines}


CHANGES = (
    ('[colours]\nink = "#000000"', "still-ink", "theme ink #1A1F24 → #000000"),
    ('[colours]\nconvolution = "#70001A"', "still-red", "theme convolution #8E0B20 → #70001A"),
    ('[colours]\nrow = "#123456"', "", "a role that no figure uses"),
    ("[widths]\nbox = 6", "", "a width that no figure uses"),
)


def test_changing_one_colour_renders_exactly_the_figures_that_use_it(toy: Toy) -> None:
    """A drawing that does not tell what it reads is made anew by any change."""
    path = theme(toy)
    assert toy.call("build", "--theme", path, *STILL).returncode == 0
    assert set(explained(toy, path).values()) == {"current"}
    for change, figure, why in CHANGES:
        theme(toy, change)
        told = explained(toy, path)
        stale = {name for name, said in told.items() if said != "current"}
        assert stale == {"still-none", figure} - {""}, why
        assert not figure or why in told[figure]
    theme(toy, CHANGES[0][0])
    before = toy.published()
    assert toy.call("build", "--theme", path, *STILL).returncode == 0
    after = toy.published()
    changed = {name for name in after if "post/" in name and before[name] != after[name]}
    assert changed == {"post/draft/mine/still-ink.facts.json"}, "a toy paints no colours"
    assert set(explained(toy, path).values()) == {"current"}
    theme(toy)
    assert "#000000 → #1A1F24" in explained(toy, path)["still-ink"], "back is a change too"


def test_a_theme_of_ones_own_has_a_folder_and_is_listed_and_verified(toy: Toy) -> None:
    path = theme(toy)
    asked = ("still-ink", "--theme", "light", "--theme", path)
    assert toy.call("build", *asked, *STILL).returncode == 0
    assert toy.path("still-ink", "png", "mine").is_file()
    assert toy.path("still-ink", "png", "light").is_file()
    assert "post/draft/mine/still-ink.png" in toy.published()["manifest.json"].decode()
    record = Record.load(
        (toy.media / ".corrconv/records/post/draft/mine/still-ink.json").read_bytes()
    )
    for components in record.components.values():
        settings = {name for name in components if name.startswith("setting:theme ")}
        assert settings == {"setting:theme ink", "setting:theme paper"}
    alone = toy.call("verify")
    assert alone.returncode == 1
    assert "theme mine is not at hand: name its file with --theme" in alone.stdout
    theme(toy, '[colours]\nrow = "#123456"')
    assert toy.call("verify", "--theme", path).returncode == 0
    theme(toy, '[colours]\nink = "#000000"')
    done = toy.call("verify", "--theme", path)
    assert done.returncode == 1
    assert "is stale: theme ink #1A1F24 → #000000" in done.stdout
    assert toy.call("verify", "--theme", "light").returncode == 0, "that one is not meant"


REFUSED = {
    "an unreadable colour": ('[colours]\nmuted = "#A9B0B7"', "muted on "),
    "a name that ships": ('name = "dark"', "'dark' is a theme that ships"),
    "a way out": ('name = "../../up"', "wanted a name that matches"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_theme_that_cannot_be_is_refused_in_one_sentence(toy: Toy, what: str) -> None:
    text, said = REFUSED[what]
    done = toy.call("build", "--theme", theme(toy, text), *STILL)
    assert done.returncode == 2
    assert said in done.stderr
    assert "mine.toml" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not toy.media.exists()


def test_two_files_of_one_name_are_refused(toy: Toy) -> None:
    (toy.root / "other").mkdir()
    done = toy.call("build", "--theme", theme(toy), "--theme", theme(toy, "", "other/mine.toml"))
    assert done.returncode == 2
    assert "two theme files have the name 'mine'" in done.stderr


def test_lint_names_figure_cell_and_numbers(toy: Toy) -> None:
    toy.call("build", "still-red", "still-ink", "--theme", "light", *STILL)
    done = toy.call("lint")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "STILL-RED post draft light: image[0,0]: readable size: '[0,0]' is set in 9.5 px at "
        "720 px width, wanted 14 (step: A step)",
        "2 drawings measured, 1 findings",
    ]
    sound = toy.call("lint", "still-ink")
    assert (sound.returncode, sound.stdout) == (0, "1 drawings measured, 0 findings\n")
    body = json.loads(toy.call("lint", "--theme", "light", "--json").stdout)
    assert body["checked"] == 2
    (finding,) = body["findings"]
    assert finding == {
        "figure": "STILL-RED", "lesson": "post", "profile": "draft", "theme": "light",
        "rule": "readable size", "where": "image[0,0]", "met": 9.5, "wanted": 14.0,
        "sentence": "'[0,0]' is set in 9.5 px at 720 px width, wanted 14", "step": "A step",
    }  # fmt: skip


def test_lint_says_what_it_cannot_measure(toy: Toy) -> None:
    nothing = toy.call("lint")
    assert nothing.returncode == 2
    assert "nothing has been built here" in nothing.stderr
    toy.call("build", "still-none", "--theme", "light", *STILL)
    done = toy.call("lint")
    assert done.returncode == 1
    assert "still-none.facts.json: was not measured when it was built" in done.stdout
    other = toy.call("lint", "--theme", "dark")
    assert other.returncode == 1
    assert "nothing is published that was asked for" in other.stdout
