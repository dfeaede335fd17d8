"""Escalations: whose silence each attempt is for, and which of them an answer stops.

Apart from the rules of messages, because the sending, the boards and the call sheet ask it as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from typing import Final

from incident.domain.events import Rung
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident, Status
from incident.domain.messages.message import Message

__all__ = [
    "Silence",
    "called_off",
    "is_answered",
    "is_settled",
    "is_waited_for",
    "rungs_ahead",
    "rungs_over",
    "silences",
    "told_by",
]

_PATIENCE: Final = timedelta(minutes=2)
"""How long whoever was asked last is given before it is said that nobody answers."""


class Silence(Frozen):
    """A message that wants an answer and has none, and nobody is asked any more."""

    message: Message
    people: tuple[str, ...]
    """Who was asked, each once, in the order in which they were."""
    since: datetime
    """When the first of them could know."""


def rungs_over(incident: Incident, message: Message, also: str = "") -> tuple[str, ...]:
    """The deliveries of the message that no silence calls for any more.

    One answer, be it of somebody told first or of somebody who was woken for them, stops every later step; what tells
    the others first leaves all the same, until they have read it themselves. A chain also ends when whoever was told
    first is left out on purpose, and all of it when what the message asks for was done, or when somebody told them all
    by hand; whoever was told so by name is tried on no further way, but for a place that tells others who do not know
    it yet. `also` is somebody who acknowledges at this moment.
    """
    if is_settled(incident, message) or message.told_at is not None:
        return tuple(rung.delivery for rung in message.rungs)
    return _ended(incident, message, also)


def called_off(incident: Incident, message: Message, now: datetime) -> tuple[str, ...]:
    """Who of its audience has not confirmed it, where telling them by hand ends attempts that are still ahead."""
    over = set(rungs_over(incident, message))
    standing = [rung for rung in message.rungs if rung.delivery not in over]
    if message.released_at is None or all(rung.due_at <= now for rung in standing):
        return ()
    heads = dict.fromkeys(head for rung in standing for head in rung.chains if message.told_of(head) is None)
    people = heads or dict.fromkeys(rung.who for rung in standing)
    return tuple(who for who in people if not incident.is_left_out(message.audience, who))


def is_answered(incident: Incident, message: Message) -> bool:
    """Whether nobody's answer to its escalation is missing any more."""
    return _is_said(message, _said(message)) or is_settled(incident, message)


def _said(message: Message) -> set[str]:
    return {each.by for each in message.acknowledgements if not each.is_short}


def _is_said(message: Message, said: AbstractSet[str]) -> bool:
    """Whether any of them was asked: named by an attempt, or told first at the place of another."""
    return any(rung.chains and not said.isdisjoint((rung.who, *rung.chains)) for rung in message.rungs)


def _ended(incident: Incident, message: Message, also: str = "") -> tuple[str, ...]:
    """The deliveries that an answer, or a decision that somebody is not told, ends."""
    said = {also, *_said(message)}
    is_answered = _is_said(message, said)
    kept = {who for who in _everybody(message) if incident.is_left_out(message.audience, who)}
    known = said | kept | {who for who in _everybody(message) if message.told_of(who) is not None}
    heads = _heads(message)
    return tuple(
        rung.delivery
        for rung in message.rungs
        if kept.issuperset(rung.chains)
        or known.issuperset(_told_by(rung, heads))
        or (rung not in heads and is_answered)
    )


def told_by(message: Message, rung: Rung) -> tuple[str, ...]:
    """Whom that attempt tells: whoever it names first, then those who share the place."""
    told = _told_by(rung, _heads(message))
    return tuple(who for who in dict.fromkeys((rung.who, *rung.chains)) if who in told)


def _heads(message: Message) -> tuple[Rung, ...]:
    first = min((rung.due_at for rung in message.rungs), default=None)
    return tuple(rung for rung in message.rungs if rung.due_at == first)


def _told_by(rung: Rung, heads: Sequence[Rung]) -> set[str]:
    """Whom an attempt tells: whoever it names, and who of its chains share the place; `heads` are the first attempts.

    Another's later way may lead to the place of a first one: they are told elsewhere. Whoever is woken for somebody
    shares no place with them; who is woken for others besides was told first, in an attempt that says so.
    """
    elsewhere = {each.who for each in heads}
    if rung in heads:
        return {rung.who, *(head for head in rung.chains if head not in elsewhere)}
    if rung.who not in rung.chains:
        return {rung.who}
    woken_for = {head for each in heads if each.who == rung.who for head in each.chains}
    return {rung.who, *(head for head in rung.chains if head not in elsewhere & woken_for)}


def is_settled(incident: Incident, message: Message) -> bool:
    """Whether it asked somebody to see to reports that are all filed by now, put off or need not be."""
    return incident.law.alerts.get(message.id) == ()


def rungs_ahead(message: Message, now: datetime) -> tuple[str, ...]:
    """The deliveries of the message that are not due yet."""
    return tuple(rung.delivery for rung in message.rungs if rung.due_at > now)


def is_waited_for(incident: Incident, message: Message, rung: Rung) -> bool:
    """Whether the attempt is, or will be, made for somebody who has not answered."""
    return rung.delivery not in rungs_over(incident, message)


def silences(incident: Incident, now: datetime) -> Iterator[Silence]:
    """What nobody has answered although its escalation has run out, or ended as they were told by hand.

    Nothing once the incident is over. Whoever is left out on purpose is not waited for; where nobody else was asked,
    nobody's silence is left.
    """
    for message in incident.messages.values() if incident.status is Status.OPEN else ():
        since = message.delivered_at or message.told_at
        is_over = message.is_withdrawn or message.corrected_by is not None
        if since is None or is_over or not message.rungs or is_answered(incident, message):
            continue
        if now >= (message.told_at or max(since, *(rung.due_at for rung in message.rungs))) + _PATIENCE:
            people = _waited_for(incident, message)
            if people:
                yield Silence(message=message, people=people, since=since)


def _waited_for(incident: Incident, message: Message) -> tuple[str, ...]:
    """Who was asked and is not left out, each once, in the order in which they were; of no chain that has ended."""
    over = set(_ended(incident, message))
    asked = sorted((rung for rung in message.rungs if rung.delivery not in over), key=lambda rung: rung.due_at)
    return tuple(dict.fromkeys(rung.who for rung in asked if not incident.is_left_out(message.audience, rung.who)))


def _everybody(message: Message) -> set[str]:
    return {who for rung in message.rungs for who in (rung.who, *rung.chains)}
