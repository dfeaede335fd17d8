"""`incident case import`: thousands of cases from a list that another system wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from incident.application.errors import IncidentError, NotFound
from incident.cli.acting import act
from incident.cli.arguments import command_id, incident_id, json_output
from incident.cli.commands.case.foreseeing import foreseen
from incident.cli.commands.case.rows import rows_shape, say_rows
from incident.cli.exits import Exit
from incident.cli.output import print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.cases.register import register_of
from incident.domain.cases.sifting import Verdict
from incident.domain.commands import ReceiveCases
from incident.domain.events.cases import CasesReceived
from incident.i18n import N_, _, current, ngettext
from incident.wording.cases import element_word, fault_words
from incident.wording.safe import clean_line
from incident.wording.tables import doubled_words, unreadable_words

if TYPE_CHECKING:
    from incident.adapters.tables.case_rows import CasesRead
    from incident.adapters.tables.table import Table
    from incident.application.service import Outcome
    from incident.domain.cases.case import Case
    from incident.domain.cases.checking import CaseFault
    from incident.domain.cases.sifting import Sifted

__all__ = ["import_cases"]

_SHAPE: Final = (
    "{version, id, first, last, added, known, repeats, priority, grouped, unread: [column], "
    "differing: [{row, case, earlier_row, fields, is_added, words}], "
    "erased: [{rows, cases, verdict, is_added, words}], rejected: [{row, faults: [{kind, field, words}]}]}"
)
_MOST_SAID: Final = 20
"""Rows that are named; --json has all of them."""


@command(
    "import",
    help=N_("Take in cases from a list in CSV or Excel, or from a pipe (-); a second time adds none."),
    json_shape=_SHAPE,
)
@incident_id
@argument("FILE")
@option("--check", is_flag=True, help=N_("Only say what is wrong with the list; take in nothing."))
@option("--also-erased", is_flag=True, help=N_("Also rows that may be customers whose words were erased."))
@option(
    "--erased-row",
    "erased_rows",
    type=int,
    multiple=True,
    metavar="N",
    help=N_("This row is a customer whose words were erased: it stays out, and those come in that might have been it."),
)
@command_id
@json_output
@pass_session
def import_cases(
    session: Session,
    *,
    incident_id: str,
    file: str,
    check: bool,
    also_erased: bool,
    erased_rows: tuple[int, ...],
    command_id: str | None,
    as_json: bool,
) -> None:
    """Take in every row that is whole, in one act; name every other one with its row.

    `-` in the place of FILE takes what is piped in.

    Raises:
        click.exceptions.Exit: a row was left out.
    """
    incident = session.load(incident_id)
    read = _read(session, file, command_id)
    new: Sequence[Case] = ()
    order = ReceiveCases(
        by=session.by, cases=tuple(read.cases), imported=True, also_erased=also_erased, erased_rows=erased_rows
    )
    complete, rows = _sifted(session, incident.id, order)
    _require_rows(erased_rows, rows)
    if read.cases and not check:
        new = _added(act(session, incident.id, order, command_id))
    if as_json:
        print_json(_shape(incident.id, new, read, rows, known=_known(len(rows.new if check else new), read, rows)))
    elif check:
        _say_checked(session, incident.id, complete, read, rows)
    else:
        _say_taken(new, read, rows)
    if read.faults or not rows.is_settled:
        raise click.exceptions.Exit(Exit.REFUSED)


def _read(session: Session, file: str, command_id: str | None) -> CasesRead:
    from incident.adapters.tables.case_rows import read_cases  # here: few commands read a table
    from incident.application.messages.people import person_called

    def owner_of(typed: str) -> str | None:
        try:
            return person_called(session.services.directory, typed).id
        except IncidentError:
            return None

    read = read_cases(_table(file), session.now(command_id), session.speech().zone, owner_of)
    if read.missing:
        said = _("'{path}' has no column for: {columns}. Its first row has to name them.")
        columns = _(", ").join(map(element_word, read.missing))
        raise click.BadParameter(said.format(path=clean_line(file), columns=columns), param_hint="FILE")
    if read.masked:
        said = _(
            "'{path}' is an export with masked contacts (row {row}): they reach nobody, and known cases would come in "
            "again. Import the list they came from, or an export written with --contacts."
        )
        raise click.BadParameter(said.format(path=clean_line(file), row=read.masked), param_hint="FILE")
    if read.doubled:
        raise click.BadParameter(doubled_words(read.doubled, file), param_hint="FILE")
    return read


def _table(file: str) -> Table:
    from incident.adapters.tables.table import UnreadableTableError, table_of_file  # here, as above

    try:
        return table_of_file(Path(file).expanduser())
    except FileNotFoundError as error:
        raise NotFound(kind="file", name=file) from error
    except (OSError, RuntimeError) as error:  # the latter: a home that nobody has
        reason = clean_line(getattr(error, "strerror", None) or str(error))
        words = _("'{path}' cannot be read: {reason}").format(path=clean_line(file), reason=reason)
        raise click.BadParameter(words, param_hint="FILE") from error
    except UnreadableTableError as error:
        raise click.BadParameter(unreadable_words(error.code, file), param_hint="FILE") from error


def _sifted(session: Session, incident: str, order: ReceiveCases) -> tuple[ReceiveCases, Sifted]:
    """The order with what the log knows of its customers; what will become of each row, as the register stands."""
    from incident.domain.cases.sifting import sifted  # here: few commands hold a list against the register

    found = session.services.service.completing(incident, order)
    register = register_of(session.load(incident))  # read after the words: it knows every case that they are of
    complete = found if isinstance(found, ReceiveCases) else order
    return complete, sifted(complete, register)


def _require_rows(erased_rows: Sequence[int], rows: Sifted) -> None:
    """A row that would not come in anyway is a number typed wrong, and the one that was meant would come in."""
    named = {row for each in rows.erased for row in each.rows if each.verdict is Verdict.NAMED}
    wrong = next((row for row in erased_rows if row not in named), None)
    if wrong is not None:
        said = _("Row {row} is not one that would come in: it is in the register, left out, or not in the list.")
        raise click.BadParameter(said.format(row=wrong), param_hint="--erased-row")


def _added(outcome: Outcome) -> list[Case]:
    """The cases that this act took in; others may have taken in the same list, or another, at the same time."""
    register, events = register_of(outcome.incident), [entry.event for entry in outcome.entries]
    return [
        register.case(number)
        for event in events
        if isinstance(event, CasesReceived)
        for number in range(event.first, event.first + len(event.sheet))
    ]


def _say_faults_of(read: CasesRead, rows: Sifted) -> None:
    if read.unread:
        said = _("Nothing is taken from these columns: {columns}. They may be called: {names}.")
        say(said.format(columns=_(", ").join(map(clean_line, read.unread)), names=_(", ").join(_heads())))
    _say_faults(read.faults)
    say_rows(rows)


def _say_checked(session: Session, incident: str, order: ReceiveCases, read: CasesRead, rows: Sifted) -> None:
    """What the same line without --check would come to, as the register stands."""
    from incident.domain.decide.cases.receiving import receive  # here: few commands look ahead

    _say_faults_of(read, rows)
    whole = ngettext(
        "{count} row is whole; nothing was taken in.",
        "{count} rows are whole; nothing was taken in.",
        len(read.cases),
    )
    say(whole.format(count=len(read.cases)))
    came = [e for e in receive(session.load(incident), order, session.now()) if isinstance(e, CasesReceived)]
    repeats, priority = foreseen(came, rows.groups, register_of(session.load(incident)))
    counted = _counted(read, rows, added=len(rows.new), repeats=repeats, priority=priority)
    say(_("Without --check: {counts}.").format(counts=counted))


def _say_taken(new: Sequence[Case], read: CasesRead, rows: Sifted) -> None:
    _say_faults_of(read, rows)
    if new:
        print_data(new[0].id if new[0] is new[-1] else f"{new[0].id}..{new[-1].id}")
    repeats, priority = sum(bool(case.repeats) for case in new), sum(bool(case.group) for case in new)
    say(_counted(read, rows, added=len(new), repeats=repeats, priority=priority))


def _counted(read: CasesRead, rows: Sifted, *, added: int, repeats: int, priority: int) -> str:
    out = len(_rows(read.faults)) + rows.barred
    counted = [
        _("{count} added").format(count=added),
        _("{count} there already").format(count=_known(added, read, rows)),
        _("{count} linked as repeats").format(count=repeats),
        _("{count} of priority customers").format(count=priority),
        ngettext("{count} row left out", "{count} rows left out", out).format(count=out),
    ]
    if rows.barred:
        counted.append(_("{count} of them because of an erasure").format(count=rows.barred))
    if rows.groups:
        counted.append(_("{count} given the priority group they lacked").format(count=len(rows.groups)))
    return _(", ").join(counted)


def _known(added: int, read: CasesRead, rows: Sifted) -> int:
    return max(0, len(read.cases) - added - rows.barred)


def _heads() -> Iterator[str]:
    """What each column may be called, in the language in use."""
    from incident.adapters.tables.case_heads import HEADS  # here, as above

    for words in HEADS.values():
        yield next(word for word in words if word.isascii() == (current() == "en"))


def _say_faults(faults: Sequence[CaseFault]) -> None:
    rows = _rows(faults)
    for row, own in rows[:_MOST_SAID]:
        words = _("; ").join(map(fault_words, own))
        say(_("Row {row} was left out: {faults}").format(row=row, faults=words))
    if len(rows) > _MOST_SAID:
        more = len(rows) - _MOST_SAID
        said = ngettext(
            "{count} row more was left out; --json names all.",
            "{count} rows more were left out; --json names all.",
            more,
        )
        say(said.format(count=more))


def _rows(faults: Sequence[CaseFault]) -> Sequence[tuple[int, Sequence[CaseFault]]]:
    return [(row, list(own)) for row, own in groupby(faults, key=lambda fault: fault.row)]


def _shape(incident: str, new: Sequence[Case], read: CasesRead, rows: Sifted, *, known: int) -> dict[str, object]:
    return {
        "id": incident,
        "first": new[0].id if new else None,
        "last": new[-1].id if new else None,
        "added": len(new),
        "known": known,
        "repeats": sum(bool(case.repeats) for case in new),
        "priority": sum(bool(case.group) for case in new),
        "grouped": len(rows.groups),
        "unread": list(read.unread),
        **rows_shape(rows),
        "rejected": [
            {
                "row": row,
                "faults": [{"kind": each.kind.value, "field": each.field, "words": fault_words(each)} for each in own],
            }
            for row, own in _rows(read.faults)
        ],
    }
