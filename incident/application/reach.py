"""Audiences that no message can reach: found before the night in which one of them has to be told.

Apart from the telling, which asks about one message; this asks about a whole runbook, with every role filled.
"""

from __future__ import annotations

from incident.application.ports import Directory
from incident.domain.outline import Outline

__all__ = ["unreached_audiences"]


def unreached_audiences(outline: Outline, directory: Directory) -> tuple[str, ...]:
    """The ids of the audiences of its steps that nobody can be reached in, even with every role filled."""
    filled = {role: person.id for person in directory.people() for role in person.roles}
    return tuple(name for name in outline.audiences if not directory.audience(name, filled, exercise=False))
