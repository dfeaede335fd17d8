"""`incident actions remind`: remind owners, and approvers of what is overdue for days, as far as that is due now.

A worker does the same in office hours by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import click

from incident.application.errors import NotFound, StorageDamaged, StorageTooNew
from incident.application.improving.reminding import notice_of, reminders_due
from incident.application.noticing import hand_over, unreached_of
from incident.cli.acting import SENDING, report_sending
from incident.cli.arguments import json_output
from incident.cli.exits import Exit
from incident.cli.output import print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command
from incident.cli.tables import table
from incident.domain.improving.reminding import is_in_hours
from incident.domain.refusals import Refused
from incident.i18n import LANGUAGES, N_, _, speaking
from incident.wording.action_reminders import reminder_words, stage_word

if TYPE_CHECKING:
    from incident.domain.improving.reminding import Reminder

__all__ = ["remind", "remind_in_hours"]

_SHAPE: Final = "{version, told: [{incident, action, stage, record, people, unreached}]}"


@command(
    "remind",
    help=N_("Remind owners of what is due or overdue, and approvers of what is overdue for days; each once."),
    json_shape=_SHAPE,
)
@json_output
@pass_session
def remind(session: Session, *, as_json: bool) -> None:
    """Tell whoever is to be told now, once, and send it."""
    told = list(_told(session))
    if as_json:
        print_json({"told": [_shape(session, *each) for each in told]})
    elif told:
        speech = session.speech()
        rows = (
            [f"{each.incident} {each.action.id}", stage_word(each.stage), _(", ").join(map(speech.person, each.told))]
            for each, _record in told
        )
        print_data("\n".join(table([_("ACTION"), _("WHEN"), _("TOLD")], rows, session.width)))
        if words := _unreached_words(session, [each for each, _record in told]):
            say(words)
    else:
        say(_("Nobody has to be told now."))
    if not report_sending(session.services.dispatcher.drain(SENDING)):
        raise click.exceptions.Exit(Exit.UNDELIVERED)


def remind_in_hours(session: Session) -> str:
    """The same for whoever asks by the clock, while people are at work: whom it could not reach, or ''.

    Who sends is another thread.
    """
    if not is_in_hours(session.now(), ZoneInfo(session.services.workspace.zone)):
        return ""
    return _unreached_words(session, [each for each, _record in _told(session)])


def _told(session: Session) -> Iterator[tuple[Reminder, str]]:
    because = _("The reminder broke off; others go on with it.")
    for due in list(reminders_due(session.services, session.now())):
        try:
            record = hand_over(session.services, notice_of(due), _words(session, due), because)
        except (Refused, NotFound, StorageDamaged, StorageTooNew):
            continue  # of one record; the others are not held back, and the doctor names what nobody was told
        if record:
            yield due, record


def _words(session: Session, due: Reminder) -> Mapping[str, tuple[str, str]]:
    """Title and text in every language, whichever of them is in use here."""
    return {each: _in(each, session, due) for each in LANGUAGES}


def _in(language: str, session: Session, due: Reminder) -> tuple[str, str]:
    with speaking(language):
        return reminder_words(due, session.speech())


def _unreached_words(session: Session, told: Sequence[Reminder]) -> str:
    people = sorted({person for each in told for person in unreached_of(session.services, notice_of(each))})
    names = _(", ").join(session.speech().person(person) for person in people)
    return (
        _("No way leads to {names}: give them one in people.yaml, and tell them.").format(names=names) if names else ""
    )


def _shape(session: Session, due: Reminder, record: str) -> dict[str, object]:
    return {
        "incident": due.incident,
        "action": due.action.id,
        "stage": due.stage.value,
        "record": record,
        "people": list(due.told),
        "unreached": list(unreached_of(session.services, notice_of(due))),
    }
