"""Who is reminded of a corrective action, and when: its owner before the day and once it is overdue, then its approver.

In the morning, where people are: nobody is woken for what can wait. The hours are measures of this program.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from incident.domain.frozen import Frozen
from incident.domain.improving.plan import Action

__all__ = ["Reminder", "Stage", "is_in_hours", "reminder_of"]

_MORNING: Final = time(9)
_EVENING: Final = time(18)


class Stage(StrEnum):
    """How far its day is off, or how long past."""

    WEEK = "week"
    DAY = "day"
    OVERDUE = "overdue"
    APPROVER = "approver"


_FROM: Final = {
    Stage.WEEK: timedelta(days=-7),
    Stage.DAY: timedelta(days=-1),
    Stage.OVERDUE: timedelta(days=1),
    Stage.APPROVER: timedelta(days=4),
}
"""From the morning of the day so long after its own."""


class Reminder(Frozen):
    """Somebody is to be told now."""

    name: str
    """The same whoever finds it due, so that it is said once: the action, its date, the stage."""
    incident: str
    action: Action
    stage: Stage
    since: datetime
    """From when on it is due."""
    told: tuple[str, ...]


def reminder_of(incident: str, action: Action, now: datetime, zone: tzinfo) -> Iterator[Reminder]:
    """The last stage that has come, if the action is still to be done; one alone, as a late reminder says no more.

    Without an approver the owner hears no more than that it is overdue.
    """
    if action.done_at is not None or action.is_settled:
        return
    stages = [stage for stage in _FROM if stage is not Stage.APPROVER or action.approver]
    come = [(stage, since) for stage in stages if (since := max(_since(action, stage, zone), action.planned_at)) <= now]
    if not come:
        return
    stage, since = come[-1]
    told = (action.approver, action.owner) if stage is Stage.APPROVER else (action.owner,)
    name = f"action-reminder:{incident}:{action.id}:{action.due_at:%Y%m%dT%H%MZ}:{action.owner}:{stage.value}"
    yield Reminder(name=name, incident=incident, action=action, stage=stage, since=since, told=told)


def is_in_hours(now: datetime, zone: tzinfo) -> bool:
    """Whether people are told of such things at that time of the day."""
    return _MORNING <= now.astimezone(zone).time() < _EVENING


def _since(action: Action, stage: Stage, zone: tzinfo) -> datetime:
    day = action.due_at.astimezone(zone).date() + _FROM[stage]
    return datetime.combine(day, _MORNING, zone)
