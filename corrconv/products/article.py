"""The article as a project: the one place that knows every package."""

from __future__ import annotations

import sys

from corrconv import catalog
from corrconv.formats.registry import CODECS
from corrconv.pipeline.cache.sources import ROOT
from corrconv.pipeline.hooks import JoinedProduct, Oracle, PageWriter
from corrconv.pipeline.project import IMAGE_FORMATS, Project

LECTURE = "lecture"
"""Stands for the figure in the record of a joined lecture."""

WORKER, PERFORM = "corrconv.pipeline.workers.worker", "corrconv.draw.perform"
"""Modules that run in a worker; they and all that they import belong to every fingerprint."""


def article() -> Project:
    """Return the article's own figures, drawn with manim."""
    return Project(
        root=ROOT,
        packages=("corrconv", "scenes"),
        catalog=catalog.find(),
        find=catalog.find,
        caption=catalog.caption,
        alt=catalog.alt,
        performer=f"{PERFORM}:perform",
        preload=("manim", "av", "typst", *IMAGE_FORMATS, *CODECS, WORKER, PERFORM),
        page=page_writer,
        cards=catalog.title_cards(),
        why_left_out=catalog.why_left_out,
        variant=catalog.variant,
        oracle=_oracle,
        joined={LECTURE: lecture_checks},
        command=(sys.executable, *_program()),
    )


# What follows is imported when it is first needed: a build that has nothing to do should not wait
# for numpy, PyAV and the templates.


def page_writer() -> PageWriter:
    """Return a writer of the page that shows all that is published."""
    from corrconv.products.site.page import HtmlPage

    return HtmlPage()


def lecture_checks() -> JoinedProduct:
    """Return the checks of published lectures."""
    from corrconv.products.lecture.check import outdated, problems

    return JoinedProduct(outdated, problems)


def _oracle() -> Oracle:
    from corrconv.verify.oracle.check_entries import check
    from corrconv.verify.oracle.check_picture import check_picture

    return Oracle(check, check_picture)


def _program() -> tuple[str, ...]:
    """Return what Python runs: the program of a checkout, or what a wheel's own script does."""
    program = ROOT / "render.py"
    if program.is_file():
        return (str(program),)
    return ("-P", "-c", "import sys; from corrconv.cli.main import main; sys.exit(main())")
