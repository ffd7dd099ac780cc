"""The tree keeps the house rules, and each rule is shown to fire."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from tests.house import RULES, Source, sources, violations

ROOT = Path(__file__).resolve().parent.parent
TREE = sources(ROOT)

LONG_FILE = "x = 1\n" * 251
LONG_FUNCTION = "def f():\n" + "    pass\n" * 40

BAD = [
    ("layering", "corrconv/term.py", "import manim"),
    ("layering", "corrconv/term.py", "from manim.utils import color"),
    ("layering", "corrconv/term.py", "import click"),
    ("layering", "corrconv/term.py", "from corrconv import draw"),
    ("layering", "corrconv/term.py", "from corrconv.make import plan"),
    ("layering", "corrconv/__init__.py", "from corrconv.make.notebook.show import show"),
    ("layering", "corrconv/term.py", "def f():\n    import manim"),
    ("layering", "corrconv/__init__.py", "from corrconv.make.plan import plan"),
    ("layering", "corrconv/draw/cell.py", "import click"),
    ("layering", "corrconv/draw/cell.py", "import corrconv.make.plan"),
    ("layering", "corrconv/draw/cell.py", "from scenes.sliding import Sliding"),
    ("layering", "scenes/sliding.py", "from corrconv.make.plan import Plan"),
    ("layering", "scenes/sliding.py", "import typst"),
    ("layering", "corrconv/make/plan.py", "import manim"),
    ("layering", "corrconv/make/plan.py", "def f():\n    import manim"),
    ("layering", "corrconv/make/plan.py", "from corrconv.draw.grid import Grid"),
    ("layering", "corrconv/make/child.py", "import manim"),
    ("layering", "corrconv/make/child.py", "from scenes import sliding"),
    ("layering", "render.py", "import rich"),
    ("layering", "render.py", "from corrconv.make.plan import Plan"),
    ("layering", "corrconv/commands/build.py", "import rich"),
    ("layering", "corrconv/commands/build.py", "from corrconv.draw import grid"),
    ("layering", "corrconv/make/plan.py", "from corrconv.commands.options import media"),
    ("layering", "render.py", "from corrconv.draw import grid"),
    ("layering", "render.py", "import scenes"),
    ("explicit imports", "scenes/sliding.py", "from manim import *"),
    ("explicit imports", "scenes/sliding.py", "from . import other"),
    ("explicit imports", "corrconv/make/plan.py", "__import__('scenes')"),
    ("explicit imports", "scenes/sliding.py", "import importlib\nimportlib.import_module('x')"),
    ("no hidden cycle", "corrconv/term.py", "def f():\n    from corrconv.index import Index"),
    ("no mirror", "scenes/sliding.py", "turned = letters[::-1]"),
    ("no mirror", "scenes/sliding.py", "turned = letters[5::-1]"),
    ("no mirror", "corrconv/term.py", "turned = kernel[::-1, ::-1]"),
    ("no mirror", "corrconv/term.py", "turned = list(reversed(letters))"),
    ("no mirror", "corrconv/term.py", "def f(letters):\n    letters.reverse()"),
    ("no mirror", "corrconv/centred.py", "import numpy\nh = numpy.flip(h)"),
    ("no mirror", "corrconv/draw/cell.py", "def f(mobject):\n    mobject.flip()"),
    ("index arithmetic", "scenes/sliding.py", "col = output.col - image.col"),
    ("index arithmetic", "corrconv/make/verify.py", "col = 2 * output.col + 1"),
    ("index arithmetic", "corrconv/notation.py", "row = -output.row"),
    ("index arithmetic", "corrconv/lesson.py", "index = Index(m + 1, n)"),
    ("colours", "corrconv/draw/cell.py", "red = '#FC6255'"),
    ("colours", "corrconv/draw/cell.py", "red = '#f00'"),
    ("colours", "corrconv/theme.py", "red = '#FC6255'"),
    ("colours", "corrconv/draw/cell.py", "from manim import RED"),
    ("colours", "corrconv/draw/cell.py", "from manim import BLUE_E"),
    ("colours", "corrconv/make/templates/page.css", "body { color: #222; }"),
    ("size", "corrconv/term.py", LONG_FILE),
    ("size", "scenes/sliding.py", LONG_FUNCTION),
    ("no work at import", "corrconv/term.py", "cache = {}"),
    ("no work at import", "corrconv/term.py", "names: list[str] = []"),
    ("no work at import", "corrconv/term.py", "sizes: dict[str, int] = {}"),
    ("no work at import", "corrconv/draw/cell.py", "register(cell)"),
    ("no work at import", "scenes/sliding.py", "config.background_color = ground"),
    ("no work at import", "scenes/sliding.py", "for name in names:\n    pass"),
    ("frozen values", "corrconv/term.py", "@dataclass\nclass Term:\n    pass"),
    ("frozen values", "corrconv/term.py", "@dataclass(slots=True)\nclass Term:\n    pass"),
    ("no branch flag", "corrconv/centred.py", "def apply(image, kernel, flip=False): ..."),
]

GOOD = [
    ("corrconv/term.py", "import json\nimport numpy\nfrom corrconv.index import Index"),
    ("corrconv/term.py", "from __future__ import annotations\n__all__ = ['a']"),
    ("corrconv/term.py", "SIZES: Mapping[str, int] = {'a': 1}\nNAMES = ('a', 'b')"),
    ("corrconv/draw/cell.py", "import manim\nimport typst\nfrom corrconv.theme import Theme"),
    ("scenes/sliding.py", "from manim import Scene\nfrom corrconv.draw.grid import Grid"),
    ("corrconv/make/child.py", "def run():\n    import manim\n    from scenes import sliding"),
    ("corrconv/commands/build.py", "import click\nfrom corrconv.make.plan import Plan"),
    ("corrconv/commands/options.py", "def f():\n    return list(reversed(OPTIONS))"),
    ("corrconv/operation.py", "col = output.col - image.col"),
    ("corrconv/draw/place.py", "y = -index.row * side"),
    ("corrconv/themes/red.toml", "red = '#FC6255'"),
    ("corrconv/notation.py", "text = 'see issue #2'\nescaped = '&#039;'\nindex = Index(-1, 0)"),
    ("corrconv/notation.py", "first = letters[1:]\nevery = letters[::2]"),
    ("corrconv/term.py", "@dataclass(frozen=True, slots=True)\nclass Term:\n    pass"),
    ("scenes/sliding.py", "def f():\n" + "    pass\n" * 39),
]


@pytest.mark.parametrize("source", TREE, ids=lambda source: str(source.path))
def test_the_file_keeps_every_house_rule(source: Source) -> None:
    assert violations(source) == []


@pytest.mark.parametrize(("rule", "path", "text"), BAD)
def test_the_rule_fires_on_a_bad_snippet(rule: str, path: str, text: str) -> None:
    assert list(RULES[rule](Source(PurePosixPath(path), text)))


@pytest.mark.parametrize(("path", "text"), GOOD)
def test_no_rule_fires_on_a_good_snippet(path: str, text: str) -> None:
    assert violations(Source(PurePosixPath(path), text)) == []


def test_every_rule_is_shown_to_fire() -> None:
    assert {rule for rule, _, _ in BAD} == set(RULES)


def test_the_whole_product_is_looked_at() -> None:
    layers = {source.layer for source in TREE}
    product = {
        "corrconv",
        "corrconv.draw",
        "corrconv.make",
        "corrconv.commands",
        "scenes",
        "render",
    }
    assert layers == product
