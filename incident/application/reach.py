"""Audiences that no message can reach: found before the night in which one of them has to be told.

Apart from the telling, which asks about one message; this asks about a whole runbook, with every role filled.
"""

from __future__ import annotations

from incident.application.ports import Directory
from incident.domain.runbook import Bundle

__all__ = ["unreached_audiences"]


def unreached_audiences(bundle: Bundle, directory: Directory) -> tuple[str, ...]:
    """The ids of the audiences of its steps that nobody can be reached in, even with every role filled."""
    filled = {role: person.id for person in directory.people() for role in person.roles}
    told = {step.audience for step in bundle.runbook.steps() if step.audience}
    return tuple(sorted(name for name in told if not directory.audience(name, filled, exercise=False)))
