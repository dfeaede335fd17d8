"""What comes before the first step, in words: each line, and what was said of it.

Apart from the steps, which have states, numbers and times of their own.
"""

from __future__ import annotations

from datetime import datetime

from incident.domain.events import NowLineAnswered
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident, NowAnswer, StepState
from incident.i18n import _
from incident.wording.quoting import with_reason
from incident.wording.speech import Speech

__all__ = ["NowLine", "now_list", "now_words"]


class NowLine(Frozen):
    """One line as it stands."""

    line: int
    words: str
    answer: NowAnswer | None
    """None: nobody has said anything of it."""

    @property
    def is_done(self) -> bool:
        """Whether somebody said that it is done."""
        return self.answer is not None and self.answer.done

    def is_of(self, person: str) -> bool:
        """Whether that person gave the answer: nobody else may say the reverse."""
        return self.answer is not None and self.answer.by == person

    @property
    def glyph(self) -> str:
        """As a step in that state has it."""
        if self.answer is None:
            return StepState.TO_DO.glyph
        return (StepState.AS_EXPECTED if self.answer.done else StepState.NOT_AS_EXPECTED).glyph

    def said(self, speech: Speech, now: datetime) -> str:
        """The line, and who answered it when."""
        words = f"{self.glyph} {self.line} {self.words}"
        if self.answer is None:
            return words
        by, at = speech.person(self.answer.by), speech.when(self.answer.at, now)
        answered = _("{words} - done, {by} {at}") if self.answer.done else _("{words} - not done, {by} {at}")
        return with_reason(answered.format(words=words, by=by, at=at), self.answer.because)


def now_list(incident: Incident, speech: Speech) -> list[NowLine]:
    """Every line that asks for an answer, in order."""
    answers = incident.now_answers
    return [
        NowLine(line=line, words=speech.now_line(line), answer=answers.get(line))
        for line in range(1, incident.now_lines + 1)
    ]


def now_words(event: NowLineAnswered, speech: Speech) -> str:
    """What was said of a line."""
    said = _("NOW line {line} is done: {words}") if event.done else _("NOW line {line} is not done: {words}")
    if not event.done and event.because is None:
        said = _("NOW line {line} is open again: {words}")
    return said.format(line=event.line, words=speech.now_line(event.line) or "-")
