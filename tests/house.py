"""The house rules that a program can check, one function per rule, over the text of a file.

A rule takes a `Source` and yields (line, what is wrong). `RULES` holds all of them by name;
`violations` runs them over one file, `sources` finds the files of the product.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

LINES_OF_A_FUNCTION = 40

PURE = tuple(
    f"corrconv/{name}"
    for name in ("core", "figures", "formula", "learning", "lesson", "rendering", "theme")
)

WORKERS = {f"corrconv/pipeline/workers/{name}.py" for name in ("child", "executor", "worker")}
LOADERS = {
    "corrconv/draw/perform.py",  # imports the scene that a request names
    "corrconv/draw/scene.py",  # asks the catalogue where manim's own command renders a scene
    "corrconv/figures/registry.py",  # finds the families of figures
    "corrconv/cli/commands.py",  # imports a command when it is called
    "corrconv/pipeline/workers/preload.py",  # imports what the workers of a project share
}
WITHOUT_NUMPY = {"corrconv/__init__.py", "corrconv/products/article.py"}  # import it when asked

INDEX_ARITHMETIC = {
    "corrconv/core/index.py",
    "corrconv/core/operation.py",
    "corrconv/core/array.py",  # numpy's [row, column]
    "corrconv/draw/layout/place.py",  # the screen's y
}
CODECS = "corrconv.formats.codec."
READ_ONLY = {"Collection", "Mapping", "Sequence"}
COLOURS = "corrconv/theme/data"  # the folder of the themes that ship
MIRRORS = {"flip", "fliplr", "flipud", "reverse", "reversed", "rot90"}
FLAGS = {"flip", "flipped", "mirrored", "reverse", "reversed"}

HEX = re.compile(r"(?<![\w&])#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b")
MANIM_COLOUR = re.compile(
    r"(PURE_|DARK_|LIGHT_)?"
    r"(BLACK|BLUE|BROWN|GOLD|GR[AE]Y|GREEN|MAROON|ORANGE|PINK|PURPLE|RED|TEAL|WHITE|YELLOW)"
    r"(_[A-E])?"
)

Finding = tuple[int, str]


@dataclass(frozen=True)
class Source:
    """One file of the project: its path from the root and its text."""

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text if self.path.suffix == ".py" else "")

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All nodes of the tree, walked once for all rules."""
        return list(ast.walk(self.tree))

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """All imports of the file, found once for all rules."""
        return tuple(imports(self))


def in_package(source: Source, package: str) -> bool:
    """Tell whether the file stands in `package`, such as "corrconv/core", or below it."""
    return PurePosixPath(package) in source.path.parents


def sources(root: Path) -> list[Source]:
    """Every text file that the product consists of."""
    found = [root / "render.py"]
    for folder in ("corrconv", "scenes"):
        found += (root / folder).rglob("*")
    return [
        Source(PurePosixPath(path.relative_to(root).as_posix()), path.read_text(encoding="utf-8"))
        for path in sorted(found)
        if path.is_file() and path.suffix in {".py", ".toml", ".html", ".css", ".js", ".j2"}
    ]


def violations(source: Source) -> list[str]:
    """What the file does against the rules, as `path:line: rule: what`."""
    return [
        f"{source.path}:{line}: {name}: {what}"
        for name, rule in RULES.items()
        for line, what in rule(source)
    ]


@dataclass(frozen=True)
class Import:
    """One imported module, and whether the import stands in a function."""

    module: str
    line: int
    deferred: bool


def imports(source: Source) -> Iterator[Import]:
    """Every import of the file; `from package import module` counts as both."""
    inside = {
        id(node)
        for function in ast.walk(source.tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
    }
    for node in source.nodes:
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [f"{node.module or ''}.{alias.name}" for alias in node.names]
        else:
            continue
        for module in modules:
            yield Import(module, node.lineno, id(node) in inside)


def explicit_imports(source: Source) -> Iterator[Finding]:
    """No star imports, no relative ones, none by name but where scenes are loaded."""
    for node in source.nodes:
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield node.lineno, "star import"
        if isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, "relative import"
        by_name = isinstance(node, ast.Call) and name_of(node.func) in {
            "__import__",
            "import_module",
        }
        if by_name and str(source.path) not in WORKERS | LOADERS | WITHOUT_NUMPY:
            yield node.lineno, "import by name"


def no_hidden_cycle(source: Source) -> Iterator[Finding]:
    """No import of the project inside a function, but in a worker and the driver, and of codecs,
    whose libraries only those need who read or write a file."""
    if in_package(source, "corrconv/cli") or str(source.path) in WORKERS | WITHOUT_NUMPY:
        return
    for item in source.imports:
        ours = item.module.split(".")[0] in {"corrconv", "scenes"}
        if item.deferred and ours and not item.module.startswith(CODECS):
            yield item.line, f"{item.module} imported in a function"


def name_of(node: ast.expr) -> str:
    """The last part of a dotted name, empty for other expressions."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def no_mirror(source: Source) -> Iterator[Finding]:
    """Flip by operation: nothing is reversed or mirrored to make a picture right."""
    if in_package(source, "corrconv/cli"):
        return
    for node in source.nodes:
        if isinstance(node, ast.Slice) and is_negative(node.step):
            yield node.lower.lineno if node.lower else node.step.lineno, "slice with negative step"
        if isinstance(node, ast.Call) and name_of(node.func) in MIRRORS:
            yield node.lineno, f"{name_of(node.func)}()"


def is_negative(node: ast.expr | None) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)


def index_arithmetic(source: Source) -> Iterator[Finding]:
    """Components of an index are added and negated in operation.py and its three equals only."""
    if str(source.path) in INDEX_ARITHMETIC:
        return
    for node in source.nodes:
        match node:
            case ast.BinOp(op=ast.Add() | ast.Sub()) if has_component(node):
                yield node.lineno, f"arithmetic on a component: {ast.unparse(node)}"
            case ast.UnaryOp(op=ast.USub()) if has_component(node):
                yield node.lineno, f"negated component: {ast.unparse(node)}"
            case ast.Call() if name_of(node.func) == "Index" and computes(node):
                yield node.lineno, f"computed index: {ast.unparse(node)}"


def has_component(node: ast.expr) -> bool:
    """Is it `.col` or `.row`, perhaps within arithmetic?"""
    if isinstance(node, ast.BinOp):
        return has_component(node.left) or has_component(node.right)
    if isinstance(node, ast.UnaryOp):
        return has_component(node.operand)
    return isinstance(node, ast.Attribute) and node.attr in {"col", "row"}


def computes(call: ast.Call) -> bool:
    """Is an argument of the call an arithmetic expression?"""
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(isinstance(argument, ast.BinOp) for argument in arguments)


def colours(source: Source) -> Iterator[Finding]:
    """Colours by role: neither hex codes nor manim's colour names outside the theme."""
    if str(source.path.parent) == COLOURS:
        return
    for number, line in enumerate(source.text.splitlines(), 1):
        for match in HEX.finditer(line):
            yield number, f"colour {match.group()}"
    for item in source.imports:
        package, _, name = item.module.rpartition(".")
        if package.startswith("manim") and MANIM_COLOUR.fullmatch(name):
            yield item.line, f"manim's {name}"


def size(source: Source) -> Iterator[Finding]:
    """A function fits on a screen."""
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LINES_OF_A_FUNCTION:
                yield node.lineno, f"{node.name} has {lines} lines, {LINES_OF_A_FUNCTION} at most"


def no_work_at_import(source: Source) -> Iterator[Finding]:
    """No module-level mutable state, no work at import."""
    for node in source.tree.body:
        if isinstance(node, ast.For | ast.While | ast.With | ast.AugAssign | ast.Delete):
            yield node.lineno, "a statement that runs at import"
        if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant):
            yield node.lineno, "a call at import"
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(not isinstance(target, ast.Name | ast.Tuple) for target in targets):
            yield node.lineno, "another module's state set at import"
        mutable = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
        if isinstance(node.value, mutable) and not is_constant(node, name_of(targets[0])):
            yield node.lineno, f"mutable module state: {name_of(targets[0])}"


def is_constant(node: ast.Assign | ast.AnnAssign, name: str) -> bool:
    """Is it read only, by a type that has no way to change it?"""
    kind = node.annotation if isinstance(node, ast.AnnAssign) else None
    if isinstance(kind, ast.Subscript):
        kind = kind.value
    return name == "__all__" or (kind is not None and name_of(kind) in READ_ONLY)


def frozen_values(source: Source) -> Iterator[Finding]:
    """A dataclass of the pure packages is frozen."""
    if not any(in_package(source, package) for package in PURE):
        return
    for node in source.nodes:
        if not isinstance(node, ast.ClassDef):
            continue
        for decorator in node.decorator_list:
            if "dataclass" in ast.unparse(decorator) and "frozen=True" not in ast.unparse(
                decorator
            ):
                yield node.lineno, f"{node.name} is not frozen"


def no_branch_flag(source: Source) -> Iterator[Finding]:
    """Pass an Operation, never a flag that picks a branch of the mathematics."""
    for node in source.nodes:
        if isinstance(node, ast.arg) and node.arg in FLAGS:
            yield node.lineno, f"parameter {node.arg}"


RULES: dict[str, Callable[[Source], Iterator[Finding]]] = {
    "explicit imports": explicit_imports,
    "no hidden cycle": no_hidden_cycle,
    "no mirror": no_mirror,
    "index arithmetic": index_arithmetic,
    "colours": colours,
    "size": size,
    "no work at import": no_work_at_import,
    "frozen values": frozen_values,
    "no branch flag": no_branch_flag,
}
