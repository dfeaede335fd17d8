"""How the exercise itself was conducted: what went beside the plan, and how punctual the plan was.

Apart from how the players did: this is about those who led it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from incident.domain import events as e
from incident.domain.exercises.hinting import hinted
from incident.domain.exercises.leading import LeadEntry, ScenarioPinned, TextErased
from incident.domain.exercises.results import Besides, InjectResult, Quality, Way
from incident.domain.exercises.scenario import Scenario, TriggerKind
from incident.domain.exercises.state import Exercise
from incident.domain.incident import PROGRAM

__all__ = ["besides", "quality", "reserve_used"]

PUNCTUAL: Final = timedelta(minutes=1)
"""On the clock of the exercise: at its fastest a second is a minute of it."""


def besides(plan: Scenario, exercise: Exercise, entries: Sequence[e.Recorded]) -> Iterator[Besides]:
    """What was released and is no inject of the plan, in the order of the log."""
    planned = {each.id for each in plan.injects}
    for entry in entries:
        event = entry.event
        if isinstance(event, e.InjectReleased) and event.inject not in planned:
            about = hinted(event.inject)
            yield Besides(
                inject=about or event.inject,
                number=event.number,
                is_hint=bool(about),
                released=exercise.clock.read(entry.occurred_at),
                by=entry.person,
                to=event.to,
                channel=event.channel,
                words={language: words.text for language, words in event.words.items()},
            )


def reserve_used(plan: Scenario, rows: Sequence[InjectResult]) -> tuple[str, ...]:
    """The injects kept in reserve that players got."""
    reserve = {each.id for each in plan.injects if each.trigger.kind is TriggerKind.CONTINGENCY}
    return tuple(row.inject for row in rows if row.inject in reserve and row.released is not None)


def quality(
    plan: Scenario,
    rows: Sequence[InjectResult],
    beside: Sequence[Besides],
    entries: Sequence[e.Recorded],
    led: Sequence[LeadEntry],
) -> Quality:
    """The counts."""
    off = [row.released - row.due for row in rows if row.released is not None and row.due is not None]
    ways = Counter(row.way for row in rows)
    hands = sum(isinstance(entry.event, e.InjectReleased) and entry.actor != PROGRAM for entry in entries)
    return Quality(
        on_time=sum(abs(each) <= PUNCTUAL for each in off),
        early=sum(each < -PUNCTUAL for each in off),
        late=sum(each > PUNCTUAL for each in off),
        by_hand=ways[Way.HAND],
        reserve=len(reserve_used(plan, rows)),
        skipped=ways[Way.SKIPPED],
        held=ways[Way.HELD],
        not_reached=ways[Way.NOT_REACHED],
        improvised=sum(not each.is_hint for each in beside),
        hints=sum(each.is_hint for each in beside),
        acts_of_control=hands + sum(not isinstance(each.event, (ScenarioPinned, TextErased)) for each in led),
    )
