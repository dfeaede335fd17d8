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
from incident.domain.incident import Incident, Status
from incident.domain.refusals import Refusal, Refused

if TYPE_CHECKING:
    from incident.domain.cases.case import Case
    from incident.domain.evidence import Erasure

__all__ = ["cases_of", "open_cases", "propose", "refuse_alone", "require_privy", "require_second"]


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


def require_second(incident: Incident, erasure: Erasure, command: c.ConfirmErasure) -> None:
    """Refuse whoever asked for it, and whoever is not shown how these customers are reached.

    Raises:
        Refused: ERASURE_BY_ASKER, CASE_ERASED_BY_PRIVY, naming who may.
    """
    cases = cases_of(incident, erasure)
    if not cases:
        return
    asker = erasure.proposed_by
    if command.by == asker:
        people = tuple(person for person in privy_to(incident, cases, command.shown_to) if person != asker)
        raise Refused(Refusal.ERASURE_BY_ASKER, erasure=erasure.id, person=asker, people=people)
    require_privy(incident, cases, command, besides=asker)


def cases_of(incident: Incident, erasure: Erasure) -> Sequence[Case]:
    """The cases whose words it names, or whose words stand in the entries that it names."""
    register = register_of(incident)
    return [register.case(number) for number in erasure.cases] or open_cases(incident, erasure.entries)


def open_cases(incident: Incident, entries: Sequence[int]) -> Sequence[Case]:
    """The cases whose words these entries hold, while the incident is open: later a rule has them erased."""
    if incident.cases is None or incident.status is Status.CLOSED:
        return ()
    register = register_of(incident)
    return [case for case in map(register.case, register.numbers) if case.seq in entries and case.erased is None]


def refuse_alone(incident: Incident, contents: Sequence[str]) -> None:
    """Refuse to erase a customer's words at one person's word.

    Raises:
        Refused: CASE_NEEDS_APPROVER.
    """
    own = register_of(incident).content_ids
    number = next((own[content] for content in contents if content in own), None)
    if number is not None:
        raise Refused(Refusal.CASE_NEEDS_APPROVER, case=case_id(number))
