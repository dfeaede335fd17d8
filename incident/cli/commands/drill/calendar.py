"""`incident drill calendar`: the year's exercises as a calendar to subscribe to, or one of them as an invitation.

Apart from the plan as it is shown: a file that leaves is read by whoever gets it, so what is secret stays out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

import click

from incident.application.exercises.inviting import sequence_of, uid_of
from incident.cli.arguments import json_output
from incident.cli.commands.drill.programme import Programme, changes_of, departed_words, read_programme, year_option
from incident.cli.nearest import did_you_mean
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.writing import write_file
from incident.domain.exercises.announcing import REMINDERS
from incident.domain.exercises.overdue import Place
from incident.domain.exercises.programme import Notice
from incident.i18n import N_, _
from incident.wording.programme import meeting_words
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row

if TYPE_CHECKING:
    from incident.adapters.calendars.invitations import Invited, Meeting
    from incident.domain.exercises.overdue import Planned

__all__ = ["calendar", "mail_of"]

_SHAPE: Final = (
    "{version, entries: [{key, uid, sequence, first, last, begins, ends, summary, organiser, invited, without_mail, "
    "reminders_seconds}]}"
)


@command("calendar", json_shape=_SHAPE)
@argument("[KEY]", "key", required=False)
@year_option
@option("--no-notice", is_flag=True, help=N_("With what is not announced; only for the trusted."))
@json_output
@option("-o", "--output", metavar="FILE", help=N_("Write it there instead of printing it."))
@pass_session
def calendar(
    session: Session, *, key: str | None, year: int | None, no_notice: bool, as_json: bool, output: str | None
) -> None:
    """Write the calendar; of one exercise, the invitation."""
    programme = read_programme(session, year)
    if no_notice and not programme.plan.is_trusted(session.by):
        raise click.UsageError(_("Only the owner, the approver and the trusted may have what is not announced."))
    rows = list(_rows(programme, key, no_notice=no_notice))
    programme = programme.changed(changes=changes_of(session, programme))
    if programme.departed and key in (None, *programme.departed):
        say(departed_words(programme))
    if as_json:
        print_json({"entries": [_shape(session, row, programme, no_notice=no_notice) for row in rows]})
        return
    text = _written(session, programme, rows, asks=key is not None, no_notice=no_notice)
    if output is None or output == "-":
        print_data(text.rstrip("\r\n"))
        return
    write_file(output, text, "--output")
    say(_("Written to {path}.").format(path=clean_line(output)))


def mail_of(session: Session, person: str) -> Invited | None:
    """The person with their address for mail; None where they have none."""
    from incident.adapters.calendars.enclosing import invited  # here: only a calendar asks

    return invited(session.services.directory, person)


def _rows(programme: Programme, key: str | None, *, no_notice: bool) -> Iterator[Planned]:
    shown = [row for row in programme.rows if no_notice or row.entry.notice is not Notice.NO_NOTICE]
    keys = [row.occurrence.key for row in shown]
    if key is not None and key not in keys:
        said = _("There is no exercise '{key}' in the plan.").format(key=clean_line(key))
        raise click.UsageError(in_a_row(said, did_you_mean(key, keys)))
    yield from (row for row in shown if key in (None, row.occurrence.key))


def _written(session: Session, programme: Programme, rows: Sequence[Planned], *, asks: bool, no_notice: bool) -> str:
    from incident.adapters.calendars.invitations import write_meetings  # here: icalendar, 150 ms

    meetings = [_meeting(session, row, programme, no_notice=no_notice) for row in rows]
    for row, meeting in zip(rows, meetings, strict=True):
        if asks and (meeting.organiser is None or not meeting.invited):
            raise click.UsageError(_no_mail(session, row, meeting))
        if asks and (left := _without_mail(row, meeting, session)):
            names = _(", ").join(session.speech().person(person) for person in left)
            say(_("Without an address for mail, and so not invited by it: {names}.").format(names=names))
    return write_meetings(session.services.workspace.name, meetings, session.now(), asks=asks)


def _no_mail(session: Session, row: Planned, meeting: Meeting) -> str:
    if meeting.organiser is None:
        said = _("{person} sees to it and has no address for mail in people.yaml: nobody could answer.")
        return said.format(person=session.speech().person(row.entry.owner))
    return _("Nobody who is to play has an address for mail in people.yaml.")


def _without_mail(row: Planned, meeting: Meeting, session: Session) -> list[str]:
    invited = {each.mail for each in meeting.invited}
    mails = {person: mail_of(session, person) for person in row.entry.players}
    return [person for person, mail in mails.items() if mail is None or mail.mail not in invited]


def _meeting(session: Session, row: Planned, programme: Programme, *, no_notice: bool) -> Meeting:
    from incident.adapters.calendars.invitations import Meeting  # here: as above

    entry, occurrence, speech = row.entry, row.occurrence, session.speech()
    begins = None if entry.hides_hour and not no_notice else occurrence.begins
    summary, description = meeting_words(entry, occurrence, programme.title(entry.scenario), speech)
    mails = (mail_of(session, person) for person in entry.players)
    return Meeting(
        uid=uid_of(programme.plan.year, occurrence),
        sequence=sequence_of(occurrence, programme.changes, is_timed=begins is not None),
        start=begins or occurrence.window.first,
        end=begins + entry.length if begins else occurrence.window.last,
        summary=summary,
        description=description,
        alarms=() if row.place is Place.HELD else tuple(REMINDERS.values()),
        organiser=mail_of(session, entry.owner),
        invited=tuple(each for each in mails if each is not None),
    )


def _shape(session: Session, row: Planned, programme: Programme, *, no_notice: bool) -> dict[str, object]:
    meeting = _meeting(session, row, programme, no_notice=no_notice)
    start, end = meeting.start, meeting.end
    return {
        "key": row.occurrence.key,
        "uid": meeting.uid,
        "sequence": meeting.sequence,
        "first": str(row.occurrence.window.first),
        "last": str(row.occurrence.window.last),
        "begins": instant(start) if isinstance(start, datetime) else None,
        "ends": instant(end) if isinstance(end, datetime) else None,
        "summary": meeting.summary,
        "organiser": meeting.organiser.mail if meeting.organiser else None,
        "invited": [each.mail for each in meeting.invited],
        "without_mail": _without_mail(row, meeting, session),
        "reminders_seconds": [int(each.total_seconds()) for each in meeting.alarms],
    }
