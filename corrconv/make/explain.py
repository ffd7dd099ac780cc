"""Why each job would be rendered."""

from __future__ import annotations

from corrconv.make.build import Need, needs
from corrconv.make.order import Order
from corrconv.make.project import Project


def explanation(project: Project, order: Order) -> str:
    """A line for each job: current, or the reasons to make it."""
    return "\n".join(_line(need) for need in needs(project, order))


def _line(need: Need) -> str:
    if need.state.current:
        return f"{need.job.label}: current"
    return f"{need.job.label}: would be made: {'; '.join(need.state.reasons)}"
