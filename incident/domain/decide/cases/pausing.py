"""A pause while a customer has to do something first: the only thing that lets the time of a case stand still.

Only with proof that they were asked, and never of what is overdue (reference/STANDARDS.md 7.0).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.cases.register import register_of
from incident.domain.decide.cases.acting import standing_cases
from incident.domain.decide.cases.allowing import require_hand
from incident.domain.decide.words import require_text
from incident.domain.incident import Incident
from incident.domain.refusals import Refusal, Refused

if TYPE_CHECKING:
    from incident.domain.cases.case import Case

__all__ = ["pause", "resume"]


def pause(incident: Incident, command: c.PauseCases, now: datetime) -> Sequence[e.Event]:
    """Let their time stand still; those that wait already are passed over."""
    register = register_of(incident)
    cases = standing_cases(register, command.cases)
    left = [case for case in cases if case.paused is None]
    if not left and cases[0].paused is not None:
        raise Refused(Refusal.CASE_PAUSED, case=cases[0].id, by=cases[0].paused.by, at=cases[0].paused.at)
    numbers = tuple(case.number for case in left)
    require_hand(incident, register, numbers, command.by, command.shown_to)
    for case in left:
        _require_time(case, now)
    proof = require_text(command.proof, "proof")
    return [e.cases.CasesPaused(cases=numbers, proof=proof)]


def resume(incident: Incident, command: c.ResumeCases) -> Sequence[e.Event]:
    """Let it run again; those that do not wait are passed over."""
    register = register_of(incident)
    cases = standing_cases(register, command.cases)
    left = tuple(case.number for case in cases if case.paused is not None)
    if not left:
        raise Refused(Refusal.CASE_NOT_PAUSED, case=cases[0].id)
    require_hand(incident, register, left, command.by, command.shown_to)
    return [e.cases.CasesResumed(cases=left)]


def _require_time(case: Case, now: datetime) -> None:
    if case.done is not None:
        raise Refused(Refusal.CASE_DONE, case=case.id, by=case.done.by, at=case.done.at)
    if case.answered is None:
        raise Refused(Refusal.CASE_UNANSWERED, case=case.id)
    if case.is_overdue(now):
        raise Refused(Refusal.CASE_LATE, case=case.id, at=case.done_due_at)
