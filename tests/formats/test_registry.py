"""One object per format: what each says of itself, and that nobody else says it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from corrconv.formats.format import AnimationFormat, Format, StillFormat
from corrconv.formats.registry import CODECS, FORMATS, PUBLISHED, animated, captioned, views
from tests.toy import REPOSITORY

NAMED = re.compile(r"(?<![\w-])(png@2x|png|svg|pdf|mp4|webm|gif|poster|vtt)(?![\w-])")
MEDIA = re.compile("|".join(re.escape(each.media_type) for each in PUBLISHED.values()))

ALLOWED: Mapping[str, str] = {
    "draw/text/typesetter.py": "Typst's name for what it gives",
    "verify/doctor.py": "Typst's name for what it gives",
    "draw/export/svg.py": "the name of an element",
    "draw/fast_manim": "manim's names for what it writes",
    "rendering/request.py": "the names of views, fields of RenderResult",
    "products/lesson_file.py": "the picture that a lesson file may name",
    "diff/report": "pictures of the comparison itself, PNG or JPEG",
    "products/site/watch/server.py": "the media type of the page that it serves",
    "products/notebook/cell.py": "the attribute of a video element",
}
"""Why a name of a format stands in a file or folder outside corrconv/formats."""


def strings(path: Path) -> Iterator[str]:
    """The strings of a source that are not documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def naming(text: str) -> bool:
    return bool(NAMED.search(text) or MEDIA.search(text))


def test_a_format_is_named_in_its_own_module_only() -> None:
    package = REPOSITORY / "corrconv"
    found: set[str] = set()
    for path in package.rglob("*.py"):
        name = path.relative_to(package).as_posix()
        if not name.startswith("formats/") and any(map(naming, strings(path))):
            found |= {next((each for each in ALLOWED if name.startswith(each)), f"stray: {name}")}
    assert found == set(ALLOWED)


@pytest.mark.parametrize("text", ["mp4", ".mp4", "a.poster.png", "x {}.vtt", "video/webm"])
def test_a_name_is_found_where_it_stands(text: str) -> None:
    assert naming(text)
    assert not naming("mp4s" if text == "mp4" else "posters, png_like and gifts")


@pytest.mark.parametrize("form", PUBLISHED.values(), ids=list(PUBLISHED))
def test_a_format_says_what_it_is(form: Format) -> None:
    assert form.suffix.startswith((".", "@"))
    assert form.kind in {"still", "video", "captions", "facts", "page"}
    assert re.fullmatch(r"[a-z]+/[a-z0-9+]+", form.media_type)
    assert form.label
    assert (form.name in FORMATS) == (form.form in {"still", "animation"})
    assert (form.name in FORMATS) == (form.budget is not None)


def test_names_and_suffixes_are_different() -> None:
    assert len({each.suffix for each in PUBLISHED.values()}) == len(PUBLISHED)
    assert all(name == each.name for name, each in PUBLISHED.items())


@pytest.mark.parametrize("form", PUBLISHED.values(), ids=list(PUBLISHED))
def test_what_is_no_file_of_a_format_is_refused(form: Format, tmp_path: Path) -> None:
    path = tmp_path / f"one{form.suffix}"
    for content in (b"", b"\0\xff\n--> <", b"GIF89a" + bytes(60)):
        path.write_bytes(content)
        with pytest.raises(ValueError):
            form.probe(path)


def test_questions_to_all() -> None:
    for name, form in FORMATS.items():
        assert animated([name]) == isinstance(form, AnimationFormat)
        assert captioned([name]) == form.captioned
        assert isinstance(form, StillFormat) or views([name]) == ()
    assert views(["png", "png@2x", "svg", "pdf", "poster", "mp4"]) == ("large", "poster", "svg")


def test_the_registry_needs_no_encoder() -> None:
    """A build in which all is current reads none of them."""
    heavy = "{'av', 'PIL', 'numpy', 'typst'}"
    asked = f"import sys, corrconv.formats.registry; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
    begun = asked.replace("registry;", "registry, corrconv.formats.codec.encoder;")
    done = subprocess.run([sys.executable, "-c", begun], capture_output=True, text=True, check=True)
    assert "av" in done.stdout


def test_every_encoder_is_there_before_a_task_comes() -> None:
    names = {path.stem for path in (REPOSITORY / "corrconv/formats/codec").glob("[a-z]*.py")}
    asked = f"import sys, {', '.join(CODECS)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert len(names) > 3
    assert {f"corrconv.formats.codec.{name}" for name in names} <= set(done.stdout.split())
