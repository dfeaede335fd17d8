"""How an audience was told by hand: the words of whoever told them, kept beside the message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from incident.domain import commands as c
from incident.domain.incident import Incident
from incident.domain.messages.message import Message
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready, asked_text
from incident.wording.acknowledging import with_names
from incident.wording.escalating import all_told_words, ended_words
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.usual import TOLD, spoken

__all__ = ["ToldFlow"]

SOME = "some"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFlow:
    """Asks how they were told, and whether all were; then the message needs nobody any more."""

    incident: Incident
    message: Message
    person: str
    speech: Speech
    now: datetime
    whom: Sequence[str] = ()
    """Who of the audience had no way, by name: the words mean them."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"told.{self.message.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("TOLD OTHERWISE: {message}").format(message=clean_line(self.message.id))

    def part(self, answers: Answers) -> Part:
        """The words, whether they were all told, then the entry."""
        if "how" not in answers:
            words = _("How was '{audience}' told, and by whom?").format(
                audience=self.speech.audience(self.message.audience)
            )
            ended = ended_words(self.incident, self.message)
            return asked_text("how", words, spoken(TOLD), notes=(ended,) if ended else ())
        asked = all_told_words(self.incident, self.message, self.now, self.speech)
        if asked and "all" not in answers:
            return Question(id="all", words=asked, choices=_extents())
        if asked and answers["all"] == SOME:
            note = c.AddNote(by=self.person, text=f"{self.message.id}: {answers['how']}")
            return Ready(commands=(note,), said=_("Kept as a note; the escalation goes on."))
        how = with_names(self.whom, answers["how"])
        order = c.TellOtherwise(by=self.person, message=self.message.id, how=how)
        return Ready(commands=(order,), said=_("Noted how they were told."))


def _extents() -> tuple[Choice, ...]:
    """All of them or some, each with what follows."""
    return (
        Choice(value="all", words=_("All of them: the escalation ends")),
        Choice(value=SOME, words=_("Not all: kept as a note, and the escalation goes on")),
    )
