"""Answering a decision: one key, and one confirmation where the step is critical."""

from __future__ import annotations

from dataclasses import dataclass

from incident.domain import commands as c
from incident.domain.checklist import Item
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready
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
        """Sure, if it is critical; the answer."""
        step = self.item.step
        option = step.options[self.number - 1]
        answer = self.walk.speech.option(step.id, option)
        if step.critical and "sure" not in answers:
            words = _("This decision is critical. Answer it with {number} {answer}?")
            words = words.format(number=self.number, answer=answer)
            return Card(
                id="sure", words=words, keys=(Key(key="Y", word="yes", words=_("yes"), value="yes"),), is_guarded=True
            )
        said = _("Answered: {number} {answer} - {key} takes it back")
        said = said.format(number=self.number, answer=answer, key=key_of("walk.undo", "u"))
        return Ready(commands=(c.AnswerStep(by=self.walk.person, step=step.id, option=option),), said=said)
