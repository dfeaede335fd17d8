"""`incident message leave-out` and `let-in`: who is not told, on purpose, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.errors import NotFound
from incident.application.messages.people import person_called
from incident.application.messages.reach import beside
from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import LeaveOut, LetIn
from incident.domain.events import IncidentMode
from incident.domain.messages.message import LeftOut
from incident.i18n import N_, _
from incident.wording.leaving_out import who_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.application.ports import Recipient

__all__ = ["leave_out", "let_in"]

because = option("--because", "--reason", "because", required=True, metavar="WORDS", help=N_("Why, for the record."))


@command(
    "leave-out",
    help=N_("Decide that an audience, or one recipient in it, is not told; who decided and why is kept."),
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("AUDIENCE")
@argument("WHO", required=False)
@because
@command_id
@answers_json
@pass_session
def leave_out(
    session: Session, *, incident_id: str, audience: str, who: str | None, because: str, command_id: str | None
) -> None:
    """Keep them from what is sent from now on."""
    meant = _meant(session, incident_id, audience, who)
    order = LeaveOut(by=session.by, audience=audience, who=meant, because=because)
    outcome = act(session, incident_id, order, command_id)
    decision = outcome.incident.left_out.get((audience, meant))
    if decision is not None:
        say(_("Not told from now on, on purpose: {who}.").format(who=_who(session, decision)))
        _say_beside(session, incident_id, audience, meant)


@command("let-in", help=N_("Take such a decision back: they are told from now on."), json_shape=ACT_SHAPE)
@incident_id
@argument("AUDIENCE")
@argument("WHO", required=False)
@because
@command_id
@answers_json
@pass_session
def let_in(
    session: Session, *, incident_id: str, audience: str, who: str | None, because: str, command_id: str | None
) -> None:
    """Tell them again; what was sent meanwhile is not sent after them."""
    known = session.load(incident_id).left_out
    meant = _meant(session, incident_id, audience, who)
    act(session, incident_id, LetIn(by=session.by, audience=audience, who=meant, because=because), command_id)
    decision = known.get((audience, meant))
    if decision is not None:
        words = _("Told again from now on: {who}. What was sent meanwhile is not sent after them.")
        say(words.format(who=_who(session, decision)))


def _say_beside(session: Session, incident_id: str, audience: str, meant: str) -> None:
    people = beside(_told(session, incident_id, audience), meant)
    if people:
        words = _("Reached at the same place, so not told either: {people}. Tell them another way.")
        say(words.format(people=_(", ").join(map(session.speech().person, people))))


def _told(session: Session, incident_id: str, audience: str) -> Sequence[Recipient]:
    incident, directory = session.load(incident_id), session.services.directory
    is_exercise = incident.mode is IncidentMode.EXERCISE
    return directory.audience(audience, incident.roles, exercise=is_exercise, at=session.now())


def _who(session: Session, decision: LeftOut) -> str:
    return who_words(decision, session.speech())


def _meant(session: Session, incident_id: str, audience: str, who: str | None) -> str:
    """A person's id, or the name of a channel of the audience; '' for all of it.

    Raises:
        NotFound: nobody is called so, or several of the audience are; `known` lists who would be told now.
    """
    if who is None:
        return ""
    incident, directory = session.load(incident_id), session.services.directory
    told = _told(session, incident_id, audience)
    typed = who.casefold()
    known = tuple(dict.fromkeys(f"{each.person or each.name}  {each.name}" for each in told))
    meant = {each.person or each.name for each in told if typed == (each.person or each.name).casefold()}
    meant = meant or {each.person or each.name for each in told if typed == each.name.casefold()}
    if len(meant) > 1:
        raise NotFound(kind="person", name=who, several=True, known=known)
    if meant:
        return meant.pop()
    if any(typed == name.casefold() for of, name in incident.left_out if of == audience):
        return who
    try:
        return person_called(directory, who).id
    except NotFound as error:
        if error.fields.get("several") == str(True):
            raise
        raise NotFound(kind="person", name=who, near=error.fields.get("near", ""), known=known) from error
