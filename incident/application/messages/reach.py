"""Whom messages can reach: audiences that none can, found before the night, and who would be told now.

Apart from the telling, which asks about one message; this asks about a whole runbook, with every role filled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from incident.application.errors import IncidentError
from incident.application.messages.people import is_addressed_to, readers_of
from incident.application.messages.shared import cornered, displaced, kept, readers
from incident.application.ports import Delivery, Directory, Person, Recipient
from incident.domain.events import IncidentMode
from incident.domain.incident import Incident
from incident.domain.messages.message import Message
from incident.domain.runbooks.outline import Outline

__all__ = [
    "belonging",
    "ends_with",
    "out_of_reach",
    "recipients",
    "silent",
    "unreached_audiences",
    "wayless",
]


def unreached_audiences(outline: Outline, directory: Directory, at: datetime) -> tuple[str, ...]:
    """The ids of the audiences of its steps that nobody can be reached in then, even with every role filled."""
    filled = {role: person.id for person in directory.people() for role in person.roles}
    return tuple(name for name in outline.audiences if not directory.audience(name, filled, exercise=False, at=at))


def recipients(incident: Incident, directory: Directory, audience: str, at: datetime) -> Sequence[Recipient] | None:
    """Who would be told at that instant; empty if nobody can be reached, None if the workspace cannot say it.

    Who is left out on purpose is not among them.
    """
    is_exercise = incident.mode is IncidentMode.EXERCISE
    try:
        told = directory.audience(audience, incident.roles, exercise=is_exercise, at=at)
    except IncidentError:
        return None
    return kept(incident, audience, told, directory)


def belonging(incident: Incident, directory: Directory, audience: str, at: datetime) -> set[str]:
    """Who belongs to the audience at that instant, by id or name.

    Who is told, who is when nobody answers, and whom no way leads to, left out or not; none where nobody can say it.
    """
    is_exercise = incident.mode is IncidentMode.EXERCISE
    try:
        told = directory.audience(audience, incident.roles, exercise=is_exercise, at=at)
        found = directory.escalation(audience, incident.roles, exercise=is_exercise, at=at)
    except IncidentError:
        return set()
    later = [each for step in found.then for each in step] if found is not None else []
    mute = silent(incident, directory, audience, at)
    return {who for each in (*told, *later) for who in readers(each)} | {each.id for each in mute}


def out_of_reach(
    incident: Incident, deliveries: Sequence[Delivery], directory: Directory
) -> Mapping[str, Sequence[Person]]:
    """Message by message, who of the audience has no way at all, and has not been told otherwise.

    As people.yaml stands now, which the ledger knows nothing of. An exercise leaves out most people on purpose.
    """
    mute = {each.id for each in directory.people() if not directory.ways(each.id, exercise=False)}
    if incident.mode is IncidentMode.EXERCISE or not (mute or incident.left_out):
        return {}
    told = {(row.message, row.recipient) for row in deliveries}
    found = {each.id: _silent(incident, each, directory, told) for each in incident.messages.values()}
    return {message: people for message, people in found.items() if people}


def silent(incident: Incident, directory: Directory, audience: str, at: datetime) -> Sequence[Person]:
    """Who of the audience a message would not reach at that instant; in an exercise nobody is looked for.

    Neither whom no way leads to, nor whose only way is that of somebody who is left out.
    """
    if incident.mode is IncidentMode.EXERCISE:
        return ()
    try:
        mute = directory.silent(audience, incident.roles, exercise=False, at=at)
        told = directory.audience(audience, incident.roles, exercise=False, at=at) if incident.left_out else ()
    except IncidentError:
        return ()
    beside_them = cornered(incident, audience, told, directory, at)
    return [each for each in (*mute, *beside_them) if not incident.is_left_out(audience, each.id)]


def wayless(
    incident: Incident, message: Message, deliveries: Sequence[Delivery], directory: Directory
) -> Sequence[Person]:
    """Who of its audience it had no way to, and who has not said that they know; told by hand or not."""
    return _unsent(incident, message, directory, {(row.message, row.recipient) for row in deliveries})


def _silent(incident: Incident, message: Message, directory: Directory, told: set[tuple[str, str]]) -> Sequence[Person]:
    is_over = message.is_withdrawn or message.corrected_by is not None or message.told_at is not None
    unsent = () if is_over else _unsent(incident, message, directory, told)
    return [each for each in unsent if message.told_of(each.id) is None]


def _unsent(incident: Incident, message: Message, directory: Directory, told: set[tuple[str, str]]) -> Sequence[Person]:
    if message.released_at is None:
        return ()
    mute = silent(incident, directory, message.audience, message.released_at)
    known = {each.by for each in message.acknowledgements}
    return [each for each in mute if each.id not in known and (message.id, each.name) not in told]


def ends_with(incident: Incident, message: Message, row: Delivery, whom: Sequence[str], directory: Directory) -> bool:
    """Whether nobody is left whom that delivery tells, once these know of its message or are kept from it.

    At a place that several of the audience share it is theirs alone only when all others know, or are kept, as well.
    """
    told = told_at(incident, message, row, directory)
    if not told:
        return any(is_addressed_to(row, who, directory.people()) for who in whom)
    known = {*whom, *(each.by for each in message.acknowledgements if not each.is_short)}
    left = (who for who in told if who not in known and message.told_of(who) is None)
    return not set(whom).isdisjoint(told) and all(incident.is_left_out(message.audience, who) for who in left)


def told_at(incident: Incident, message: Message, row: Delivery, directory: Directory) -> Sequence[str]:
    """Who of the audience, by id, was told first at the place of that delivery when its message was released.

    None where it is addressed to none of them: it went there in place of another, or they are no more of it.
    """
    is_exercise, at = incident.mode is IncidentMode.EXERCISE, message.released_at or row.created_at
    try:
        told = directory.audience(message.audience, incident.roles, exercise=is_exercise, at=at)
    except IncidentError:
        return ()
    moved = displaced(incident, message.audience, told, directory, before=at)
    places = [*told, *(way for _who, way in moved if way is not None)]
    place = (row.target_id, row.address, row.language)
    found = [*dict.fromkeys(who for each in places if each.place == place for who in readers(each))]
    return found if any(each.id in found for each in readers_of(row, directory.people())) else ()
