"""The whole state of an incident in JSON, as `incident show --json` prints it.

Apart from the page, because programs read it: a key stays when the page is drawn anew.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from incident.cli.commands.clocks import clock_shape
from incident.cli.commands.now import now_shape
from incident.cli.commands.question import question_shape
from incident.cli.output import instant
from incident.domain.grading.proposals import Proposal, proposals
from incident.domain.questions.waiting import every_question
from incident.domain.timing.clocks import running_clocks, step_due
from incident.wording.proposals import proposal_because
from incident.wording.titles import titles_shape

if TYPE_CHECKING:
    from incident.domain.incident import Incident
    from incident.domain.walking.checklist import Checklist, Item
    from incident.wording.speech import Speech

__all__ = ["SHAPE", "incident_shape"]

SHAPE: Final = (
    "{version, id, title, titles: [{language, title}], tier, mode, status, runbook, revision, "
    "declared_at, declared_by, closed_at, seq, head, current, now: [{line, words, state, by, at, because}], "
    "roles: [{role, name, person, wanted}], facts: [{fact, question, value, is_erased, by, at}], "
    "steps: [{id, number, phase, title, verb, state, complete, added, by, due_at, taken_by, marked_by, marked_at, "
    "under, waits_until, round, rounds, done, total}], "
    "clocks: [{id, kind, subject, role, started_at, due_at, overdue, name}], proposals: [{to, because, runbook}], "
    "questions: [{question, text, step, asked_by, put_at, person, due_at, understood_at, answer: {by, at, words}}]}"
)


def incident_shape(
    incident: Incident, checklist: Checklist, now: datetime, speech: Speech, *, head: str
) -> dict[str, object]:
    """Everything that the screen is drawn from."""
    book = incident.bundle.runbook if incident.bundle else None
    return {
        "id": incident.id,
        "title": str(incident.title),
        "titles": titles_shape(incident.titles),
        "tier": int(incident.tier),
        "mode": incident.mode.value,
        "status": incident.status.value,
        "runbook": book.id if book else None,
        "revision": book.revision if book else None,
        "declared_at": instant(incident.declared_at),
        "declared_by": incident.declared_by,
        "closed_at": instant(incident.closed_at),
        "seq": incident.version,
        "head": head,
        "current": checklist.current.step.id if checklist.current else None,
        "now": now_shape(incident, speech),
        "roles": _roles(incident, speech),
        "facts": _facts(incident, speech),
        "steps": [_step(incident, item, speech) for item in checklist.items],
        "clocks": [clock_shape(clock, now, speech) for clock in running_clocks(incident, checklist, now)],
        "proposals": [_proposal(each, speech) for each in proposals(incident, now)],
        "questions": [question_shape(each) for each in every_question(incident)],
    }


def _proposal(proposal: Proposal, speech: Speech) -> dict[str, object]:
    return {"to": int(proposal.to), "because": proposal_because(proposal, speech), "runbook": proposal.runbook or None}


def _roles(incident: Incident, speech: Speech) -> list[dict[str, object]]:
    if incident.bundle is None:
        return []
    wanted = incident.roles_to_fill()
    return [
        {"role": role, "name": speech.role(role), "person": incident.person_of(role), "wanted": role in wanted}
        for role in incident.runbook.roles
    ]


def _facts(incident: Incident, speech: Speech) -> list[dict[str, object]]:
    return [
        {
            "fact": fact,
            "question": speech.fact(fact),
            "value": entry.value,
            "is_erased": entry.is_erased,
            "by": entry.by,
            "at": instant(entry.at),
        }
        for fact, entry in incident.facts.items()
    ]


def _step(incident: Incident, item: Item, speech: Speech) -> dict[str, object]:
    step, progress = item.step, item.progress
    return {
        "id": step.id,
        "number": item.number,
        "phase": incident.runbook.phases[item.phase].id,
        "title": speech.step(step.id),
        "verb": step.verb.value,
        "state": item.state.value,
        "complete": item.is_complete,
        "added": item.is_added,
        "by": step.by,
        "due_at": instant(step_due(incident, step)),
        "taken_by": progress.taken_by if progress else None,
        "marked_by": progress.by if progress else None,
        "marked_at": instant(progress.at) if progress else None,
        "under": step.branch.step if step.branch else None,
        "waits_until": instant(item.pace.until),
        "round": item.pace.round or None,
        "rounds": step.rounds,
        "done": item.pace.done,
        "total": item.pace.total,
    }
