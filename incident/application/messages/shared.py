"""A place that several of an audience share: who reads there, and where the others go when one of them is left out.

Apart from the reach, which asks who is told at all: this keeps a decision about one from silencing the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from incident.application.ports import Directory, Person, Recipient
from incident.domain.events import IncidentMode
from incident.domain.incident import Incident

__all__ = ["beside", "cornered", "displaced", "kept", "open_ways", "readers"]


def readers(recipient: Recipient) -> tuple[str, ...]:
    """Everybody whom it tells, by id; of a channel its name."""
    return (recipient.person or recipient.name, *recipient.others)


def kept(incident: Incident, audience: str, told: Sequence[Recipient], directory: Directory) -> Sequence[Recipient]:
    """Those of them whom no decision leaves out; nothing goes to a place where one who is left out reads.

    Whoever shares such a place goes by the next way of their own.
    """
    closed = _closed(incident, audience, told)
    found = [each for each in told if each.place not in closed]
    for _who, way in displaced(incident, audience, told, directory):
        if way is not None:
            there = next((n for n, each in enumerate(found) if each.place == way.place), len(found))
            found[there : there + 1] = [each.beside(way) for each in found[there : there + 1]] or [way]
    return found


def displaced(
    incident: Incident,
    audience: str,
    told: Sequence[Recipient],
    directory: Directory,
    *,
    also: str = "",
    before: datetime | None = None,
) -> Iterator[tuple[str, Recipient | None]]:
    """Who shares a place with somebody who is left out, and the next way of their own; None where they have none.

    `also` is somebody who is left out at this moment; `before`: by the decisions made before that instant alone.
    """
    closed, is_exercise = _closed(incident, audience, told, also, before), incident.mode is IncidentMode.EXERCISE
    for each in told:
        for who in readers(each) if each.place in closed else ():
            if who != also and not _is_out(incident, audience, who, before):
                ways = directory.ways(who, exercise=is_exercise)
                yield who, next((way for way in ways if way.place not in closed), None)


def beside(
    incident: Incident, directory: Directory, audience: str, who: str, at: datetime
) -> Sequence[tuple[str, Recipient | None]]:
    """Who is told at the same place as that one, who is left out now, and the next way of their own."""
    told = directory.audience(audience, incident.roles, exercise=incident.mode is IncidentMode.EXERCISE, at=at)
    theirs = {each for place in told if who in readers(place) for each in readers(place)}
    return [each for each in displaced(incident, audience, told, directory, also=who) if each[0] in theirs]


def cornered(
    incident: Incident, audience: str, told: Sequence[Recipient], directory: Directory, before: datetime
) -> Iterator[Person]:
    """Who of the audience nothing goes to then, as the only way to them is one who is left out reads too."""
    for who, way in displaced(incident, audience, told, directory, before=before):
        person = directory.person(who)
        if way is None and person is not None:
            yield person


def open_ways(incident: Incident, audience: str, who: str, directory: Directory, at: datetime) -> Sequence[Recipient]:
    """Every way to the person but those to places of the audience where one who is left out reads."""
    is_exercise = incident.mode is IncidentMode.EXERCISE
    ways = directory.ways(who, exercise=is_exercise)
    if not incident.left_out:
        return ways
    told = directory.audience(audience, incident.roles, exercise=is_exercise, at=at)
    closed = _closed(incident, audience, told)
    return [way for way in ways if way.place not in closed]


def _closed(
    incident: Incident, audience: str, told: Sequence[Recipient], also: str = "", before: datetime | None = None
) -> set[tuple[str, str, str]]:
    return {
        each.place
        for each in told
        if any(who == also or _is_out(incident, audience, who, before) for who in readers(each))
    }


def _is_out(incident: Incident, audience: str, who: str, before: datetime | None) -> bool:
    decisions = (incident.left_out.get((audience, each)) for each in ("", who))
    return any(each is not None and (before is None or each.at < before) for each in decisions)
