"""A record is read only where every byte of it is as it was written."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from corrconv.pipeline.store.plain_data import decode
from corrconv.pipeline.store.record import Record, RecordError, Settings, stored

PROFILE = {"name": "draft", "still_scale": 50.625, "pace": 1.0, "width": 854}
RECORD = Record(
    place="post/draft/light/one",
    figure="ONE",
    title="A “title”, x² / y",
    caption="Two\nlines",
    alt="",
    settings=Settings(lesson="post", theme="light", profile=PROFILE, transparent=False),
    artifacts=(),
    components={"abc": {"file:a.py": "1", "file:b.py": "2"}},
)


def test_a_record_reads_back() -> None:
    content = RECORD.dump()
    assert Record.load(content) == RECORD
    assert Record.load(content).dump() == content


def test_any_change_of_any_byte_is_refused() -> None:
    content = RECORD.dump()
    for place in range(len(content)):
        for bit in range(8):
            flipped = bytearray(content)
            flipped[place] ^= 1 << bit
            with pytest.raises(RecordError):
                Record.load(bytes(flipped))
    for length in range(len(content)):
        with pytest.raises(RecordError):
            Record.load(content[:length])


SAME: dict[str, Callable[[bytes], bytes]] = {
    "another layout": lambda text: json.dumps(json.loads(text)).encode(),
    "another order": lambda text: (json.dumps(dict(reversed(json.loads(text).items())))).encode(),
    "an escaped letter": lambda text: text.replace(b'"alt"', b'"\\u0061lt"'),
    "a value twice": lambda text: text.replace(b'"alt": ""', b'"alt": "",\n  "alt": ""'),
    "a space more": lambda text: text.replace(b'"alt": ""', b'"alt":  ""'),
    "a line more": lambda text: text + b"\n",
    "a key more": lambda text: text.replace(b'{\n "digest"', b'{\n "more": 1,\n "digest"'),
    "another digit": lambda text: text.replace(b'"pace": 1.0', b'"pace": 1.00'),
}


@pytest.mark.parametrize("change", SAME)
def test_a_record_that_says_the_same_in_another_way_is_refused(change: str) -> None:
    content = RECORD.dump()
    changed = SAME[change](content)
    assert changed != content
    assert json.loads(changed)["record"] == json.loads(content)["record"]
    with pytest.raises(RecordError):
        Record.load(changed)


WRONG: dict[str, Any] = {
    "place": 1,
    "artifacts": [{"kind": "still"}],
    "order": {"lesson": "post"},
    "components": {"abc": ["x"]},
    "schema": 3,
    "caption": None,
}


@pytest.mark.parametrize("name", WRONG)
def test_the_place_of_a_wrong_value_is_named(name: str) -> None:
    body = {**json.loads(RECORD.dump())["record"], name: WRONG[name]}
    with pytest.raises(RecordError, match=rf"cannot be read \({name}"):
        Record.load(stored(json.dumps(body, sort_keys=True).encode()))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is no JSON (Input data was truncated)"),
        (b"\xff", "is no JSON (JSON is malformed: invalid character (byte 0))"),
        (b'{"a": ["b"]}', "[...][0]: expected int, got str"),
        (b'{"a": 1}', "[...]: expected array, got int"),
        (b"[]", "expected object, got array"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(ValueError) as error:
        decode(content, dict[str, list[int]])
    assert str(error.value) == sentence
