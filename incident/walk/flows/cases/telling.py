"""What a customer hears: the first answer, what came of it, the end, and whether they are content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from incident.domain import commands as c
from incident.domain.cases.register import register_of
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready
from incident.walk.flows.cases.asked import OfCases, asked_said, asked_which
from incident.wording.cases import cases_phrase

__all__ = ["AnswerCasesFlow", "ContentFlow", "FinishCasesFlow", "TellCasesFlow"]

_UNANSWERED: Final = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCasesFlow(OfCases):
    """They had their first answer."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return self.drafted("case-answer")

    @property
    def title(self) -> str:
        """What it is about."""
        return self.titled(_("FIRST ANSWER"))

    def part(self, answers: Answers) -> Part:
        """What was said."""
        numbers = self.meant(answers)
        if not numbers:
            return asked_which(self.walk)
        if "text" not in answers:
            return asked_said(_("What were they told? Enter alone leaves it out."))
        command = c.AnswerCases(by=self.walk.person, cases=numbers, text=answers["text"])
        return Ready(commands=(command,), said=_("gave a first answer: {cases}").format(cases=cases_phrase(numbers)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TellCasesFlow(OfCases):
    """They know what came of it."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return self.drafted("case-told")

    @property
    def title(self) -> str:
        """What it is about."""
        return self.titled(_("TOLD WHAT CAME OF IT"))

    def part(self, answers: Answers) -> Part:
        """How, and what."""
        numbers = self.meant(answers)
        if not numbers:
            return asked_which(self.walk)
        if "text" not in answers:
            return asked_said(_("How were they told, and what? Enter alone leaves it out."))
        command = c.TellCases(by=self.walk.person, cases=numbers, text=answers["text"])
        said = _("told the customer what came of it: {cases}").format(cases=cases_phrase(numbers))
        return Ready(commands=(command,), said=said)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishCasesFlow(OfCases):
    """What they asked for is done, or decided."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return self.drafted("case-done")

    @property
    def title(self) -> str:
        """What it is about."""
        return self.titled(_("FINISH"))

    def part(self, answers: Answers) -> Part:
        """What was done, and whether the customer knows."""
        numbers = self.meant(answers)
        if not numbers:
            return asked_which(self.walk)
        if "text" not in answers:
            return asked_said(_("What was done for them? Enter alone leaves it out."))
        untold = self._is_untold(numbers)
        if untold and "told" not in answers:
            choices = (
                Choice(value="yes", words=_("yes, they were told")),
                Choice(value="no", words=_("not yet: the incident cannot be closed before")),
            )
            return Question(id="told", words=_("Do they know what came of it?"), choices=choices)
        told = answers.get("told") == "yes"
        command = c.FinishCases(by=self.walk.person, cases=numbers, text=answers["text"], told=told)
        return Ready(commands=(command,), said=_("finished {cases}").format(cases=cases_phrase(numbers)))

    def _is_untold(self, numbers: tuple[int, ...]) -> bool:
        register = register_of(self.walk.incident)
        return any(number in register and register.case(number).told is None for number in numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentFlow(OfCases):
    """Whether one customer is content; asked of each alone."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return self.drafted("case-content")

    @property
    def title(self) -> str:
        """What it is about."""
        return self.titled(_("CONTENT?"))

    def part(self, answers: Answers) -> Part:
        """The score, then what they said."""
        numbers = self.meant(answers)
        if not numbers:
            return asked_which(self.walk)
        if "score" not in answers:
            scores = [Choice(value=str(n), words=_("{score} of 5").format(score=n)) for n in range(5, 0, -1)]
            none = Choice(value=_UNANSWERED, words=_("asked, no answer yet"))
            return Question(id="score", words=_("How content are they?"), choices=(*scores, none))
        score = None if answers["score"] == _UNANSWERED else int(answers["score"])
        if score is not None and "text" not in answers:
            return asked_said(_("What did they say? Enter alone leaves it out."))
        commands = tuple(
            c.AskSatisfaction(by=self.walk.person, case=number, score=score, text=answers.get("text", ""))
            for number in numbers
        )
        return Ready(commands=commands, said=_("Entered: {cases}.").format(cases=cases_phrase(numbers)))
