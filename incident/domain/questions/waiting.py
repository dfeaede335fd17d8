"""Which questions wait for an answer: those put to the timeline, and those with which a step waits for a person.

Apart from the clocks, which only count their minutes, and from the rules of asking and answering
(`decide/questioning.py`). Reference/UX.md rules 21 and 22.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from incident.domain.incident import COMMANDER, Incident, Progress, StepState
from incident.domain.questions.question import Question
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import Clock

__all__ = ["every_question", "named_question", "open_questions", "question_of", "stand_in"]

_DEPUTY = "deputy"


def open_questions(incident: Incident) -> tuple[Question, ...]:
    """The questions without an answer, the oldest first."""
    return tuple(each for each in every_question(incident) if each.answer is None)


def every_question(incident: Incident) -> tuple[Question, ...]:
    """All that can still be named, answered or not, the oldest first; of a step only while it waits for the person."""
    return tuple(sorted(_all(incident), key=lambda each: each.seq))


def named_question(incident: Incident, number: int, put_at: datetime | None = None) -> Question | None:
    """The question of that number, answered or not; None if there is none.

    `put_at` tells it from another one that has the number meanwhile: what was done while the server was away is
    recorded anew, under other numbers.
    """
    every = list(_all(incident))
    found = next((each for each in every if each.seq == number), None)
    if put_at is None or (found is not None and found.at == put_at):
        return found
    return next((each for each in every if each.at == put_at), None)


def question_of(step: str, progress: Progress | None) -> Question | None:
    """With what the step waits for a person; None if it does not."""
    if progress is None or progress.state is not StepState.ASKED or progress.until_time is None:
        return None
    return Question(
        seq=progress.seq,
        by=progress.kept_by or progress.by,
        put_by=progress.by if progress.kept_by not in (None, progress.by) else None,
        at=progress.at,
        due_at=progress.until_time,
        text=progress.words,
        step=step,
        is_of_step=True,
        person=progress.until_person,
        asked_at=progress.at,
        understood_at=progress.understood_at,
        understood_mark=progress.understood_mark,
        answer=progress.answer,
    )


def stand_in(incident: Incident, clock: Clock, now: datetime) -> str:
    """On whose screen it goes when whoever must answer stays silent; '' where there is nobody else.

    The deputy, else who leads, else who waits for the answer; whoever this incident sent to rest only where nobody
    else is there. Nothing is taken from anybody: only shown to one more.
    """
    asker = ""
    if clock.kind is ClockKind.ASKED:
        asker = next((each.by for each in _all(incident) if _clock_id(each) == clock.id), "")
    able = (incident.person_of(_DEPUTY), incident.person_of(COMMANDER), asker)
    others = [person for person in able if person and person != clock.person]
    resting = {each.person for each in incident.resources.allocations.values() if each.rests_at(now)}
    return next((person for person in others if person not in resting), next(iter(others), ""))


def _all(incident: Incident) -> Iterator[Question]:
    """Every question that can still be named, in no order; not those on which only an approval waits."""
    yield from incident.questions.values()
    drafts = {each.step for each in incident.messages.values() if each.released_at is None and not each.is_withdrawn}
    for step, progress in incident.steps.items():
        question = question_of(step, progress) if step not in drafts else None
        if question is not None:
            yield question


def _clock_id(question: Question) -> str:
    subject = question.step if question.is_of_step else f"#{question.seq}"
    return f"{ClockKind.ASKED}:{subject}"
