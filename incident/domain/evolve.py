"""The fold: what one more entry makes of an incident.

`evolve` is total: it never refuses the past, and an entry that it does not know
leaves everything but the version as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from incident.domain import events as e
from incident.domain.events import Event, Recorded
from incident.domain.incident import (
    CUSTOMERS,
    PROGRAM,
    Addition,
    Conflict,
    FactEntry,
    Incident,
    Mark,
    Message,
    Progress,
    Status,
    StepState,
    TierChange,
)
from incident.domain.law_changes import LAW_CHANGES
from incident.domain.runbook import Verb
from incident.domain.watching import still_held

__all__ = ["evolve", "fold", "is_quiet"]

Changes = dict[str, Any]  # the fields of Incident that an entry changes


def fold(incident_id: str, entries: Iterable[Recorded], start: Incident | None = None) -> Incident:
    """The incident after these entries, which follow those that `start` has seen."""
    incident = start or Incident(id=incident_id)
    quiet: Recorded | None = None
    for entry in entries:
        if type(entry.event) in _CHANGES:
            incident, quiet = evolve(incident, entry), None
        else:
            quiet = entry  # it moves nothing but the version, and the last one decides that
    return incident if quiet is None else evolve(incident, quiet)


def evolve(incident: Incident, recorded: Recorded) -> Incident:
    """The incident after one more entry."""
    change = _CHANGES.get(type(recorded.event))
    at = max(incident.updated_at, recorded.occurred_at)  # a back-dated act does not turn the clock back
    if change is None:
        return incident.changed(version=recorded.seq, updated_at=at)
    changes = change(incident, recorded, recorded.event)
    return incident.changed(version=recorded.seq, updated_at=at, moved_at=at, **changes)


def is_quiet(event: Event) -> bool:
    """Whether the event only grows the log: a note, a correction and the like."""
    return type(event) not in _CHANGES


def _declared(_: Incident, entry: Recorded, event: e.IncidentDeclared) -> Changes:
    return {
        "status": Status.OPEN,
        "mode": event.mode,
        "title": event.title,
        "tier": event.tier,
        "declared_tier": event.tier,
        "declared_at": entry.occurred_at,
        "declared_by": entry.person,
        "pinned": event.bundle,
        "zone": event.zone,
        "contact": event.contact,
    }


def _fact(incident: Incident, entry: Recorded, event: e.FactRecorded) -> Changes:
    value = event.value if event.text is None else event.text.words
    stated = FactEntry(value=value, by=entry.person, at=entry.occurred_at, seq=entry.seq)
    facts = {**incident.facts, event.fact: stated}
    held_since = still_held(incident, incident.changed(facts=facts), entry.occurred_at)
    return {"facts": facts, "latest_fact": event.fact, "held_since": held_since}


def _taken(incident: Incident, entry: Recorded, event: e.StepTaken) -> Changes:
    """Somebody is on it; what went not as expected stays so, whoever goes on with it."""
    before = incident.steps.get(event.step)
    if before is not None and before.state is StepState.NOT_AS_EXPECTED:
        progress = replace(before, taken_by=event.by, taken_at=entry.occurred_at)
        return {"steps": {**incident.steps, event.step: progress}}
    progress = Progress(
        state=StepState.TO_DO,
        by=event.by,
        at=entry.occurred_at,
        mark=entry.event_id,
        seq=entry.seq,
        taken_by=event.by,
        taken_at=entry.occurred_at,
        before=before,
    )
    return {"steps": {**incident.steps, event.step: progress}}


def _mark(incident: Incident, entry: Recorded, step: str, state: StepState, **fields: Any) -> Changes:  # noqa: ANN401  (fields of Progress)
    """A person's mark on a step; it can be undone. Nobody is on a step that is put off."""
    before = incident.steps.get(step)
    taker = before if before and state is not StepState.DEFERRED else None
    progress = Progress(
        state=state,
        by=entry.person,
        at=entry.occurred_at,
        mark=entry.event_id,
        seq=entry.seq,
        taken_by=taker.taken_by if taker else None,
        taken_at=taker.taken_at if taker else None,
        before=before,
        **fields,
    )
    mark = Mark(step=step, event_id=entry.event_id, by=entry.person, earlier=incident.marks)
    return {"steps": {**incident.steps, step: progress}, "marks": mark}


def _completed(incident: Incident, entry: Recorded, event: e.StepCompleted) -> Changes:
    """Done; an approval that was given for this mark belongs to it, and goes with it if it is undone."""
    before = incident.steps.get(event.step)
    if before is None or before.approved_by is None:
        return _mark(incident, entry, event.step, StepState.AS_EXPECTED, words=event.value)
    without = incident.changed(steps={**incident.steps, event.step: replace(before, approved_by=None)})
    approved = before.approved_by
    return _mark(without, entry, event.step, StepState.AS_EXPECTED, words=event.value, approved_by=approved)


def _answered(incident: Incident, entry: Recorded, event: e.StepAnswered) -> Changes:
    return _mark(incident, entry, event.step, StepState.AS_EXPECTED, option=event.option)


def _not_as_expected(incident: Incident, entry: Recorded, event: e.StepNotAsExpected) -> Changes:
    return _mark(incident, entry, event.step, StepState.NOT_AS_EXPECTED, words=event.observed)


def _sensed(incident: Incident, entry: Recorded, event: e.StepSensed) -> Changes:
    """Seen by the program, whoever's act brought it about."""
    marked = _mark(incident, entry, event.step, StepState.SENSED)["steps"]
    return {"steps": {**marked, event.step: replace(marked[event.step], by=PROGRAM)}}


def _unsensed(incident: Incident, entry: Recorded, event: e.StepUnsensed) -> Changes:
    """Open again; a repeat only because a mark was taken back, so it is as before it was ticked."""
    step = incident.runbook.step(event.step) if incident.bundle else None
    if step is not None and step.verb is Verb.REPEAT:
        progress = incident.steps.get(event.step)
        return {"steps": _with(incident, event.step, progress.before if progress else None)}
    return {"steps": _mark(incident, entry, event.step, StepState.TO_DO)["steps"]}


def _overridden(incident: Incident, entry: Recorded, event: e.StepOverridden) -> Changes:
    return _mark(incident, entry, event.step, StepState.OVERRIDDEN, words=event.because)


def _deferred(incident: Incident, entry: Recorded, event: e.StepDeferred) -> Changes:
    return _mark(
        incident,
        entry,
        event.step,
        StepState.DEFERRED,
        words=event.because,
        until_time=event.until_time,
        until_step=event.until_step,
        until_person=event.until_person,
    )


def _ruled_out(incident: Incident, entry: Recorded, event: e.StepRuledOut) -> Changes:
    return _mark(incident, entry, event.step, StepState.NOT_APPLICABLE, words=event.because)


def _held(incident: Incident, entry: Recorded, event: e.StepHeld) -> Changes:
    return _mark(incident, entry, event.step, StepState.HELD, words=event.because)


def _asked(incident: Incident, entry: Recorded, event: e.StepAsked) -> Changes:
    return _mark(
        incident,
        entry,
        event.step,
        StepState.ASKED,
        words=event.request,
        until_person=event.person,
        until_time=entry.occurred_at + event.within,
    )


def _approved(incident: Incident, _: Recorded, event: e.ApprovalGiven) -> Changes:
    before = incident.steps.get(event.step)
    if before is None:
        return {}
    return {"steps": {**incident.steps, event.step: replace(before, approved_by=event.by)}}


def _resumed(incident: Incident, _: Recorded, event: e.StepResumed) -> Changes:
    """As before the interruption, however often it was held."""
    progress = incident.steps.get(event.step)
    while progress is not None and progress.state is StepState.HELD:
        progress = progress.before
    return {"steps": _with(incident, event.step, progress)}


def _undone(incident: Incident, entry: Recorded, event: e.StepUndone) -> Changes:
    """As before the mark; the take that came with it goes with it, and so do its messages."""
    progress = incident.steps.get(event.step)
    if progress is None or progress.mark != event.mark:
        return {}
    now = progress.before
    is_take = now is not None and now.state is StepState.TO_DO and now.taken_by == entry.person
    if now is not None and is_take and now.at == progress.at:
        now = now.before
    messages = {
        key: _taken_back(message, now.seq if now else 0)
        if message.step == event.step and key not in event.left
        else message
        for key, message in incident.messages.items()
    }
    return {"steps": _with(incident, event.step, now), "messages": messages}


def _taken_back(message: Message, after: int) -> Message:
    """The message without what happened to it after that entry: a release goes before the draft does."""
    if message.drafted_seq > after:
        return message.changed(is_withdrawn=True)
    if message.released_seq > after:
        return message.changed(released_at=None, released_seq=0, approved_by=None, is_unreachable=False)
    return message


def _with(incident: Incident, step: str, progress: Progress | None) -> dict[str, Progress]:
    others = {key: value for key, value in incident.steps.items() if key != step}
    return others if progress is None else {**others, step: progress}


def _role(incident: Incident, _: Recorded, event: e.RoleAssigned) -> Changes:
    return {"roles": {**incident.roles, event.role: event.person}}


def _tier(incident: Incident, entry: Recorded, event: e.TierRaised | e.TierLowered) -> Changes:
    change = TierChange(
        at=entry.occurred_at,
        seq=entry.seq,
        old=incident.tier,
        new=event.to,
        place=_current_place(incident, entry.occurred_at),
    )
    return {
        "tier": event.to,
        "tier_changes": (*incident.tier_changes, change),
        "held_since": still_held(incident, incident.changed(tier=event.to), entry.occurred_at),
    }


def _current_place(incident: Incident, at: datetime) -> str | None:
    """Where the checklist grows from then on."""
    from incident.domain.checklist import build_checklist  # here: most entries move no step
    from incident.domain.raising import place_of

    return place_of(incident, build_checklist(incident, at).current)


def _runbook(incident: Incident, entry: Recorded, event: e.RunbookAdded) -> Changes:
    """Another runbook, once."""
    if incident.has_added(event.runbook):
        return {}
    place = _current_place(incident, entry.occurred_at)
    addition = Addition(runbook=event.runbook, at=entry.occurred_at, seq=entry.seq, place=place)
    return {"additions": (*incident.additions, addition)}


def _drafted(incident: Incident, entry: Recorded, event: e.MessageDrafted) -> Changes:
    message = Message(
        id=event.message,
        audience=event.audience,
        template=event.template,
        step=event.step,
        author=entry.person,
        drafted_at=entry.occurred_at,
        drafted_seq=entry.seq,
        wordings=event.wordings,
        external=event.external,
    )
    return {"messages": {**incident.messages, event.message: message}}


def _released(incident: Incident, entry: Recorded, event: e.MessageReleased) -> Changes:
    message = incident.messages.get(event.message)
    if message is None:
        return {}
    at, seq = entry.occurred_at, entry.seq
    return _message(incident, message.changed(released_at=at, released_seq=seq, approved_by=event.approved_by))


def _unreachable(incident: Incident, _: Recorded, event: e.AudienceUnreachable) -> Changes:
    message = incident.messages.get(event.message)
    return {} if message is None else _message(incident, message.changed(is_unreachable=True))


def _delivered(incident: Incident, entry: Recorded, event: e.MessageDelivered) -> Changes:
    """Its audience was told, whatever becomes of the step: what has left cannot be called back."""
    message = incident.messages.get(event.message)
    if message is None:
        return {}
    at = entry.occurred_at
    changes = _message(incident, message.changed(delivered_at=at, delivered_seq=entry.seq))
    if message.audience == CUSTOMERS:
        changes["last_update_at"] = max(filter(None, (incident.last_update_at, at)))
    return changes


def _undelivered(incident: Incident, entry: Recorded, event: e.MessageUndelivered) -> Changes:
    message = incident.messages.get(event.message)
    return {} if message is None else _message(incident, message.changed(undelivered_seq=entry.seq))


def _message(incident: Incident, message: Message) -> Changes:
    return {"messages": {**incident.messages, message.id: message}}


def _acknowledged(incident: Incident, _: Recorded, event: e.MessageAcknowledged) -> Changes:
    message = incident.messages.get(event.message)
    if message is None:
        return {}
    known = replace(message, acknowledged_by=(*message.acknowledged_by, event.by))
    return {"messages": {**incident.messages, event.message: known}}


def _warned(incident: Incident, _: Recorded, event: e.ClockWarned) -> Changes:
    passed = (*incident.warned.get(event.clock, ()), event.threshold)
    return {"warned": {**incident.warned, event.clock: passed}}


def _closed(_: Incident, entry: Recorded, __: e.IncidentClosed) -> Changes:
    return {"status": Status.CLOSED, "closed_at": entry.occurred_at}


def _readers(_: Incident, __: Recorded, event: e.ReadersNamed) -> Changes:
    return {"readers": event.persons}


def _conflicted(incident: Incident, entry: Recorded, event: e.OfflineCommandConflicted) -> Changes:
    conflict = Conflict(
        seq=entry.seq,
        by=entry.person,
        at=entry.occurred_at,
        command=event.command,
        refusal=event.refusal,
        step=event.step,
        winner=event.winner,
    )
    return {"conflicts": (*incident.conflicts, conflict)}


def _corrected(incident: Incident, _: Recorded, event: e.EntryCorrected) -> Changes:
    """Words beside an entry change nothing, but that somebody has seen to what did not count."""
    return {"conflicts": tuple(each for each in incident.conflicts if each.seq != event.seq)}


_CHANGES: Mapping[type, Callable[[Incident, Recorded, Any], Changes]] = {
    e.IncidentDeclared: _declared,
    e.FactRecorded: _fact,
    e.StepTaken: _taken,
    e.StepCompleted: _completed,
    e.StepAnswered: _answered,
    e.StepNotAsExpected: _not_as_expected,
    e.StepSensed: _sensed,
    e.StepUnsensed: _unsensed,
    e.StepOverridden: _overridden,
    e.StepDeferred: _deferred,
    e.StepRuledOut: _ruled_out,
    e.StepHeld: _held,
    e.StepResumed: _resumed,
    e.StepAsked: _asked,
    e.StepUndone: _undone,
    e.ApprovalGiven: _approved,
    e.RoleAssigned: _role,
    e.ReadersNamed: _readers,
    e.TierRaised: _tier,
    e.TierLowered: _tier,
    e.RunbookAdded: _runbook,
    **LAW_CHANGES,
    e.MessageDrafted: _drafted,
    e.MessageReleased: _released,
    e.AudienceUnreachable: _unreachable,
    e.MessageDelivered: _delivered,
    e.MessageUndelivered: _undelivered,
    e.MessageAcknowledged: _acknowledged,
    e.ClockWarned: _warned,
    e.IncidentClosed: _closed,
    e.OfflineCommandConflicted: _conflicted,
    e.EntryCorrected: _corrected,
}
"""Entries that change the state. Notes, corrections and the like only grow the log."""
