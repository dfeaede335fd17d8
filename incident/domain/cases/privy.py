"""Who is shown how customers are reached, and so has a say in what was said to them, and in the end of their words.

Apart from the rules, because interfaces name these people before anything is asked of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from incident.domain.cases.register import register_of
from incident.domain.incident import COMMANDER, Status

if TYPE_CHECKING:
    from incident.domain.cases.case import Case
    from incident.domain.evidence import Erasure
    from incident.domain.incident import Incident

__all__ = ["cases_of", "open_cases", "privy_to", "who_deals_with", "who_may_approve", "who_may_move"]


def privy_to(incident: Incident, cases: Sequence[Case], shown_to: Sequence[str]) -> tuple[str, ...]:
    """Whoever owns all of these cases, then those who hold a role to which contacts are shown."""
    owners = {case.owner for case in cases}
    every = (*(owners if len(owners) == 1 else ()), *(incident.person_of(role) for role in shown_to))
    return tuple(dict.fromkeys(person for person in every if person))


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


def who_deals_with(incident: Incident, case: Case, shown_to: Sequence[str]) -> tuple[str, ...]:
    """Who may say what became of it: its owner, the commander, and whoever is shown its contact."""
    roles = (COMMANDER, *shown_to)
    return tuple(dict.fromkeys(person for person in (case.owner, *map(incident.person_of, roles)) if person))


def who_may_move(incident: Incident, case: Case) -> tuple[str, ...]:
    """Who may accept it, or hand it on, unasked: its owner and whoever holds a role."""
    people = (case.owner, incident.person_of(COMMANDER), *incident.roles.values())
    return tuple(dict.fromkeys(person for person in people if person))


def who_may_approve(incident: Incident, asker: str) -> tuple[str, ...]:
    """Who may agree to more time for a case: the commander first, then all others with a role, but who asks."""
    people = (incident.person_of(COMMANDER), *incident.roles.values())
    return tuple(dict.fromkeys(person for person in people if person and person != asker))
