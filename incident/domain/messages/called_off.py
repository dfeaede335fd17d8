"""What was said of a message since it began to leave, by which it leaves for somebody no more.

Apart from the ledger, which calls back what waits or is being sent at that moment: this is asked before anything new
is sent of the message, whatever has become of its deliveries.
"""

from __future__ import annotations

from datetime import datetime

from incident.domain.incident import Incident, StepState
from incident.domain.messages.escalating import is_settled, rungs_over
from incident.domain.messages.message import Message

__all__ = ["is_called_off", "is_put_off"]


def is_called_off(incident: Incident, message: Message, delivery: str, who: str) -> bool:
    """Whether nothing more of it leaves in place of that delivery to `who`, the id of a person or a channel's name.

    It was corrected or withdrawn, its mark stands undone, what it asks for was done, they are left out on purpose, they
    have read it or were told by hand, or it was sent because of a silence that has ended.
    """
    if message.released_at is None or message.corrected_by is not None or message.is_withdrawn:
        return True
    if (
        is_settled(incident, message)
        or _stands_undone(incident, message)
        or incident.is_left_out(message.audience, who)
    ):
        return True
    if message.told_of(who) is not None:
        return True
    own = _own_rungs(message, delivery, who)
    has_ended = bool(own) and own.issubset(rungs_over(incident, message))
    return has_ended or any(each.by == who and not each.is_short for each in message.acknowledgements)


def is_put_off(message: Message, delivery: str, who: str, now: datetime) -> bool:
    """Whether somebody has put off what would be tried of it now."""
    return message.paused(now) is not None and bool(_own_rungs(message, delivery, who))


def _own_rungs(message: Message, delivery: str, who: str) -> set[str]:
    return {rung.delivery for rung in message.rungs if rung.delivery == delivery or rung.who == who}


def _stands_undone(incident: Incident, message: Message) -> bool:
    """Whether its mark was taken back while it left, and was not set again."""
    progress = incident.steps.get(message.step or "")
    return message.was_undone and (progress is None or progress.state is StepState.TO_DO)
