"""Calling a customer back: their name and number in the clear, then what came of the call.

Apart from the other dialogues, because it shows what is masked everywhere else: that somebody looked is in the log
before the first word is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from incident.domain import commands as c
from incident.domain.cases.case import Case
from incident.domain.cases.words import CaseWords
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready
from incident.walk.flows.cases.asked import asked_said
from incident.walk.moment import Walk
from incident.wording.cases import element_word
from incident.wording.entering import looked_words
from incident.wording.safe import clean_line

__all__ = ["CallBackFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackFlow:
    """One customer, on the telephone."""

    walk: Walk
    case: Case
    words: CaseWords
    """In the clear."""
    looked_by: str = ""
    """Who looks in the name of whoever calls, where that is somebody else."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"case-call.{self.case.number}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("CALL BACK: case {case}").format(case=self.case.id)

    def part(self, answers: Answers) -> Part:
        """Who and which number; what came of it; the words."""
        if "outcome" not in answers:
            return Question(id="outcome", words=_("What came of it?"), notes=self._notes(), choices=self._outcomes())
        if answers["outcome"] == "nobody":
            said = _("Nobody was reached. That you looked at the number is in the log.")
            return Ready(said=said)
        if "text" not in answers:
            return asked_said(_("What was said? Enter alone leaves it out."))
        by, cases, text = self.walk.person, (self.case.number,), answers["text"]
        done = _("case {case}").format(case=self.case.id)
        match answers["outcome"]:
            case "answer":
                said = _("gave a first answer: {cases}").format(cases=done)
                return Ready(commands=(c.AnswerCases(by=by, cases=cases, text=text),), said=said)
            case "done":
                said = _("finished {cases}").format(cases=done)
                return Ready(commands=(c.FinishCases(by=by, cases=cases, text=text, told=True),), said=said)
            case _:
                said = _("told the customer what came of it: {cases}").format(cases=done)
                return Ready(commands=(c.TellCases(by=by, cases=cases, text=text),), said=said)

    def _notes(self) -> tuple[str, ...]:
        line = _("{what}: {value}")
        lines = (line.format(what=element_word(name), value=clean_line(text)) for name, text in self.words.elements())
        looked = looked_words(self.walk.person, self.looked_by, self.walk.speech)
        return (*lines, looked or _("That you looked is in the log."))

    def _outcomes(self) -> tuple[Choice, ...]:
        """What can still be said of it."""
        case = self.case
        found = [Choice(value="nobody", words=_("nobody was reached"))]
        if case.answered is None:
            found.append(Choice(value="answer", words=_("they had their first answer")))
        if case.told is None:
            found.append(Choice(value="told", words=_("they were told what came of it")))
        if case.done is None:
            found.append(Choice(value="done", words=_("it is done, and they know")))
        return tuple(found)
