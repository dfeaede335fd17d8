"""Who of an audience somebody may have told by hand, and who was.

Apart from the reach, which finds whom no way leads to: this asks about everybody whom a message is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incident.application.messages.people import reader_of, readers_of
from incident.application.messages.reach import told_at, wayless
from incident.application.ports import Delivery, Directory, Person
from incident.domain.incident import Incident
from incident.domain.messages.escalating import rungs_over
from incident.domain.messages.message import Message, Told

__all__ = ["is_rest", "only_one", "owing", "told_without_row"]


def owing(incident: Incident, message: Message, deliveries: Sequence[Delivery], directory: Directory) -> Sequence[str]:
    """Who has neither said that they read it nor was told by hand, by id: first those whom no way leads to.

    Then whoever is tried or will be, in that order; a channel is nobody who can be told.
    """
    people = directory.people()
    known = {each.by for each in message.acknowledgements if not each.is_short}
    over = set(rungs_over(incident, message))
    mute = [each.id for each in wayless(incident, message, deliveries, directory)]
    rungs = sorted((rung for rung in message.rungs if rung.delivery not in over), key=lambda rung: rung.due_at)
    tried = [who for rung in rungs for who in (rung.who, *rung.chains)]
    planned = {rung.delivery for rung in message.rungs}
    own = (row for row in deliveries if row.message == message.id and row.id not in planned)
    told = [who for row in own for who in told_at(incident, message, row, directory) or _only(readers_of(row, people))]
    return [
        who
        for who in dict.fromkeys((*mute, *tried, *told))
        if directory.person(who) is not None
        and who not in known
        and message.told_of(who) is None
        and not incident.is_left_out(message.audience, who)
    ]


def _only(meant: Sequence[Person]) -> Sequence[str]:
    return [each.id for each in meant] if len(meant) == 1 else ()


def only_one(incident: Incident, message: Message, deliveries: Sequence[Delivery], directory: Directory) -> str | None:
    """The one person who is left of them, where it went to no channel that others read: nobody else can be meant."""
    people = owing(incident, message, deliveries, directory)
    return people[0] if len(people) == 1 and is_rest(incident, message, people, deliveries, directory) else None


def is_rest(
    incident: Incident, message: Message, whom: Sequence[str], deliveries: Sequence[Delivery], directory: Directory
) -> bool:
    """Whether these are all who are left of them, where it went to no channel that others read: then all are told."""
    people = owing(incident, message, deliveries, directory)
    own = (row for row in deliveries if row.message == message.id)
    return bool(people) and set(people) <= set(whom) and all(reader_of(row, directory) is not None for row in own)


def told_without_row(
    incident: Incident, message: Message, deliveries: Sequence[Delivery], directory: Directory
) -> Iterator[tuple[Person, Told]]:
    """Who was told by hand and has no delivery of it: by name, or with the whole audience where no way led to them."""
    people = directory.people()
    own = (row for row in deliveries if row.message == message.id)
    have = {each.id for row in own for each in readers_of(row, people)}
    mute = [each.id for each in wayless(incident, message, deliveries, directory)] if message.tellings else []
    whole = next((each for each in reversed(message.tellings) if not each.whom), None)
    named = dict.fromkeys(who for each in message.tellings for who in each.whom)
    for who in dict.fromkeys((*mute, *named)):
        person, told = directory.person(who), message.told_of(who) or whole
        if person is not None and told is not None and who not in have:
            yield person, told
