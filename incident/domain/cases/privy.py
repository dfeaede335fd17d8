"""Who is shown how customers are reached, and so has a say in the end of their words.

Apart from the rules, because interfaces name these people before anything is asked of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incident.domain.cases.case import Case
    from incident.domain.incident import Incident

__all__ = ["privy_to"]


def privy_to(incident: Incident, cases: Sequence[Case], shown_to: Sequence[str]) -> tuple[str, ...]:
    """Whoever owns all of these cases, then those who hold a role to which contacts are shown."""
    owners = {case.owner for case in cases}
    every = (*(owners if len(owners) == 1 else ()), *(incident.person_of(role) for role in shown_to))
    return tuple(dict.fromkeys(person for person in every if person))
