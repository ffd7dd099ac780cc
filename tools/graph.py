"""The import graph of the product, read from its sources; nothing is imported."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PURE, DRIVER = "corrconv", "render.py"
LAYERS = (DRIVER, "corrconv.commands", "corrconv.make", "scenes", "corrconv.draw", PURE)
"""From top to bottom; every other package belongs to the one that its name begins with."""


@dataclass(frozen=True)
class Module:
    """One source: its dotted name, its package, what it imports and what it names in strings."""

    name: str
    package: str
    imports: frozenset[str]
    named: frozenset[str]
    doc: str


@dataclass(frozen=True)
class Graph:
    """Every module of the product."""

    modules: tuple[Module, ...]

    @property
    def packages(self) -> dict[str, str]:
        """The first sentence of each package's own words, by name."""
        return {
            each.package: next((m.doc for m in self.modules if m.name == each.package), "")
            for each in sorted(self.modules, key=lambda module: module.package)
        }

    def edges(self, by_name: bool = False) -> dict[tuple[str, str], int]:
        """From layer to layer, how many imports lead there; or how many modules are named there
        in strings, to be loaded later."""
        known = {module.name for module in self.modules} | set(self.packages)
        found: dict[tuple[str, str], int] = {}
        for module in self.modules:
            for other in module.named if by_name else module.imports:
                target = _owner(other, known)
                edge = (layer_of(module.package), layer_of(target)) if target else ("", "")
                if edge[0] != edge[1]:
                    found[edge] = found.get(edge, 0) + 1
        return dict(sorted(found.items()))

    def libraries(self, layer: str) -> list[str]:
        """What the layer imports that is neither the project's nor Python's."""
        tops = {
            name.partition(".")[0]
            for module in self.modules
            if layer_of(module.package) == layer
            for name in module.imports
        }
        return sorted(tops - {"corrconv", "scenes"} - sys.stdlib_module_names, key=str.lower)


def layer_of(package: str) -> str:
    """The layer that a package belongs to."""
    inside = (each for each in LAYERS if package == each or package.startswith(each + "."))
    return max(inside, key=len)


def read(root: Path) -> Graph:
    """The graph of the product in `root`."""
    paths = [root / DRIVER]
    for folder in ("corrconv", "scenes"):
        paths += sorted((root / folder).rglob("*.py"))
    return Graph(tuple(_module(path.relative_to(root), path) for path in paths))


def _module(name: Path, path: Path) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    dotted = ".".join(name.with_suffix("").parts).removesuffix(".__init__")
    package = ".".join(name.parent.parts) or DRIVER
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    strings = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    )
    doc = (ast.get_docstring(tree) or "").partition("\n\n")[0].replace("\n", " ")
    named = frozenset(
        text.partition(":")[0].removesuffix(".py").replace("/", ".")
        for text in strings
        if "." in text or "/" in text
    )
    return Module(dotted, package, frozenset(_imports(tree)), named, doc)


def _imports(tree: ast.Module) -> Iterator[str]:
    """Every import that is carried out; those for the type checker alone are not."""
    idle = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in idle:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{node.module}.{node.names[0].name}"


def _owner(name: str, known: set[str]) -> str:
    """The package of the module that `name` stands for, perhaps with something in it."""
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name if "." in name or name in LAYERS else ""


def ranks(edges: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """How far each layer lies above the lowest one; ValueError where imports go round."""
    found = dict.fromkeys(LAYERS, 0)
    for _ in range(len(LAYERS) + 1):
        before = dict(found)
        for above, below in edges:
            found[above] = max(found[above], found[below] + 1)
        if found == before:
            return found
    raise ValueError("the layers import each other in a circle")
