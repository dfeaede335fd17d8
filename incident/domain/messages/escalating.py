"""Escalations: whose silence each attempt is for, and which of them an answer stops.

Apart from the rules of messages, because the sending, the boards and the call sheet ask it as well.
"""

from __future__ import annotations

from datetime import datetime

from incident.domain.events import Rung
from incident.domain.incident import Incident
from incident.domain.messages.message import Message

__all__ = ["is_waited_for", "rungs_ahead", "rungs_over", "silent_heads"]


def rungs_over(incident: Incident, message: Message, also: str = "") -> tuple[str, ...]:
    """The deliveries of the message that no silence calls for any more.

    A chain ends when anybody in it acknowledges, be it whoever was told first or whoever was woken for them; and when
    whoever was told first is left out on purpose. `also` is somebody who acknowledges at this moment.
    """
    ended = _ended(incident, message, also)
    return tuple(rung.delivery for rung in message.rungs if ended.issuperset(rung.chains))


def rungs_ahead(message: Message, now: datetime) -> tuple[str, ...]:
    """The deliveries of the message that are not due yet."""
    return tuple(rung.delivery for rung in message.rungs if rung.due_at > now)


def is_waited_for(incident: Incident, message: Message, rung: Rung) -> bool:
    """Whether the attempt is, or will be, made for somebody who has not answered."""
    return not _ended(incident, message, "").issuperset(rung.chains)


def silent_heads(message: Message, delivery: str) -> tuple[str, ...]:
    """Those told first whose silence the delivery still waits for; empty where the message waits for one alone."""
    heads = {chain for rung in message.rungs for chain in rung.chains}
    answered = _answered(message, "")
    own = [chain for rung in message.rungs if rung.delivery == delivery for chain in rung.chains]
    return tuple(chain for chain in own if chain not in answered) if len(heads) > 1 else ()


def _ended(incident: Incident, message: Message, also: str) -> frozenset[str]:
    answered = _answered(message, also)
    heads = {chain for rung in message.rungs for chain in rung.chains}
    return frozenset(answered | {head for head in heads if incident.is_left_out(message.audience, head)})


def _answered(message: Message, also: str) -> set[str]:
    said = {also, *(each.by for each in message.acknowledgements if not each.is_short)}
    return {chain for rung in message.rungs if rung.who in said for chain in rung.chains}
