"""Facts, warnings, and what was done while the server was away: what those entries change."""

from __future__ import annotations

from collections.abc import Mapping

from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.evolve.changes import Change, Changes
from incident.domain.incident import Conflict, FactEntry, Incident
from incident.domain.questions.question import Answer
from incident.domain.walking.watching import still_held

__all__ = ["CHANGES"]


def _fact(incident: Incident, entry: Recorded, event: e.FactRecorded) -> Changes:
    value = event.value if event.text is None else event.text.words
    is_erased = event.text is not None and value is None
    stated = FactEntry(value=value, by=entry.person, at=entry.occurred_at, seq=entry.seq, is_erased=is_erased)
    facts = {**incident.facts, event.fact: stated}
    held_since = still_held(incident, incident.changed(facts=facts), entry.occurred_at)
    return {"facts": facts, "latest_fact": event.fact, "held_since": held_since}


def _warned(incident: Incident, _: Recorded, event: e.ClockWarned) -> Changes:
    passed = (*incident.warned.get(event.clock, ()), event.threshold)
    return {"warned": {**incident.warned, event.clock: passed}}


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


def _corrected(incident: Incident, entry: Recorded, event: e.EntryCorrected) -> Changes:
    """Words beside an entry change nothing, but that somebody has seen to what did not count.

    Beside a question that was put to nobody they are its answer: before answers had entries of their own, they were.
    """
    conflicts = tuple(each for each in incident.conflicts if each.seq != event.seq)
    noted = incident.fact_note
    if noted is not None and noted.seq == event.seq:
        return {
            "conflicts": conflicts,
            "fact_note": noted.changed(value=event.text.words, is_erased=event.text.words is None),
        }
    question = incident.questions.get(event.seq)
    if question is None or question.person is not None or question.answer is not None:
        return {"conflicts": conflicts}
    answer = Answer(by=entry.person, at=entry.occurred_at, text=event.text)
    return {"conflicts": conflicts, "questions": {**incident.questions, event.seq: question.changed(answer=answer)}}


CHANGES: Mapping[type, Change] = {
    e.FactRecorded: _fact,
    e.ClockWarned: _warned,
    e.OfflineCommandConflicted: _conflicted,
    e.EntryCorrected: _corrected,
}
