"""What a runbook wants done before everything else: at most three lines, ticked as they are done (reference/UX.md 25).

Apart from the declaring, which is over by then, and from the steps, which begin after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from incident.domain import commands as c
from incident.domain.events import NoteKind
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready
from incident.walk.moment import Walk

__all__ = ["NowFlow"]

GO: Final = "go"
"""The answer that goes on to the first step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NowFlow:
    """Asks which of the lines are done, in any order; those that are stand in the timeline."""

    walk: Walk
    name: str = "now"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("NOW, before everything else")

    def part(self, answers: Answers) -> Part:
        """The lines with their keys, until all are done or the person goes on."""
        lines = self.walk.speech.now_lines()
        ticks = list(answers.values())
        done = [tick for tick in ticks if tick != GO]
        if GO in ticks or len(done) == len(lines):
            return Ready(commands=self._notes(lines, done))
        keys = [
            Key(key=str(n), word=str(n), words=words, value=str(n))
            for n, words in enumerate(lines, start=1)
            if str(n) not in done
        ]
        keys.append(Key(key="g", word="go", words=_("go on to the first step"), value=GO))
        return Card(
            id=f"now.{len(done)}",
            words=_("Do these first. Its number says that one is done."),
            notes=[f"[x] {tick} {lines[int(tick) - 1]}" for tick in done],
            keys=keys,
        )

    def _notes(self, lines: Sequence[str], done: Sequence[str]) -> tuple[c.Command, ...]:
        return tuple(c.AddNote(by=self.walk.person, kind=NoteKind.ACTION, text=lines[int(tick) - 1]) for tick in done)
