"""Results as Markdown, and their place in the README beside this file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from benchmarks.repetitions import Row

BEGIN, END = "<!-- results -->", "<!-- end of results -->"
TITLES: Mapping[str, str] = {
    "stills": "Stills",
    "videos": "Animations",
    "builds": "Builds",
    "memory": "Memory",
}


def markdown(result: Mapping[str, Any]) -> str:
    """All parts of a result."""
    machine = ", ".join(f"{name} {value}" for name, value in result["machine"].items())
    texts = [f"Measured on: {machine}."]
    for name, part in result["parts"].items():
        rows = [Row(**{**row, "values": tuple(row["values"])}) for row in part["rows"]]
        texts += [f"## {TITLES[name]}", _about(part), table(rows)]
    return "\n\n".join(texts) + "\n"


def table(rows: Iterable[Row]) -> str:
    """One part: the median of each quantity and its spread, against what is wanted."""
    return "\n".join(["| what | median | spread | wanted |", "|---|---|---|---|", *_lines(rows)])


def placed(text: str, results: str) -> str:
    """`text` with the results between its two marks; ValueError where they are not there."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no place for results: wanted {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{results}\n{END}{after}"


def _about(part: Mapping[str, Any]) -> str:
    return (
        f"{part['date']}, commit {part['commit']}, {part['runs']} repetitions, load before "
        f"{part['load']}; quality -q {part['quality']}; {', '.join(part['figures'])}."
    )


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        low, high = (f"{value:.{row.digits}f}" for value in (row.low, row.high))
        spread = f"{low} – {high}" if len(row.values) > 1 else ""
        yield f"| {row.what} | {row.median:.{row.digits}f} {row.unit} | {spread} | {_wanted(row)} |"


def _wanted(row: Row) -> str:
    if row.met is None:
        return ""
    sign, value = ("≥", row.at_least) if row.at_least is not None else ("≤", row.at_most)
    return f"{sign} {value:g}: {'yes' if row.met else '**no**'}"
