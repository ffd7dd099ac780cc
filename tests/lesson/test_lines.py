"""Each key of a TOML document is found on its line.

In the documents below every number is the line that it stands on, so that tomllib, which knows
nothing of lines, says where each key must be found.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrconv.lesson import lines
from corrconv.lesson.lesson import load
from corrconv.lesson.lines import line_of
from corrconv.lesson.reader import LessonError

STRINGS = r"""first = 1
basic = QQQ
[decoy]
first = 0 # no comment
an escaped \QQQ and two quotes before the end QQQQQ
literal = '''
[[decoy]]
a quote'', a backslash \'''
one = "[{ # \" ] = 0"
two = 'x = [' # ends after the backslash
after = 11
empty = [ "", '', QQQQQQ, '''''' ]
line = 13
""".replace("Q", '"')

KEYS = r"""bare-key_1 = 1
"quoted = key" = 2
'literal.key' = 3
"esc\"aped\u0041" = 4
dotted.one = 5
dotted . "two.parts" . 'three' = 6
1234 = 7
'' = 8
  indented = 9
[ table . "a ] b" ] # [comment]
first = 11
inner.deep = 12
[table."a # b"]
first = 14
"""

ARRAYS = """numbers = [
  2, # ] a comment with brackets [ {
  3, ] # 0
nested = [[4, 4], [
  5],
  # [
  [7,
  8],
]
dates = [1979-05-27 07:32:00, 1979-05-27T07:32:00Z]
inline = { one = 11, two.three = 11, "f}our" = [ 11, { five = 11 } ] }
list = [ { a = 12 }, { a = 12, b = 12 },
  { a = 13, b = 13 } ]
last = 14
"""

TABLES = """[[forms]]
source = 2
[forms.names]
output = 4
[[forms.parts]]
here = 6
[[forms.parts]]
here = 8
[[forms]]
source = 10
[[forms.parts]]
here = 12
[forms.parts.inner]
there = 14
[other]
forms = 16
"""

EMPTY = "# only a comment\n\n\n  # another\nkey = 5"

DOCUMENTS = {
    "strings": STRINGS,
    "keys": KEYS,
    "arrays": ARRAYS,
    "tables": TABLES,
    "comments": EMPTY,
}


def leaves(value: object, path: lines.Path = ()) -> Iterator[tuple[lines.Path, int]]:
    """Yield every number of a document with the keys that lead there."""
    if type(value) is int:
        yield path, value
    elif isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in pairs:
            yield from leaves(each, (*path, key))


def misplaced(text: str) -> list[tuple[lines.Path, int, int]]:
    """Return the numbers that are found on another line than their own."""
    found = list(leaves(tomllib.loads(text)))
    assert found
    return [
        (path, line, line_of(text, path)) for path, line in found if line_of(text, path) != line
    ]


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_key_is_found_on_its_line(kind: str) -> None:
    assert misplaced(DOCUMENTS[kind]) == []


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_line_more_is_noticed(kind: str) -> None:
    """The partner that fails: all numbers are one line off."""
    text = "\n" + DOCUMENTS[kind]
    assert len(misplaced(text)) == len(list(leaves(tomllib.loads(text))))


@pytest.mark.parametrize(("kind", "count"), [("strings", 3), ("keys", 12), ("arrays", 17)])
def test_no_key_of_a_document_is_passed_over(kind: str, count: int) -> None:
    assert len(list(leaves(tomllib.loads(DOCUMENTS[kind])))) == count


def test_what_is_written_nowhere_is_found_at_the_nearest_table() -> None:
    assert line_of(TABLES, ("forms", 1, "parts", 0, "absent")) == 11
    assert line_of(TABLES, ("forms", 0, "names", "absent")) == 3
    assert line_of(TABLES, ("absent",)) == 1
    assert line_of("", ("absent",)) == 1


def test_lines_end_as_tomllib_ends_them() -> None:
    """A form feed or a line separator in a string or comment ends no line."""
    assert misplaced("a = '\u2028\u0085' # \u2028\nb = 2\r\nc = 3\r\n") == []


VALUES = st.sampled_from(
    [
        '"""\n[decoy]\nx = 0\n"""', "'''\n]}\n'''", '"# ["', "'{'", "[\n'x', # ]\n[[1.5]]\n]",
        "{ a = '}', b.c = [\n] }", "1979-05-27 07:32:00", "true", "-inf",
    ]
)  # fmt: skip


@given(st.lists(VALUES, max_size=8), st.lists(st.sampled_from(["", "# [x]\n", "\n"]), max_size=8))
def test_whatever_stands_before_a_key_it_is_found(values: list[str], gaps: list[str]) -> None:
    text = ""
    for place, value in enumerate(values):
        text += f"{gaps[place] if place < len(gaps) else ''}before{place} = {value}\n"
    text += f"key = {text.count(chr(10)) + 1}\n"
    assert misplaced(text + f"[table]\nkey = {text.count(chr(10)) + 2}\n") == []


def test_an_error_after_a_multi_line_string_names_its_own_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = 'name = "mine"\ntitle = """\\\n  [kernel]\n  values = 1\n  """\n[kernel]\nvalues = 7\n'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LessonError, match=re.escape("mine.toml:7: kernel: values: wanted rows")):
        load(path)
