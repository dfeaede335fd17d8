"""Questions and answers in words: what became of them in the timeline, and one that waits, in a line.

Apart from the steps, which are asked of people too: here stands what is said of the asking.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import assert_never

from incident.domain import events as e
from incident.domain.events.asking import OfQuestion
from incident.domain.incident import COMMANDER, Incident
from incident.domain.questions.question import Question
from incident.domain.questions.waiting import every_question, open_questions
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import ASKING, Clock
from incident.i18n import _, pgettext
from incident.wording.clocks import clock_name_of
from incident.wording.quoting import said
from incident.wording.speech import Speech
from incident.wording.times import duration

__all__ = [
    "answer_words",
    "answers_to",
    "asked_words",
    "late_needs",
    "own_needs",
    "question_text",
    "question_words",
    "standing_words",
]


def question_words(event: OfQuestion, speech: Speech) -> str:
    """What the event says, without its time and its actor."""
    match event:
        case e.QuestionAssigned():
            words = _("question {number}: asked {person}, within {within}")
            person, within = speech.person(event.person), duration(event.within)
            return words.format(number=event.question, person=person, within=within)
        case e.QuestionUnderstood():
            words = _("question {number}: {person} has understood")
            return words.format(number=event.question, person=speech.person(event.by))
        case e.QuestionAnswered():
            words = _("question {number} answered by {person}: {words}")
            return words.format(number=event.question, person=speech.person(event.by), words=said(event.text))
        case e.QuestionMarkUndone():
            return _("question {number}: what was said of it is taken back").format(number=event.question)
        case e.QuestionPassedOn():
            words = _("{clock}: nobody has said anything for 5 minutes; {person} sees it now")
            return words.format(clock=clock_name_of(event.clock, speech), person=speech.person(event.person))
    assert_never(event)


def question_text(question: Question, speech: Speech) -> str:
    """What is asked: in its own words, else the step that somebody is to see to."""
    if question.text is not None:
        return said(question.text)
    return _("see to step '{step}'").format(step=speech.step(question.step or ""))


def asked_words(question: Question, speech: Speech) -> str:
    """Who asks whom what: `Mara asks Ivo: Is the feed behind?`."""
    asker, text = _asker(question, speech), question_text(question, speech)
    if question.person is None:
        return _("{asker} asks: {words}").format(asker=asker, words=text)
    words, person = _("{asker} asks {person}: {words}"), speech.person(question.person)
    return words.format(asker=asker, person=person, words=text)


def _asker(question: Question, speech: Speech) -> str:
    """Who put it, and who waits for the answer since, where it was handed over."""
    if question.put_by is None:
        return speech.person(question.by)
    giver, person = speech.person(question.put_by), speech.person(question.by)
    return _("{giver} (now {person})").format(giver=giver, person=person)


def answers_to(before: Incident, after: Incident, person: str) -> list[Question]:
    """What that person had asked, and others have answered meanwhile."""
    waiting = {each.seq for each in open_questions(before) if each.by == person}
    found = (each for each in every_question(after) if each.seq in waiting)
    return [each for each in found if each.answer is not None and each.answer.by != person]


def answer_words(question: Question, speech: Speech) -> str:
    """The answer, to whoever has asked; '' while there is none."""
    if question.answer is None:
        return ""
    words, answer = _("{person} answers you: {answer} (question: {words})"), question.answer
    return words.format(
        person=speech.person(answer.by), answer=said(answer.text), words=question_text(question, speech)
    )


def standing_words(question: Question, speech: Speech, now: datetime) -> str:
    """How it stands: until when, whether it was understood, what the answer is."""
    parts = []
    if question.understood_at is not None:
        parts.append(_("understood {time}").format(time=speech.when(question.understood_at, now)))
    if question.answer is not None:
        words = _("answered {time} by {person}: {words}")
        time, person = speech.when(question.answer.at, now), speech.person(question.answer.by)
        parts.append(words.format(time=time, person=person, words=said(question.answer.text)))
    elif question.person is not None:
        late = _("answer was due {time}") if now >= question.due_at else _("answer due {time}")
        parts.append(late.format(time=speech.when(question.due_at, now)))
    else:
        parts.append(_("open since {time}").format(time=speech.when(question.at, now)))
    return pgettext("aloud", ", ").join(parts)


def own_needs(incident: Incident, person: str, speech: Speech, now: datetime) -> list[str]:
    """What was asked of that person and waits for their answer."""
    words = _("{asker} asks you, {standing}: {words}")
    return [
        words.format(
            asker=speech.person(each.put_by or each.by) if each.by == person else _asker(each, speech),
            words=question_text(each, speech),
            standing=standing_words(each, speech, now),
        )
        for each in open_questions(incident)
        if each.person == person
    ]


def late_needs(incident: Incident, clocks: Iterable[Clock], person: str, now: datetime, speech: Speech) -> list[str]:
    """What nobody answered in time: for who asked and who leads, after five minutes for everybody; what is nobody's."""
    found = [
        _late_words(clock, incident, speech, now)
        for clock in clocks
        if clock.kind in ASKING and clock.person != person and now >= clock.due_at and _sees(clock, incident, person)
    ]
    nobodys = (each for each in open_questions(incident) if each.person is None and now >= each.due_at)
    words = _("nobody is asked by name since {time}: {words}")
    return found + [words.format(time=speech.when(each.at, now), words=question_text(each, speech)) for each in nobodys]


def _sees(clock: Clock, incident: Incident, person: str) -> bool:
    """Whether that person has to know that it is late already, or only once it went to whoever stands in."""
    if clock.key in incident.passed_on:
        return True
    question = _asked_by(clock, incident)
    return question is not None and person in (question.by, incident.person_of(COMMANDER))


def _asked_by(clock: Clock, incident: Incident) -> Question | None:
    """The question that the clock is about; None of a timer, and where only an approval waits."""
    if clock.kind is not ClockKind.ASKED:
        return None
    return next((each for each in open_questions(incident) if clock.subject in (each.step, f"#{each.seq}")), None)


def _late_words(clock: Clock, incident: Incident, speech: Speech, now: datetime) -> str:
    question, shown = _asked_by(clock, incident), incident.passed_on.get(clock.key)
    if question is not None:
        words = _("{person} has not answered since {time}: {words}")
        said_so = words.format(
            person=speech.person(clock.person),
            time=speech.when(clock.due_at, now),
            words=question_text(question, speech),
        )
    else:
        words = _("{person} has said nothing since {time}: {clock}")
        said_so = words.format(
            person=speech.person(clock.person),
            time=speech.when(clock.due_at, now),
            clock=clock_name_of(clock.id, speech),
        )
    if shown is None:
        return said_so
    return _("{words} - now with {person}").format(words=said_so, person=speech.person(shown))
