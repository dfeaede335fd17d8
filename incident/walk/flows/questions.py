"""Questions in words: say that one is understood, answer it, give it to a person, or put a new one; approve a text.

Apart from asking somebody to see to a step, which is a mark of that step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.messages.message import Message
from incident.domain.questions.question import Question as Asked
from incident.domain.questions.waiting import named_question, open_questions
from incident.domain.walking.approving import texts_waiting_for
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready, asked_text
from incident.walk.flows.deferring import minutes_of, minutes_question
from incident.walk.flows.persons import how_to_tell, of_people
from incident.walk.flows.waking import Waking
from incident.wording.approving import approval_words
from incident.wording.questions import asked_words, question_text, standing_words

__all__ = ["QuestionFlow"]

NEW: Final = "new"
APPROVE: Final = "approve."
"""Stands before the step whose text waits for the approval of whoever looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFlow(Waking):
    """Which question, what becomes of it, and the words; what was put to the person who looks stands first."""

    people: Sequence[Person]

    @property
    def name(self) -> str:
        """Names its draft."""
        return "question"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("QUESTIONS")

    def part(self, answers: Answers) -> Part:
        """Which, what, the words."""
        number = answers.get("question") or (None if self._open() or self._texts() else NEW)
        if number is None:
            return Question(id="question", words=_("Which question?"), choices=self._listed())
        if number == NEW:
            return self._new(answers)
        if number.startswith(APPROVE):
            return self._approved(number.removeprefix(APPROVE), answers)
        asked = named_question(self.walk.incident, int(number))
        if asked is None:
            return Ready(said=_("That question waits no more."))
        if "act" not in answers:
            notes = (standing_words(asked, self.walk.speech, self.walk.now),)
            words = question_text(asked, self.walk.speech)
            return Question(id="act", words=words, notes=notes, choices=self._acts(asked))
        return {"understood": self._understood, "give": self._given}.get(answers["act"], self._answered)(asked, answers)

    def _open(self) -> Sequence[Asked]:
        mine = self.walk.person
        return sorted(open_questions(self.walk.incident), key=lambda each: each.person != mine)

    def _texts(self) -> Sequence[tuple[Item | None, Message]]:
        return texts_waiting_for(self.walk.incident, self.walk.checklist, self.walk.person, self.walk.now)

    def _approved(self, message: str, answers: Answers) -> Part:
        """The text that waits, and the key that lets it go."""
        found = next((each for each in self._texts() if each[1].id == message), None)
        if found is None:
            return Ready(said=_("That question waits no more."))
        from incident.walk.flows.releasing import release_flow  # here: few look at a text that waits

        return release_flow(self.walk, *found, self.people).part(answers)

    def _listed(self) -> tuple[Choice, ...]:
        speech = self.walk.speech
        texts = (Choice(value=f"{APPROVE}{m.id}", words=approval_words(i, m, speech)) for i, m in self._texts())
        asked = (Choice(value=str(each.seq), words=asked_words(each, speech)) for each in self._open())
        return (*texts, *asked, Choice(value=NEW, words=_("another one: ask a person something")))

    def _acts(self, asked: Asked) -> tuple[Choice, ...]:
        acts = [Choice(value="answer", words=_("answer it"))]
        if asked.person is not None and asked.understood_at is None:
            words = _("understood: {person} answers later").format(person=self.walk.speech.person(asked.person))
            words = _("understood: you answer later") if asked.person == self.walk.person else words
            acts.append(Choice(value="understood", words=words))
        if not asked.is_of_step:
            acts.append(Choice(value="give", words=_("give it to a person")))
        return tuple(acts)

    def _understood(self, asked: Asked, _answers: Answers) -> Part:
        command = c.UnderstandQuestion(by=self.walk.person, question=asked.seq, put_at=asked.at)
        return Ready(commands=(command,), said=_("Question {number}: understood.").format(number=asked.seq))

    def _answered(self, asked: Asked, answers: Answers) -> Part:
        if "text" not in answers:
            return asked_text("text", question_text(asked, self.walk.speech))
        others = asked.person not in (None, self.walk.person)
        if others and "whose" not in answers:
            speech = self.walk.speech
            own = Choice(value=self.walk.person, words=_("mine"))
            theirs = Choice(value=asked.person or "", words=speech.person(asked.person or ""))
            return Question(id="whose", words=_("Whose answer is it?"), choices=(theirs, own))
        command = c.AnswerQuestion(
            by=self.walk.person,
            question=asked.seq,
            text=answers["text"],
            answered_by=answers.get("whose", ""),
            put_at=asked.at,
        )
        return Ready(commands=(command,), said=_("Question {number}: answered.").format(number=asked.seq))

    def _given(self, asked: Asked, answers: Answers) -> Part:
        if (part := self._person_or_minutes(answers)) is not None:
            return part
        command = c.AssignQuestion(
            by=self.walk.person,
            question=asked.seq,
            person=answers["person"],
            within=minutes_of(answers),
            put_at=asked.at,
        )
        return Ready(commands=(command,), said=self._said(answers))

    def _new(self, answers: Answers) -> Part:
        if "text" not in answers:
            return asked_text("text", _("What do you ask?"))
        if (part := self._person_or_minutes(answers)) is not None:
            return part
        command = c.AskQuestion(
            by=self.walk.person,
            text=answers["text"],
            person=answers["person"],
            within=minutes_of(answers),
        )
        return Ready(commands=(command,), said=self._said(answers))

    def _person_or_minutes(self, answers: Answers) -> Part | None:
        if "person" not in answers:
            named = of_people(self.people)
            choices = tuple(Choice(value=each.value, words=self.with_rest(each.words, each.value)) for each in named)
            return Question(id="person", words=_("Whom do you ask?"), choices=choices)
        if (card := self.woken(answers["person"], answers)) is not None:
            return card
        told = how_to_tell(self.walk, self.people, answers["person"])
        return minutes_question(told) if "minutes" not in answers else None

    def _said(self, answers: Answers) -> str:
        name = self.walk.speech.person(answers["person"])
        said = _("{name} is asked, and nothing is sent: tell them. The question comes back when time is up.")
        return said.format(name=name)
