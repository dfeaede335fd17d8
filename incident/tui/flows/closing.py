"""Ending the incident: only when nothing is open, and only by typing its number."""

from __future__ import annotations

from dataclasses import dataclass

from incident.domain import commands as c
from incident.i18n import _
from incident.tui.flows.asking import Answers, Card, Part, Ready, asked_text
from incident.tui.views.walk import Walk

__all__ = ["CloseFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseFlow:
    """How it ended, in words, then its number, which is typed alike in every language."""

    walk: Walk
    name: str = "close"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("CLOSE {incident}").format(incident=self.walk.incident.id)

    def part(self, answers: Answers) -> Part:
        """Words, phrase, the end."""
        if "because" not in answers:
            return asked_text(
                "because", _("How did it end? One sentence; Enter alone leaves it out."), may_be_empty=True
            )
        if "phrase" not in answers:
            words = _("Closing ends the incident for everybody. Type its number to close it.")
            return Card(id="phrase", words=words, phrase=self.walk.incident.id)
        command = c.CloseIncident(by=self.walk.person, because=answers["because"])
        return Ready(commands=(command,), said=_("The incident is closed."))
