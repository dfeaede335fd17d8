"""Looks for the exercise or incident that shows that an action holds, and orders that it be written down.

Apart from the rule, which knows one incident: what shows it stands in the log of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.commands import VerifyAction
from incident.domain.improving.verifying import is_rehearsal, is_unended, shown_by

if TYPE_CHECKING:
    from incident.application.ports import EventLog
    from incident.application.service import IncidentService
    from incident.domain.incident import Incident

__all__ = ["order_to_verify"]


def order_to_verify(
    service: IncidentService, log: EventLog, incident: Incident, name: str, by: str, *, seen_in: str = ""
) -> VerifyAction:
    """The order, with the first later record that shows it, or with that one; without any where none does.

    Raises:
        NotFound: there is no such incident as `seen_in`.
    """
    nothing = VerifyAction(by=by, action=name, incident=seen_in)
    action = incident.improving.actions.get(name) if incident.improving else None
    if action is None or incident.bundle is None:
        return nothing
    rehearsed = unended = ""
    others = [seen_in] if seen_in else [row.incident_id for row in log.summaries(open_only=False)]
    for later in sorted((service.load(each) for each in others), key=lambda each: (each.declared_at, each.id)):
        shown = shown_by(action, incident.runbook.id, later, log.read(later.id)) if later.id != incident.id else ()
        if not shown:
            continue
        if is_rehearsal(later):
            rehearsed = rehearsed or later.id
        elif is_unended(later):
            unended = unended or later.id
        else:
            return nothing.changed(incident=later.id, began_at=later.declared_at, evidence=shown)
    return nothing.changed(rehearsed="" if unended else rehearsed, unended=unended)
