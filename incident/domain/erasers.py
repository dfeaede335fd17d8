"""Who has a say in the end of an entry's words: who wrote them, who leads the incident, and who holds a role in it.

Apart from the rules, because interfaces name these people before anything is asked of them. Whose words a customer's
are, `domain/cases/privy.py` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from incident.domain.incident import COMMANDER, PROGRAM, Incident, Status

if TYPE_CHECKING:
    from incident.domain.evidence import Erasure

__all__ = ["authors_among", "awaiting", "involved", "may_settle", "seconds"]


def involved(incident: Incident, authors: Sequence[str]) -> tuple[str, ...]:
    """Whoever may ask for it; of a closed incident those who held a role when it was closed."""
    return _each((*_first(incident, authors), *incident.roles.values()))


def seconds(incident: Incident, asker: str, authors: Sequence[str]) -> tuple[str, ...]:
    """Whoever may confirm what that person asked for: the one author, who leads; role holders if one of these asked."""
    first = _first(incident, authors)
    every = involved(incident, authors) if asker in first else first
    return tuple(person for person in every if person != asker)


def may_settle(incident: Incident, erasure: Erasure, person: str, authors: Sequence[str]) -> bool:
    """Whether that person may confirm it; where a closed incident has nobody left who may, whoever did not ask.

    A role can no longer be given then, and the law may demand that the words go.
    """
    people = seconds(incident, erasure.proposed_by, authors)
    return person in people or (not people and incident.status is Status.CLOSED and person != erasure.proposed_by)


def awaiting(incident: Incident, person: str, shown_to: Sequence[str], authors: Mapping[int, str]) -> list[Erasure]:
    """The erasures that wait for that person's word; the interfaces ask who is shown contacts, and who wrote what."""
    asked = [each for each in incident.evidence.proposed if each.proposed_by != person]
    return [each for each in asked if _waits_for(incident, each, person, shown_to, authors)]


def authors_among(erasure: Erasure, authors: Mapping[int, str]) -> tuple[str, ...]:
    """Of all these authors by entry, those whose words it means."""
    return tuple(dict.fromkeys(authors[seq] for seq in erasure.entries if seq in authors))


def _waits_for(
    incident: Incident, erasure: Erasure, person: str, shown_to: Sequence[str], authors: Mapping[int, str]
) -> bool:
    if not erasure.cases:
        return may_settle(incident, erasure, person, authors_among(erasure, authors))
    from incident.domain.cases.privy import privy_to  # here: few erasures are about customers
    from incident.domain.cases.register import register_of

    register = register_of(incident)
    return person in privy_to(incident, [register.case(number) for number in erasure.cases], shown_to)


def _first(incident: Incident, authors: Sequence[str]) -> tuple[str, ...]:
    """Who wrote all of it, and who leads: before anybody took command, who declared it."""
    own = set(authors) if len(set(authors)) == 1 else set()
    return _each((*own, incident.person_of(COMMANDER) or incident.declared_by))


def _each(people: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for person in people if person and person != PROGRAM))
