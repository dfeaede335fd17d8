"""The clocks of customers' cases: one for all that are due within an hour, so that thousands warn once.

Apart from the other clocks, because only the first of each kind is shown beside them, while timers look at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from incident.domain.cases.asking_by import ask_first_by
from incident.domain.cases.register import Register, register_of
from incident.domain.incident import COMMANDER
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import Clock

if TYPE_CHECKING:
    from incident.domain.incident import Incident

__all__ = ["case_clocks"]


def case_clocks(incident: Incident) -> Sequence[Clock]:
    """For first answers, then for the ends, the earliest due first of each; then for the question at the very end."""
    register = register_of(incident)
    return [*_waiting(register), *_to_ask(incident, register)]


def _waiting(register: Register) -> Sequence[Clock]:
    """For first answers, then for the ends."""
    kinds = ((ClockKind.CASE_ANSWER, register.to_answer), (ClockKind.CASE_DONE, register.to_end))
    return [
        Clock(
            id=kind.value,
            kind=kind,
            started_at=each.received_at,
            due_at=each.due_at,
            role=COMMANDER,
            subject=str(each.count),
            run=str(each.hour),
        )
        for kind, waiting in kinds
        for each in waiting
    ]


def _to_ask(incident: Incident, register: Register) -> Sequence[Clock]:
    """Whether they are content: for all customers who are left to ask, until the first of them should be."""
    first = ask_first_by(incident, register)
    if first is None:
        return []
    case, by = first
    return [
        Clock(
            id=ClockKind.CASE_ASK.value,
            kind=ClockKind.CASE_ASK,
            started_at=case.done.at if case.done else by,
            due_at=by,
            role=COMMANDER,
            subject=str(len(register.to_ask)),
            run=str(int(by.timestamp()) // 3600),
        )
    ]
