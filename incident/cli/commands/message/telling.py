"""`incident message told`: that people were told by hand, which ends what would have woken them.

Apart from what sends: nothing leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from incident.application.delivery.turns import as_it_goes
from incident.application.messages.by_hand import only_one, owing
from incident.application.messages.people import person_called
from incident.application.messages.reach import wayless
from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.commands.message.strangers import agree_to_stranger
from incident.cli.exits import Exit
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import TellOtherwise
from incident.domain.events import AudienceToldOtherwise
from incident.i18n import N_, _
from incident.wording.escalating import all_told_words, answer_command, ended_words, left_after_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.domain.incident import Incident
    from incident.wording.speech import Speech

__all__ = ["told"]


@command(
    "told",
    help=N_("Say how people were told whom no delivery reached: by phone, in person."),
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("MESSAGE", "message_id")
@argument("HOW")
@option("--whom", metavar="PERSON", multiple=True, help=N_("Who was told, once for each; else whom no way leads to."))
@option(
    "--yes",
    is_flag=True,
    help=N_("Ask nothing: all were told, or those named to whom nothing of it went."),
)
@command_id
@answers_json
@pass_session
def told(
    session: Session,
    *,
    incident_id: str,
    message_id: str,
    how: str,
    whom: tuple[str, ...],
    yes: bool,
    command_id: str | None,
) -> None:
    """Keep the words beside the message, with the names of those who are meant."""
    directory, name = session.services.directory, message_id.upper()
    named = tuple(person_called(directory, each).id for each in whom)
    order = TellOtherwise(by=session.by, message=name, how=how, whom=named)
    if not yes:
        incident, noted = session.load(incident_id), _noted(session, command_id)
        if noted is None:
            _agree(session, incident, order, command_id)
            noted = named or _whom(session, incident, name, command_id)
        order = order.changed(whom=named or noted)
    incident = act(session, incident_id, order, command_id).incident
    say(_("Noted how they were told."))
    _say_what_goes_on(session, incident, order)


def _agree(session: Session, incident: Incident, order: TellOtherwise, command_id: str | None) -> None:
    """Ask about each of those named to whom nothing of it went."""
    rows = [row for row in session.services.outbox.deliveries(incident.id) if row.message == order.message]
    for who in order.whom:
        asked = _("Note all the same that they were told?")
        agree_to_stranger(session, order, who, rows, session.now(command_id), asked=asked)


def _noted(session: Session, command_id: str | None) -> tuple[str, ...] | None:
    """Whom the command of that id named when it was given first, however they were found; None if it never was."""
    record = session.services.log.command(command_id) if command_id else None
    if record is None:
        return None
    entries = session.services.log.read(record.incident_id, record.first_seq - 1)[: record.count]
    return next((entry.event.whom for entry in entries if isinstance(entry.event, AudienceToldOtherwise)), ())


def _say_what_goes_on(session: Session, incident: Incident, order: TellOtherwise) -> None:
    """That an answer is still missing, or who is tried next."""
    incident = as_it_goes(incident, session.services.outbox.deliveries(incident.id))
    message = incident.messages[order.message]
    if order.whom:
        words = left_after_words(incident, message, order.whom, session.now(), session.speech())
    else:
        words = ended_words(incident, message)
    if words:
        say(words)
        say(f"  {answer_command(incident, message)}")


def _whom(session: Session, incident: Incident, message_id: str, command_id: str | None) -> tuple[str, ...]:
    """Who is meant, by id: whom somebody at the terminal names, else those whom no way leads to; () for everybody.

    Nothing is asked where only one person is left.

    Raises:
        click.exceptions.Exit: everybody would be meant, which ends an escalation, and nobody is there to say so.
    """
    message, directory = incident.messages.get(message_id), session.services.directory
    if message is None:
        return ()
    rows = session.services.outbox.deliveries(incident.id)
    people = owing(incident, message, rows, directory)
    if (alone := only_one(incident, message, rows, directory)) is not None:
        return (alone,)
    if session.at_terminal:
        return _picked(people, session.speech()) if people else ()
    mute = {each.id for each in wayless(incident, message, rows, directory)}
    going = as_it_goes(incident, rows)
    asked = all_told_words(going, going.messages[message.id], session.now(command_id), session.speech())
    if not asked or mute.intersection(people):
        return tuple(who for who in people if who in mute)
    say(asked)
    say(_("Nothing was noted. Say --yes if they all were, or --whom for each who was."))
    raise click.exceptions.Exit(Exit.USAGE)


def _picked(people: Sequence[str], speech: Speech) -> tuple[str, ...]:
    """Those of them whose numbers are typed; all of the audience for 0."""
    say(_("Who was told?"))
    say(f"  0  {_('everybody it is for')}")
    for n, who in enumerate(people, start=1):
        say(f"  {n}  {speech.reader(who)}")
    while True:
        typed = str(click.prompt(_("Their numbers, such as 1 or 1 2:"), prompt_suffix=" ", err=True))
        numbers = typed.replace(",", " ").replace("，", " ").split()
        if numbers == ["0"]:
            return ()
        if numbers and all(each.isdecimal() and 0 < int(each) <= len(people) for each in numbers):
            return tuple(dict.fromkeys(people[int(each) - 1] for each in numbers))
        say(_("Numbers from 0 to {most}.").format(most=len(people)))
