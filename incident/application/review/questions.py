"""The gaps in the log that call for an answer by people.

The program asks what happened and never answers: it does not know. Few questions
are better than many, so each role is asked about its gravest gaps only
(reference/DRILLS.md 3.2).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from incident.application.ports import DeliveryState
from incident.application.review.model import Identification, Measure, MeasureKind, Question, QuestionKind, Review
from incident.application.review.rows import MessageRow, RoleRow, StepRow, Updates
from incident.domain.events import Recorded
from incident.domain.incident import COMMANDER, Incident, StepState

__all__ = ["MOST_A_ROLE", "ask_people", "silences"]

MOST_A_ROLE = 5
"""Questions to one role."""
DEFERRED_LONG = timedelta(minutes=30)
"""A deferral longer than this is asked about."""
SHORTEST_SILENCE = timedelta(minutes=15)
MOST_SILENCES = 3
APP = "app"
NOTHING = timedelta(0)

_OF_STATE = {
    DeliveryState.FAILED: QuestionKind.MESSAGE_FAILED,
    DeliveryState.UNKNOWN: QuestionKind.MESSAGE_UNKNOWN,
    DeliveryState.EXPIRED: QuestionKind.MESSAGE_EXPIRED,
}
_GRAVITY = list(QuestionKind)
"""In the order of their definition: what touched customers comes first."""


def ask_people(review: Review, silent: Iterable[Question] = ()) -> tuple[Question, ...]:
    """The questions that this review raises, the gravest first, at most five a role."""
    every = [
        *_of_restoring(review.measures),
        *_of_updates(review.updates),
        *_of_messages(review.messages),
        *_of_roles(review.roles),
        *(question for row in review.steps for question in _of_step(row)),
        *_of_tiers(review.identification),
        *silent,
    ]
    every.sort(key=_order)
    asked: Counter[str] = Counter()
    chosen = []
    for question in every:
        if asked[question.role] < MOST_A_ROLE:
            asked[question.role] += 1
            chosen.append(question)
    return tuple(chosen)


def _order(question: Question) -> tuple[int, timedelta]:
    """The gravest kind first, in it the longest; silences as they came."""
    length = NOTHING if question.kind is QuestionKind.SILENCE else question.length or NOTHING
    return _GRAVITY.index(question.kind), -length


def silences(incident: Incident, entries: Sequence[Recorded]) -> tuple[Question, ...]:
    """The longest stretches in which no person wrote anything, where they are longer than a tier's updates."""
    by_people = [entry for entry in entries if entry.actor != APP]
    policy = incident.runbook.tiers.get(incident.tier)
    least = max(SHORTEST_SILENCE, policy.update_every if policy else NOTHING)
    gaps = [
        Question(
            kind=QuestionKind.SILENCE,
            role=COMMANDER,
            at=before.occurred_at,
            length=length,
        )
        for before, after in itertools.pairwise(by_people)
        if (length := incident.between(before.occurred_at, after.occurred_at)) > least
    ]
    longest = sorted(gaps, key=lambda question: question.length or NOTHING, reverse=True)[:MOST_SILENCES]
    return tuple(each for each in gaps if each in longest)


def _of_restoring(measures: Sequence[Measure]) -> Iterator[Question]:
    is_over = any(each.kind is MeasureKind.CLOSE and each.actual is not None for each in measures)
    for measure in measures:
        is_first = measure.kind is MeasureKind.FIRST_UPDATE and measure.allowed is not None
        if is_first and measure.actual is None and (is_over or measure.is_late):
            yield Question(kind=QuestionKind.CUSTOMERS_NEVER_TOLD, role=COMMANDER)
        if measure.kind is MeasureKind.RESTORE and measure.is_late:
            yield Question(kind=QuestionKind.RESTORE_LATE, role=COMMANDER, length=measure.difference)


def _of_updates(updates: Updates) -> Iterator[Question]:
    for row in updates.rows:
        if row.late_by > NOTHING:
            yield Question(
                kind=QuestionKind.UPDATE_LATE, role=COMMANDER, subject=row.message, at=row.at, length=row.late_by
            )
    if updates.overdue_by > NOTHING:
        yield Question(kind=QuestionKind.UPDATE_LATE, role=COMMANDER, length=updates.overdue_by)


def _of_messages(messages: Sequence[MessageRow]) -> Iterator[Question]:
    for row in messages:
        if row.corrected_by is not None:
            yield Question(
                kind=QuestionKind.MESSAGE_CORRECTED,
                role=COMMANDER,
                subject=row.message,
                detail=row.corrected_by,
                at=row.released_at,
            )
            continue
        asked = QuestionKind.MESSAGE_NOT_RELEASED if row.released_at is None else QuestionKind.MESSAGE_REACHED_NOBODY
        if not row.deliveries and not row.tellings:
            yield Question(kind=asked, role=COMMANDER, subject=row.message, at=row.drafted_at)
        for delivery in row.deliveries:
            if delivery.state in _OF_STATE:
                kind = _OF_STATE[delivery.state]
                yield Question(
                    kind=kind, role=COMMANDER, subject=row.message, detail=delivery.recipient, at=row.released_at
                )


def _of_roles(roles: Sequence[RoleRow]) -> Iterator[Question]:
    for row in roles:
        if row.wanted_since is not None and not row.holders:
            yield Question(kind=QuestionKind.ROLE_NEVER_FILLED, role=COMMANDER, subject=row.role, at=row.wanted_since)


def _of_step(row: StepRow) -> Iterator[Question]:
    at, by = (row.mark.at, row.mark.by) if row.mark else (None, "")
    found: list[tuple[QuestionKind, timedelta | None]] = []
    if row.not_as_expected:
        found.append((QuestionKind.STEP_NOT_AS_EXPECTED, None))
    if row.state is StepState.OVERRIDDEN:
        found.append((QuestionKind.STEP_OVERRIDDEN, None))
    if row.late_by > NOTHING:
        found.append((QuestionKind.STEP_LATE, row.late_by))
    if row.deferred_for > DEFERRED_LONG:
        found.append((QuestionKind.STEP_DEFERRED_LONG, row.deferred_for))
    for kind, length in found:
        yield Question(kind=kind, role=row.role, subject=row.step, detail=by, at=at, length=length)


def _of_tiers(who: Identification) -> Iterator[Question]:
    for before, after in itertools.pairwise(who.tiers):
        if after.tier < before.tier:
            yield Question(
                kind=QuestionKind.TIER_RAISED,
                role=COMMANDER,
                subject=str(int(after.tier)),
                at=after.at,
                length=who.between(who.tiers[0].at, after.at),
            )
