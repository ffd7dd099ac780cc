"""Lessons made of what a notebook says."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from corrconv.core.index import Index
from corrconv.core.operation import Operation
from corrconv.lesson.lesson import BUILT_IN, load
from corrconv.products.notebook.derived_lesson import cache_folder, derive_lesson

KERNEL = [[1, 2], [3, 4], [5, 6]]
ODD = [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]


def test_without_changes_it_is_the_lesson_itself(tmp_path: Path) -> None:
    assert derive_lesson(None, {"kernel": None}, tmp_path).lesson is None
    assert derive_lesson(str(BUILT_IN), {}, tmp_path).lesson == BUILT_IN
    assert list(tmp_path.iterdir()) == []


def test_a_kernel_alone_makes_a_lesson(tmp_path: Path) -> None:
    made = derive_lesson(None, {"kernel": ODD}, tmp_path)
    assert made.lesson is not None
    lesson = load(made.lesson)
    assert [*lesson.letters.values()] == ["1", "2", "1", "0", "0", "0", "−1", "−2", "−1"]
    assert lesson.name.startswith("notebook-")
    assert lesson.errata == ()
    assert made.media.parent == made.lesson.parent == tmp_path / lesson.name


def test_the_same_values_are_the_same_lesson_and_others_another(tmp_path: Path) -> None:
    first = derive_lesson(None, {"kernel": ODD}, tmp_path)
    assert derive_lesson(None, {"kernel": tuple(ODD)}, tmp_path) == first
    assert derive_lesson(None, {"kernel": ODD, "output": (1, 0)}, tmp_path) != first
    assert derive_lesson(None, {"kernel": ODD[:1]}, tmp_path) != first


def test_an_image_and_an_output_take_the_place_of_the_lessons(tmp_path: Path) -> None:
    changes = {"image": [[1, 2, 3], [4, 5, 6], [7, 8, 9]], "output": (0, 0)}
    lesson = load(derive_lesson(BUILT_IN, changes, tmp_path).lesson)
    assert (lesson.image.columns, lesson.image.rows) == (3, 3)
    assert lesson.worked[Operation.CONVOLUTION] == Index(0, 0)
    assert lesson.letters == load().letters
    assert lesson.name.startswith("post-")


def test_an_output_alone_keeps_the_rest_of_the_lesson(tmp_path: Path) -> None:
    lesson = load(derive_lesson(None, {"output": (-1, 0)}, tmp_path).lesson)
    assert lesson.worked[Operation.CROSS_CORRELATION] == Index(-1, 0)
    assert (lesson.errata, lesson.image) == (load().errata, load().image)


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    """Numbers reach the derived file as decimals, never by way of a float."""
    digits = "-1.00e-2"
    base = tmp_path / "base.toml"
    base.write_text(
        f'name = "base"\ntitle = "One\\nline"\n[kernel]\nvalues = [[0.10, {digits}, "1/9"]]\n'
        "[image]\nvalues = [[1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [1, 2, 3, 4, 5]]\n",
        encoding="utf-8",
    )
    own = load(base)
    derived = derive_lesson(base, {"output": (0, 0)}, tmp_path / "cache").lesson
    assert derived is not None
    text = derived.read_text(encoding="utf-8")
    assert "0.10,\n" in text
    assert "-0.0100,\n" in text
    assert (own.numbers, own.letters) == (load(derived).numbers, load(derived).letters)
    assert own.numbers is not None
    assert Fraction(digits) in own.numbers.kernel.values()


def test_a_picture_comes_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    Image.linear_gradient("L").resize((20, 20)).save("grey.png")
    image = {"picture": "grey.png", "columns": 5}
    lesson = load(derive_lesson(None, {"kernel": ODD, "image": image}, tmp_path / "cache").lesson)
    assert lesson.image.columns == 5
    assert lesson.pixels is not None
    with pytest.raises(ValueError, match=r"none\.png: cannot be read"):
        derive_lesson(None, {"kernel": ODD, "image": {**image, "picture": "none.png"}}, tmp_path)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kernel": KERNEL}, "set origin"),
        ({"kernel": [[1, 2], [3]]}, "kernel must have rows of one length, got 2, 1"),
        ({"kernel": ODD, "output": (50, 50)}, "worked: there is no output"),
        ({"kernel": {"values": ODD, "orign": [0, 0]}}, "orign"),
        ({"kernel": {"letters": [["#read(1)"]]}}, "cannot be set"),
    ],
)
def test_what_makes_no_lesson_is_refused_and_leaves_nothing(
    changes: dict[str, object], said: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=said) as raised:
        derive_lesson(None, changes, tmp_path)
    assert "notebook.toml" not in str(raised.value)
    assert "\n" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_the_cache_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "corrconv" / "notebook"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "corrconv" / "notebook"

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    assert cache_folder().parts[-2:] == ("corrconv", "notebook")
