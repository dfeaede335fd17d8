"""What the rules of the report and of the improvement plan ask of the steps that a command names."""

from __future__ import annotations

from collections.abc import Iterable

from incident.domain.incident import Incident
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused

__all__ = ["require_steps"]


def require_steps(incident: Incident, steps: Iterable[str]) -> None:
    """Refuse a step that the runbook does not have."""
    for step in steps:
        if incident.bundle is not None and incident.runbook.step(step) is None:
            near = nearest(step, (each.id for each in incident.runbook.steps()))
            raise Refused(Refusal.STEP_UNKNOWN, step=step, near=near)
