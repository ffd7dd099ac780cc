"""Write docs/architecture.md and its picture from the imports of the sources: `make docs`.

What changes with every commit, such as numbers of lines, is left out, so that the page changes
where the architecture does.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.diagram import picture  # noqa: E402
from tools.graph import LAYERS, Graph, layer_of, read  # noqa: E402

PAGE, PICTURE = "docs/architecture.md", "docs/pictures/architecture.svg"


def page(graph: Graph) -> str:
    """The page as Markdown."""
    lines = [
        "# Architecture",
        "",
        "Written by `make docs` from the imports of the sources; a test fails where it is not "
        "what they say.",
        "",
        "![The layers from render.py at the top to the pure part of corrconv at the bottom, with "
        f"an arrow for what each imports]({PICTURE.removeprefix('docs/')})",
        "",
        "A solid arrow is an import. A dashed one is a name in a string, which is imported later: "
        "a worker loads the studio, and the studio loads the scene that the catalogue names. "
        "No arrow points up but those.",
        "",
        "| package | what it is | layer | libraries of the layer |",
        "|---|---|---|---|",
    ]
    shown: set[str] = set()
    order = sorted(graph.packages, key=lambda name: (LAYERS.index(layer_of(name)), name))
    for package in order:
        layer = layer_of(package)
        own = ", ".join(graph.libraries(layer)) or "none" if layer not in shown else ""
        shown.add(layer)
        doc = graph.packages[package] or next(m.doc for m in graph.modules if m.package == package)
        lines.append(f"| `{package}` | {doc} | `{layer}` | {own} |")
    return "\n".join(lines) + "\n"


def written(root: Path) -> dict[str, str]:
    """Text by path of what the sources in `root` come to."""
    graph = read(root)
    return {PAGE: page(graph), PICTURE: picture(graph)}


def main() -> int:
    for path, text in written(ROOT).items():
        (ROOT / path).write_text(text, encoding="utf-8")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
