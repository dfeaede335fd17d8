"""The parts of a briefing about what is open: clocks, questions, drafts, people, resources, and who was told what.

Apart from the briefing itself, so that neither file grows beyond a glance.
"""

from __future__ import annotations

from collections.abc import Iterator

from incident.application.briefing import Briefing
from incident.domain.incident import Incident
from incident.domain.messages.leaving_out import left_out
from incident.domain.messages.message import Message
from incident.domain.messages.promising import is_lapsed
from incident.domain.questions.waiting import question_of
from incident.domain.runbooks.runbook import Verb
from incident.domain.timing.clocks import Clock
from incident.i18n import _, pgettext
from incident.wording.briefing_resources import awake_lines, resource_lines
from incident.wording.clocks import clock_name
from incident.wording.delivery import counted_by_state, untold
from incident.wording.leaving_out import decided_words
from incident.wording.questions import asked_words, standing_words
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.telling import correction_words
from incident.wording.times import duration

__all__ = ["people_lines", "running_lines", "told_lines"]


def running_lines(briefing: Briefing, speech: Speech) -> Iterator[str]:
    """Clocks and legal deadlines, the earliest first; questions without an answer; drafts."""
    for clock in briefing.clocks:
        yield _clock(clock, briefing, speech)
    for question in briefing.questions:
        words, standing = asked_words(question, speech), standing_words(question, speech, briefing.now)
        yield _("open question {number}, {words}; {standing}").format(
            number=question.seq, words=words, standing=standing
        )
    yield from _answered(briefing, speech)


def _answered(briefing: Briefing, speech: Speech) -> Iterator[str]:
    """What was answered to whoever asked for a step, and the step still waits to be marked."""
    for item in briefing.checklist.open_items:
        question = question_of(item.step.id, item.progress)
        if question is not None and question.answer is not None:
            words, standing = asked_words(question, speech), standing_words(question, speech, briefing.now)
            yield _("answered, and the step is open: {words}; {standing}").format(words=words, standing=standing)


def _clock(clock: Clock, briefing: Briefing, speech: Speech) -> str:
    late = _("{name}: was due {time}, {length} ago ({who})")
    words = late if clock.is_overdue(briefing.now) else _("{name}: due {time}, in {length} ({who})")
    return words.format(
        name=clock_name(clock, speech),
        time=speech.when(clock.due_at, briefing.now),
        length=duration(clock.remaining(briefing.now)),
        who=speech.person(clock.person) if clock.person else _holder(briefing.incident, clock.role, speech),
    )


def _holder(incident: Incident, role: str, speech: Speech) -> str:
    person = incident.person_of(role)
    return speech.person(person) if person else _("{role}: nobody").format(role=speech.role(role))


def _cases(briefing: Briefing, speech: Speech) -> Iterator[str]:
    """How many cases stand how, and what of them needs somebody."""
    if briefing.incident.cases is None:
        return
    from incident.domain.cases.register import register_of  # here: few incidents have cases
    from incident.wording.case_board import case_needs, counted

    yield counted(register_of(briefing.incident), briefing.now)
    yield from case_needs(briefing.incident, briefing.person, briefing.now, speech)


def people_lines(briefing: Briefing, speech: Speech) -> Iterator[str]:
    """Every role that is held or wanted, and how resources stand."""
    incident = briefing.incident
    for role in dict.fromkeys((*incident.roles_to_fill(), *incident.roles)):
        person = incident.person_of(role)
        if person is None:
            yield _("{role}: nobody, wanted now").format(role=speech.role(role))
        else:
            yield _("{role}: {person}").format(role=speech.role(role), person=speech.person(person))
    for request in briefing.requests:
        yield _("resources asked for by step '{step}'").format(step=speech.step(request.step))
    yield from awake_lines(briefing, speech)
    yield from resource_lines(briefing, speech)


def told_lines(briefing: Briefing, speech: Speech) -> Iterator[str]:
    """How many customers' cases stand how; every message and what became of it; who has not been told yet."""
    yield from _cases(briefing, speech)
    for message in briefing.incident.messages_told:
        if not message.is_withdrawn:
            yield _message(message, briefing, speech)
    yield from untold(briefing.deliveries, briefing.incident, speech, briefing.now)
    for decision in left_out(briefing.incident):
        yield _("not told, on purpose: {words}").format(words=decided_words(decision, speech, briefing.now))
    waiting = (item for item in briefing.checklist.open_work if item.step.verb is Verb.TELL and item.step.audience)
    for item in waiting:
        yield _("not told yet: {audience} (step {number})").format(
            audience=speech.audience(item.step.audience or ""), number=item.number or "-"
        )


def _message(message: Message, briefing: Briefing, speech: Speech) -> str:
    words = _("{message} to {audience}: {standing}")
    said_so = words.format(
        message=clean_line(message.id),
        audience=speech.audience(message.audience),
        standing=_standing(message, briefing, speech),
    )
    return pgettext("aloud", ", ").join([said_so, *correction_words(message)])


def _standing(message: Message, briefing: Briefing, speech: Speech) -> str:
    if message.released_at is None:
        is_late = is_lapsed(briefing.incident, message, briefing.now)
        words = _("a draft by {person}, too late to leave") if is_late else _("a draft by {person}, not released")
        return words.format(person=speech.person(message.kept_by or message.author))
    rows = [row for row in briefing.deliveries if row.message == message.id]
    time = speech.when(message.released_at, briefing.now)
    if not rows:
        return _("released {time}, told nobody").format(time=time)
    return _("released {time}, {states}").format(time=time, states=counted_by_state(rows))
