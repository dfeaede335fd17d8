"""What the law asked for and what was reported, a row each.

Apart from the internal measures: a legal clock has its own start, and no change of tier moves it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from incident.application.review.rows import LegalRow
from incident.domain.incident import Incident

if TYPE_CHECKING:
    from incident.domain.law.deadlines import Deadline
    from incident.domain.law.statutory import Duty

__all__ = ["legal_rows"]


def legal_rows(incident: Incident, as_of: datetime) -> tuple[LegalRow, ...]:
    """Everything that bound, or might have; in the order of the rules."""
    if incident.law.pinned is None:
        return ()
    from incident.domain.law.statutory import duties  # here: few incidents are held to any law

    return tuple(_row(duty) for duty in duties(incident, as_of))


def _row(duty: Duty) -> LegalRow:
    filed, again, proof = duty.filing, duty.again, duty.proof
    return LegalRow(
        key=duty.key,
        started_at=duty.since,
        due_at=duty.due_at,
        first_due_at=duty.deadline.due_at,
        filed_at=filed.at if filed else None,
        filed_by=filed.by if filed else "",
        reference=filed.reference if filed else None,
        file=proof.file if proof else None,
        file_digest=proof.file_digest if proof else "",
        file_size=proof.file_size if proof else 0,
        again_at=again.at if again else None,
        again_reference=again.reference if again else None,
        undecided=not duty.binds,
        is_first_at_once=_is_first_at_once(duty.deadline),
    )


def _is_first_at_once(deadline: Deadline) -> bool:
    """As the report's table has it: a rule that leaves its number to another one gives no hour to wait for either."""
    return not deadline.obligation.due.unit.is_counted and deadline.is_law and deadline.obligation.phase == "first"
