"""Typing in what was ticked on paper, in one line: `3-7 02:10` (reference/UX.md 30)."""

from __future__ import annotations

from dataclasses import dataclass

from incident.i18n import _
from incident.walk.flows.asking import Answers, Part, Ready, asked_text, too_long
from incident.walk.moment import Walk
from incident.walk.paper import from_paper

__all__ = ["PaperFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFlow:
    """One line; every mark of it can be taken back, so nothing is confirmed."""

    walk: Walk
    name: str = "paper"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("MARKS FROM PAPER")

    def part(self, answers: Answers) -> Part:
        """The marks with their times, then the same as commands."""
        if "marks" not in answers:
            notes = (
                _("3-5 7 02:10: these steps as expected, at that time"),
                _("5=12 02:15: the value that was seen; of a decision the number of its answer"),
                _("8- 02:20: does not apply"),
                _("Several times in one line: 3-5 02:10 6 7 02:25"),
            )
            return asked_text("marks", _("What is ticked on the paper, and when?"), notes=notes, complaint=self._wrong)
        read = from_paper(self.walk, answers["marks"])
        return Ready(commands=read.commands, said=_("From paper: {steps}.").format(steps=read.said))

    def _wrong(self, words: str) -> str:
        return too_long(words) or from_paper(self.walk, words).complaint
