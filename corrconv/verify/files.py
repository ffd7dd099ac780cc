"""Verification: what is published, read again from the files and compared with what is known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from itertools import zip_longest
from pathlib import Path
from typing import Any

from corrconv.formats.budget import over
from corrconv.formats.gif_probe import read_loop
from corrconv.formats.mp4_probe import read_reel
from corrconv.formats.pdf import read_size
from corrconv.formats.png import read_still, unlike
from corrconv.formats.svg import Claim, claimed, read_vector
from corrconv.formats.webm_probe import read_film
from corrconv.lesson.lesson import Lesson, load, shipped_lessons
from corrconv.pipeline.hooks import JoinedProduct, Oracle
from corrconv.pipeline.plan.selection import Selection
from corrconv.pipeline.store import manifest
from corrconv.pipeline.store.artifact import Artifact
from corrconv.pipeline.store.store import Store
from corrconv.theme.theme import Theme

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """What the published files are compared with; `joined` are the checks of joined products."""

    lesson: Lesson
    oracle: Oracle
    themes: Mapping[str, Theme]
    joined: Mapping[str, JoinedProduct] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """`checked` counts files; `problems` are sentences that name the figure or the file."""

    checked: int
    problems: tuple[str, ...]


def verify(media: Path, known: Known, selection: Selection) -> Finding:
    """Check the manifest, and every file that it lists and that is meant."""
    store = Store(media)
    content = store.read_bytes(store.manifest)
    if content is None:
        return Finding(0, (f"{store.manifest}: is missing; nothing has been built here",))
    try:
        body = manifest.load(content)
    except ValueError as error:
        return Finding(0, (f"{store.manifest}: {error}",))
    entries = [entry for entry in body["artifacts"] if selection.includes(entry)]
    problems = [
        *_absent(selection, entries),
        *_without_facts(entries, known),
        *(text for entry in entries for text in _problems(media, entry, known)),
    ]
    return Finding(len(entries), tuple(problems))


def _absent(selection: Selection, entries: Sequence[Entry]) -> Iterator[str]:
    formats = selection.formats
    there = {entry["figure"] for entry in entries if not formats or entry["format"] in formats}
    for figure in sorted(set(selection.figures) - there):
        yield f"{figure}: is not published"
    if not entries:
        yield "nothing is published that was asked for"


def _without_facts(entries: Iterable[Entry], known: Known) -> Iterator[str]:
    places: dict[tuple[str, str, str, str], set[str]] = {}
    for entry in entries:
        if entry["kind"] != "page" and entry["figure"] not in known.joined:
            place = (entry["figure"], entry["lesson"], entry["profile"], entry["theme"])
            places.setdefault(place, set()).add(entry["kind"])
    for place in sorted(places):
        if "facts" not in places[place]:
            yield f"{' '.join(place)}: has no facts"


def _problems(media: Path, entry: Entry, known: Known) -> Iterator[str]:
    """What is wrong with one file; its content is looked at only where it is what was listed."""
    name = f"{entry['figure']} {entry['path']}" if entry["figure"] else str(entry["path"])
    try:
        artifact = Artifact.read({each.name: entry[each.name] for each in fields(Artifact)})
        fault = artifact.fault(media)
        heavy = over(artifact)
        found = (fault,) if fault else (*([heavy] if heavy else []), *_content(media, entry, known))
    except (ValueError, KeyError, OSError, SyntaxError) as error:
        found = (str(error),)
    for problem in found:
        yield f"{name}: {problem}"


def _content(media: Path, entry: Entry, known: Known) -> Iterator[str]:
    joined = known.joined.get(entry["figure"])
    if joined is None:
        yield from _CONTENT[entry["format"]](media, entry, known)
        return
    if entry["format"] == "mp4":
        yield from _video(media, entry, known)
    yield from joined.problems(media, entry)


def _still(media: Path, entry: Entry, known: Known) -> Iterator[str]:
    still = read_still(media / entry["path"])
    height, width = still.shape[:2]
    yield from _differences(entry, {"width": width, "height": height})
    facts = (media / entry["path"]).with_suffix(".facts.json")
    if facts.is_file():
        shown = json.loads(facts.read_text(encoding="utf-8"))
        if theme := known.themes.get(entry["theme"]):
            yield from known.oracle.picture(shown, still, theme)


def _large(media: Path, entry: Entry, known: Known) -> Iterator[str]:
    """It is the still in twice the pixels each way."""
    path = media / entry["path"]
    large = read_still(path)
    height, width = large.shape[:2]
    yield from _differences(entry, {"width": width, "height": height})
    still = path.with_name(path.name.replace("@2x.png", ".png"))
    if still.is_file() and (fault := unlike(read_still(still), large)):
        yield fault


def _poster(media: Path, entry: Entry, known: Known) -> Iterator[str]:
    height, width = read_still(media / entry["path"]).shape[:2]
    yield from _differences(entry, {"width": width, "height": height})


def _document(media: Path, entry: Entry, known: Known) -> Iterator[str]:
    width, height = (round(side) for side in read_size(media / entry["path"]))
    yield from _differences(entry, {"width": width, "height": height})


def _video(media: Path, entry: Entry, known: Known) -> Iterator[str]:
    read = read_reel if entry["format"] == "mp4" else read_film
    reel, _ = read(media / entry["path"])
    met = {"width": reel.width, "height": reel.height, "frames": reel.frames, "fps": reel.fps}
    yield from _differences(entry, met)
    if abs(reel.seconds - entry["seconds"]) > 1 / reel.fps:
        yield f"lasts {reel.seconds} s, wanted {entry['seconds']}"


def _drawing(media: Path, entry: Entry, known: Known) -> Iterator[str]:
    """Its groups say what the facts say, which are proved."""
    path = media / entry["path"]
    vector = read_vector(path)
    yield from _differences(entry, {"width": vector.width, "height": vector.height})
    if vector.description != entry["alt"]:
        yield "its description is not the alternative text"
    facts = path.with_suffix(".facts.json")
    if facts.is_file():
        shown = claimed(json.loads(facts.read_text(encoding="utf-8")))
        for met, wanted in zip_longest(vector.claims, shown):
            if met != wanted:
                yield f"shows {_told(met)}, the facts {_told(wanted)}"


def _told(claim: Claim | None) -> str:
    if claim is None:
        return "nothing"
    role, index, grid, text = claim
    return f"{grid or role} {list(index) if index else ''}: {text!r}"


def _loop(media: Path, entry: Entry, known: Known) -> Iterator[str]:
    loop, _ = read_loop(media / entry["path"])
    yield from _differences(entry, asdict(loop))


def _captions(media: Path, entry: Entry, known: Known) -> Iterator[str]:
    if not (media / entry["path"]).read_text(encoding="utf-8").startswith("WEBVTT\n"):
        yield "is no WebVTT"


def _facts(media: Path, entry: Entry, known: Known) -> Iterator[str]:
    facts = json.loads((media / entry["path"]).read_text(encoding="utf-8"))
    if facts["lesson"] != entry["lesson"]:
        yield f"is about lesson {facts['lesson']}, wanted {entry['lesson']}"
    elif facts["figure"] != Path(entry["path"]).name.removesuffix(".facts.json"):
        yield f"is about figure {facts['figure']}"
    elif (lesson := _called(facts["lesson"], known)) is None:
        yield f"lesson {facts['lesson']} is not at hand: name its file with --lesson"
    elif entry["theme"] not in known.themes:
        yield f"theme {entry['theme']} is not at hand: name its file with --theme"
    else:
        yield from known.oracle.facts(facts, lesson)


def _called(name: str, known: Known) -> Lesson | None:
    """The lesson at hand that has this name: the one that was asked for, or one that is shipped."""
    if name == known.lesson.name:
        return known.lesson
    return load(Path(name)) if name in shipped_lessons() else None


def _page(media: Path, entry: Entry, known: Known) -> Iterator[str]:
    if b"</html>" not in (media / entry["path"]).read_bytes():
        yield "is no page"


def _differences(entry: Entry, met: dict[str, Any]) -> Iterator[str]:
    for name, value in met.items():
        if value != entry[name]:
            yield f"{name} is {value}, wanted {entry[name]}"


_CONTENT: Mapping[str, Callable[[Path, Entry, Known], Iterator[str]]] = {
    "png": _still,
    "png@2x": _large,
    "poster": _poster,
    "svg": _drawing,
    "pdf": _document,
    "mp4": _video,
    "webm": _video,
    "gif": _loop,
    "vtt": _captions,
    "json": _facts,
    "html": _page,
}
