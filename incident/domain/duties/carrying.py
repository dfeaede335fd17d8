"""What a person carries in an incident, and so has to hand over before they go.

Roles, steps that they work on or have put off, questions that they asked or owe an answer to, the clocks of their
roles, drafts that nobody has released, the customers' cases that they own, and words that they offered half typed. The
clocks of steps are not named beside the steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from incident.domain.duties.handover import CarriedKind, Handover
from incident.domain.frozen import Frozen
from incident.domain.incident import COMMANDER, Incident, Status, StepState
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import running_clocks
from incident.domain.walking.checklist import Checklist, Item, build_checklist

__all__ = ["Carried", "carried_by", "everything_carried", "is_relieved", "offers", "still_offered"]


class Carried(Frozen):
    """One thing, and whose it is."""

    kind: CarriedKind
    subject: str
    """Id of the role, step, clock or message."""
    person: str
    at: datetime | None = None
    """When it is due or comes back, if it does."""

    @property
    def key(self) -> str:
        """As hand-overs name it."""
        return f"{self.kind}:{self.subject}"


_OF_THE_WHOLE = frozenset(
    {ClockKind.UPDATE, ClockKind.RESTORE, ClockKind.PHASE, ClockKind.REPORT, ClockKind.UNVERIFIED}
)


def everything_carried(incident: Incident, now: datetime) -> tuple[Carried, ...]:
    """Everything that somebody carries: roles, then steps and questions in order, clocks by time, drafts, the rest."""
    if incident.status is not Status.OPEN:
        return ()
    checklist = build_checklist(incident, now)
    return (
        *(Carried(kind=CarriedKind.ROLE, subject=role, person=person) for role, person in incident.roles.items()),
        *_steps(checklist),
        *_questions(incident),
        *_clocks(incident, checklist, now),
        *_drafts(incident),
        *_cases(incident),
        *_words(incident),
    )


def carried_by(incident: Incident, person: str, now: datetime) -> tuple[Carried, ...]:
    """What that person carries."""
    return tuple(each for each in everything_carried(incident, now) if each.person == person)


def is_relieved(incident: Incident, person: str, now: datetime) -> bool:
    """Whether that person handed something over, carries nothing any more, and somebody leads."""
    has_given = any(each.giver == person and each.accepted for each in incident.handovers.values())
    if not has_given or incident.person_of(COMMANDER) in (None, person):
        return False
    return not carried_by(incident, person, now)


def still_offered(incident: Incident, handover: Handover, now: datetime) -> tuple[Carried, ...]:
    """What of a hand-over waits to be accepted; what is done, or was given to a third person, waits no more."""
    if handover.is_withdrawn:
        return ()
    waiting = set(handover.carries) - handover.accepted
    return tuple(each for each in everything_carried(incident, now) if each.key in waiting and _is_left(each, handover))


def offers(incident: Incident, now: datetime) -> tuple[Handover, ...]:
    """The hand-overs of which something waits to be accepted, the oldest first."""
    return tuple(each for each in incident.handovers.values() if still_offered(incident, each, now))


def _is_left(each: Carried, handover: Handover) -> bool:
    if each.kind is CarriedKind.ROLE:
        return each.person == handover.giver
    return each.person in (handover.giver, handover.to)


def _steps(checklist: Checklist) -> Iterator[Carried]:
    for item in checklist.open_work:
        yield from _of_item(item)


def _of_item(item: Item) -> Iterator[Carried]:
    progress, step = item.progress, item.step.id
    if progress is None:
        return
    at = progress.until_time
    if progress.state is StepState.ASKED and progress.answer is not None:
        yield Carried(kind=CarriedKind.STEP, subject=step, person=progress.kept_by or progress.by, at=at)
        return
    if progress.state is StepState.ASKED:
        asked = progress.until_person or progress.by
        yield Carried(kind=CarriedKind.ANSWER, subject=step, person=asked, at=at)
        asker = progress.kept_by or progress.by
        if asker != asked:
            yield Carried(kind=CarriedKind.QUESTION, subject=step, person=asker, at=at)
        return
    if progress.state is not StepState.TO_DO or progress.taken_by is not None:
        person = progress.kept_by or progress.until_person or progress.taken_by or progress.by
        yield Carried(kind=CarriedKind.STEP, subject=step, person=person, at=at)


def _questions(incident: Incident) -> Iterator[Carried]:
    """What was asked in the timeline: an answer owed by whoever was asked, a question of whoever waits for it."""
    for question in incident.questions.values():
        if question.answer is not None:
            continue
        subject, at = f"#{question.seq}", question.due_at if question.person else None
        if question.person is not None:
            yield Carried(kind=CarriedKind.ANSWER, subject=subject, person=question.person, at=at)
        if question.by != question.person:
            yield Carried(kind=CarriedKind.QUESTION, subject=subject, person=question.by, at=at)


def _clocks(incident: Incident, checklist: Checklist, now: datetime) -> Iterator[Carried]:
    commander = incident.person_of(COMMANDER) or ""
    for clock in running_clocks(incident, checklist, now):
        if clock.kind in _OF_THE_WHOLE:
            person = incident.person_of(clock.role) or commander
            yield Carried(kind=CarriedKind.CLOCK, subject=clock.id, person=person, at=clock.due_at)


def _drafts(incident: Incident) -> Iterator[Carried]:
    for message in incident.messages.values():
        if message.released_at is None and not message.is_withdrawn:
            yield Carried(kind=CarriedKind.DRAFT, subject=message.id, person=message.kept_by or message.author)


def _words(incident: Incident) -> Iterator[Carried]:
    """What came half typed with a hand-over, until somebody has accepted it or it was called off."""
    for handover in incident.handovers.values():
        each = Carried(kind=CarriedKind.WORDS, subject=handover.id, person=handover.giver)
        if each.key in handover.carries and each.key not in handover.accepted and not handover.is_withdrawn:
            yield each


def _cases(incident: Incident) -> Iterator[Carried]:
    """The cases of each person that wait for somebody, as one thing: thousands are not named one by one."""
    if incident.cases is None:
        return
    from incident.domain.cases.register import register_of  # here: few incidents have cases

    for person in register_of(incident).owners:
        yield Carried(kind=CarriedKind.CASES, subject=person, person=person)
