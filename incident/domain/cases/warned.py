"""Which cases a warning of their clock was about: what came in and was done about them before it says so.

Apart from the register, which knows how the cases stand and not how they stood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from incident.domain.cases.columns import Columns
from incident.domain.cases.register import Register
from incident.domain.events import ClockWarned
from incident.domain.timing.clock_kinds import ClockKind

if TYPE_CHECKING:
    from incident.domain.events import Recorded
    from incident.domain.incident import Incident

__all__ = ["warned_cases"]


def warned_cases(incident: Incident, entries: Sequence[Recorded]) -> Mapping[int, Sequence[int]]:
    """By the entry of the warning, the numbers of the cases; `entries` are those of the incident, from its first.

    Of a warning before the last change of the tier nothing is known: the change moved what is due.
    """
    columns, register = Columns(), Register(Columns())
    since = incident.tier_changes[-1].seq if incident.tier_changes else 0
    found = {}
    for entry in entries:
        if not isinstance(entry.event, ClockWarned):
            if columns.take_in(incident, entry):
                register = Register(columns)
        elif entry.seq > since:
            found[entry.seq] = _meant(register, entry.event.clock)
    return {seq: numbers for seq, numbers in found.items() if numbers}


def _meant(register: Register, clock: str) -> Sequence[int]:
    kind, _at, run = clock.partition("@")
    if kind == ClockKind.CASE_ASK:
        return register.to_ask
    hours = {ClockKind.CASE_ANSWER.value: register.hours_to_answer, ClockKind.CASE_DONE.value: register.hours_to_end}
    return hours.get(kind, {}).get(int(run), ()) if run.isdecimal() else ()
