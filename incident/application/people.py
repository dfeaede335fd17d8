"""Whom the typed words mean: a person's id, or their name as the workspace writes it."""

from __future__ import annotations

from collections.abc import Sequence

from incident.application.errors import NotFound
from incident.application.ports import Directory, Person
from incident.domain.nearest import nearest

__all__ = ["person_called"]


def person_called(directory: Directory, typed: str) -> Person:
    """The person of that id, else the only one of that name, upper or lower case alike.

    Raises:
        NotFound: nobody is called so, or several are; `known` lists the ids with the names.
    """
    person = directory.person(typed)
    if person is not None:
        return person
    people = directory.people()
    named = [each for each in people if _folded(each.name) == _folded(typed)]
    if len(named) == 1:
        return named[0]
    near = nearest(typed, (each.id for each in people))
    raise NotFound(kind="person", name=typed, near=near, several=bool(named), known=_lines(named or people))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _lines(people: Sequence[Person]) -> tuple[str, ...]:
    return tuple(f"{each.id}  {each.name}" for each in people)
