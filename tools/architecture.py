"""Write the generated part of docs/architecture.md from the imports of the sources: `make docs`.

What changes with every commit, such as numbers of lines, is left out, so that the page changes
where the architecture does.
"""

from __future__ import annotations

import sys
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/architecture.md"
BEGIN, END = "<!-- begin: written by `make docs` -->\n", "<!-- end -->\n"


def read(root: Path) -> grimp.ImportGraph:
    """Return the imports of the product in `root`, with the libraries that it uses."""
    sys.path.insert(0, str(root))
    return grimp.build_graph("corrconv", "scenes", include_external_packages=True, cache_dir=None)


def parts(graph: grimp.ImportGraph) -> list[str]:
    """Return the top-level parts of the product: `scenes` and the children of `corrconv`."""
    return sorted({"scenes", *graph.find_children("corrconv")})


def edges(graph: grimp.ImportGraph) -> set[tuple[str, str]]:
    """Return (importer, imported) for the parts that import one another."""
    found = parts(graph)
    return {
        (above, below)
        for above in found
        for below in found
        if above != below and graph.direct_import_exists(
            importer=above, imported=below, as_packages=True
        )
    }  # fmt: skip


def reduced(arrows: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the arrows that no longer way stands for; ValueError where imports go round."""
    reach: dict[str, set[str]] = {}

    def below(part: str, way: tuple[str, ...] = ()) -> set[str]:
        if part in way:
            raise ValueError(f"imports go round: {' > '.join((*way, part))}")
        if part not in reach:
            nexts = {target for start, target in arrows if start == part}
            reach[part] = nexts.union(*(below(each, (*way, part)) for each in nexts))
        return reach[part]

    for start in sorted({start for start, _ in arrows}):
        below(start)
    return {
        (start, target)
        for start, target in arrows
        if not any(target in reach[other] for begin, other in arrows if begin == start
                   if other in reach)
    }  # fmt: skip


def libraries(graph: grimp.ImportGraph, part: str) -> list[str]:
    """Return the libraries besides Python's own that `part` imports."""
    modules = {part, *graph.find_descendants(part)}
    found = set().union(*map(graph.find_modules_directly_imported_by, modules))
    return sorted(
        (name for name in found if graph.is_module_squashed(name)
         and name not in sys.stdlib_module_names and name != "corrconv"), key=str.lower
    )  # fmt: skip


def purpose(root: Path, part: str) -> str:
    """Return the first sentence of the docstring of `part`."""
    stem = root / part.replace(".", "/")
    file = stem / "__init__.py" if stem.is_dir() else stem.with_suffix(".py")
    words = file.read_text(encoding="utf-8").removeprefix('"""').partition('"""')[0]
    return " ".join(words.partition("\n\n")[0].split())


def generated(root: Path, graph: grimp.ImportGraph) -> str:
    """Return the picture of the parts and the table of all packages as Markdown."""
    arrows = sorted(reduced(edges(graph)))
    short = {part: part.removeprefix("corrconv.") for part in parts(graph)}
    lines = ["```mermaid", "flowchart TD"]
    lines += [f"    {short[above]} --> {short[below]}" for above, below in arrows]
    lines += ["    pipeline -. a worker loads .-> draw", "    draw -. loads .-> scenes", "```", ""]
    lines += ["| place | holds | libraries |", "|---|---|---|"]
    for part in parts(graph):
        inner = sorted(each for each in graph.find_descendants(part) if is_package(root, each))
        for each in (part, *inner):
            used = ", ".join(libraries(graph, each)) if each == part else ""
            place = each.replace(".", "/") + ("/" if is_package(root, each) else ".py")
            lines.append(f"| `{place}` | {purpose(root, each)} | {used} |")
    return "\n".join(lines) + "\n"


def is_package(root: Path, name: str) -> bool:
    """Tell whether the module called `name` is a folder."""
    return (root / name.replace(".", "/")).is_dir()


def written(page: str, text: str) -> str:
    """Return `page` with `text` in place of its generated part."""
    before, rest = page.split(BEGIN)
    return before + BEGIN + text + END + rest.split(END)[1]


def main() -> int:
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(written(page, generated(ROOT, read(ROOT))), encoding="utf-8")
    print(PAGE.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
