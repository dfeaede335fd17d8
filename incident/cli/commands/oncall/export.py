"""`incident oncall export`: the duties as a calendar that others subscribe to, or as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from incident.cli.arguments import json_output
from incident.cli.commands.oncall.asked import asked_rotas, days_option, future_moment, role_option
from incident.cli.commands.oncall.rota import ROTA_SHAPE, rotas_shape
from incident.cli.output import VERSION, print_data, say
from incident.cli.output import as_json as json_text
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.texts import OneOf
from incident.cli.writing import write_file
from incident.domain.duties.stretches import whole_stretches
from incident.i18n import N_, _
from incident.wording.duty import people_words, rota_name
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.adapters.calendars.ics import Entry
    from incident.domain.duties.rota import Rota
    from incident.wording.speech import Speech

__all__ = ["export"]


@command("export", json_shape=ROTA_SHAPE)
@option(
    "--format",
    "format_name",
    type=OneOf(["ics", "json"]),
    default="ics",
    show_default=True,
    help=N_("ics: a calendar; json: as 'incident oncall rota --json'."),
)
@option("--from", "start", metavar="TIME", help=N_("From when; without it, from now."))
@days_option(60)
@role_option
@json_output
@option("-o", "--output", metavar="FILE", help=N_("Write it there instead of printing it."))
@pass_session
def export(
    session: Session,
    *,
    format_name: str,
    start: str | None,
    days: int,
    role: str | None,
    as_json: bool,
    output: str | None,
) -> None:
    """One entry for each stretch in which the same people are on duty; gaps have none."""
    speech = session.speech()
    first = future_moment(session, start, speech, "--from")
    last = first + timedelta(days=days)
    rotas = asked_rotas(session, role)
    if as_json or format_name == "json":
        text = json_text({"version": VERSION, **rotas_shape(rotas, first, last, speech)})
    else:
        text = _calendar(session, rotas, (first, last), speech)
    if output is None or output == "-":
        print_data(text.rstrip("\r\n"))
        return
    write_file(output, text, "--output")
    say(_("Written to {path}.").format(path=clean_line(output)))


def _calendar(session: Session, rotas: Sequence[Rota], span: tuple[datetime, datetime], speech: Speech) -> str:
    from incident.adapters.calendars.ics import write_calendar  # here: icalendar, 150 ms

    entries = [entry for rota in rotas for entry in _entries(rota, *span, speech)]
    return write_calendar(session.services.workspace.name, entries, session.now())


def _entries(rota: Rota, first: datetime, last: datetime, speech: Speech) -> Iterator[Entry]:
    """Each from its true beginning, so that an entry is the same one in every export."""
    from incident.adapters.calendars.ics import Entry  # here: as above

    for one in whole_stretches(rota, first, last):
        if one.shifts:
            who = people_words(one.shifts, speech)
            yield Entry(
                uid=f"{rota.id}-{one.start.astimezone(UTC):%Y%m%dT%H%M%SZ}@incident",
                start=one.start,
                end=one.end,
                summary=_("{title}: {words}").format(title=rota_name(rota), words=who),
            )
