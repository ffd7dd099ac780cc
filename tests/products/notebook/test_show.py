"""`corrconv.show` refuses before it renders; what it renders is in tests/long/notebook."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import corrconv

ROOT = Path(__file__).resolve().parents[3]
WITHOUT = ("numpy", "manim", "IPython", "corrconv.pipeline", "click", "jinja2")


def test_importing_corrconv_loads_none_of_what_show_needs() -> None:
    code = f"import sys, corrconv; print([n for n in {WITHOUT} if n in sys.modules])"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
    asked = code.replace("; print", "; corrconv.show; print")
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "['corrconv.pipeline']"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"figure": "pathces"}, "did you mean patches"),
        ({"figure": "F1*"}, r"'F1\*' is \d+ figures"),
        ({"figure": "image", "animated": True}, "F5 image is a still: there is no animation"),
        ({"figure": "kernel", "format": "gif"}, "unknown format 'gif'"),
        ({"figure": "kernel", "theme": "pink"}, "theme 'pink'|pink"),
        ({"figure": "kernel", "quality": "x"}, "unknown quality 'x'"),
        ({"figure": "kernel", "lesson": "none.toml"}, "none.toml"),
        ({"figure": "sliding-convolution", "kernel": [[1, 2, 3]]}, "it needs numbers"),
        ({"figure": "kernel", "kernel": [[1], [2, 3]]}, "rows of one length"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_one_sentence(
    arguments: dict[str, Any], said: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=said) as raised:
        corrconv.show(**arguments, cache=tmp_path)
    assert "\n" not in str(raised.value)
    assert not list(tmp_path.rglob("*.png"))
