"""Meaning cases for somebody else: they stay with whoever has them until that person accepts.

Apart from the other acts, because what is handed on is not yet owned: nobody may lose a customer between two desks.
"""

from __future__ import annotations

from collections.abc import Sequence

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.cases.register import register_of
from incident.domain.decide.cases.acting import standing_cases
from incident.domain.decide.cases.allowing import require_offered
from incident.domain.decide.words import optional_text
from incident.domain.incident import Incident
from incident.domain.refusals import Refusal, Refused

__all__ = ["hand_on"]


def hand_on(incident: Incident, command: c.HandOnCases) -> Sequence[e.Event]:
    """Mean them for that person; those that are theirs, or meant for them, are passed over.

    Who was not told yet that their case is done still waits for somebody: that goes from desk to desk too.
    """
    register = register_of(incident)
    cases = standing_cases(register, command.cases)
    done = next((case for case in cases if case.is_settled), None)
    if done is not None and done.done is not None:
        raise Refused(Refusal.CASE_DONE, case=done.id, by=done.done.by, at=done.done.at)
    left = tuple(case.number for case in cases if command.to not in (case.handed_to, case.handed_to or case.owner))
    if not left:
        raise Refused(Refusal.CASE_HANDED_ON, case=cases[0].id, person=command.to)
    require_offered(incident, register, left, command.by)
    return [e.cases.CasesHandedOn(cases=left, to=command.to, because=optional_text(command.because, "reason"))]
