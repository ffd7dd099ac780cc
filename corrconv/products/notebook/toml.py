"""Writing TOML: what `tomllib` reads, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any


def dump(document: Mapping[str, Any]) -> str:
    """The document, one line for each of its keys; TypeError for what TOML does not have."""
    return "".join(f"{_key(key)} = {value(each)}\n" for key, each in document.items())


def value(found: object) -> str:
    """One value in a line: strings, numbers, booleans, and lists and tables of them."""
    if isinstance(found, str):
        return _text(found)
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, int | float | Decimal):
        return str(found)
    if isinstance(found, Mapping):
        inner = ", ".join(f"{_key(key)} = {value(each)}" for key, each in found.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(found, list | tuple):
        return f"[{', '.join(value(each) for each in found)}]"
    raise TypeError(f"TOML has no {type(found).__name__}")


def _key(text: str) -> str:
    bare = text.replace("-", "").replace("_", "")
    return text if bare.isascii() and bare.isalnum() else _text(text)


def _text(text: str) -> str:
    """A basic string; JSON's differs in DEL alone, which TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
