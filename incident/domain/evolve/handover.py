"""What a hand-over changes: first who has offered what, and with an acceptance who carries it."""

from __future__ import annotations

from collections.abc import Mapping

from incident.domain import events as e
from incident.domain.duties.handover import COMMAND, CarriedKind, Handover, ReadBack
from incident.domain.events import Recorded
from incident.domain.evolve.changes import Change, Changes
from incident.domain.incident import Incident, Progress
from incident.domain.questions.question import Question

__all__ = ["CHANGES"]

_ASKED = frozenset({CarriedKind.QUESTION, CarriedKind.ANSWER})
_OF_A_STEP = frozenset({CarriedKind.STEP, *_ASKED})


def _offered(incident: Incident, entry: Recorded, event: e.HandoverOffered) -> Changes:
    handover = Handover(
        id=event.handover,
        giver=entry.person,
        to=event.to,
        offered_at=entry.occurred_at,
        seq=entry.seq,
        carries=event.carries,
        worry=event.worry,
        half_decided=event.half_decided,
    )
    return {"handovers": {**incident.handovers, handover.id: handover}}


def _read_back(incident: Incident, entry: Recorded, event: e.HandoverReadBack) -> Changes:
    said = ReadBack(
        at=entry.occurred_at, next_action=event.next_action, can_hurt=event.can_hurt, due_next=event.due_next
    )
    return _with(incident, event.handover, read_back=said)


def _accepted(incident: Incident, _: Recorded, event: e.HandoverAccepted) -> Changes:
    """The steps and drafts among them have another keeper; roles have entries of their own, clocks follow roles."""
    handover = incident.handovers.get(event.handover)
    if handover is None:
        return {}
    steps, messages, questions = dict(incident.steps), dict(incident.messages), dict(incident.questions)
    for item in event.items:
        kind, _colon, subject = item.partition(":")
        if kind in _OF_A_STEP and subject in steps:
            steps[subject] = _kept(steps[subject], handover, is_answer=kind == CarriedKind.ANSWER)
        number = int(subject[1:]) if kind in _ASKED and subject[1:].isdecimal() else 0
        if number in questions and subject not in steps:
            questions[number] = _passed(questions[number], handover, is_answer=kind == CarriedKind.ANSWER)
        if kind == CarriedKind.DRAFT and subject in messages:
            messages[subject] = messages[subject].changed(kept_by=handover.to)
    accepted = handover.accepted | set(event.items)
    changed: Changes = {"steps": steps, "messages": messages, "questions": questions}
    return {**changed, **_with(incident, handover.id, accepted=accepted)}


def _passed(question: Question, handover: Handover, *, is_answer: bool) -> Question:
    if is_answer:
        return question.changed(person=handover.to, understood_at=None)
    put_by = question.put_by or question.by
    return question.changed(by=handover.to, put_by=put_by if put_by != handover.to else None)


def _kept(progress: Progress, handover: Handover, *, is_answer: bool) -> Progress:
    if is_answer:
        return progress.changed(until_person=handover.to, understood_at=None)
    until = handover.to if progress.until_person == handover.giver else progress.until_person
    taken = handover.to if progress.taken_by == handover.giver else progress.taken_by
    return progress.changed(kept_by=handover.to, until_person=until, taken_by=taken)


def _withdrawn(incident: Incident, _: Recorded, event: e.HandoverWithdrawn) -> Changes:
    return _with(incident, event.handover, is_withdrawn=True)


def _with(incident: Incident, handover_id: str, **fields: object) -> Changes:
    handover = incident.handovers.get(handover_id)
    if handover is None:
        return {}
    return {"handovers": {**incident.handovers, handover_id: handover.changed(**fields)}}


def _taken(incident: Incident, _: Recorded, event: e.CommandTaken) -> Changes:
    """Who has it now, the assignment beside it says; the screens ask who had it before."""
    handover = incident.handovers.get(event.handover or "")
    if handover is None:
        return {}
    return _with(incident, handover.id, accepted=handover.accepted | {COMMAND})


CHANGES: Mapping[type, Change] = {
    e.HandoverOffered: _offered,
    e.HandoverReadBack: _read_back,
    e.HandoverAccepted: _accepted,
    e.HandoverWithdrawn: _withdrawn,
    e.CommandTaken: _taken,
}
