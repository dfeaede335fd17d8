"""What a runbook wants done before everything else: at most three lines, ticked as they are done (reference/UX.md 25).

Apart from the declaring, which is over by then, and from the steps, which wait for none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from incident.domain import commands as c
from incident.domain.commands import Command
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready, asked_text, too_long
from incident.walk.moment import Walk
from incident.wording.beginning import NowLine, now_list

__all__ = ["NowFlow"]

GO: Final = "go"
"""The answer that goes on, and leaves the rest for later."""
NOT: Final = "not"
"""The answer that says that a line is not done: one that is open, or one that its person has ticked by mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NowFlow:
    """Asks which of the lines are done, in any order; each is ticked once the log has it, whoever did it."""

    walk: Walk
    mends: bool = False
    """Whether it was asked for although everything is answered: what was not done may be done by now."""
    denies: bool = False
    """Whether it was asked for although everything is ticked: one of the ticks was a mistake."""
    is_unbidden: bool = False
    """Whether it came up by itself: a number may have been on its way to something else."""
    name: str = "now"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("NOW, before everything else")

    def part(self, answers: Answers) -> Part:
        """The lines with their keys, until all are answered or the person goes on."""
        lines = now_list(self.walk.incident, self.walk.speech)
        left = [each for each in lines if not each.is_done]
        unanswered = [each for each in left if each.answer is None]
        deniable = [each for each in lines if each.answer is None or (each.is_done and each.is_of(self.walk.person))]
        number = 0
        while f"why.{number}" in answers:
            number += 1
        tick = answers.get(f"now.{number}")
        if tick == GO or not self.walk.is_open:
            return Ready()
        if deniable and (tick == NOT or (self.denies and not number)):
            return self._refusal(number, deniable, answers)
        if left and (self.mends or unanswered):
            return self._card(number, left, may_refuse=bool(deniable))
        return Ready(said=self._last(lines))

    def _last(self, lines: Sequence[NowLine]) -> str:
        """The line that was answered last, as the card would show it."""
        said = max(lines, key=lambda each: each.answer.seq if each.answer else 0, default=None)
        return said.said(self.walk.speech, self.walk.now) if said is not None and said.answer else ""

    def _card(self, number: int, left: Sequence[NowLine], *, may_refuse: bool) -> Card:
        walk = self.walk
        keys = [_key(each, rests=self.is_unbidden) for each in left]
        if may_refuse:
            keys.append(Key(key="n", word="not", words=_("one of them is not done"), value=NOT))
        keys.append(Key(key="g", word="go", words=_("go on; what is left is asked for again"), value=GO))
        return Card(
            id=f"now.{number}",
            words=_("Do these first. Its number says that one is done."),
            notes=[each.said(walk.speech, walk.now) for each in now_list(walk.incident, walk.speech) if each.answer],
            keys=keys,
            command=self._done,
        )

    def _refusal(self, number: int, deniable: Sequence[NowLine], answers: Answers) -> Part:
        """Which line is not done, even if only one can be meant: a number has been on its way since; and why."""
        which = answers.get(f"which.{number}")
        line = next((each for each in deniable if str(each.line) == which), None)
        if line is None:
            keys = [_key(each, marked=True) for each in deniable]
            return Card(id=f"which.{number}", words=_("Which one is not done?"), keys=keys)
        return asked_text(
            f"why.{number}",
            _("Why is it not done?"),
            notes=[f"{line.line} {line.words}"],
            complaint=_not_a_reason,
            command=lambda because: self._not(line.line, because),
        )

    def _done(self, tick: str) -> Command | None:
        return c.AnswerNowLine(by=self.walk.person, line=int(tick)) if tick.isdecimal() else None

    def _not(self, line: int, because: str) -> Command:
        return c.AnswerNowLine(by=self.walk.person, line=line, done=False, because=because)


def _not_a_reason(words: str) -> str:
    """What is wrong with the reason: a number alone was meant for a line, and says nothing of why."""
    if words.strip().isdecimal():
        return _("'{value}' alone is no reason. Write in a word or two why it is not done.").format(value=words.strip())
    return too_long(words)


def _key(line: NowLine, *, marked: bool = False, rests: bool = False) -> Key:
    """A line by its number; `marked`: with how it stands, where some are ticked and some are not."""
    words = f"{line.glyph} {line.words}" if marked else line.words
    return Key(key=str(line.line), word=str(line.line), words=words, value=str(line.line), rests=rests)
