"""Who hears of a planned exercise, and when: invited at once, reminded a week, a day and an hour before.

Apart from the plan: it asks the clock, and what was said already.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from incident.domain.exercises.overdue import Place, Planned
from incident.domain.exercises.programme import Plan
from incident.domain.frozen import Frozen

__all__ = ["REMINDERS", "Announcement", "Stage", "announcements"]


class Stage(StrEnum):
    """How long before the exercise."""

    INVITED = "invited"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"


REMINDERS: Final = {
    Stage.WEEK: timedelta(days=7),
    Stage.DAY: timedelta(days=1),
    Stage.HOUR: timedelta(hours=1),
}


class Announcement(Frozen):
    """Something that people are to be told now."""

    name: str
    """The same whoever finds it due, so that it is said once: year, key, the hour it speaks of, how long before."""
    row: Planned
    stage: Stage
    begins: datetime
    told: tuple[str, ...]
    """People, by id."""
    is_secret: bool
    """Whether only these may know of it."""


def announcements(
    plan: Plan, rows: Sequence[Planned], approved: Collection[str], now: datetime
) -> Iterator[Announcement]:
    """What is due of the exercises with an agreed hour that lies ahead; of several reminders the last one alone.

    Who plays without notice hears nothing before it begins, nor at which hour where that is not announced: the
    trusted and whoever sees to it do.

    Args:
        plan: of the year.
        rows: how it stands.
        approved: the keys of what is as it was approved, or was moved since with a reason.
        now: the present instant.
    """
    for row in rows:
        begins, key = row.occurrence.begins, row.occurrence.key
        if row.place is Place.HELD or begins is None or begins <= now or key not in approved:
            continue
        stage = _stage(begins - now)
        told = plan.trusted if row.entry.hides_hour else row.entry.players
        name = f"exercise-notice:{plan.year}:{key}:{begins:%Y%m%dT%H%MZ}:{stage.value}"
        yield Announcement(
            name=name,
            row=row,
            stage=stage,
            begins=begins,
            told=tuple(dict.fromkeys((*told, row.entry.owner))),
            is_secret=row.entry.hides_hour,
        )


def _stage(left: timedelta) -> Stage:
    reached = [stage for stage, before in REMINDERS.items() if left <= before]
    return reached[-1] if reached else Stage.INVITED
