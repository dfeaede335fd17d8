"""Facts, notes, corrections and moments: what people state and the log keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.decide.words import optional_text, require_text
from incident.domain.incident import Incident
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbooks.conditions import Value, measured_in
from incident.domain.runbooks.fact_values import checked_value
from incident.domain.runbooks.runbook import Fact, FactType, Runbook
from incident.domain.timing.stated import past

__all__ = [
    "add_note",
    "correct_entry",
    "erase_contents",
    "fact_recorded",
    "mark_milestone",
    "record_fact",
    "report_conflict",
]


def record_fact(incident: Incident, command: c.RecordFact, now: datetime) -> Sequence[e.Event]:
    """State a fact that the runbook declares, with a value of its type."""
    register = incident.law.pinned.register if incident.law.pinned else None
    legal = register.facts if register else ()
    return [fact_recorded(incident.runbook, command.fact, command.value, now, legal)]


def fact_recorded(
    runbook: Runbook, fact_id: str, value: Value, now: datetime, legal: Sequence[Fact] = ()
) -> e.FactRecorded:
    """The event of stating a fact; `legal` are those that only the law asks about.

    Raises:
        Refused: FACT_UNKNOWN, FACT_UNREADABLE or VALUE_IMPLAUSIBLE; TIME_IN_FUTURE where time is counted since then.
    """
    fact = runbook.fact(fact_id) or next((each for each in legal if each.id == fact_id), None)
    if fact is None:
        known = tuple(each.id for each in (*runbook.facts, *legal))
        raise Refused(Refusal.FACT_UNKNOWN, fact=fact_id, near=nearest(fact_id, known), facts=known)
    if value is None:
        return e.FactRecorded(fact=fact_id)
    if fact.type is FactType.TEXT:
        return e.FactRecorded(fact=fact_id, text=require_text(str(value), "fact"))
    checked = checked_value(fact, value)
    if fact.type is FactType.TIME and any(fact_id in measured_in(each) for each in runbook.conditions()):
        past(datetime.fromisoformat(str(checked)), now)  # else it is refused; it stands as it was stated
    return e.FactRecorded(fact=fact_id, value=checked)


def add_note(incident: Incident, command: c.AddNote) -> Sequence[e.Event]:
    """Write a line into the timeline."""
    runbook = incident.runbook if command.step is not None and incident.bundle else None
    if command.step is not None and runbook and runbook.step(command.step) is None:
        near = nearest(command.step, (step.id for step in runbook.steps()))
        raise Refused(Refusal.STEP_UNKNOWN, step=command.step, near=near)
    return [e.NoteAdded(kind=command.kind, text=require_text(command.text, "note"), step=command.step)]


def correct_entry(incident: Incident, command: c.CorrectEntry) -> Sequence[e.Event]:
    """Put words beside an earlier entry."""
    if not 1 <= command.seq <= incident.version:
        raise Refused(Refusal.ENTRY_UNKNOWN, seq=command.seq, last=incident.version)
    return [e.EntryCorrected(seq=command.seq, text=require_text(command.text, "correction"))]


def mark_milestone(incident: Incident, command: c.MarkMilestone, now: datetime) -> Sequence[e.Event]:
    """State when something happened; the future has not. Stated again, it is corrected."""
    at = command.at or now
    past(at, now)  # else it is refused; it stands as it was stated
    before = incident.milestones.get(command.milestone)
    if command.regime:
        from incident.domain.decide.law import require_regime  # here: most moments hold for every law

        require_regime(incident, command.regime)
        before = incident.law.moments.get(f"{command.regime}:{command.milestone}")
    return [e.MilestoneMarked(milestone=command.milestone, at=at, regime=command.regime, instead_of=before)]


def report_conflict(command: c.ReportConflict) -> Sequence[e.Event]:
    """Keep what was done while the server was away, and why it did not count."""
    text = optional_text(command.text, "note")
    event = e.OfflineCommandConflicted(
        command=command.command, refusal=command.refusal, step=command.step, winner=command.winner, text=text
    )
    return [event]


def erase_contents(incident: Incident, command: c.EraseContents) -> Sequence[e.Event]:
    """Destroy the words of one entry and of the messages that repeat them; the rule that orders it is kept."""
    if not 1 <= command.seq <= incident.version:
        raise Refused(Refusal.ENTRY_UNKNOWN, seq=command.seq, last=incident.version)
    if not command.contents:
        raise Refused(Refusal.ENTRY_WORDLESS, seq=command.seq)
    because: FreeText = require_text(command.because, "reason")
    done: Sequence[e.Event] = ()
    if not command.again:
        from incident.domain.decide import erasing  # here: words are seldom erased

        erasing.require_unheld(incident)
        erasing.refuse_unapproved(incident, command)
        done = erasing.overtaken(incident, (command.seq,))
    going = ((command.seq, command.contents), *command.also)
    gone = [e.ContentErased(seq=seq, contents=contents, because=str(because)) for seq, contents in going]
    return [*done, *gone]
