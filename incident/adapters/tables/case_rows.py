"""The rows of a list as cases, and what is wrong with those that are none.

Apart from the table, which knows no customers. A row with a fault is left out whole, and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, tzinfo
from typing import TYPE_CHECKING, TypeVar

from incident.adapters.tables.case_heads import (
    channel_of,
    columns_of,
    doubled_columns,
    group_of,
    missing_columns,
    unread_columns,
)
from incident.adapters.tables.moments import moment_of
from incident.domain.cases.checking import CaseFault, CaseFaultKind, faults_of_case
from incident.domain.cases.masking import is_masked
from incident.domain.cases.words import ELEMENTS, CaseWords
from incident.domain.commands import NewCase
from incident.domain.events.cases import CaseChannel, CaseGroup
from incident.domain.frozen import Frozen
from incident.wording.safe import clean

if TYPE_CHECKING:
    from incident.adapters.tables.table import Row, Table

__all__ = ["CasesRead", "read_cases"]

T = TypeVar("T")


class CasesRead(Frozen):
    """What a list holds."""

    cases: Sequence[NewCase] = ()
    faults: Sequence[CaseFault] = ()
    missing: Sequence[str] = ()
    """Elements that it has no column for; then nothing of it can be taken in."""
    doubled: Sequence[str] = ()
    """Columns that stand twice in its head; then neither."""
    masked: int = 0
    """The first row of an export that has masked its contacts; then nothing of it can be taken in. 0 for none."""
    unread: Sequence[str] = ()
    """Columns from which nothing is taken."""


def read_cases(table: Table, now: datetime, zone: tzinfo, owner_of: Callable[[str], str | None]) -> CasesRead:
    """Every row as a case or with its faults; `owner_of` knows the id of a person by what was typed."""
    missing = missing_columns(table.head)
    doubled = doubled_columns(table.head)
    if missing or doubled:
        return CasesRead(missing=missing, doubled=doubled)
    masked = _masked_row(table)
    if masked:
        return CasesRead(masked=masked)
    cases, faults = list[NewCase](), list[CaseFault]()
    columns = columns_of(table.head)
    for row in table.rows:
        reading = _Reading(row, columns, len(table.head))
        case = reading.case(zone, owner_of)
        wrong = [*reading.faults, *faults_of_case(case, now), *_of_contact(case)]
        faults += wrong
        if not wrong:
            cases.append(case)
    return CasesRead(cases=cases, faults=faults, unread=unread_columns(table.head))


def _masked_row(table: Table) -> int:
    """The first row whose contact reaches nobody, where most are such: they would come in again as somebody else."""
    at = columns_of(table.head)["contact"]
    masked = [row.number for row in table.rows if at < len(row.cells) and is_masked(row.cells[at])]
    return masked[0] if 2 * len(masked) > len(table.rows) else 0


class _Reading:
    """One row, and what was found wrong with it so far."""

    def __init__(self, row: Row, columns: Mapping[str, int], width: int) -> None:
        self._row, self._columns = row, columns
        self.faults = list(_of_form(row, width))

    def case(self, zone: tzinfo, owner_of: Callable[[str], str | None]) -> NewCase:
        """The row as a case; what cannot be read of it stands at what it is without."""
        words = {name: self._cell(name) for name in (*ELEMENTS, "reference")}
        received = self._read("received", lambda cell: moment_of(cell, zone), CaseFaultKind.DATE_UNREADABLE)
        return NewCase(
            words=CaseWords(**words),
            received_at=received,
            day=None if received is None else _day_of(received, zone),
            channel=self._read("channel", channel_of, CaseFaultKind.CHANNEL_UNKNOWN) or CaseChannel.OTHER,
            group=self._read("group", group_of, CaseFaultKind.GROUP_UNKNOWN) or CaseGroup.NONE,
            owner=self._read("owner", owner_of, CaseFaultKind.OWNER_UNKNOWN) or "",
            row=self._row.number,
        )

    def _read(self, name: str, meant: Callable[[str], T | None], kind: CaseFaultKind) -> T | None:
        cell = self._cell(name)
        if not cell:
            return None
        found = meant(cell)
        if found is None:
            self.faults.append(CaseFault(kind=kind, field=name, value=cell, row=self._row.number))
        return found

    def _cell(self, name: str) -> str:
        at = self._columns.get(name, len(self._row.cells))
        return _typed(self._row.cells[at]) if at < len(self._row.cells) else ""


def _day_of(moment: datetime, zone: tzinfo) -> datetime:
    return datetime.combine(moment.astimezone(zone), time.min, tzinfo=zone).astimezone(UTC)


def _typed(cell: str) -> str:
    """The text without the mark that keeps a spreadsheet from taking it for a formula."""
    text = clean(cell).strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _of_contact(case: NewCase) -> Iterator[CaseFault]:
    if is_masked(case.words.contact):
        yield CaseFault(kind=CaseFaultKind.MASKED, field="contact", value=case.words.contact, row=case.row)


def _of_form(row: Row, width: int) -> Iterator[CaseFault]:
    if row.broken:
        yield CaseFault(kind=CaseFaultKind.ENCODING, row=row.number)
    if row.unclosed:
        yield CaseFault(kind=CaseFaultKind.QUOTE, row=row.number)
    elif any(cell.strip() for cell in row.cells[width:]):
        yield CaseFault(kind=CaseFaultKind.CELLS, row=row.number)
