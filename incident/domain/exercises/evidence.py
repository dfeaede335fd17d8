"""How the log shows that something was done: a rule, and the moment at which the log met it.

Apart from whoever asks, which are three: a task's standard, an expected action, and an inject that waits for something
or for its absence. An action of which nobody can say how it shows cannot be measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from incident.domain import events as e
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.conditions import Condition, Situation, Value, evaluate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Evidence", "EvidenceKind", "Met", "answered", "is_computable", "leaves", "met", "met_from"]


class EvidenceKind(StrEnum):
    """Where in the log it shows."""

    STEP = "step"
    """The step was completed, answered, overridden or sensed."""
    TOLD = "told"
    """A message to the audience was released."""
    ROLE = "role"
    """The role was given to somebody."""
    FACT = "fact"
    """A value was stated for the fact."""
    WHEN = "when"
    """A condition over facts and tier came true."""
    TIER = "tier"
    """The tier was raised to this one, or to a graver one."""
    MARKED = "marked"
    """A milestone was stated."""
    NOTED = "noted"
    """A note of that kind was written, such as a decision."""
    OBSERVED = "observed"
    """Only a person can see it."""
    ALL = "all"
    ANY = "any"


class Evidence(Frozen):
    """One rule. The fields that its kind does not use stay empty."""

    kind: EvidenceKind
    name: str = ""
    """The step, audience, role, fact, milestone or kind of note."""
    option: str = ""
    """The answer that a question has to have; '' for any."""
    tier: Tier | None = None
    condition: Condition | None = None
    parts: tuple[Evidence, ...] = ()


class Met(Frozen):
    """That the log met a rule."""

    at: datetime
    events: tuple[str, ...]
    """The entries that show it, by event id."""


def leaves(evidence: Evidence) -> Iterator[Evidence]:
    """The rules without those that only join others."""
    if evidence.parts:
        for part in evidence.parts:
            yield from leaves(part)
    else:
        yield evidence


def is_computable(evidence: Evidence) -> bool:
    """Whether the log alone can say it; else a person has to."""
    if evidence.kind is EvidenceKind.ANY:
        return any(is_computable(part) for part in evidence.parts)
    return all(is_computable(part) for part in evidence.parts) and evidence.kind is not EvidenceKind.OBSERVED


def met(evidence: Evidence, entries: Sequence[e.Recorded], since: datetime | None = None) -> Met | None:
    """When the log first showed it; None while it does not, and for what only a person can see.

    Args:
        evidence: the rule.
        entries: the incident's, in the order of the log.
        since: what happened before is no answer to what is asked now.
    """
    match evidence.kind:
        case EvidenceKind.OBSERVED:
            return None
        case EvidenceKind.ALL:
            found = [met(part, entries, since) for part in evidence.parts]
            whole = [each for each in found if each is not None]
            return _joined(whole) if len(whole) == len(found) else None
        case EvidenceKind.ANY:
            some = [each for part in evidence.parts if (each := met(part, entries, since)) is not None]
            return min(some, key=lambda each: each.at, default=None)
        case EvidenceKind.WHEN:
            return _came_true(evidence, entries, since)
        case _:
            undone = {entry.event.mark for entry in entries if isinstance(entry.event, e.StepUndone)}
            audiences = _audiences(entries)
            told = (entry for entry in entries if entry.event_id not in undone and _shows(evidence, entry, audiences))
            return _first(told, since)


_LASTING = (EvidenceKind.STEP, EvidenceKind.ROLE, EvidenceKind.TIER, EvidenceKind.WHEN, EvidenceKind.MARKED)
"""What is not done a second time: done before it was asked for, it is done."""


def met_from(evidence: Evidence, entries: Sequence[e.Recorded], since: datetime) -> Met | None:
    """As `met`, and at once where it was done before and is never done twice; words and values are wanted anew."""
    if not evidence.parts:
        found = met(evidence, entries, since)
        if found is not None or evidence.kind not in _LASTING:
            return found
        earlier = met(evidence, [entry for entry in entries if entry.occurred_at < since])
        return earlier.changed(at=since) if earlier else None
    whole = [each for part in evidence.parts if (each := met_from(part, entries, since)) is not None]
    if evidence.kind is EvidenceKind.ANY:
        return min(whole, key=lambda each: each.at, default=None)
    return _joined(whole) if len(whole) == len(evidence.parts) else None


def answered(evidence: Evidence, entries: Sequence[e.Recorded], since: datetime) -> Met | None:
    """As `met_from`, without what was done before: `events` are empty where all of it was, for that answers nothing."""
    found = met(evidence, entries, since) or met_from(evidence, entries, since)
    if found is None:
        return None
    later = {entry.event_id for entry in entries if entry.occurred_at >= since}
    return found.changed(events=tuple(name for name in found.events if name in later))


def _joined(found: Sequence[Met]) -> Met | None:
    if not found:
        return None
    return Met(at=max(each.at for each in found), events=tuple(name for each in found for name in each.events))


def _first(entries: Iterable[e.Recorded], since: datetime | None) -> Met | None:
    for entry in entries:
        if since is None or entry.occurred_at >= since:
            return Met(at=entry.occurred_at, events=(entry.event_id,))
    return None


def _audiences(entries: Sequence[e.Recorded]) -> dict[str, str]:
    """The audience of each message that was drafted."""
    return {entry.event.message: entry.event.audience for entry in entries if isinstance(entry.event, e.MessageDrafted)}


def _shows(rule: Evidence, entry: e.Recorded, audiences: dict[str, str]) -> bool:
    event = entry.event
    match rule.kind:
        case EvidenceKind.STEP if isinstance(event, e.StepAnswered):
            return event.step == rule.name and rule.option in ("", event.option)
        case EvidenceKind.STEP if isinstance(event, e.StepCompleted | e.StepOverridden | e.StepSensed):
            return not rule.option and event.step == rule.name
        case EvidenceKind.TOLD:
            return isinstance(event, e.MessageReleased) and audiences.get(event.message) == rule.name
        case EvidenceKind.ROLE:
            return isinstance(event, e.RoleAssigned) and event.role == rule.name
        case EvidenceKind.FACT if isinstance(event, e.FactRecorded):
            return event.fact == rule.name and (event.value is not None or event.text is not None)
        case EvidenceKind.TIER:
            return isinstance(event, e.TierRaised) and rule.tier is not None and event.to <= rule.tier
        case EvidenceKind.MARKED:
            return isinstance(event, e.MilestoneMarked) and event.milestone.value == rule.name
        case EvidenceKind.NOTED:
            return isinstance(event, e.NoteAdded) and event.kind.value == rule.name
        case _:
            return False


def _came_true(rule: Evidence, entries: Sequence[e.Recorded], since: datetime | None) -> Met | None:
    """The first entry after which the condition held; what was true before `since` shows at once after it."""
    facts: dict[str, Value] = {}
    tier: Tier | None = None
    for entry in entries:
        match entry.event:
            case e.FactRecorded(fact=fact, value=value):
                facts[fact] = value
            case e.IncidentDeclared(tier=to) | e.TierRaised(to=to) | e.TierLowered(to=to):
                tier = to
            case _:
                continue
        now = entry.occurred_at
        holds = rule.condition is not None and evaluate(rule.condition, Situation(facts=facts, tier=tier, now=now))
        if holds and (since is None or now >= since):
            return Met(at=now, events=(entry.event_id,))
    return None
