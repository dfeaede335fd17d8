"""Rules of what completes a report: it may be labelled at any time, the rest is said when all is over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.steps import require_steps
from incident.domain.decide.words import has_words, optional_text, require_text
from incident.domain.incident import Incident, Status
from incident.domain.refusals import Refusal, Refused

__all__ = ["debrief"]


def debrief(incident: Incident, command: c.OfDebriefing) -> Sequence[e.Event]:
    """What the command says of the report."""
    if isinstance(command, c.LabelReport):
        said = e.debriefing.ReportLabelled(sharing=command.sharing, owner=command.owner)
        return [said] if (command.sharing, command.owner) != (None, None) else []
    if incident.status is not Status.CLOSED:
        raise Refused(Refusal.REVIEW_EARLY)
    match command:
        case c.GiveFeedback():
            return [_given(command)]
        case c.JudgeDeviation():
            require_steps(incident, [command.step])
            words = require_text(command.because, "reason")
            verdict = e.debriefing.DeviationJudged(
                step=command.step, is_justified=command.is_justified, because=words, change=command.change
            )
            return [verdict]
        case c.ExplainDecision():
            return [_explained(incident, command)]
    assert_never(command)


def _given(command: c.GiveFeedback) -> e.Event:
    if any(score not in e.debriefing.SCORES for score in command.scores.values()):
        raise ValueError(command.scores)  # a fault of the caller: people choose among them
    if not command.scores and not has_words(command.liked) and not has_words(command.missed):
        raise Refused(Refusal.TEXT_EMPTY, what="note")
    return e.debriefing.FeedbackGiven(
        scores=dict(command.scores),
        liked=optional_text(command.liked, "note"),
        missed=optional_text(command.missed, "note"),
    )


def _explained(incident: Incident, command: c.ExplainDecision) -> e.Event:
    if not 1 <= command.entry <= incident.version:
        raise Refused(Refusal.ENTRY_UNKNOWN, seq=command.entry, last=incident.version)
    return e.debriefing.DecisionExplained(
        entry=command.entry,
        options=optional_text(command.options, "note"),
        lacked=optional_text(command.lacked, "note"),
        is_reversible=command.is_reversible,
    )
