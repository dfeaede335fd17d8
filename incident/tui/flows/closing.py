"""Ending the incident: only when nothing is open, and only by typing its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incident.domain import commands as c
from incident.i18n import _, ngettext
from incident.tui.flows.asking import Answers, Card, Part, Ready, asked_text
from incident.tui.views.walk import Walk
from incident.wording.delivery import untold

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
            return Card(id="phrase", words=words, notes=self._untold(), phrase=self.walk.incident.id)
        command = c.CloseIncident(by=self.walk.person, because=answers["because"])
        return Ready(commands=(command,), said=_("The incident is closed."))

    def _untold(self) -> Sequence[str]:
        """What did not arrive, as far as anybody knows, before nobody looks any more."""
        sentences = untold(self.walk.deliveries)
        if not sentences:
            return ()
        count = ngettext("{count} delivery has not arrived.", "{count} deliveries have not arrived.", len(sentences))
        first = _("{count} Esc, then N shows the messages.").format(count=count.format(count=len(sentences)))
        return (first, *sentences)
