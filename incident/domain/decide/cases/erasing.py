"""The end of customers' words: two who are shown the contact agree on it, and nobody's word alone destroys them.

Apart from other erasures, because who may see a customer's number is the policy's word, and not everybody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.cases.case import case_id
from incident.domain.cases.privy import privy_to
from incident.domain.cases.register import register_of
from incident.domain.decide.cases.acting import standing_cases
from incident.domain.incident import Incident
from incident.domain.refusals import Refusal, Refused

if TYPE_CHECKING:
    from incident.domain.cases.case import Case

__all__ = ["propose", "refuse_alone", "require_privy"]


def propose(incident: Incident, command: c.ProposeErasure, because: str) -> Sequence[e.Event]:
    """Ask for the end of these customers' words; what is asked for already is not asked for twice."""
    cases = standing_cases(register_of(incident), command.cases)
    require_privy(incident, cases, command)
    asked = {number for each in incident.evidence.proposed for number in each.cases}
    left = [case for case in cases if case.number not in asked]
    if not left:
        return []
    number, entries = f"X{len(incident.evidence.erasures) + 1}", tuple(dict.fromkeys(case.seq for case in left))
    cases_left = tuple(case.number for case in left)
    return [e.ErasureProposed(erasure=number, entries=entries, because=because, cases=cases_left)]


def require_privy(
    incident: Incident,
    cases: Sequence[Case],
    command: c.ProposeErasure | c.ConfirmErasure | c.DeclineErasure,
    *,
    besides: str = "",
) -> None:
    """Refuse whoever is not shown how these customers are reached; `besides` has asked for it already.

    Raises:
        Refused: CASE_ERASED_BY_PRIVY, naming who may.
    """
    people = privy_to(incident, cases, command.shown_to)
    if cases and command.by not in people:
        others = tuple(person for person in people if person != besides)
        raise Refused(Refusal.CASE_ERASED_BY_PRIVY, case=cases[0].id, people=others, roles=command.shown_to)


def refuse_alone(incident: Incident, contents: Sequence[str]) -> None:
    """Refuse to erase a customer's words at one person's word.

    Raises:
        Refused: CASE_NEEDS_APPROVER.
    """
    own = register_of(incident).content_ids
    number = next((own[content] for content in contents if content in own), None)
    if number is not None:
        raise Refused(Refusal.CASE_NEEDS_APPROVER, case=case_id(number))
