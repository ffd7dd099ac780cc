"""The catalogue as text."""

from __future__ import annotations

import json

from corrconv.make.project import Project


def listing(project: Project, as_json: bool) -> str:
    """Every figure: its id, name, forms and title."""
    if as_json:
        return json.dumps(
            [
                {
                    "id": figure.id,
                    "name": figure.name,
                    "title": figure.title,
                    "forms": list(figure.forms),
                    "scene": figure.scene,
                    "scene_class": figure.scene_class,
                }
                for figure in project.catalog
            ],
            ensure_ascii=False,
            indent=1,
        )
    rows = [(each.id, each.name, ", ".join(each.forms), each.title) for each in project.catalog]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    )
