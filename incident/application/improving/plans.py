"""The actions of all incidents and exercises, what is overdue first.

Apart from one plan: whoever follows up asks for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from incident.application.errors import StorageDamaged, StorageTooNew
from incident.domain.events.improving import ActionPlanned, ActionState
from incident.domain.frozen import Frozen
from incident.domain.improving.plan import Action

if TYPE_CHECKING:
    from incident.application.ports import EventLog
    from incident.application.service import IncidentService
    from incident.domain.incident import Incident

__all__ = ["Planned", "in_order", "late_actions", "planned"]


class Planned(Frozen):
    """An action, and of which incident or exercise."""

    incident: Incident
    action: Action


def planned(service: IncidentService, log: EventLog) -> Iterator[Planned]:
    """Every action there is, of the incidents that can be read; `incident verify` names the others."""
    for incident_id in log.holding(ActionPlanned):
        try:
            incident = service.load(incident_id)
        except (StorageDamaged, StorageTooNew):
            continue  # one that cannot be read must not hide what is overdue in all others
        if incident.improving is not None:
            yield from (Planned(incident=incident, action=each) for each in incident.improving.actions.values())


def late_actions(service: IncidentService, log: EventLog, now: datetime) -> int:
    """How many are overdue."""
    return sum(row.action.is_overdue(now) for row in planned(service, log))


def in_order(rows: Iterator[Planned], now: datetime) -> Sequence[Planned]:
    """What is overdue first, of those the longest; then what is ahead, what waits to be verified, what is settled."""

    def rank(row: Planned) -> tuple[int, datetime, str, int]:
        action = row.action
        place = (
            3 if action.is_settled else 2 if action.state is ActionState.DONE else 0 if action.is_overdue(now) else 1
        )
        return place, action.due_at, row.incident.id, action.seq

    return sorted(rows, key=rank)
