"""Which entry of the year's plan an exercise answers, kept with it so that its report can say on which rule it rests.

Apart from the agenda, which says what is left to hold: a plan that is missing or wrong stops no exercise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from incident.application.errors import DocumentError
from incident.application.exercises.agenda import standing_of
from incident.application.exercises.approving import approvals
from incident.domain.content import FreeText
from incident.domain.events import ExercisePrepared
from incident.domain.events.exercising import Notice, Programmed
from incident.domain.exercises.overdue import answered_by

if TYPE_CHECKING:
    from incident.application.services import Services
    from incident.domain.events import Recorded
    from incident.domain.exercises.overdue import Planned

__all__ = ["invited_to", "programmed_as"]


def programmed_as(services: Services, scenario: str) -> Programmed | None:
    """As far as whoever begins it may know of the plan; None for what nobody planned."""
    plans = services.plans()
    if not plans.has_any():
        return None
    today = services.clock.now().astimezone(ZoneInfo(services.workspace.zone)).date()
    try:
        rows = standing_of(services, plans)
    except DocumentError:  # 'incident drill plan check' names it
        return None
    row = answered_by(rows or (), scenario, today)
    return _kept(row) if row else None


def invited_to(services: Services, entries: Sequence[Recorded]) -> tuple[str, ...] | None:
    """Whom the plan named as players for it, as it was last approved before play; None where no such plan is kept."""
    prepared = next((each for each in entries if isinstance(each.event, ExercisePrepared)), None)
    if prepared is None or not isinstance(prepared.event, ExercisePrepared) or prepared.event.programmed is None:
        return None
    key, plans = prepared.event.programmed.key, services.plans()
    for approval in approvals(services.service, services.log):
        plan = plans.as_approved(approval.data) if approval.data and approval.at <= prepared.occurred_at else None
        for entry, occurrence in plan.occurrences() if plan and plan.approver == approval.by else ():
            if occurrence.key == key:
                return entry.players
    return None


def _kept(row: Planned) -> Programmed:
    entry = row.entry
    tells = bool(entry.purpose) and entry.notice is not Notice.NO_NOTICE
    return Programmed(
        key=row.occurrence.key,
        kind=entry.kind,
        form=entry.form,
        basis=entry.basis,
        notice=entry.notice,
        cites=FreeText(entry.cites),
        purpose=FreeText(entry.purpose) if tells else None,
    )
