"""The layers of the product and what they import, drawn as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from corrconv.theme.loader import shipped
from corrconv.theme.theme import Theme
from tools.graph import LAYERS, Graph, layer_of, ranks

WIDTH, MARGIN, GAP, HEAD, ROW = 860, 70, 64, 34, 22


@dataclass(frozen=True)
class Box:
    """Where a layer is drawn."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


def boxes(graph: Graph, rank: Mapping[str, int]) -> dict[str, Box]:
    """A row for each rank, the highest at the top; in a row the order of LAYERS."""
    found: dict[str, Box] = {}
    y = 24
    for level in sorted(set(rank.values()), reverse=True):
        row = [name for name in LAYERS if rank[name] == level]
        width = (WIDTH - 2 * MARGIN - GAP * (len(row) - 1)) // len(row)
        height = max(HEAD + ROW * len(_texts(graph, name)) + 12 for name in row)
        for place, name in enumerate(row):
            found[name] = Box(MARGIN + place * (width + GAP), y, width, height)
        y += height + GAP
    return found


def _texts(graph: Graph, layer: str) -> list[str]:
    """What stands in a layer's box: its packages, several to a line, then its libraries."""
    parts = [p.removeprefix(layer + ".") for p in graph.packages if layer_of(p) == layer]
    inside = [part for part in parts if part != layer]
    libraries = graph.libraries(layer)
    needed = [each if n else f"needs {each}" for n, each in enumerate(libraries)]
    return [*_wrapped(inside), *_wrapped(needed)]


def _wrapped(words: Sequence[str], longest: int = 38) -> list[str]:
    lines = [""]
    for number, word in enumerate(words):
        item = word + ("," if number < len(words) - 1 else "")
        if lines[-1] and len(lines[-1]) + len(item) + 1 > longest:
            lines.append(item)
        else:
            lines[-1] = f"{lines[-1]} {item}".strip()
    return [line for line in lines if line]


def picture(graph: Graph) -> str:
    """The picture as SVG."""
    edges = graph.edges()
    rank = ranks(edges)
    place = boxes(graph, rank)
    height = max(box.y + box.height for box in place.values()) + 24
    parts = [_head(height)]
    lanes = {"left": 0, "right": 0}
    for (above, below), kind in [
        *((edge, "") for edge in edges),
        *((edge, " dashed") for edge in graph.edges(by_name=True) if edge not in edges),
    ]:
        parts.append(_arrow(place[above], place[below], kind, lanes))
    for name, box in place.items():
        parts.append(_box(box, name, _texts(graph, name)))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _head(height: int) -> str:
    light, dark = shipped("light"), shipped("dark")
    rules = [_style(theme) for theme in (light, dark)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="title">',
            '<title id="title">The layers of corrconv and what they import</title>',
            "<style>text { font-family: 'Fira Sans', system-ui, sans-serif; font-size: 14px; } "
            ".name { font-size: 17px; font-weight: 600; } .box { stroke-width: 2; } "
            ".arrow { fill: none; stroke-width: 2; } .dashed { stroke-dasharray: 6 5; } "
            f"{rules[0]} @media (prefers-color-scheme: dark) {{ {rules[1]} }}</style>",
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="5" '
            'markerHeight="5" orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>',
            f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
        ]
    )


def _style(theme: Theme) -> str:
    rules = (
        ("paper", "fill", "paper"),
        ("box", "fill", "paper"),
        ("box", "stroke", "image_line"),
        ("name", "fill", "ink"),
        ("text", "fill", "muted"),
        ("arrow", "stroke", "muted"),
        ("tip", "fill", "muted"),
    )
    return " ".join(f".{name} {{ {what}: {theme.of(role)}; }}" for name, what, role in rules)


def _arrow(above: Box, below: Box, kind: str, lanes: dict[str, int]) -> str:
    """Straight down or across to a neighbour; along the margin past others."""
    if above.y == below.y:
        leftwards = below.x < above.x
        start, end = (
            (above.x, below.x + below.width) if leftwards else (above.x + above.width, below.x)
        )
        y = above.y + above.height // 2
        way = f"M{start} {y}H{end}"
    elif 0 < below.y - (above.y + above.height) <= GAP:
        narrow = above if above.width < below.width else below
        way = f"M{narrow.middle} {above.y + above.height}V{below.y}"
        if not below.x <= narrow.middle <= below.x + below.width:
            way = f"M{above.middle} {above.y + above.height}L{below.middle} {below.y}"
    else:
        narrow = above if above.width < below.width else below
        side = "left" if narrow.middle < WIDTH // 2 else "right"
        lanes[side] += 1
        away = 18 * lanes[side]
        down = 12 * (lanes[side] - 1)
        if side == "left":
            edges, lane = (above.x, below.x), MARGIN - away
        else:
            edges, lane = (above.x + above.width, below.x + below.width), WIDTH - MARGIN + away
        start_y, end_y = above.y + above.height // 2 + down, below.y + below.height // 2 + down
        way = f"M{edges[0]} {start_y}H{lane}V{end_y}H{edges[1]}"
    return f'<path class="arrow{kind}" d="{way}" marker-end="url(#tip)"/>'


def _box(box: Box, name: str, texts: Sequence[str]) -> str:
    lines = [
        f'<rect class="box" x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"/>',
        f'<text class="name" x="{box.x + 14}" y="{box.y + 26}">{escape(name)}</text>',
    ]
    for number, text in enumerate(texts):
        y = box.y + HEAD + 16 + ROW * number
        lines.append(f'<text class="text" x="{box.x + 14}" y="{y}">{escape(text)}</text>')
    return "\n".join(lines)
