"""What the page says of a figure, and the snippets that `embed` prints."""

from __future__ import annotations

import base64
import itertools
from html.parser import HTMLParser
from typing import Any

import pytest

from corrconv.catalog import alt, named
from corrconv.core.operation import Operation, terms
from corrconv.lesson.lesson import load
from corrconv.products.site.figure_view import themes_in_turn
from corrconv.products.site.long_description import (
    DescriptionPart,
    description,
)
from corrconv.products.site.snippets import LANGUAGES
from tests.toy import Toy

VOID = {"img", "source", "track", "meta", "link", "br"}


class Tags(HTMLParser):
    """Start tags with their attributes; text by the id of the element that it stands in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[tuple[str, str]] = []
        self.text: dict[str, str] = {}
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        if tag not in VOID:
            self.open.append((tag, values.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, name in self.open:
            if name:
                self.text[name] = self.text.get(name, "") + data

    def of(self, tag: str) -> list[dict[str, str]]:
        return [values for name, values in self.tags if name == tag]


def page(toy: Toy) -> Tags:
    return Tags((toy.media / "index.html").read_text(encoding="utf-8"))


def embed(toy: Toy, *arguments: str) -> str:
    done = toy.call("embed", *arguments, "-q", "l")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Toy:
    """Built once, and left as it is."""
    folder = tmp_path_factory.mktemp("built")
    toy = Toy(folder / "project", folder / "media")
    assert toy.call("build", "--format", "all").returncode == 0
    return toy


def test_embed_prints_what_the_page_offers(built: Toy) -> None:
    shown_page = page(built)
    offered = [text for name, text in shown_page.text.items() if name.startswith("post-draft-one-")]
    for language in LANGUAGES:
        assert embed(built, "one", "--as", language).strip() in [each.strip() for each in offered]
    assert len(shown_page.of("pre")) == len(LANGUAGES)


def test_a_snippet_leads_to_files_that_are_there(built: Toy) -> None:
    for language in ("html", "picture"):
        tags = Tags(embed(built, "one", "--as", language))
        found = [
            value
            for _, values in tags.tags
            for name in ("src", "poster")
            if (value := values.get(name))
        ]
        found += [
            part.split()[0]
            for _, values in tags.tags
            if "srcset" in values
            for part in values["srcset"].split(",")
        ]
        assert len(found) >= 4
        assert all((built.media / path).is_file() for path in found), found


def test_a_picture_has_both_themes_and_sizes(built: Toy) -> None:
    tags = Tags(embed(built, "one", "--as", "picture"))
    (image,), (source,) = tags.of("img"), tags.of("source")
    assert source["media"] == "(prefers-color-scheme: dark)"
    assert "/dark/" in source["srcset"]
    assert image["srcset"] == "post/draft/light/one.png 160w, post/draft/light/one@2x.png 320w"
    assert image["sizes"] == "(max-width: 160px) 100vw, 160px"
    assert (image["width"], image["height"]) == ("160", "120")
    assert image["alt"]


def test_a_video_has_controls_captions_and_a_poster(built: Toy) -> None:
    tags = Tags(embed(built, "one"))
    assert len(tags.of("video")) == 2
    for video, track in zip(tags.of("video"), tags.of("track"), strict=True):
        assert {"controls", "playsinline", "poster"} <= set(video)
        assert "autoplay" not in video
        assert (video["preload"], track["kind"], track["srclang"]) == ("none", "captions", "en")
        assert "default" in track
    types = [source["type"] for source in tags.of("source")]
    assert types == 2 * ["video/mp4", "video/webm"]


def test_a_base_goes_before_every_path(built: Toy) -> None:
    plain = embed(built, "one")
    based = embed(built, "one", "--base", "/a&b/")
    assert "/a&b/" not in plain
    assert based.replace("/a&amp;b/", "") == plain
    assert based.count("/a&amp;b/") == plain.count("post/draft")
    assert "(/a/post/draft/light/one.gif)" in embed(
        built, "one", "--as", "markdown", "--base", "/a/"
    )


def test_one_theme_alone_needs_no_turn(built: Toy) -> None:
    tags = Tags(embed(built, "one", "--theme", "dark"))
    assert (len(tags.of("video")), tags.of("style")) == (1, [])
    assert "class" not in tags.of("video")[0]
    assert themes_in_turn(["print", "dark", "light"]) == ("light", "dark")
    assert themes_in_turn(["print", "post"]) == ("post",)


@pytest.mark.parametrize("ending", ["png", "svg", "gif", "webm", "poster"])
def test_one_format_is_enough(toy: Toy, ending: str) -> None:
    assert toy.call("build", "--theme", "light", "--format", ending).returncode == 0
    name = "one.poster.png" if ending == "poster" else f"one.{ending}"
    for language in ("html", "picture", "markdown"):
        assert f"post/draft/light/{name}" in embed(toy, "one", "--as", language)
    assert page(toy).of("main")


def test_a_pdf_alone_cannot_be_embedded(toy: Toy) -> None:
    assert toy.call("build", "--theme", "light", "--format", "pdf").returncode == 0
    assert page(toy).of("a")
    done = toy.call("embed", "one", "-q", "l")
    assert (done.returncode, done.stdout) == (2, "")


def test_markdown_means_what_it_says(toy: Toy) -> None:
    import dataclasses

    import render
    from tests.toy import project

    evil = "a [b](c) *d* <e> \\ `f`\nnew"
    changed = dataclasses.replace(project(toy.root), alt=lambda *_: evil, caption=lambda *_: evil)
    assert render.main(["build", "-s", "-q", "l", "--media_dir", str(toy.media)], changed) == 0
    text = embed(toy, "one", "--as", "markdown")
    assert text.startswith("![a \\[b\\](c) \\*d\\* \\<e\\> \\\\ \\`f\\` new](post/")


REFUSED = {
    "an unknown figure": ["two"],
    "what was not built": ["one", "-q", "m"],
    "a theme that was not built": ["one", "--theme", "print"],
    "another lesson": ["one", "--lesson", "nowhere.toml"],
    "two purposes": ["one", "--profile", "blog", "-q", "h"],
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_embedded_is_said_in_a_sentence(toy: Toy, kind: str) -> None:
    if kind == "a theme that was not built":
        assert toy.call("build", "-s").returncode == 0
    done = toy.call("embed", *REFUSED[kind])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1


def test_captions_are_in_the_page(built: Toy) -> None:
    tracks = page(built).of("track")
    assert tracks
    for track in tracks:
        kind, _, content = track["src"].partition(",")
        assert kind == "data:text/vtt;base64"
        assert base64.b64decode(content) == built.path("one", "vtt").read_bytes()


def test_everything_has_a_name_of_its_own(built: Toy) -> None:
    shown_page = page(built)
    names = [values["id"] for _, values in shown_page.tags if "id" in values]
    assert len(names) == len(set(names)) > 5
    every = [values for _, values in shown_page.tags]
    for name in ("aria-labelledby", "data-copy"):
        named = [values[name] for values in every if name in values]
        assert named
        assert set(named) <= set(names)
    links = [values["href"][1:] for values in every if values.get("href", "").startswith("#")]
    assert links
    assert set(links) <= set(names)


def test_headings_go_down_one_by_one(built: Toy) -> None:
    levels = [int(tag[1]) for tag, _ in page(built).tags if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def facts(**more: Any) -> dict[str, Any]:
    return {"operation": None, "output": None, "drawn": [], "terms": [], **more}


def test_a_long_description_tells_every_term() -> None:
    lesson, operation = load(None), Operation.CONVOLUTION
    every = terms(operation, lesson.worked[operation], lesson.image, lesson.kernel)
    section = facts(
        operation="convolution",
        output=[1, 1],
        terms=[
            {
                "image": [term.image.col, term.image.row],
                "kernel": [term.kernel.col, term.kernel.row],
                "letter": lesson.letters.get(term.kernel),
                "exists": term.exists,
            }
            for term in every
        ],
    )
    (part,) = description(section)
    assert part.heading == "Terms of y[1,1] by convolution"
    assert part.items[0] == "x[0,0] times h[1,1], the element i"
    assert part.items[-2:] == (
        "x[2,2] times h[−1,−1], the element a",
        "40 more pixels meet no kernel element",
    )
    assert len(part.items) == 10
    assert alt(named("convolution-drawing"), lesson)  # the short one stands before it


def test_a_long_description_tells_every_cell_and_word() -> None:
    cell = {"role": "kernel", "grid": "kernel.small"}
    drawn = [
        {**cell, "index": [-1, 0], "text": "a"},
        {**cell, "index": [0, 0], "text": ""},
        {**cell, "index": [1, 0], "text": ""},
        {"role": "axis", "grid": "kernel.rows", "index": [0, 0], "text": "0"},
        {"role": "label", "grid": "title", "index": None, "text": "A title"},
        {"role": "label", "grid": "swatch", "index": None, "text": ""},
    ]
    assert description(facts(drawn=drawn)) == (
        DescriptionPart(
            "Cells of the kernel, small",
            ("[−1,0] shows a", "2 without a text, from [0,0] to [1,0]"),
        ),
        DescriptionPart("Words and formulas", ("A title",)),
    )
    assert description(facts()) == ()


def test_a_figure_without_readable_facts_can_be_embedded(toy: Toy) -> None:
    assert toy.call("build", "-s").returncode == 0
    for theme in ("light", "dark"):
        toy.path("one", "facts.json", theme).write_text("no JSON")
    assert embed(toy, "one", "--as", "picture")
