"""Verification as a request asks for it: the files, and whether they are current."""

from __future__ import annotations

from corrconv.pipeline.plan.plan import Plan
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.plan.selection import Selection
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.record import Record
from corrconv.theme.loader import SHIPPED, shipped
from corrconv.verify.files import Finding, Known, verify
from corrconv.verify.freshness import find_stale, page_is_stale


def verify_request(project: Project, request: BuildRequest) -> Finding:
    """Check what the request names, all that is published where it names nothing; also whether it
    is current."""
    plan = Plan.of(project, request)
    selection = Selection.of(plan, request)
    themes = {theme.name: theme for theme in (*map(shipped, SHIPPED), *plan.themes)}
    joined = {name: load() for name, load in project.joined.items()}
    known = Known(plan.lesson, project.oracle(), themes, joined)
    found = verify(plan.media, known, selection)
    themes = {name: themes[name] for name in selection.themes or themes}
    stale = find_stale(project, plan.media, plan.lesson_path, themes)
    problems = [
        *found.problems,
        *(str(each) for each in stale if _includes(selection, each.record)),
    ]
    if not selection.figures and page_is_stale(project, plan.media):
        problems.append("index.html: is stale: what it lists, its sources or its libraries changed")
    return Finding(found.checked, tuple(problems))


def _includes(selection: Selection, record: Record) -> bool:
    name, profile = record.place.rpartition("/")[2], record.settings.profile_name
    return selection.includes_figure(record.figure, name, profile, record.settings.lesson)
