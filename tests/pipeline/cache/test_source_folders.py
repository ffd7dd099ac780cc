"""Sources keep their names, in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrconv.pipeline.cache.sources import STAGE, Sources, folders, leading, located, named

SCENE = "from corrconv.kit import draw\nimport scenes.other\n"
TEXTS = {
    "corrconv/__init__.py": "",
    "corrconv/kit.py": "draw = print\n",
    "scenes/__init__.py": "",
    "scenes/one.py": SCENE,
    "scenes/other.py": "",
}


def lay(root: Path, scenes: str) -> Path:
    for name, text in TEXTS.items():
        path = root / (f"{scenes}/{name}" if name.startswith("scenes/") else name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return lay(tmp_path / "checkout", ".")


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    return lay(tmp_path / "site-packages", STAGE)


def test_both_have_the_same_sources_by_name(checkout: Path, wheel: Path) -> None:
    found = [
        Sources(root, ("corrconv", "scenes")).closure("scenes/one.py") for root in (checkout, wheel)
    ]
    assert found[0] == found[1]
    assert set(found[0]) == set(TEXTS)
    (wheel / STAGE / "scenes/other.py").write_text("x = 1\n")
    assert Sources(wheel, ("corrconv", "scenes")).closure("scenes/one.py") != found[0]


def test_workers_look_first_where_the_scenes_are(checkout: Path, wheel: Path) -> None:
    assert folders(checkout) == (checkout,)
    assert leading(checkout) == checkout
    assert folders(wheel) == (wheel, wheel / STAGE)
    assert leading(wheel) == wheel / STAGE


def test_a_source_is_named_as_in_a_checkout(checkout: Path, wheel: Path, tmp_path: Path) -> None:
    for root in (checkout, wheel):
        for name in TEXTS:
            assert located(root, name).is_file()
            assert named(root, located(root, name)) == name
        assert located(root, "scenes/none.py") == root / "scenes/none.py"
    with pytest.raises(ValueError, match="elsewhere"):
        named(checkout, tmp_path / "elsewhere.py")
    assert named(Path("/"), tmp_path / "one.py") == str(tmp_path / "one.py").removeprefix("/")


def test_links_on_the_way_change_no_name(wheel: Path, tmp_path: Path) -> None:
    """As where an installer links files into its store, or an environment is reached by a link."""
    link = tmp_path / "link"
    link.symlink_to(wheel)
    source = wheel / "corrconv/kit.py"
    source.rename(tmp_path / "stored")
    source.symlink_to(tmp_path / "stored")
    assert named(wheel, link / "corrconv/kit.py") == "corrconv/kit.py"
    assert named(link, wheel / "corrconv/kit.py") == "corrconv/kit.py"
