"""`incident close`: the end, and the head of the record that proves what stood before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.asking import require_consent
from incident.cli.output import print_data, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.domain.commands import CloseIncident
from incident.domain.decide import decide
from incident.domain.incident import Status
from incident.i18n import N_, _, ngettext
from incident.wording.delivery import reached_nobody, untold
from incident.wording.safe import clean_line
from incident.wording.titles import title_of

if TYPE_CHECKING:
    from incident.domain.incident import Incident

__all__ = ["close"]

_MOST_UNTOLD = 10
"""Customers who are named; the refusal counts all of them."""


@command("close", json_shape=ACT_SHAPE)
@incident_id
@because
@option("--with-deadlines", is_flag=True, help=N_("Legal deadlines may stay open: --because says why."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
@command_id
@answers_json
@pass_session
def close(
    session: Session,
    *,
    incident_id: str,
    because: str | None,
    with_deadlines: bool,
    yes: bool,
    command_id: str | None,
) -> None:
    """Ask, close, and print the digest of the last entry."""
    _name_gaps(session, incident_id)
    _name_untold(session, incident_id)
    _warn_of_messages(session, incident_id)
    if with_deadlines and not because:
        raise click.UsageError(_("Say {option} as well.").format(option="--because"))
    order = CloseIncident(by=session.by, because=because or "", with_deadlines=with_deadlines)
    if not yes:
        decide(session.load(incident_id), order, session.now(command_id))  # nobody is asked about what cannot be
        require_consent(session, _question(session, incident_id), _("Nothing was closed."))
    outcome = act(session, incident_id, order, command_id)
    summary = session.services.log.summary(outcome.incident.id)
    print_data(summary.head if summary else "")
    say(_("{incident} is closed. Keep the line above: it is the head of the record.").format(incident=incident_id))
    _say_left(session, outcome.incident)
    say(_("Next: incident review {incident}").format(incident=incident_id))


def _name_gaps(session: Session, incident_id: str) -> None:
    """Say without what it would be closed; an incident that cannot be closed has its refusal."""
    from incident.domain.walking.checklist import build_checklist  # here: both are for this one look
    from incident.wording.gaps import closing_gaps

    incident, now = session.load(incident_id), session.now()
    checklist = build_checklist(incident, now)
    if incident.status is not Status.OPEN:
        return
    speech = session.speech()
    found = reached_nobody(incident, speech) if checklist.open_items else ()
    for sentence in found if checklist.open_items else closing_gaps(incident, checklist, now, speech):
        say(sentence)


def _name_untold(session: Session, incident_id: str) -> None:
    """Say which customers were not told what came of it, as far as everybody may read it."""
    incident = session.load(incident_id)
    if incident.cases is None:
        return
    from incident.application.cases.finding import Asked, list_cases  # here: few incidents have cases
    from incident.wording.case_rows import shown_words

    found = list_cases(incident, session.log, Asked(untold=True), session.now())
    for case in found.cases[:_MOST_UNTOLD]:
        words = found.words.get(case.number)
        said = _("Not told what came of it: {case}, {name} ({contact})")
        say(said.format(case=case.id, name=shown_words(words, "name"), contact=shown_words(words, "contact")))
    if (more := len(found.cases) - _MOST_UNTOLD) > 0:
        said = ngettext(
            "{count} more customer was not told: incident case list {incident} --untold",
            "{count} more customers were not told: incident case list {incident} --untold",
            more,
        )
        say(said.format(count=more, incident=clean_line(incident_id)))


def _warn_of_messages(session: Session, incident_id: str) -> None:
    """Say what did not arrive, as far as anybody knows, before nobody looks any more."""
    rows, incident = session.services.outbox.deliveries(incident_id), session.load(incident_id)
    sentences = untold(rows, incident, session.speech(incident.bundle), session.now())
    for sentence in sentences:
        say(sentence)
    if sentences:
        say(_("See to them first: incident message list {incident}").format(incident=clean_line(incident_id)))


def _say_left(session: Session, incident: Incident) -> None:
    """What the law still waits for, or has not begun to wait for."""
    if incident.law.pinned is None:
        return
    from incident.domain.law.statutory import duties  # here: few incidents are held to any law

    speech = session.speech()
    for duty in duties(incident, session.now()):
        if duty.is_open:
            say(_("Still due: {name}").format(name=speech.obligation(duty.key)))
        elif duty.binds and duty.waits:
            say(_("Not started: {name}").format(name=speech.obligation(duty.key)))


def _question(session: Session, incident_id: str) -> str:
    incident = session.load(incident_id)
    return _("Close {incident} '{title}'?").format(incident=incident.id, title=clean_line(str(title_of(incident))))
