"""`incident drill remind`: invite people to planned exercises and remind them, as far as that is due now.

Apart from the calendar: what is sent here goes through the outbox, marked, to the targets for exercises alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import click

from incident.application.errors import IncidentError, NotFound, StorageDamaged, StorageTooNew
from incident.application.exercises.announcing import Told, announce
from incident.application.exercises.inviting import meeting_kept
from incident.cli.acting import SENDING, report_sending
from incident.cli.arguments import json_output
from incident.cli.commands.access import say_what_holds_it
from incident.cli.commands.drill.programme import changes_of, departed_words, read_programme, this_year, year_option
from incident.cli.exits import Exit
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command
from incident.cli.tables import table
from incident.domain.exercises.announcing import REMINDERS, Announcement, Stage, announcements
from incident.domain.refusals import Refused
from incident.i18n import LANGUAGES, _, speaking
from incident.wording.announcing import notice_words, stage_word
from incident.wording.programme import meeting_words

if TYPE_CHECKING:
    from incident.cli.commands.drill.programme import Programme
    from incident.wording.speech import Speech

__all__ = ["remind", "tell_of_this_year"]

_SHAPE: Final = "{version, told: [{key, stage, begins, record, people, unreached}]}"


@command("remind", json_shape=_SHAPE)
@year_option
@json_output
@pass_session
def remind(session: Session, *, year: int | None, as_json: bool) -> None:
    """Tell whoever is to be told now, once, and send it."""
    programme = read_programme(session, year)
    if programme.approval is None:
        say(_without_approval(programme))
        raise click.exceptions.Exit(Exit.REFUSED)
    told, left = tell_what_is_due(session, programme)
    if as_json:
        print_json({"told": [_shape(each) for each in told]})
    elif told or not left:
        _print(session, told)
    for words in (*left, *([departed_words(programme)] if programme.departed else [])):
        say(words)
    if any(each.announcement.is_secret for each in told):
        say_what_holds_it(session)
    if not report_sending(session.services.dispatcher.drain(SENDING)):
        raise click.exceptions.Exit(Exit.UNDELIVERED)
    if left:
        raise click.exceptions.Exit(Exit.REFUSED)


def _without_approval(programme: Programme) -> str:
    if programme.is_hidden:
        return _("Only the trusted can tell of a plan with secrets: they alone may read its approval.")
    return _("Nobody is told of a plan that was not approved: incident drill plan approve")


def tell_of_this_year(session: Session) -> Iterator[str]:
    """The same for whoever asks by the clock, of all of the plan: what kept it from telling somebody.

    Nothing where there is no plan, or none that was approved as far as may be known.
    """
    plans = session.wiring.plans(session.options)
    if not plans.has_any():
        return
    for year in sorted({this_year(session), this_year(session, REMINDERS[Stage.WEEK])}):
        with suppress(NotFound):  # it may be the plan of another year
            programme = read_programme(session, year, whole=True)
            if programme.approval is not None:
                yield from tell_what_is_due(session, programme)[1]
            elif programme.is_hidden:
                yield _without_approval(programme)


def tell_what_is_due(session: Session, programme: Programme) -> tuple[Sequence[Told], Sequence[str]]:
    """Hand to the outbox what nobody was told yet; and what is wrong with those that could not be."""
    told, left = [], []
    because = _("The notice broke off; others go on with it.")
    every = list(announcements(programme.plan, programme.rows, programme.approved, session.now()))
    changes = changes_of(session, programme) if every else {}
    for due in every:
        try:
            meeting = _meeting(session, programme.plan.year, due, changes)
            said = announce(session.services, _again(due, changes), _words(session, due), because, meeting)
        except (
            Refused,
            NotFound,
            StorageDamaged,
            StorageTooNew,
        ) as error:  # of one record; the others are not held back
            left.append(_why(due, error, session))
        else:
            told += [said] if said else []
    return told, left


def _again(due: Announcement, changes: Mapping[str, int]) -> Announcement:
    """Told anew, also where it is back at an hour that people were told of before."""
    count = changes.get(due.row.occurrence.key, 0)
    return due.changed(name=f"{due.name}:{count}") if count else due


def _why(due: Announcement, error: Refused | IncidentError, session: Session) -> str:
    from incident.wording.errors import say_error  # here, as below: it is not expected
    from incident.wording.refusals import say_refusal

    words = say_refusal(error, session.speech()) if isinstance(error, Refused) else say_error(error)
    return _("'{key}', {stage}, is not told to all: {words}").format(
        key=due.row.occurrence.key, stage=stage_word(due.stage), words=words
    )


def _words(session: Session, due: Announcement) -> Mapping[str, tuple[str, str]]:
    """Title and text in every language, whichever of them is in use here."""
    scenario = session.wiring.scenarios(session.options).bundle(due.row.entry.scenario)
    return {each: _in(each, session, due, scenario.text("title", each)) for each in LANGUAGES}


def _in(language: str, session: Session, due: Announcement, title: str) -> tuple[str, str]:
    with speaking(language):
        return notice_words(due, title, session.speech())


def _meeting(
    session: Session, year: int, due: Announcement, changes: Mapping[str, int]
) -> Mapping[str, Mapping[str, str]]:
    """What stands in the readers' calendars, in every language."""
    row = due.row
    title = session.wiring.scenarios(session.options).bundle(row.entry.scenario)
    meeting = {}
    for each in LANGUAGES:
        with speaking(each):
            words = meeting_words(row.entry, row.occurrence, title.text("title", each), session.speech())
        meeting[each] = meeting_kept(due, year, changes, *words)
    return meeting


def _print(session: Session, told: Sequence[Told]) -> None:
    if not told:
        say(_("Nobody has to be told now."))
        return
    head, speech = [_("EXERCISE"), _("WHEN"), _("TOLD")], session.speech()
    print_data("\n".join(table(head, (_row(each, speech) for each in told), session.width)))
    for words in _unreached(session, told):
        say(words)


def _row(each: Told, speech: Speech) -> list[str]:
    due = each.announcement
    persons = _(", ").join(speech.person(person) for person in due.told)
    return [due.row.occurrence.key, stage_word(due.stage), persons]


def _unreached(session: Session, told: Sequence[Told]) -> Iterator[str]:
    people = sorted({person for each in told for person in each.unreached})
    if people:
        names = _(", ").join(session.speech().person(person) for person in people)
        yield _("No way for exercises leads to {names}: give them one in people.yaml, and tell them.").format(
            names=names
        )


def _shape(each: Told) -> dict[str, object]:
    due = each.announcement
    return {
        "key": due.row.occurrence.key,
        "stage": due.stage.value,
        "begins": instant(due.begins),
        "record": each.record,
        "people": list(due.told),
        "unreached": list(each.unreached),
    }
