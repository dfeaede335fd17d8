"""Who has a say in the end of an entry's words: who wrote them, who leads the incident, and who holds a role in it.

Apart from the rules, because interfaces name these people before anything is asked of them. Whose words a customer's
are, `domain/cases/privy.py` says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from incident.domain.frozen import Frozen
from incident.domain.incident import COMMANDER, PROGRAM, Incident, Status

if TYPE_CHECKING:
    from incident.domain.evidence import Erasure

__all__ = ["Told", "authors_among", "awaiting", "free_entries", "involved", "may_settle", "of_entries", "settlers"]


class Told(Frozen):
    """What the workspace and the log say of it, and the state of the incident does not."""

    shown_to: Sequence[str] = ()
    """The roles that may see how customers are reached."""
    authors: Sequence[str] = ()
    """Who wrote those of its entries that hold no open customer's case."""
    known: Collection[str] = ()
    """Everybody who is there to be asked; () where nobody says so."""


def involved(incident: Incident, authors: Sequence[str]) -> tuple[str, ...]:
    """Whoever may ask for it; of a closed incident those who held a role when it was closed."""
    return _each((*_first(incident, authors), *incident.roles.values()))


def settlers(incident: Incident, erasure: Erasure, told: Told) -> tuple[str, ...]:
    """Whoever may confirm it: who is shown the contact of its customers, and who has a say in its other words.

    Of a closed incident, in which nobody is given a role any more, whoever held one: the law may demand that it goes.
    """
    people = tuple(each for each in _chosen(incident, erasure, told) if each != erasure.proposed_by)
    if incident.status is Status.CLOSED and not _are_there(people, told):
        people = tuple(each for each in involved(incident, told.authors) if each != erasure.proposed_by)
        return people if _are_there(people, told) else ()
    return people


def may_settle(incident: Incident, erasure: Erasure, person: str, told: Told) -> bool:
    """Whether that person may confirm it; where a closed incident has nobody left who may, whoever did not ask."""
    people = settlers(incident, erasure, told)
    return person in people or (not people and incident.status is Status.CLOSED and person != erasure.proposed_by)


def awaiting(incident: Incident, person: str, told: Told, authors: Mapping[int, str]) -> list[Erasure]:
    """The erasures that wait for that person's word; the interfaces ask who is there, and who wrote what."""
    asked = [each for each in incident.evidence.proposed if each.proposed_by != person]
    return [each for each in asked if may_settle(incident, each, person, of_entries(incident, each, told, authors))]


def of_entries(incident: Incident, erasure: Erasure, told: Told, authors: Mapping[int, str]) -> Told:
    """What is told of this erasure, of all these authors by entry."""
    free = free_entries(incident, erasure.entries)
    return told.changed(authors=tuple(dict.fromkeys(authors[seq] for seq in free if seq in authors)))


def authors_among(erasure: Erasure, authors: Mapping[int, str]) -> tuple[str, ...]:
    """Of all these authors by entry, those whose words it means."""
    return tuple(dict.fromkeys(authors[seq] for seq in erasure.entries if seq in authors))


def free_entries(incident: Incident, entries: Sequence[int]) -> tuple[int, ...]:
    """Those of them that hold no open customer's case: who wrote them, and who leads, have a say in their words."""
    if incident.cases is None:
        return tuple(entries)
    from incident.domain.cases.privy import open_cases  # here: few incidents have cases

    held = {case.seq for case in open_cases(incident, entries)}
    return tuple(seq for seq in entries if seq not in held)


def _chosen(incident: Incident, erasure: Erasure, told: Told) -> tuple[str, ...]:
    """With whoever asked for it, where that person has a say in it too."""
    privy = _privy(incident, erasure, told)
    if privy is not None and (erasure.cases or not free_entries(incident, erasure.entries)):
        return privy
    first = _first(incident, told.authors)
    every = incident.status is Status.CLOSED or erasure.proposed_by in first
    people = involved(incident, told.authors) if every else first
    return people if privy is None else tuple(each for each in people if each in privy)


def _privy(incident: Incident, erasure: Erasure, told: Told) -> tuple[str, ...] | None:
    """Who is shown the contacts of the customers that it is about; None where it is about none."""
    if incident.cases is None:
        return None
    from incident.domain.cases.privy import cases_of, privy_to  # here: few erasures are about customers

    cases = cases_of(incident, erasure)
    return privy_to(incident, cases, told.shown_to) if cases else None


def _are_there(people: Collection[str], told: Told) -> bool:
    return bool(set(people) & set(told.known)) if told.known else bool(people)


def _first(incident: Incident, authors: Sequence[str]) -> tuple[str, ...]:
    """Who wrote all of it, and who leads: before anybody took command, who declared it."""
    own = set(authors) if len(set(authors)) == 1 else set()
    return _each((*own, incident.person_of(COMMANDER) or incident.declared_by))


def _each(people: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for person in people if person and person != PROGRAM))
