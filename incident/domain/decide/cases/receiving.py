"""Taking cases in: what is there already is left out, a repeat is linked, and who is seen to first stands first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, TypeVar

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.cases.checking import faults_of_case
from incident.domain.cases.likeness import alike, same
from incident.domain.content import CaseSheet
from incident.domain.incident import Incident
from incident.domain.refusals import Refusal, Refused

__all__ = ["receive"]

T = TypeVar("T")

_MOST_EACH: Final = 1000
"""Cases of one entry: a body that a person can still read, and an erasure that searches little."""


def receive(incident: Incident, command: c.ReceiveCases, now: datetime) -> Sequence[e.cases.CasesReceived]:
    """The cases that are new, in entries of a thousand each; nothing where none is.

    Raises:
        Refused: CASE_WRONG: something is wrong with one of them; none is taken in.
    """
    for case in command.cases:
        fault = next(faults_of_case(case, now), None)
        if fault is not None:
            raise Refused(Refusal.CASE_WRONG, fault=fault.kind.value, element=fault.field, value=fault.value)
    first = incident.cases.count + 1 if incident.cases else 1
    new = sorted(_new(command), key=lambda case: (not case.group, case.received_at or now, case.row))
    repeats = _repeats(command, new, first)
    parts = range(0, len(new), _MOST_EACH)
    return [_entry(command, new[n : n + _MOST_EACH], repeats[n : n + _MOST_EACH], first + n, now) for n in parts]


def _new(command: c.ReceiveCases) -> Iterator[c.NewCase]:
    """Those that are neither there nor given before among themselves."""
    seen = {same(words) for _number, words in command.known}
    for case in command.cases:
        key = same(case.words)
        if key not in seen:
            seen.add(key)
            yield case


def _repeats(command: c.ReceiveCases, new: Sequence[c.NewCase], first: int) -> Sequence[int]:
    """For each the number of the first case of that customer about that service; 0 where it is the first."""
    known: dict[tuple[str, str], int] = {}
    for number, words in command.known:
        known.setdefault(alike(words), number)
    found = []
    for number, case in enumerate(new, first):
        earlier = known.setdefault(alike(case.words), number)
        found.append(0 if earlier == number else earlier)
    return found


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
