"""What an entry that completes the report changes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.evolve.changes import Change, Changes
from incident.domain.improving.plan import Debriefed, Explained, Feedback, Improving, Judgement
from incident.domain.incident import Incident

__all__ = ["CHANGES"]


def _labelled(told: Debriefed, _: Recorded, event: e.debriefing.ReportLabelled) -> Debriefed:
    return told.changed(sharing=event.sharing or told.sharing, owner=event.owner or told.owner)


def _given(told: Debriefed, entry: Recorded, event: e.debriefing.FeedbackGiven) -> Debriefed:
    form = Feedback(
        seq=entry.seq,
        by=entry.person,
        at=entry.occurred_at,
        scores=event.scores,
        liked=event.liked,
        missed=event.missed,
    )
    others = (each for each in told.feedback if each.by != form.by)
    return told.changed(feedback=(*others, form))


def _judged(told: Debriefed, entry: Recorded, event: e.debriefing.DeviationJudged) -> Debriefed:
    word = Judgement(
        seq=entry.seq,
        by=entry.person,
        at=entry.occurred_at,
        step=event.step,
        is_justified=event.is_justified,
        because=event.because,
        change=event.change,
    )
    return told.changed(judged=(*(each for each in told.judged if each.step != word.step), word))


def _explained(told: Debriefed, entry: Recorded, event: e.debriefing.DecisionExplained) -> Debriefed:
    word = Explained(
        seq=entry.seq,
        by=entry.person,
        at=entry.occurred_at,
        entry=event.entry,
        options=event.options,
        lacked=event.lacked,
        is_reversible=event.is_reversible,
    )
    return told.changed(explained=(*(each for each in told.explained if each.entry != word.entry), word))


def _change(make: Callable[[Debriefed, Recorded, Any], Debriefed]) -> Change:
    def changes(incident: Incident, entry: Recorded, event: e.debriefing.OfDebriefing) -> Changes:
        improving = incident.improving or Improving()
        return {"improving": improving.changed(debriefed=make(improving.debriefed, entry, event))}

    return changes


CHANGES: Mapping[type, Change] = {
    e.debriefing.ReportLabelled: _change(_labelled),
    e.debriefing.FeedbackGiven: _change(_given),
    e.debriefing.DeviationJudged: _change(_judged),
    e.debriefing.DecisionExplained: _change(_explained),
}
