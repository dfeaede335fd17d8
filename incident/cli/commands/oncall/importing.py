"""`incident oncall import`: stand-ins and days off from a calendar that others keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import click

from incident.application.errors import NotFound
from incident.cli.arguments import json_output
from incident.cli.commands.oncall.asked import asked_rotas, days_option
from incident.cli.exits import Exit
from incident.cli.output import print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.writing import about_to_write
from incident.domain.nearest import nearest
from incident.i18n import N_, _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.adapters.calendars.ics import Entry, Said
    from incident.adapters.documents.workspace.overrides import DayOff, StandIn
    from incident.application.ports import Directory
    from incident.domain.rota import Rota

__all__ = ["import_calendar"]

_SHAPE = "{version, path, stand_ins: [{person, rota, layer, from, until}], days_off: [day], left_out: [summary]}"
_MOST_BYTES: Final = 5_000_000
_DAY: Final = timedelta(days=1)


@command("import", json_shape=_SHAPE)
@argument("FILE")
@option("--rota", "rota_id", metavar="ROTA", help=N_("Entries name who stands in, in this rota."))
@option("--layer", metavar="LAYER", help=N_("In whose place; without it, of whoever would be woken first."))
@option("--holidays", is_flag=True, help=N_("Entries of whole days are days off, in every rota."))
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
    days: int,
    skip: bool,
    as_json: bool,
) -> None:
    """Enter what lies ahead into overrides.yaml; a second import of the same calendar replaces the first."""
    if holidays is (rota_id is not None):
        raise click.UsageError(_("Say either --rota ROTA or --holidays."))
    rota = None if holidays else _rota(session, rota_id, layer)
    read = _read(session, file, days)
    found = [(entry, _understood(session.services.directory, entry, rota, layer)) for entry in read.entries]
    left_out = [*read.wrong, *(entry.summary for entry, new in found if not new)]
    _say_left_out(left_out, holidays=holidays)
    if left_out and not skip:
        say(_("Nothing was entered. --skip leaves these out."))
        raise click.exceptions.Exit(Exit.REFUSED)
    new = [each for _entry, several in found for each in several]
    path = _write(session, new, read.uids)
    if as_json:
        print_json(_shape(path, new, left_out))
        return
    print_data(clean_line(str(path)))
    said = _("Entered: {count}. Left out: {left_out}. 'incident oncall rota' shows what follows.")
    say(said.format(count=len(new), left_out=len(left_out)))


def _say_left_out(summaries: Sequence[str], *, holidays: bool) -> None:
    for summary in summaries:
        said = _("'{entry}' is no whole day.") if holidays else _("'{entry}' names nobody of people.yaml, or several.")
        say(said.format(entry=clean_line(summary)))


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

    now = session.now()
    try:
        with Path(file).expanduser().open("rb") as stream:
            data = stream.read(_MOST_BYTES)
        return read_calendar(data, now, now + timedelta(days=days))
    except (OSError, RuntimeError) as error:
        raise NotFound(kind="file", name=file) from error
    except Unreadable as error:
        said = _("'{path}' cannot be read as a calendar (iCalendar, .ics).").format(path=clean_line(file))
        raise click.BadParameter(said, param_hint="FILE") from error


def _understood(directory: Directory, entry: Entry, rota: Rota | None, layer: str | None) -> Sequence[StandIn | DayOff]:
    from incident.adapters.documents.workspace.overrides import DayOff, StandIn  # here: pydantic and yaml

    if rota is None:
        count = (entry.end - entry.start).days if entry.is_whole_days else 0
        first = entry.start.date()
        return [DayOff(uid=entry.uid, day=first + n * _DAY, name=clean_line(entry.summary)) for n in range(count)]
    people = list(dict.fromkeys(_named(directory, entry)))
    if len(people) != 1:
        return ()
    start, end = (_instant(each, rota.layers[0].zone) for each in (entry.start, entry.end))
    why = clean_line(entry.summary)[:200]
    return [StandIn(uid=entry.uid, rota=rota.id, layer=layer or "", person=people[0], start=start, end=end, why=why)]


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


def _write(session: Session, new: Sequence[StandIn | DayOff], uids: Sequence[str]) -> Path:
    from incident.adapters.documents.reading.sources import open_source  # here, as below: pydantic and yaml
    from incident.adapters.documents.workspace.overrides import with_calendar
    from incident.adapters.workspace.opening import OVERRIDES, write_overrides

    folder = Path(session.services.workspace.root)
    old = folder / OVERRIDES
    text = with_calendar(open_source(old) if old.exists() else None, new, uids, session.now())
    with about_to_write(str(old), "--workspace"):
        return write_overrides(folder, text)


def _shape(path: Path, new: Sequence[StandIn | DayOff], left_out: Sequence[str]) -> dict[str, object]:
    from incident.adapters.documents.workspace.overrides import DayOff, StandIn
    from incident.cli.output import instant

    stand_ins = [
        {
            "person": each.person,
            "rota": each.rota,
            "layer": each.layer or None,
            "from": instant(each.start),
            "until": instant(each.end),
        }
        for each in new
        if isinstance(each, StandIn)
    ]
    days = [each.day.isoformat() for each in new if isinstance(each, DayOff)]
    return {"path": str(path), "stand_ins": stand_ins, "days_off": days, "left_out": list(left_out)}
