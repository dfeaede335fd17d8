"""Who is meant: by words that somebody typed, and by the name and way that stand on a delivery."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from incident.application.errors import NotFound
from incident.application.ports import Delivery, Directory, Person
from incident.domain.nearest import nearest

__all__ = ["in_mode", "is_addressed_to", "out_of_reach", "person_called", "reader_of", "readers_of"]


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


def reader_of(delivery: Delivery, directory: Directory) -> Person | None:
    """The person whom it is addressed to; None for a channel, and where it cannot be told which of two namesakes."""
    meant = readers_of(delivery, directory.people())
    return meant[0] if len(meant) == 1 else None


def readers_of(delivery: Delivery, people: Sequence[Person]) -> Sequence[Person]:
    """Whoever may be meant: the people of that name; of namesakes the one whom the delivery's own way reaches.

    Where nobody is called so, because somebody was renamed since: the only one whom a way of theirs alone reaches.
    """
    reached = [each for each in people if delivery.address and (delivery.target_id, delivery.address) in each.reach]
    named = [each for each in people if delivery.recipient in (each.id, each.name)]
    both = [each for each in named if each in reached]
    found = both if len(both) == 1 else named
    return found or (reached if len(reached) == 1 else [])


def in_mode(people: Iterable[Person], directory: Directory, *, exercise: bool) -> Iterator[Person]:
    """The same people, each with the ways that such an incident uses; a telephone is dialled by hand in both."""
    for each in people:
        ways = directory.ways(each.id, exercise=exercise)
        yield each.changed(reach=tuple((way.target_id, way.address) for way in ways))


def out_of_reach(directory: Directory) -> frozenset[str]:
    """The ids of those whom nothing reaches in earnest, not even a telephone; a way of exercises wakes nobody."""
    people = in_mode(directory.people(), directory, exercise=False)
    return frozenset(each.id for each in people if not each.can_be_reached)


def is_addressed_to(delivery: Delivery, who: str, people: Sequence[Person]) -> bool:
    """Whether it is surely theirs, and no namesake's: `who` is the id of a person, or the name of a channel."""
    meant = [each.id for each in readers_of(delivery, people)]
    return meant == [who] or delivery.recipient == who


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _lines(people: Sequence[Person]) -> tuple[str, ...]:
    return tuple(f"{each.id}  {each.name}" for each in people)
