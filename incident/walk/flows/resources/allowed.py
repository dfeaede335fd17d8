"""Whether somebody may say what becomes of a resource: asked before anybody types a word of thanks.

Apart from the dialogues, because the rules refuse it at their end all the same.
"""

from __future__ import annotations

from incident.domain.decide.handling import require_handler
from incident.domain.events import AllocationState
from incident.domain.refusals import Refused
from incident.domain.resources.allocation import Allocation
from incident.domain.resources.resource import Stock
from incident.walk.moment import Walk
from incident.wording.refusals import say_refusal

__all__ = ["not_theirs"]


def not_theirs(walk: Walk, allocation: Allocation, stock: Stock) -> str:
    """Why whoever looks may not, and who may; '' where they may, and of a request: they may know who approves it."""
    if allocation.state is AllocationState.REQUESTED:
        return ""
    try:
        require_handler(walk.incident, allocation, walk.person, stock)
    except Refused as refused:
        return say_refusal(refused, walk.speech, walk.now)
    return ""
