"""The project's own sources: where they lie and what each imports, found without running any."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).parent.resolve().parents[2]
"""The folder that holds the package `corrconv`."""

STAGE = "corrconv/stage"
"""Where a wheel holds `scenes`: a package called so has no place at the top of somebody's
site-packages. Sources keep the names that they have in a checkout."""

MOST_SOURCES = 4096
"""Files whose imports are remembered."""

_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+[\w.]+[ \t]+import[ \t]*(?:\([^)]*\)|[^\n]*(?:\\\n[^\n]*)*)"
    rb"|import[ \t][^\n]*(?:\\\n[^\n]*)*)",
    re.MULTILINE,
)

_ALIAS = r"[ \t]+as[ \t]+\w+"
_PLAIN = re.compile(
    rf"(?:from[ \t]+(?P<base>\.*[\w.]*)[ \t]+)?import[ \t]*"
    rf"(?P<open>\()?(?P<names>\s*[\w.]+(?:{_ALIAS})?(?:\s*,\s*[\w.]+(?:{_ALIAS})?)*\s*,?\s*)(?(open)\))"
)
"""An import statement without anything odd in it."""

_COMMENT = re.compile("#[^\n]*")


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def folders(root: Path) -> tuple[Path, ...]:
    """Return the folders that sources are named from."""
    stage = root / STAGE
    return (root, stage) if stage.is_dir() else (root,)


def leading(root: Path) -> Path:
    """Return the folder that comes first on a worker's module path. The root of a wheel is on the
    path already; it must not come before the standard library."""
    return folders(root)[-1]


def located(root: Path, name: str) -> Path:
    """Return the path of the source called `name`, such as "scenes/patches.py", whether it is there
    or not."""
    return Path(first(map(str, folders(root)), name) or root / name)


def first(places: Iterable[str], name: str) -> str | None:
    """Return the path of `name` in the first of these folders that has such a file, None where none
    has. Strings, as there are many to ask for: a `Path` is slow to make."""
    return next(filter(os.path.isfile, (f"{place}/{name}" for place in places)), None)


def named(root: Path, file: Path) -> str:
    """Return the name of the source in `file`; ValueError where it is none of the project's."""
    home = os.path.realpath(root).rstrip("/")
    real = f"{os.path.realpath(file.parent)}/{file.name}"  # it may itself be a link into a store
    for folder in (f"{home}/{STAGE}/", f"{home}/"):
        if real.startswith(folder):
            return real.removeprefix(folder)
    raise ValueError(f"{file} is not in {root}")


class Sources:
    """The sources of `packages` in `root`, each read once; `again` sees later changes."""

    def __init__(self, root: Path, packages: Iterable[str]) -> None:
        self._root = root
        self._folders = tuple(map(os.fspath, folders(root)))
        self._packages = frozenset(packages)
        self._names: dict[str, tuple[str, ...]] = {}
        self._digests: dict[str, str] = {}
        self._modules: dict[str, str | None] = {}
        self._closures: dict[tuple[str, ...], Mapping[str, str]] = {}

    def again(self) -> Sources:
        """Return sources that read the files as they are now."""
        return Sources(self._root, self._packages)

    def closure(self, *starts: str) -> Mapping[str, str]:
        """Return the digest by path, relative to the root, of `starts` and of all that they import
        from it."""
        if starts not in self._closures:
            self._closures[starts] = MappingProxyType(self._reached(starts))
        return self._closures[starts]

    def libraries(self, *starts: str) -> frozenset[str]:
        """Return the top-level modules from elsewhere, other than the standard library's, that
        `starts` or anything in their closure imports."""
        found = self.closure(*starts)
        imported = {name.partition(".")[0] for path in found for name in self._names[path]}
        return frozenset(imported - self._packages - sys.stdlib_module_names - {""})

    def _reached(self, starts: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        waiting = sorted(starts)
        while waiting:
            path = waiting.pop()
            if path not in found:
                waiting.extend(self._read(path))
                found[path] = self._digests[path]
        return dict(sorted(found.items()))

    def data(self, folder: str, besides: Iterable[str] = ()) -> dict[str, str]:
        """Return the digest by path of every file of `folder` that is not Python, leaving out the
        folders called `besides` in it."""
        found: dict[str, str] = {}
        for where, inner, names in os.walk(self._root / folder):
            if where == str(self._root / folder):
                inner[:] = set(inner) - set(besides)
            paths = (Path(where, name) for name in names if not name.endswith((".py", ".pyc")))
            found |= {
                path.relative_to(self._root).as_posix(): digest(path.read_bytes())
                for path in paths
                if path.is_file()
            }
        return found

    def has(self, path: str) -> bool:
        """Tell whether there is a source called `path`."""
        return first(self._folders, path) is not None

    def module(self, name: str) -> str | None:
        """Return the path of the module called `name`, None where it is none of the project's."""
        if name.partition(".")[0] not in self._packages:
            return None
        if name not in self._modules:
            self._modules[name] = self._find(name)
        return self._modules[name]

    def _find(self, name: str) -> str | None:
        stem = name.replace(".", "/")
        for path in (f"{stem}.py", f"{stem}/__init__.py"):
            if self.has(path):
                return path
        return None

    def _read(self, path: str) -> Iterator[str]:
        """Read a source, and yield the sources that it imports."""
        if path not in self._digests:
            content = Path(first(self._folders, path) or self._root / path).read_bytes()
            self._digests[path], self._names[path] = digest(content), _modules(path, content)
        yield from filter(None, map(self.module, self._names[path]))


@lru_cache(MOST_SOURCES)
def _modules(path: str, content: bytes) -> tuple[str, ...]:
    """Return every module that the file may import, and the packages that these are in. A file
    that is read again is parsed again only where it has changed."""
    found: dict[str, None] = {}
    for name in (_package(path), *_names(path, content)):
        parts = name.split(".")
        found |= {".".join(parts[:length]): None for length in range(1, len(parts) + 1)}
    return tuple(found)


def _names(path: str, content: bytes) -> Iterator[str]:
    """Yield every module that the file may import; `from a import b` may mean a.b. Only the lines
    that look like an import are read; where one makes no sense alone, the whole file is parsed."""
    try:
        yield from [name for found in _IMPORT.finditer(content) for name in _read(path, found[0])]
    except (SyntaxError, ValueError):
        with suppress(SyntaxError, ValueError):
            yield from _parsed(path, ast.parse(content))


def _read(path: str, statement: bytes) -> Iterator[str]:
    """Yield what an import statement may import. A plain one is not parsed: that takes longer than
    all else that a build with nothing to do does with its sources."""
    text = _COMMENT.sub("", statement.decode()).strip()
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        yield from _parsed(path, ast.parse(text))
        return
    names = [words[0] for words in map(str.split, plain["names"].split(",")) if words]
    if plain["base"] is None:
        yield from names
    else:
        base = _base(path, plain["base"])
        yield base
        yield from (f"{base}.{name}" for name in names)


def _parsed(path: str, tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(path, "." * node.level + (node.module or ""))
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _package(path: str) -> str:
    return path.rpartition("/")[0].replace("/", ".")


def _base(path: str, module: str) -> str:
    """Return the module that `from module import` means in a file: dots stand for packages."""
    name = module.lstrip(".")
    level = len(module) - len(name)
    if not level:
        return name
    parts = _package(path).split(".")
    return ".".join([*parts[: len(parts) - level + 1], *([name] if name else [])])
