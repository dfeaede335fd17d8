"""Which change of a resource somebody would take back, and the commands that do it: resources know no undoing.

Apart from the rules of the commands, which are decided like any other (DESIGN 4): what is held elsewhere since is
not had back by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from incident.domain import commands as c
from incident.domain.events import AllocationState as State
from incident.domain.resources.allocation import UNDER_WAY, WORKING, Allocation, Change, Resources

__all__ = ["Way", "counter_commands", "last_change_by", "way_back"]


class Way(StrEnum):
    """What taking the last change of an allocation back comes to."""

    CALLED_OFF = "called-off"
    """Nobody asks for it any more."""
    ASKED_AGAIN = "asked-again"
    """It is called off, and the same is asked for again."""
    GIVEN_BACK = "given-back"
    """It was taken from the shelf at once."""
    ASKED_ANEW = "asked-anew"
    """It was over: the same is asked for."""
    RESTS_NOT = "rests-not"
    """It rests by mistake, and is in the state before the rest."""
    MOVED_BACK = "moved-back"
    """It is in the state before."""
    NONE = "none"
    """It was out before, for a reason and until a time that have to be said again."""


def last_change_by(resources: Resources, person: str) -> tuple[Allocation, Change] | None:
    """The latest that this person did to any of them, of two at once the one that was asked for later; or None."""
    every = reversed(tuple(resources.allocations.values()))
    own = [(each, change) for each in every for change in reversed(each.changes) if change.by == person]
    return max(own, key=lambda found: found[1].at, default=None)


def way_back(own: Allocation, now: datetime) -> Way:
    """How its last change is taken back."""
    if own.is_live and own.rests_at(now):
        return Way.RESTS_NOT
    last, before = own.changes[-1], own.changes[-2] if own.changes[1:] else None
    if before is None:
        return Way.CALLED_OFF
    if not own.is_live:
        return Way.ASKED_ANEW
    if last.undone:
        return Way.NONE
    if own.changes[0].at == last.at and own.changes[0].by == last.by and last.state in UNDER_WAY:
        return Way.GIVEN_BACK
    if before.state is State.REQUESTED:
        return Way.ASKED_AGAIN
    return Way.MOVED_BACK if before.state in (State.APPROVED, *UNDER_WAY) else Way.NONE


def counter_commands(own: Allocation, by: str, because: str, now: datetime) -> Sequence[c.Command]:
    """What takes the last change back."""
    match way_back(own, now):
        case Way.RESTS_NOT:
            return [c.TakeBackRest(by=by, allocation=own.id, because=because)]
        case Way.CALLED_OFF:
            return [_ended(own, by, State.CANCELLED, because)]
        case Way.ASKED_AGAIN:
            return [_ended(own, by, State.CANCELLED, because), _asked(own, by, because)]
        case Way.GIVEN_BACK:
            how = State.RELEASED if own.state in WORKING else State.CANCELLED
            return [_ended(own, by, how, because)]
        case Way.ASKED_ANEW:
            return [_asked(own, by, because)]
        case Way.MOVED_BACK:
            to = own.changes[-2]
            moved = c.MoveAllocation(by=by, allocation=own.id, to=to.state, whom=to.whom, due_at=to.due_at)
            return [moved.changed(because=because)]
        case _:
            return []


def _ended(own: Allocation, by: str, how: State, because: str) -> c.Command:
    return c.EndAllocation(by=by, allocation=own.id, how=how, because=because, spent=0 if own.amount else None)


def _asked(own: Allocation, by: str, because: str) -> c.Command:
    return c.RequestResource(
        by=by,
        type=own.type,
        kind=own.kind,
        quantity=own.quantity,
        unit=own.unit,
        needed_by=own.needed_by,
        whom=own.whom,
        site=own.site,
        substitutes=own.substitutes,
        because=because,
    )
