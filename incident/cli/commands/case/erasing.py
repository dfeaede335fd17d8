"""`incident case erase`: asks for the end of one customer's words; another who is shown the contact confirms it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.evidence.authors import told_by
from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.commands.case.acting import cases
from incident.cli.commands.case.chosen import numbers_of
from incident.cli.commands.erase.in_two_steps import (
    because_that_stays,
    say_owed,
    say_that_it_stays,
    say_what_else_goes,
)
from incident.cli.output import print_data, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command
from incident.domain.commands import ProposeErasure
from incident.domain.erasers import settlers
from incident.i18n import N_, _
from incident.wording.evidence import settled_words

if TYPE_CHECKING:
    from incident.domain.evidence import Erasure
    from incident.domain.incident import Incident

__all__ = ["erase"]


@command(
    "erase",
    help=N_("Propose to destroy the words of a customer's cases; another who is shown the contact confirms."),
    json_shape=ACT_SHAPE,
)
@incident_id
@cases
@because_that_stays
@command_id
@answers_json
@pass_session
def erase(
    session: Session, *, incident_id: str, typed: tuple[range, ...], because: str | None, command_id: str | None
) -> None:
    """Say what the case still owes, and who may confirm; the words of every other customer stay."""
    numbers = numbers_of(typed)
    order = ProposeErasure(by=session.by, entries=(), because=because or "", cases=numbers)
    incident = act(session, incident_id, order, command_id).incident
    asked = [each for each in incident.evidence.erasures.values() if set(numbers) & set(each.cases)][-1]
    print_data(f"{incident.id} {asked.id}")
    if asked.settled_at is not None:  # the command came again, and somebody has answered it meanwhile
        say(settled_words(asked, session.speech(incident.bundle)))
        return
    say_owed(session, incident, asked)
    say_what_else_goes(session, incident, asked)
    say(_confirming(session, incident, asked))
    say_that_it_stays(asked.because)


def _confirming(session: Session, incident: Incident, asked: Erasure) -> str:
    """Who may confirm it, and how; who might be let, where nobody may."""
    speech, roles = session.speech(incident.bundle), session.services.directory.case_policy().shown_to
    people = settlers(incident, asked, told_by(session.services.directory))
    said = _("Proposed, not erased yet. {people} can confirm it: incident erase {incident} --confirm {erasure}")
    if not people:
        said = _(
            "Proposed, not erased yet. Nobody else is shown this contact: "
            "whoever is given one of these roles ({roles}) can confirm it: "
            "incident erase {incident} --confirm {erasure}"
        )
    return said.format(
        people=_(", ").join(map(speech.person, people)),
        roles=_(", ").join(map(speech.role, roles)),
        incident=incident.id,
        erasure=asked.id,
    )
