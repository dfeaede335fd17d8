"""How customers' cases went: answered and ended in time or late, told, asked, content.

Apart from the measures of the incident, because each case has clocks of its own. Counted: no report names a customer.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from incident.application.review.rows import CaseCounts, InTime
from incident.domain.cases.asking_by import ask_by
from incident.domain.cases.register import register_of
from incident.domain.incident import Incident

if TYPE_CHECKING:
    from collections.abc import Iterable

    from incident.domain.cases.case import Case, Stamp

__all__ = ["case_counts"]


def case_counts(incident: Incident, as_of: datetime) -> CaseCounts | None:
    """The counts at that moment; None where no customer had a case."""
    if incident.cases is None:
        return None
    register = register_of(incident)
    cases = [register.case(number) for number in register.numbers]
    scores = [each.satisfaction.score for each in cases if each.satisfaction and each.satisfaction.score]
    return CaseCounts(
        total=len(cases),
        priority=sum(bool(each.group) for each in cases),
        repeats=sum(bool(each.repeats) for each in cases),
        channels=dict(Counter(each.channel.value for each in cases)),
        answers=_in_time(_still_owed((each, each.answered, each.answer_due_at) for each in cases), as_of),
        ends=_in_time(_still_owed((each, each.done, each.done_due_at) for each in cases if each.paused is None), as_of),
        paused=register.paused_count,
        extended=sum(each.extension is not None for each in cases),
        told=sum(each.told is not None for each in cases),
        erased=sum(each.erased is not None for each in cases),
        asked=sum(each.satisfaction is not None for each in cases),
        asked_late=sum(_is_asked_late(incident, each, as_of) for each in cases),
        scores=len(scores),
        score_sum=sum(scores),
    )


def _still_owed(
    stamps: Iterable[tuple[Case, Stamp | None, datetime]],
) -> Iterable[tuple[Stamp | None, datetime]]:
    """What was done, and what is still to be: with the words of a case its duties end."""
    return ((stamp, due) for case, stamp, due in stamps if stamp is not None or case.erased is None)


def _in_time(stamps: Iterable[tuple[Stamp | None, datetime]], as_of: datetime) -> InTime:
    found = Counter(_standing(stamp, due, as_of) for stamp, due in stamps)
    return InTime(in_time=found["in-time"], late=found["late"], waiting=found["waiting"], overdue=found["overdue"])


def _standing(stamp: Stamp | None, due: datetime, as_of: datetime) -> str:
    if stamp is None:
        return "overdue" if as_of >= due else "waiting"
    return "in-time" if stamp.at <= due else "late"


def _is_asked_late(incident: Incident, case: Case, as_of: datetime) -> bool:
    """Whether they were asked after their time, or should have been by now."""
    if case.done is None:
        return False
    by = ask_by(incident, case.changed(satisfaction=None, erased=None if case.satisfaction else case.erased))
    at = case.satisfaction.asked_at if case.satisfaction else as_of
    return by is not None and at > by
