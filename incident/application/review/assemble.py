"""Puts a review together from the log and the ledger, and from nothing else.

Apart from the rows, so that one place tells which parts a review has and in which order they are made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from incident.application.errors import NotFound
from incident.application.ports import Delivery, EventLog, Outbox
from incident.application.review.cases import case_counts
from incident.application.review.feedback import survey
from incident.application.review.legal import legal_rows
from incident.application.review.measures import measure_times, measure_updates
from incident.application.review.messages import Attempts, message_rows
from incident.application.review.model import Identification, Review
from incident.application.review.participating import participants
from incident.application.review.people import hand_overs, role_rows
from incident.application.review.questions import ask_people, silences
from incident.application.review.resources import hours_at_work, resource_rows
from incident.application.review.rows import MessageRow
from incident.application.review.runs import last_runs
from incident.application.review.sayings import (
    clock_warnings,
    corrections,
    decisions,
    fact_rows,
    note_rows,
    tier_rows,
)
from incident.application.review.steps import count_steps, now_rows, step_rows
from incident.domain.cases.masking import masked_entry
from incident.domain.events import IncidentClosed, IncidentDeclared, Recorded
from incident.domain.evolve import fold
from incident.domain.improving.plan import Improving
from incident.domain.incident import Incident
from incident.domain.messages.leaving_out import left_out

__all__ = ["assemble_review", "load_review"]


def load_review(log: EventLog, outbox: Outbox, incident_id: str, now: datetime | None = None) -> Review:
    """The review of a stored incident; `now` counts open work of one that still runs.

    Raises:
        NotFound: there is no such incident, or its runbook was erased.
    """
    deliveries = outbox.deliveries(incident_id)
    attempts = {delivery.id: outbox.attempts(delivery.id) for delivery in deliveries}
    found = assemble_review(log.read(incident_id), deliveries, attempts, incident_id=incident_id, now=now)
    return replace(found, runs=last_runs(log, found.identification))


def assemble_review(
    entries: Sequence[Recorded],
    deliveries: Sequence[Delivery] = (),
    attempts: Attempts | None = None,
    *,
    incident_id: str = "",
    now: datetime | None = None,
) -> Review:
    """The review of these entries, which begin with the declaration.

    Open work is counted until the closing; of an incident that still runs until `now`, or until its last entry.

    Raises:
        NotFound: nothing was declared, or the runbook was erased.
    """
    entries = tuple(_for_all(entry) for entry in entries)
    incident = fold(entries[0].incident_id if entries else incident_id, entries)
    if incident.bundle is None:
        raise NotFound(kind="incident", name=incident.id)
    as_of = incident.closed_at or max(now or incident.updated_at, incident.updated_at)
    return _review(incident, entries, message_rows(incident, deliveries, attempts or {}), as_of)


def _for_all(entry: Recorded) -> Recorded:
    """The entry as everybody may read it, so that no form of the review shows how customers are reached."""
    shown = masked_entry(entry.event)
    return entry if shown is entry.event else replace(entry, event=shown)


def _review(
    incident: Incident, entries: Sequence[Recorded], messages: tuple[MessageRow, ...], as_of: datetime
) -> Review:
    steps = step_rows(incident, entries, as_of)
    review = Review(
        identification=_identify(incident, entries, as_of),
        measures=measure_times(incident, entries, as_of),
        updates=measure_updates(incident, as_of),
        counts=count_steps(steps),
        now=now_rows(incident),
        steps=steps,
        roles=role_rows(incident, entries, as_of),
        hand_overs=hand_overs(entries),
        participants=participants(incident, entries),
        facts=fact_rows(entries),
        notes=note_rows(entries),
        decisions=decisions(entries),
        messages=messages,
        not_told=left_out(incident),
        corrections=corrections(entries),
        warnings=clock_warnings(entries),
        legal=legal_rows(incident, as_of),
        cases=case_counts(incident, as_of),
        questions=(),
        log=tuple(entries),
    )
    asked = ask_people(review, silences(incident, entries))
    used, worked = resource_rows(incident, as_of), hours_at_work(incident, as_of)
    learned = _with_lessons(review, incident.improving or Improving())
    return replace(learned, questions=asked, resources=used, work=worked)


def _with_lessons(review: Review, learned: Improving) -> Review:
    """What was said, found out and planned when it was over."""
    return replace(
        review,
        findings=tuple(learned.findings.values()),
        actions=tuple(learned.actions.values()),
        said=learned.said,
        rated=learned.rated,
        state=learned.review,
        signatures=learned.signatures,
        debriefed=learned.debriefed,
        survey=tuple(survey(learned.debriefed.feedback)),
    )


def _identify(incident: Incident, entries: Sequence[Recorded], as_of: datetime) -> Identification:
    declared = next(entry.event for entry in entries if isinstance(entry.event, IncidentDeclared))
    closing = next((entry for entry in entries if isinstance(entry.event, IncidentClosed)), None)
    return Identification(
        incident_id=incident.id,
        title=incident.title,
        titles=incident.titles,
        mode=incident.mode,
        status=incident.status,
        runbook=declared.runbook,
        revision=declared.revision,
        declared_at=incident.declared_at,
        declared_by=incident.declared_by,
        because=declared.because,
        closed_at=incident.closed_at,
        closed_by=closing.person if closing else None,
        tiers=tier_rows(entries),
        milestones=incident.milestones,
        as_of=as_of,
        entries=len(entries),
        head=entries[-1].digest,
        clock=incident.exercise.clock if incident.exercise else None,
    )
