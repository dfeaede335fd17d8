"""Watched conditions: since when they have been true, and what has to be asked again.

A fact that is older than the step's `fresh` counts as unknown, so a condition
that rests on it is neither true nor false until it is stated again. Stated again
late, but not too late, it carries the soak on; later, the soak begins anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from incident.domain.incident import Incident
from incident.domain.runbooks.conditions import Condition, Situation, evaluate, facts_of, turning_points
from incident.domain.runbooks.round_ids import written
from incident.domain.runbooks.runbook import Runbook, Step

__all__ = ["facts_to_ask", "has_soaked", "is_true", "lowering_holds", "soaked_at", "still_held", "true_since"]

LATE = 2
"""A value stated again after at most so many times its `fresh` still carries the soak on: people are a little late."""

Watched = tuple[str, Condition, timedelta | None]
"""A key of `Incident.held_since`, its condition, and how old a fact may be."""


def still_held(before: Incident, after: Incident, at: datetime) -> Mapping[str, datetime]:
    """Since when each watched condition is true after an entry: from before it where nothing broke, else from it."""
    if after.bundle is None:
        return after.held_since
    held = {}
    for key, condition, fresh in _watched(after.runbook):
        if evaluate(condition, _situation(after, at, fresh)):
            since = _since(before, (key, condition, None if fresh is None else fresh * LATE), at)
            held[key] = at if since is None else since
    return held


def true_since(incident: Incident, step: Step, now: datetime) -> datetime | None:
    """Since when the step's condition has been true without a break; None if it is not, or is not known to be."""
    return None if step.condition is None else _since(incident, (written(step.id), step.condition, step.fresh), now)


def is_true(incident: Incident, step: Step, now: datetime) -> bool:
    """Whether the step's condition is known to be true at that moment, however long it has been."""
    return step.condition is not None and evaluate(step.condition, _situation(incident, now, step.fresh)) is True


def has_soaked(incident: Incident, step: Step, now: datetime) -> bool:
    """Whether the step's condition has been true for as long as the tier wants it to be."""
    since = true_since(incident, step, now)
    return since is not None and now >= soaked_at(incident, step, since, now)


def soaked_at(incident: Incident, step: Step, since: datetime, now: datetime) -> datetime:
    """When its condition, true since then, has been true for as long as the tier wants it to be."""
    return incident.put_off(since, since + step.hold.get(incident.tier, timedelta(0)), now)


def lowering_holds(incident: Incident, number: int, now: datetime) -> bool:
    """Whether a lowering rule has held for its time, counted from the last change of tier at the earliest."""
    rule = incident.runbook.lower_rules[number]
    since = _since(incident, (_lowering(number), rule.when, None), now)
    changed_at = incident.tier_changes[-1].at if incident.tier_changes else incident.declared_at
    if since is None:
        return False
    begun = max(since, changed_at)
    return now >= incident.put_off(begun, begun + rule.hold, now)


def facts_to_ask(incident: Incident, step: Step, now: datetime) -> tuple[str, ...]:
    """The facts that a watched step waits for: never stated, not known, or too old."""
    known = _situation(incident, now, step.fresh).facts
    wanted = facts_of(step.condition) if step.condition else frozenset()
    return tuple(fact for fact in sorted(wanted) if known.get(fact) is None)


def _watched(runbook: Runbook) -> Iterator[Watched]:
    for step in runbook.steps():
        if step.condition is not None:
            yield step.id, step.condition, step.fresh
    for number, rule in enumerate(runbook.lower_rules):
        yield _lowering(number), rule.when, None


def _lowering(number: int) -> str:
    return f"lower:{number}"


def _since(incident: Incident, watched: Watched, now: datetime) -> datetime | None:
    """Since when it is true; one that came true by time alone is so since the last moment at which it could."""
    key, condition, fresh = watched
    situation = _situation(incident, now, fresh)
    if not evaluate(condition, situation):
        return None
    stated = incident.held_since.get(key)
    passed = [point for point in turning_points(condition, situation) if point <= now]
    return stated if stated is not None else max(passed, default=_first_look(incident))


def _first_look(incident: Incident) -> datetime | None:
    """The declaration, as long as nothing has moved that a condition sees.

    A declaration itself looks at no condition: most commands need no runbook, and reading it is a tenth of their time.
    """
    return None if incident.facts or incident.tier_changes else incident.declared_at


def _situation(incident: Incident, now: datetime, fresh: timedelta | None) -> Situation:
    situation = incident.situation(now)
    if fresh is None:
        return situation
    stale_at = {fact: incident.put_off(entry.at, entry.at + fresh, now) for fact, entry in incident.facts.items()}
    young = {fact: entry.value for fact, entry in incident.facts.items() if now <= stale_at[fact]}
    return replace(situation, facts=young)
