"""`incident clocks`: everything that runs, the earliest due first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from incident.cli.arguments import incident_id, json_output
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command
from incident.cli.tables import table
from incident.domain.checklist import build_checklist
from incident.domain.clocks import Clock, running_clocks
from incident.i18n import _
from incident.wording.clocks import clock_name
from incident.wording.times import countdown

if TYPE_CHECKING:
    from incident.domain.incident import Incident
    from incident.wording.speech import Speech

__all__ = ["clock_shape", "clocks"]

_SHAPE = "{version, id, clocks: [{id, kind, subject, role, started_at, due_at, overdue, name}]}"


@command("clocks", json_shape=_SHAPE)
@incident_id
@json_output
@pass_session
def clocks(session: Session, *, incident_id: str, as_json: bool) -> None:
    """Print every running clock."""
    incident = session.load(incident_id)
    now, speech = session.now(), session.speech()
    running = running_clocks(incident, build_checklist(incident, now), now)
    if as_json:
        print_json({"id": incident.id, "clocks": [clock_shape(clock, now, speech) for clock in running]})
        return
    if not running:
        say(_("No clock runs."))
        return
    head = [_("DUE"), _("LEFT"), _("WHO"), _("WHAT")]
    rows = (_row(clock, incident, now, speech) for clock in running)
    print_data("\n".join(table(head, rows, session.width)))


def _row(clock: Clock, incident: Incident, now: datetime, speech: Speech) -> list[str]:
    person = incident.person_of(clock.role)
    who = speech.role(clock.role)
    if person is not None:
        who = _("{person} ({role})").format(person=speech.person(person), role=who)
    return [speech.when(clock.due_at, now), countdown(clock.remaining(now)), who, clock_name(clock, speech)]


def clock_shape(clock: Clock, now: datetime, speech: Speech) -> dict[str, object]:
    """A clock in JSON."""
    return {
        "id": clock.id,
        "kind": clock.kind.value,
        "subject": clock.subject,
        "role": clock.role,
        "started_at": instant(clock.started_at),
        "due_at": instant(clock.due_at),
        "overdue": clock.is_overdue(now),
        "name": clock_name(clock, speech),
    }
