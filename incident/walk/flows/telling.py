"""How an audience was told that no message reached: the words of whoever told them, kept beside the message."""

from __future__ import annotations

from dataclasses import dataclass

from incident.domain import commands as c
from incident.domain.incident import Incident
from incident.domain.messages.message import Message
from incident.i18n import _
from incident.walk.flows.asking import Answers, Part, Ready, asked_text
from incident.wording.escalating import ended_words
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.usual import TOLD, spoken

__all__ = ["ToldFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFlow:
    """Asks how they were told; the message needs nobody any more."""

    incident: Incident
    message: Message
    person: str
    speech: Speech

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"told.{self.message.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("TOLD OTHERWISE: {message}").format(message=clean_line(self.message.id))

    def part(self, answers: Answers) -> Part:
        """The words, then the entry."""
        if "how" not in answers:
            words = _("How was '{audience}' told, and by whom?").format(
                audience=self.speech.audience(self.message.audience)
            )
            ended = ended_words(self.incident, self.message)
            return asked_text("how", words, spoken(TOLD), notes=(ended,) if ended else ())
        order = c.TellOtherwise(by=self.person, message=self.message.id, how=answers["how"])
        return Ready(commands=(order,), said=_("Noted how they were told."))
