"""Why each job would be rendered."""

from __future__ import annotations

from corrconv.pipeline.build import Need, needs
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.project import Project


def explanation(project: Project, order: BuildRequest) -> str:
    """A line for each job: current, or the reasons to make it."""
    return "\n".join(_line(need) for need in needs(project, order))


def _line(need: Need) -> str:
    if need.state.current:
        return f"{need.job.label}: current"
    return f"{need.job.label}: would be made: {'; '.join(need.state.reasons)}"
