"""Ending the incident: only when nothing is open, and only by typing its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incident.domain import commands as c
from incident.i18n import _, ngettext
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready, asked_text
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.delivery import untold
from incident.wording.gaps import closing_gaps

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
        left = self._left()
        if "because" not in answers:
            words = _("How did it end? One sentence; Enter alone leaves it out.")
            if left:
                words = _("How did it end, and why before the law has its reports? One sentence.")
            return asked_text("because", words, may_be_empty=not left)
        if left and "left" not in answers:
            words = _("The law still waits. The incident stays on Home until these are reported.")
            key = Key(key="l", word="anyway", words=_("close it all the same"), value="yes")
            return Card(id="left", words=words, notes=tuple(left), keys=(key,), is_guarded=True)
        if "phrase" not in answers:
            words = _("Closing ends the incident for everybody. Type its number to close it.")
            return Card(id="phrase", words=words, notes=self._untold(), phrase=self.walk.incident.id, is_guarded=True)
        command = c.CloseIncident(by=self.walk.person, because=answers["because"], with_deadlines="left" in answers)
        return Ready(commands=(command,), said=_("The incident is closed."))

    def _untold(self) -> Sequence[str]:
        """What is still missing, and what did not arrive, before nobody looks any more."""
        sentences = untold(self.walk.deliveries, self.walk.incident, self.walk.speech, self.walk.now)
        gaps = list(closing_gaps(self.walk.incident, self.walk.checklist, self.walk.now, self.walk.speech))
        if not sentences:
            return gaps
        count = ngettext("{count} delivery has not arrived.", "{count} deliveries have not arrived.", len(sentences))
        first = _("{count} Leave this, then {key} shows the messages.").format(
            count=count.format(count=len(sentences)), key=key_of("walk.messages", "N")
        )
        return (*gaps, first, *sentences)

    def _left(self) -> Sequence[str]:
        """The open legal reports, by name."""
        if self.walk.incident.law.pinned is None:
            return []
        from incident.domain.law.statutory import duties  # here: few incidents are held to any law

        every = duties(self.walk.incident, self.walk.now)
        return [self.walk.speech.obligation(each.key) for each in every if each.is_open]
