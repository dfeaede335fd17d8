"""Answering a decision: one key, and one confirmation where the step is critical."""

from __future__ import annotations

from dataclasses import dataclass

from incident.domain import commands as c
from incident.domain.decide.marking import answer_wants_reason
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Key, Part, Question, Ready, asked_text
from incident.walk.keys import key_of
from incident.walk.moment import Walk

__all__ = ["AnswerFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFlow:
    """The answer of that number; another one later opens other steps."""

    walk: Walk
    item: Item
    number: int

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"answer.{self.item.step.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("DECIDE: step {number}").format(number=self.item.number)

    def part(self, answers: Answers) -> Part:
        """Why, where somebody else's answer is changed; sure, if it is critical; the answer."""
        step = self.item.step
        option = step.options[self.number - 1]
        answer = self.walk.speech.option(step.id, option)
        if self._changes(option) and "reason" not in answers:
            return self._reason(answer)
        is_looked_at = self.walk.is_looking and "reason" not in answers
        if (step.critical or is_looked_at) and "sure" not in answers:
            return self._sure(answer)
        said = _("Answered: {number} {answer} - {key} takes it back")
        said = said.format(number=self.number, answer=answer, key=key_of("walk.undo", "u"))
        return Ready(commands=(self._command(option, answers.get("reason", "")),), said=said)

    def _sure(self, answer: str) -> Card:
        """Asked of what is critical, and of a step that somebody only looks at: its digits stand there all the time."""
        words = _("This decision is critical. Answer it with {number} {answer}?")
        if not self.item.step.critical:
            words = _("You are looking at step {step}. Answer it with {number} {answer}?")
        words = words.format(number=self.number, answer=answer, step=self.item.number)
        key = Key(key="Y", word="yes", words=_("yes"), value="yes")
        return Card(id="sure", words=words, keys=(key,), is_guarded=True)

    def _changes(self, option: str) -> bool:
        """Whether another answer stands that is not this person's to change without a word."""
        stands = self.item.progress.option if self.item.progress else None
        return stands not in (None, option) and answer_wants_reason(
            self.walk.incident, self.item.step.id, self.walk.person
        )

    def _reason(self, answer: str) -> Question:
        progress, speech = self.item.progress, self.walk.speech
        assert progress is not None  # noqa: S101  (an answer that stands was given)
        words = _("{person} answered '{option}' at {time}. Why is it '{answer}' now?").format(
            person=speech.person(progress.by),
            option=speech.option(self.item.step.id, progress.option or ""),
            time=speech.when(progress.at, self.walk.now),
            answer=answer,
        )
        return asked_text("reason", words)

    def _command(self, option: str, because: str) -> c.AnswerStep:
        stands = self.item.progress.option if self.item.progress else None
        return c.AnswerStep(
            by=self.walk.person,
            step=self.item.step.id,
            option=option,
            because=because,
            instead_of=(stands or "") if because else "",
        )
