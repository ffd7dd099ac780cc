"""The tree keeps the house rules, and each rule is shown to fire."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from tests.house import RULES, Source, sources, violations

ROOT = Path(__file__).resolve().parent.parent
TREE = sources(ROOT)

LONG_FUNCTION = "def f():\n" + "    pass\n" * 40

BAD = [
    ("explicit imports", "scenes/sliding.py", "from manim import *"),
    ("explicit imports", "scenes/sliding.py", "from . import other"),
    ("explicit imports", "corrconv/pipeline/plan/plan.py", "__import__('scenes')"),
    ("explicit imports", "scenes/sliding.py", "import importlib\nimportlib.import_module('x')"),
    ("no hidden cycle", "corrconv/term.py", "def f():\n    from corrconv.core.index import Index"),
    ("no hidden cycle", "corrconv/formats/gif.py", "def f():\n    import corrconv.formats.mp4"),
    ("no mirror", "scenes/sliding.py", "turned = letters[::-1]"),
    ("no mirror", "scenes/sliding.py", "turned = letters[5::-1]"),
    ("no mirror", "corrconv/term.py", "turned = kernel[::-1, ::-1]"),
    ("no mirror", "corrconv/term.py", "turned = list(reversed(letters))"),
    ("no mirror", "corrconv/term.py", "def f(letters):\n    letters.reverse()"),
    ("no mirror", "corrconv/core/array.py", "import numpy\nh = numpy.flip(h)"),
    ("no mirror", "corrconv/draw/cell.py", "def f(mobject):\n    mobject.flip()"),
    ("index arithmetic", "scenes/sliding.py", "col = output.col - image.col"),
    ("index arithmetic", "corrconv/verify/files.py", "col = 2 * output.col + 1"),
    ("index arithmetic", "corrconv/formula/notation.py", "row = -output.row"),
    ("index arithmetic", "corrconv/lesson/lesson.py", "index = Index(m + 1, n)"),
    ("colours", "corrconv/draw/cell.py", "red = '#FC6255'"),
    ("colours", "corrconv/draw/cell.py", "red = '#f00'"),
    ("colours", "corrconv/theme/theme.py", "red = '#FC6255'"),
    ("colours", "corrconv/draw/cell.py", "from manim import RED"),
    ("colours", "corrconv/draw/cell.py", "from manim import BLUE_E"),
    ("colours", "corrconv/pipeline/templates/page.css", "body { color: #222; }"),
    ("size", "scenes/sliding.py", LONG_FUNCTION),
    ("no work at import", "corrconv/term.py", "cache = {}"),
    ("no work at import", "corrconv/term.py", "names: list[str] = []"),
    ("no work at import", "corrconv/term.py", "sizes: dict[str, int] = {}"),
    ("no work at import", "corrconv/draw/cell.py", "register(cell)"),
    ("no work at import", "scenes/sliding.py", "config.background_color = ground"),
    ("no work at import", "scenes/sliding.py", "for name in names:\n    pass"),
    ("frozen values", "corrconv/core/term.py", "@dataclass\nclass Term:\n    pass"),
    ("frozen values", "corrconv/core/term.py", "@dataclass(slots=True)\nclass Term:\n    pass"),
    ("no branch flag", "corrconv/core/array.py", "def apply(image, kernel, flip=False): ..."),
]

GOOD = [
    ("corrconv/term.py", "import json\nimport numpy\nfrom corrconv.core.index import Index"),
    ("corrconv/term.py", "from __future__ import annotations\n__all__ = ['a']"),
    ("corrconv/term.py", "SIZES: Mapping[str, int] = {'a': 1}\nNAMES = ('a', 'b')"),
    ("corrconv/draw/cell.py", "import manim\nimport typst\nfrom corrconv.theme.theme import Theme"),
    ("scenes/sliding.py", "from manim import Scene\nfrom corrconv.draw.shapes.grid import Grid"),
    (
        "corrconv/pipeline/workers/worker.py",
        "def run():\n    import manim\n    from scenes import sliding",
    ),
    ("corrconv/cli/build.py", "import click\nfrom corrconv.pipeline.plan.plan import Plan"),
    ("corrconv/formats/gif.py", "def f():\n    import corrconv.formats.codec.palette"),
    ("corrconv/cli/options.py", "def f():\n    return list(reversed(OPTIONS))"),
    ("corrconv/core/operation.py", "col = output.col - image.col"),
    ("corrconv/draw/layout/place.py", "y = -index.row * side"),
    ("corrconv/theme/data/red.toml", "red = '#FC6255'"),
    (
        "corrconv/formula/notation.py",
        "text = 'see issue #2'\nescaped = '&#039;'\nindex = Index(-1, 0)",
    ),
    ("corrconv/formula/notation.py", "first = letters[1:]\nevery = letters[::2]"),
    ("corrconv/core/term.py", "@dataclass(frozen=True, slots=True)\nclass Term:\n    pass"),
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
    looked_at = {str(source.path) for source in TREE}
    assert {"render.py", "corrconv/core/operation.py", "scenes/reveal.py"} <= looked_at
    assert "corrconv/products/site/templates/page.html.j2" in looked_at
