"""Who may say what became of a case: whoever deals with its customer, for an incident is closed on their word.

Apart from the acts, because the boards ask it before anybody has typed a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from incident.domain.cases.privy import who_deals_with, who_may_approve, who_may_move
from incident.domain.refusals import Refusal, Refused

if TYPE_CHECKING:
    from incident.domain.cases.case import Case
    from incident.domain.cases.register import Register
    from incident.domain.incident import Incident

__all__ = ["require_approver", "require_hand", "require_offered"]


def require_hand(
    incident: Incident, register: Register, numbers: Sequence[int], by: str, shown_to: Sequence[str]
) -> None:
    """Refuse whoever neither owns one of the cases nor is shown its contact, and does not command either.

    Raises:
        Refused: CASE_OF_OTHERS, naming who may.
    """
    for case in map(register.case, numbers):
        people = who_deals_with(incident, case, shown_to)
        if by not in people:
            raise Refused(Refusal.CASE_OF_OTHERS, case=case.id, people=people)


def require_offered(incident: Incident, register: Register, numbers: Sequence[int], by: str) -> None:
    """Refuse whoever has nothing to do with the incident and to whom one of the cases was not handed on.

    Raises:
        Refused: CASE_NOT_OFFERED, naming who may hand it on to them.
    """
    for case in map(register.case, numbers):
        people = who_may_move(incident, case)
        if by not in (*people, case.handed_to):
            raise Refused(Refusal.CASE_NOT_OFFERED, case=case.id, people=people)


def require_approver(incident: Incident, case: Case, approver: str, by: str) -> None:
    """Refuse an approver without a role in the incident.

    Raises:
        Refused: CASE_APPROVER, naming who may.
    """
    people = who_may_approve(incident, by)
    if approver not in people:
        raise Refused(Refusal.CASE_APPROVER, case=case.id, person=approver, people=people)
