"""`incident clocks`: everything that runs, the earliest due first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from incident.cli.arguments import incident_id, json_output
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.tables import table
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import Clock, running_clocks
from incident.domain.walking.checklist import build_checklist
from incident.i18n import N_, _
from incident.wording.clocks import clock_name, clock_row
from incident.wording.times import countdown

if TYPE_CHECKING:
    from incident.domain.incident import Incident
    from incident.wording.speech import Speech

__all__ = ["clock_shape", "clocks"]

_SHAPE = (
    "{version, id, clocks: [{id, kind, subject, role, started_at, due_at, overdue, name}], "
    "statutory: [{obligation, recipient, regime, title, phase, status, confidence, unverified, legal_ref, source, "
    "verified_on, state, asks: [{kind, id, question}], started_at, due_at, due_at_first, target_at, filed_at, "
    "filed_again_at, reference, file, file_digest, overdue, contents}]}"
)


@command("clocks", json_shape=_SHAPE)
@incident_id
@option("--detail", is_flag=True, help=N_("Of the law: why then, what the report holds, and what is not switched on."))
@json_output
@pass_session
def clocks(session: Session, *, incident_id: str, detail: bool, as_json: bool) -> None:
    """Print every running clock, then what the law asks for."""
    incident = session.load(incident_id)
    now, speech = session.now(), session.speech()
    running = running_clocks(incident, build_checklist(incident, now), now)
    if as_json:
        shapes = [clock_shape(clock, now, speech) for clock in running]
        print_json({"id": incident.id, "clocks": shapes, "statutory": _statutory_shape(incident, now, speech)})
        return
    if running:
        head = [_("DUE"), _("LEFT"), _("WHO"), _("WHAT")]
        rows = (_row(clock, incident, now, speech) for clock in running)
        print_data("\n".join(table(head, rows, session.width)))
    else:
        say(_("No clock runs."))
    if incident.law.pinned is None and session.services.workspace.names_law:
        from incident.wording.law import lawless_words  # here: it is hoped to be never needed

        say(lawless_words(incident.id))
    if incident.law.pinned is not None:
        from incident.wording.statutory_sheet import statutory_lines  # here: few incidents are held to any law

        print_data("\n".join(statutory_lines(incident, now, speech, session.width, detail=detail)))


def _statutory_shape(incident: Incident, now: datetime, speech: Speech) -> list[dict[str, object]]:
    if incident.law.pinned is None:
        return []
    from incident.cli.commands.clocks.statutory import statutory_shape  # here: as above

    return statutory_shape(incident, now, speech)


def _row(clock: Clock, incident: Incident, now: datetime, speech: Speech) -> list[str]:
    person = clock.person or incident.person_of(clock.role)
    who = speech.role(clock.role) if person is None else speech.person(person)  # both would leave no room for what
    return [
        speech.when(clock.due_at, now),
        countdown(clock.remaining(now)),
        who,
        clock_row(clock, incident, _what(clock, speech)),
    ]


def _what(clock: Clock, speech: Speech) -> str:
    """The name, where the column says already that something is due: a step by its title alone."""
    return speech.step(clock.subject) if clock.kind is ClockKind.STEP else clock_name(clock, speech)


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
