"""`incident message leave-out` and `let-in`: who is not told, on purpose, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from incident.application.errors import NotFound
from incident.application.messages.people import person_called
from incident.application.messages.reach import belonging
from incident.application.messages.shared import beside
from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.exits import Exit
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import LeaveOut, LetIn
from incident.domain.events import IncidentMode
from incident.domain.messages.message import LeftOut
from incident.i18n import N_, _
from incident.wording.leaving_out import beside_words, who_words

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
@option("--yes", is_flag=True, help=N_("Decide it of somebody too who does not belong to the audience now."))
@command_id
@answers_json
@pass_session
def leave_out(
    session: Session,
    *,
    incident_id: str,
    audience: str,
    who: str | None,
    because: str,
    yes: bool,
    command_id: str | None,
) -> None:
    """Keep them from what is sent from now on."""
    meant = _meant(session, incident_id, audience, who)
    if meant and not yes and audience in _audiences(session, incident_id):
        _agree_to_stranger(session, incident_id, audience, meant)
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


def _agree_to_stranger(session: Session, incident_id: str, audience: str, meant: str) -> None:
    """Ask before the record says of somebody that they were kept from what never was for them.

    Raises:
        click.exceptions.Exit: it was not meant, or nobody is there to answer.
    """
    incident, speech = session.load(incident_id), session.speech()
    told = _told(session, incident_id, audience)
    members = belonging(incident, session.services.directory, audience, session.now())
    if meant in members or (audience, meant) in incident.left_out:
        return
    words = _("{person} does not belong to '{audience}' now, and is told nothing with it. Told are: {names}.")
    names = _(", ").join(dict.fromkeys(speech.recipient(each.name) for each in told)) or _("nobody")
    say(words.format(person=speech.reader(meant), audience=speech.audience(audience), names=names))
    if not session.at_terminal:
        say(_("Nothing was decided. Say --yes to decide it all the same, for when they join it by rota or role."))
        raise click.exceptions.Exit(Exit.USAGE)
    if not click.confirm(_("Decide it all the same, for when they join it by rota or role?"), err=True):
        say(_("Nothing was decided."))
        raise click.exceptions.Exit(Exit.REFUSED)


def _audiences(session: Session, incident_id: str) -> set[str]:
    bundle = session.load(incident_id).bundle
    return {step.audience for step in bundle.runbook.steps() if step.audience} if bundle else set()


def _say_beside(session: Session, incident_id: str, audience: str, meant: str) -> None:
    incident, directory = session.load(incident_id), session.services.directory
    if words := beside_words(beside(incident, directory, audience, meant, session.now()), session.speech()):
        say(words)


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
