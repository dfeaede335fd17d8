"""Taking cases in: what is there already is left out, a repeat is linked, and who is seen to first stands first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeVar

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.cases.checking import faults_of_case
from incident.domain.cases.likeness import alike, numbered
from incident.domain.cases.register import register_of
from incident.domain.cases.sifting import sifted
from incident.domain.content import CaseSheet
from incident.domain.incident import Incident
from incident.domain.refusals import Refusal, Refused

if TYPE_CHECKING:
    from incident.domain.cases.register import Register
    from incident.domain.cases.words import CaseWords

__all__ = ["receive"]

T = TypeVar("T")

_MOST_EACH: Final = 1000
"""Cases of one entry: a body that a person can still read, and an erasure that searches little."""


def receive(
    incident: Incident, command: c.ReceiveCases, now: datetime
) -> Sequence[e.cases.CasesReceived | e.cases.CasesPrioritised]:
    """The cases that are new, in entries of a thousand each, and the groups that were missing; else nothing.

    Raises:
        Refused: CASE_WRONG: something is wrong with one of them; none is taken in.
    """
    for case in command.cases:
        fault = next(faults_of_case(case, now), None)
        if fault is not None:
            raise Refused(Refusal.CASE_WRONG, fault=fault.kind.value, element=fault.field, value=fault.value)
    first = incident.cases.count + 1 if incident.cases else 1
    register = register_of(incident)
    rows = sifted(command, register)
    new = sorted(rows.new, key=lambda case: (not case.group, case.received_at or now, case.row))
    repeats = _repeats(command, new, first, register)
    parts = range(0, len(new), _MOST_EACH)
    came = [_entry(command, new[n : n + _MOST_EACH], repeats[n : n + _MOST_EACH], first + n, now) for n in parts]
    return [*came, *_grouped(rows.groups)]


def _grouped(groups: Mapping[int, e.cases.CaseGroup]) -> Iterator[e.cases.CasesPrioritised]:
    for group in sorted(set(groups.values())):
        cases = tuple(number for number, own in groups.items() if own is group)
        yield e.cases.CasesPrioritised(cases=cases, group=group)


def _repeats(command: c.ReceiveCases, new: Sequence[c.NewCase], first: int, register: Register) -> Sequence[int]:
    """For each the first case of that customer about that service, or of that number elsewhere; 0 where it is it."""
    customers: dict[tuple[str, str], int] = {}
    references: dict[str, int] = {}
    repeated: dict[int, int] = {}

    def first_of(number: int, words: CaseWords) -> int:
        reference = numbered(words)
        other = references.setdefault(reference, number) if reference else number
        earlier = customers.setdefault(alike(words), number)
        found = other if earlier == number else earlier
        return repeated.setdefault(number, repeated.get(found) or found)

    for number, words in command.known:
        repeated[number] = register.first_of(number)
        first_of(number, words)
    found = ((number, first_of(number, case.words)) for number, case in enumerate(new, first))
    return [0 if earlier == number else earlier for number, earlier in found]


def _entry(
    command: c.ReceiveCases, cases: Sequence[c.NewCase], repeats: Sequence[int], first: int, now: datetime
) -> e.cases.CasesReceived:
    return e.cases.CasesReceived(
        first=first,
        sheet=CaseSheet([case.words for case in cases]),
        received=_column([int(min(case.received_at or now, now).timestamp()) for case in cases]),
        channels=_column([case.channel for case in cases]),
        groups=_column([case.group for case in cases]),
        owners=_column([case.owner or command.by for case in cases]),
        repeats=_column(repeats),
        limits=command.limits,
        imported=command.imported,
    )


def _column(values: Sequence[T]) -> tuple[T, ...]:
    """One value where all are the same."""
    return tuple(values[:1]) if all(each == values[0] for each in values) else tuple(values)
