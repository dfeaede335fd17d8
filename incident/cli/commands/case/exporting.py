"""`incident case export`: the register as a list that others read; masked, unless it may be otherwise, and logged."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from incident.application.cases.words import words_by_number
from incident.cli.arguments import incident_id, json_output
from incident.cli.commands.case.looking import look
from incident.cli.commands.case.shape import CASE_SHAPE, case_shape
from incident.cli.output import VERSION, print_data, say
from incident.cli.output import as_json as json_text
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.writing import write_file
from incident.domain.cases.masking import masked
from incident.domain.cases.register import register_of
from incident.i18n import N_, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from incident.domain.incident import Incident

__all__ = ["export"]

_COLUMNS: Final = (
    "id", "name", "contact", "service", "problem", "request", "reference", "received", "channel", "group", "owner",
    "accepted_at", "answer_due_at", "answered_at", "done_due_at", "done_at", "told_at", "overdue", "repeats", "ask_by",
    "asked_at", "score",
)  # fmt: skip
"""Those that an import reads are called as it calls them."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What begins so is a formula to a spreadsheet, whoever wrote it."""


@command(
    "export",
    help=N_("Write the cases as CSV or JSON, names and contacts masked."),
    json_shape=f"{{version, id, cases: [{CASE_SHAPE}]}}",
)
@incident_id
@option("--contacts", is_flag=True, help=N_("Write names and contacts as well; that you looked is logged."))
@option("-o", "--output", metavar="FILE", help=N_("Write it there instead of printing it."))
@json_output
@pass_session
def export(session: Session, *, incident_id: str, contacts: bool, output: str | None, as_json: bool) -> None:
    """Every case, by number."""
    incident = session.load(incident_id)
    register = register_of(incident)
    if contacts and len(register):
        incident = look(session, incident.id, register.numbers)
    shapes = list(_shapes(session, incident, masks=not contacts))
    written = {"version": VERSION, "id": incident.id, "cases": shapes}
    text = json_text(written) if as_json else _csv(shapes).rstrip("\n")
    if output is None:
        print_data(text)
        return
    write_file(output, f"{text}\n" if as_json else f"\ufeff{text}\n", "-o")  # the mark tells Excel that it is UTF-8
    said = ngettext("{count} case was written to '{path}'.", "{count} cases were written to '{path}'.", len(shapes))
    say(said.format(count=len(shapes), path=output))


def _shapes(session: Session, incident: Incident, *, masks: bool) -> Iterator[Mapping[str, object]]:
    register, clear, now = register_of(incident), words_by_number(incident, session.log), session.now()
    for case in map(register.case, register.numbers):
        words = clear.get(case.number)
        shown = masked(words) if words and masks else words
        yield case_shape(incident, case, shown, now, masked=masks)


def _csv(shapes: Sequence[Mapping[str, object]]) -> str:
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_cell(shape, name) for name in _COLUMNS] for shape in shapes)
    return page.getvalue()


def _cell(shape: Mapping[str, object], name: str) -> str:
    said = shape["satisfaction"]
    inner = said if isinstance(said, dict) else {}
    values = {**shape, "received": shape["received_at"], "asked_at": inner.get("asked_at"), "score": inner.get("score")}
    value = values[name]
    text = "" if value is None or value is False else "yes" if value is True else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
