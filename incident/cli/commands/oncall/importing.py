"""`incident oncall import`: stand-ins and days off from a calendar that others keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import click

from incident.application.errors import NotFound
from incident.cli.arguments import json_output
from incident.cli.commands.oncall.asked import asked_rotas, days_option
from incident.cli.exits import Exit
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.writing import about_to_write
from incident.domain.duties.rota import CalendarEntered, CalendarSays, Override, Rota
from incident.domain.nearest import nearest
from incident.i18n import N_, _
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row

if TYPE_CHECKING:
    from incident.adapters.calendars.ics import Entry, Said
    from incident.application.ports import Directory

__all__ = ["import_calendar"]

_SHAPE = (
    "{version, path, calendar, replaced, other_calendars: [name],"
    " stand_ins: [{person, rota, layer, from, until}], days_off: [day], left_out: [summary]}"
)
_LONGEST_NAME: Final = 200
_MOST_BYTES: Final = 5_000_000
_DAY: Final = timedelta(days=1)


@command("import", json_shape=_SHAPE)
@argument("FILE")
@option("--rota", "rota_id", metavar="ROTA", help=N_("Entries name who stands in, in this rota."))
@option("--layer", metavar="LAYER", help=N_("In whose place; without it, of whoever would be woken first."))
@option("--holidays", is_flag=True, help=N_("Entries of whole days are days off, in every rota."))
@option("--calendar", metavar="NAME", help=N_("What the calendar is called; else its own name, or the file's."))
@days_option(366)
@option("--skip", is_flag=True, help=N_("Leave out what cannot be understood, and enter the rest."))
@json_output
@pass_session
def import_calendar(
    session: Session,
    *,
    file: str,
    rota_id: str | None,
    layer: str | None,
    holidays: bool,
    calendar: str | None,
    days: int,
    skip: bool,
    as_json: bool,
) -> None:
    """Enter what lies ahead into overrides.yaml, in the place of all that the same calendar said there before.

    `-` in the place of FILE takes what is piped in; name it then with --calendar, unless it has a name of its own.
    """
    if holidays is (rota_id is not None):
        raise click.UsageError(_("Say either --rota ROTA or --holidays."))
    rota = None if holidays else _rota(session, rota_id, layer)
    read = _read(session, file, days)
    says, unclear = _said(session.services.directory, _name(calendar, read, file), read, rota, layer)
    _say_left_out(read, unclear, holidays=holidays)
    left_out = [*read.wrong, *read.too_often, *unclear]
    if left_out and not skip:
        say(_("Nothing was entered. --skip leaves these out."))
        raise click.exceptions.Exit(Exit.REFUSED)
    with about_to_write(str(Path(session.services.workspace.root) / "overrides.yaml"), "--workspace"):
        entered = session.wiring.import_overrides(says, session.options)
    _say_unfit(session.services.directory, says, rota)
    if as_json:
        print_json(_shape(entered, says, left_out))
        return
    print_data(clean_line(entered.path))
    _say_entered(entered, says, len(left_out))


def _name(given: str | None, read: Said, file: str) -> str:
    """What tells the calendar from others."""
    names = (clean_line(each).strip() for each in (given or "", read.name, Path(file).stem))
    return next(filter(None, names), "-")[:_LONGEST_NAME]


def _say_left_out(read: Said, unclear: Sequence[str], *, holidays: bool) -> None:
    nobody = _("'{entry}' is no whole day.") if holidays else _("'{entry}' names nobody of people.yaml, or several.")
    reasons = (
        (read.wrong, _("'{entry}' has times that cannot be understood.")),
        (read.too_often, _("'{entry}' repeats by the hour, or too often for a duty.")),
        (unclear, nobody),
    )
    for summaries, said in reasons:
        for summary in summaries:
            say(said.format(entry=clean_line(summary)))


def _say_entered(entered: CalendarEntered, says: CalendarSays, left_out: int) -> None:
    said = _("Entered from the calendar '{calendar}': {count}, in the place of {replaced}. Left out: {left_out}.")
    count = len(says.overrides) + len(says.days_off)
    say(said.format(calendar=says.calendar, count=count, replaced=entered.replaced, left_out=left_out))
    if entered.others:
        beside = _("Entries of other calendars stand beside them: {names}. --calendar NAME replaces one of those.")
        say(beside.format(names=_(", ").join(_("'{word}'").format(word=clean_line(each)) for each in entered.others)))
    say(_("'incident oncall rota' shows what follows."))


def _say_unfit(directory: Directory, says: CalendarSays, rota: Rota | None) -> None:
    """Who stands in and could not: entered all the same, and to be mended before their hours come."""
    from incident.application.messages.people import out_of_reach  # here: most calendars that are asked for fail before
    from incident.wording.stand_ins import unfit_words

    mute = out_of_reach(directory)
    for person in map(directory.person, dict.fromkeys(each.person for each in says.overrides)):
        for said, hint in unfit_words(person, rota, mute) if person and rota else ():
            say(in_a_row(said, hint))


def _rota(session: Session, rota_id: str | None, layer: str | None) -> Rota:
    rotas = asked_rotas(session, rota_id)
    if not rotas:
        raise NotFound(kind="rota", name=rota_id or "", near="")
    names = [each.name for each in rotas[0].layers]
    if layer is not None and layer not in names:
        raise NotFound(kind="layer", name=layer, near=nearest(layer, names), known=names)
    return rotas[0]


def _read(session: Session, file: str, days: int) -> Said:
    from incident.adapters.calendars.ics import Unreadable, read_calendar  # here: icalendar, 150 ms
    from incident.adapters.tables.handed import UnreadableTableError, handed_over
    from incident.wording.tables import unreadable_words

    now = session.now()
    try:
        data = handed_over(Path(file).expanduser(), _MOST_BYTES)
        return read_calendar(data, now, now + timedelta(days=days))
    except FileNotFoundError as error:
        raise NotFound(kind="file", name=file) from error
    except (OSError, RuntimeError) as error:  # the latter: a home that nobody has
        words = _("'{path}' cannot be read: {reason}")
        reason = clean_line(getattr(error, "strerror", None) or str(error))
        raise click.BadParameter(words.format(path=clean_line(file), reason=reason), param_hint="FILE") from error
    except UnreadableTableError as error:
        raise click.BadParameter(unreadable_words(error.code, file), param_hint="FILE") from error
    except Unreadable as error:
        said = _("'{path}' cannot be read as a calendar (iCalendar, .ics).").format(path=clean_line(file))
        raise click.BadParameter(said, param_hint="FILE") from error


def _said(
    directory: Directory, name: str, read: Said, rota: Rota | None, layer: str | None
) -> tuple[CalendarSays, list[str]]:
    """What it says, and the summaries of entries that say nothing of the kind."""
    if rota is None:
        whole = [entry for entry in read.entries if entry.is_whole_days]
        days = [(entry.start.date() + n * _DAY, _why(entry)) for entry in whole for n in range(_length(entry))]
        said = CalendarSays(calendar=name, days_off=tuple(days))
        return said, [entry.summary for entry in read.entries if not entry.is_whole_days]
    named = [(entry, list(dict.fromkeys(_named(directory, entry)))) for entry in read.entries]
    names = {each.id: each.name for each in directory.people()}
    overrides = [
        _override(entry, people[0], rota, layer, "" if _is_name(entry, people[0], names) else _why(entry))
        for entry, people in named
        if len(people) == 1
    ]
    said = CalendarSays(calendar=name, rota=rota.id, overrides=tuple(overrides))
    return said, [entry.summary for entry, people in named if len(people) != 1]


def _is_name(entry: Entry, person: str, names: Mapping[str, str]) -> bool:
    """Whether its summary says who stands in, and nothing of why."""
    return entry.summary.casefold() in (person, names.get(person, "").casefold())


def _override(entry: Entry, person: str, rota: Rota, layer: str | None, why: str) -> Override:
    start, end = (_instant(each, rota.layers[0].zone) for each in (entry.start, entry.end))
    return Override(start=start, end=end, person=person, layer=layer or "", why=why)


def _why(entry: Entry) -> str:
    return clean_line(entry.summary)[:200]


def _length(entry: Entry) -> int:
    return (entry.end - entry.start).days


def _named(directory: Directory, entry: Entry) -> Iterator[str]:
    """Everybody whom the entry may mean: by an address that is invited, else by id or name in its summary."""
    people = directory.people()
    invited = [each.id for each in people if {a.casefold() for _target, a in each.reach} & {*entry.mails}]
    if invited:
        yield from invited
        return
    said = entry.summary.casefold()
    whole = [each.id for each in people if said in (each.id, each.name.casefold())]
    if whole:
        yield from whole
        return
    for each in people:
        if any(_stands_in(word.casefold(), said) for word in (each.id, each.name)):
            yield each.id


def _stands_in(word: str, words: str) -> bool:
    """Whether the words hold it by itself; Chinese sets no blanks between words."""
    edges = (r"\b", r"\b") if word.isascii() else ("", "")
    return re.search(re.escape(word).join(edges), words) is not None


def _instant(moment: datetime, zone: str) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _shape(entered: CalendarEntered, says: CalendarSays, left_out: Sequence[str]) -> dict[str, object]:
    stand_ins = [
        {
            "person": each.person,
            "rota": says.rota,
            "layer": each.layer or None,
            "from": instant(each.start),
            "until": instant(each.end),
        }
        for each in says.overrides
    ]
    return {
        "path": entered.path,
        "calendar": says.calendar,
        "replaced": entered.replaced,
        "other_calendars": list(entered.others),
        "stand_ins": stand_ins,
        "days_off": [day.isoformat() for day, _name in says.days_off],
        "left_out": list(left_out),
    }
