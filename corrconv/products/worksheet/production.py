"""Production of a worksheet's files: everything is set first, then all files appear together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.store.atomic import AtomicFiles, require_writable
from corrconv.pipeline.store.names import inside
from corrconv.pipeline.store.staging import remove_left
from corrconv.products.worksheet.answers import answers_csv, answers_json
from corrconv.products.worksheet.page_data import pages
from corrconv.products.worksheet.request import WorksheetRequest
from corrconv.products.worksheet.typesetting import PageTypesetter

KEY, ANSWERS = "-key", "-answers"
"""How the names of the answer key and of the answers for programs go on."""


def write_worksheet(request: WorksheetRequest) -> tuple[Path, ...]:
    """Write the pages, their key, and the answers as JSON and CSV; return the paths, sorted.

    RequestError, before anything is written, for a folder that cannot be written and for a
    character that the fonts do not have.
    """
    contents = dict(_contents(request))
    require_writable([request.folder])
    remove_left(request.folder)
    batch = AtomicFiles()
    try:
        for name, content in contents.items():
            batch.content(inside(request.folder, name), content)
        batch.commit()
    finally:
        batch.discard()
    return tuple(request.folder / name for name in sorted(contents))


def _contents(request: WorksheetRequest) -> Iterator[tuple[str, bytes]]:
    typesetter = PageTypesetter()
    try:
        typesetter.require_glyphs(request.lesson.title, _elements(request))
    except ValueError as error:
        raise RequestError(f"lesson {request.lesson.name}: {error}") from error
    for key in (False, True):
        found = [page for handout in request.handouts for page in pages(handout, key)]
        stem = request.name + (KEY if key else "")
        for form in request.formats:
            files = typesetter.set(found, request.lesson.title, request.paper, form)
            yield from zip(_names(stem, form, len(files)), files, strict=True)
    stem = request.name + ANSWERS
    yield f"{stem}.json", answers_json(request.lesson.name, request.seed, request.handouts)
    yield f"{stem}.csv", answers_csv(request.handouts)


def _names(stem: str, form: str, count: int) -> list[str]:
    """Return one name, or numbered ones, wide enough to stay in order."""
    if count == 1:
        return [f"{stem}.{form}"]
    width = len(str(count))
    return [f"{stem}-{number:0{width}}.{form}" for number in range(1, count + 1)]


def _elements(request: WorksheetRequest) -> set[str]:
    """Return every letter that a kernel has."""
    return {
        element
        for handout in request.handouts
        for sheet in handout.sheets
        for element in sheet.example.elements.values()
        if isinstance(element, str)
    }
