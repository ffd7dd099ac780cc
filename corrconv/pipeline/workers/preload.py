"""The preload: what a process has imported of the project before it does a task.

A fork server does so once for all its workers. Every module comes from its source as it was then,
and each worker asks whether it still is that: where anything has changed, it reads all of them
again.
"""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

from corrconv.pipeline.cache.sources import leading

NEEDLESS = ("IPython",)
"""What libraries import where it is installed, manim for notebooks: a tenth of its time."""


class SourceReader(SourceFileLoader):
    """Compile a module from its source, whatever byte code there is: that is taken for current by
    time and size. `digest` is of exactly the bytes that were compiled."""

    digest = ""

    def get_code(self, fullname: str) -> CodeType:
        """Return the code of the module's source as it is now."""
        path = self.get_filename(fullname)
        content = self.get_data(path)
        self.digest = sha256(content).hexdigest()
        code: CodeType = self.source_to_code(content, path)
        return code


class SourceFinder(MetaPathFinder):
    """Find the modules of `packages` where Python does, and have their sources read. `absent` are
    those that were looked for and not there."""

    def __init__(self, packages: Iterable[str]) -> None:
        self._packages = frozenset(packages)
        self.absent: set[str] = set()

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where the module is, None also for those of others."""
        if name.partition(".")[0] not in self._packages:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None:
            self.absent.add(name)
        elif isinstance(spec.loader, SourceFileLoader):
            spec.loader = SourceReader(name, spec.loader.path)
            spec.cached = None
        return spec


class Preload:
    """Hold the modules of `packages`, whose sources lie in `root`, for this process and its
    children."""

    def __init__(self, root: Path, packages: Iterable[str]) -> None:
        self._root, self._packages = root, frozenset(packages)
        self._finder = SourceFinder(self._packages)

    def open(self, names: Iterable[str]) -> None:
        """Have sources of the project read as they are from now on, and import the modules called
        `names`. What cannot be imported fails each worker that needs it, not us."""
        sys.dont_write_bytecode = True
        sys.pycache_prefix = str(Path.cwd() / "no-byte-code")
        self._begin()
        try:
            for name in names:
                importlib.import_module(name)
        except BaseException:
            traceback.print_exc()
            self.forget()

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Have sources of the project read as they are for a while, in a process that goes on
        afterwards as it was before."""
        before = sys.path[:], sys.meta_path[:]
        self._begin()
        try:
            yield
        finally:
            self.forget()
            sys.path[:], sys.meta_path[:] = before

    def stands(self) -> bool:
        """Tell whether each module would be found where it was, with the content that it had."""
        importlib.invalidate_caches()
        there = (_found(name) for name in self._finder.absent)
        return not any(there) and all(map(_same, self._names()))

    def forget(self) -> None:
        """Have everything read again when it is next imported."""
        for name in self._names():
            del sys.modules[name]
        self._finder.absent.clear()
        importlib.invalidate_caches()

    def _begin(self) -> None:
        sys.path.insert(0, str(leading(self._root)))
        sys.meta_path.insert(0, self._finder)
        self.forget()

    def _names(self) -> tuple[str, ...]:
        return tuple(name for name in sys.modules if name.partition(".")[0] in self._packages)


def import_libraries(preload: Iterable[str], packages: Iterable[str]) -> None:
    """Import what `preload` names outside of the project's own `packages`."""
    own = frozenset(packages)
    with hidden(NEEDLESS):
        for name in preload:
            if name.partition(".")[0] not in own:
                importlib.import_module(name)


@contextmanager
def hidden(names: Iterable[str]) -> Iterator[None]:
    """Take what is not imported yet of `names` for not installed meanwhile."""
    absent = [name for name in names if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _same(name: str) -> bool:
    spec, loader = _found(name), getattr(sys.modules[name], "__loader__", None)
    if spec is None or not isinstance(loader, SourceReader) or spec.origin != loader.path:
        return False
    try:
        return sha256(loader.get_data(loader.path)).hexdigest() == loader.digest
    except OSError:
        return False


def _found(name: str) -> ModuleSpec | None:
    parent = sys.modules.get(name.rpartition(".")[0])
    return PathFinder.find_spec(name, getattr(parent, "__path__", None))
