"""Which scenarios were exercised when, by whom, and which are overdue.

Apart from how one exercise went: an exercise that was long ago shows nothing of today's people.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from incident.domain.frozen import Frozen

__all__ = ["Held", "Standing", "standings"]


class Held(Frozen):
    """One exercise that was played to its end."""

    exercise: str
    scenario: str
    at: datetime
    players: tuple[str, ...]
    runbook: str = ""
    revision: int = 0
    """Of the runbook, as it was played."""
    roles: tuple[str, ...] = ()
    """Those that somebody had at the end."""
    failed: tuple[str, ...] = ()
    """The steps that did not go as expected."""
    done: tuple[str, ...] = ()
    """The steps that somebody worked on."""
    went_well: tuple[str, ...] = ()
    """Those of them that went as expected from the first time on."""
    unable: tuple[str, ...] = ()
    """The tasks of its scenario that somebody rated U, where whoever asks may read that."""
    able: tuple[str, ...] = ()
    """Those rated P or S, by a person or else by what the log shows."""
    began: datetime | None = None
    """When play began; None where nobody pressed start."""
    tiers: tuple[int, ...] = ()
    """Those it was played at, the gravest first."""
    is_solo: bool = False
    """Whether it was a rehearsal for oneself."""
    length: timedelta = timedelta()
    """As planned."""
    played: timedelta = timedelta()
    """By its own clock."""
    fastest: int = 1
    """The most of its minutes that passed in one of the day."""


class Standing(Frozen):
    """How a scenario stands."""

    scenario: str
    times: int
    last: Held | None
    due_at: datetime | None
    """By when it is due again; None where it was never held, and so is due now."""
    is_overdue: bool


def standings(scenarios: Sequence[str], held: Sequence[Held], every: timedelta, now: datetime) -> Sequence[Standing]:
    """Each scenario, what is overdue first, of those the longest; in this order nothing moves by being looked at.

    A rehearsal for oneself counts for nothing here, as in the plan.
    """
    counted = [each for each in held if not each.is_solo]
    rows = [_standing(name, [each for each in counted if each.scenario == name], every, now) for name in scenarios]
    return sorted(rows, key=lambda row: (row.due_at is not None, row.due_at or now, row.scenario))


def _standing(scenario: str, held: Sequence[Held], every: timedelta, now: datetime) -> Standing:
    last = max(held, key=lambda each: each.at, default=None)
    due_at = last.at + every if last else None
    is_overdue = due_at is None or due_at < now
    return Standing(scenario=scenario, times=len(held), last=last, due_at=due_at, is_overdue=is_overdue)
