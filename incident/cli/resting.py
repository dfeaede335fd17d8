"""Work for a person at rest: who rests is said, and only a person's yes gives it to them all the same.

Apart from the rules, which refuse it of a resource: at 3 a.m. nobody else may be there to hold a role or to answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from incident.application.rests import resting_people
from incident.cli.asking import require_consent
from incident.cli.output import say
from incident.domain import commands as c
from incident.domain.decide import decide
from incident.i18n import _
from incident.wording.roles import resting_words

if TYPE_CHECKING:
    from incident.cli.session import Session

__all__ = ["agree_to_wake"]

_Asking: TypeAlias = c.AskQuestion | c.AssignQuestion | c.AskPerson
_Giving: TypeAlias = c.AssignRole | c.OfferHandover | c.FormTeam | c.HandOnCases | c.DeferStep
_Order: TypeAlias = _Asking | _Giving
"""What gives a person something to do."""


def agree_to_wake(session: Session, incident_id: str, order: _Order, command_id: str | None, *, yes: bool) -> None:
    """Say until when the person rests who gets the work, and have it agreed to; nothing of one who does not rest.

    Raises:
        Refused: the rules do not allow the command.
        click.exceptions.Exit: it was not meant, or nobody is there to answer and `yes` was not said.
    """
    if yes or (command_id is not None and session.services.log.command(command_id) is not None):
        return
    incident, now = session.load(incident_id), session.now()
    person = _whom(order)
    until = resting_people(session.services.service, incident.mode, now).get(person) if person else None
    if (
        person is None or until is None or not decide(incident, order, now)
    ):  # nobody is asked about what cannot be, or changes nothing
        return
    is_asked = isinstance(order, _Asking)
    say(resting_words(person, until, session.speech(), is_asked=is_asked))
    if is_asked:
        require_consent(session, _("Ask them all the same?"), _("Nobody was asked."))
    else:
        require_consent(session, _("Give it to them all the same?"), _("Nothing was given."))


def _whom(order: _Order) -> str | None:
    match order:
        case c.OfferHandover() | c.HandOnCases():
            return order.to
        case c.FormTeam():
            return order.lead
        case c.DeferStep():
            return order.until_person
        case _:
            return order.person
