"""Putting off an escalation: for how long, and why; it goes on by itself."""

from __future__ import annotations

from dataclasses import dataclass

from incident.domain import commands as c
from incident.domain.messages.message import Message
from incident.i18n import _, ngettext
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready, asked_text
from incident.walk.moment import Walk
from incident.wording.delivery import is_conditional
from incident.wording.usual import PAUSED, spoken

__all__ = ["LENGTHS", "PauseFlow", "may_be_paused"]

LENGTHS = (5, 10, 15)
"""Minutes that are offered; no pause is longer than the last."""


def may_be_paused(message: Message, walk: Walk) -> bool:
    """Whether something of it is still ahead that an answer would stop, and nobody has put it off."""
    own = (row for row in walk.deliveries if row.message == message.id)
    return message.paused(walk.now) is None and any(is_conditional(row, message, walk.now) for row in own)


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseFlow:
    """Asks for how long, then for the reason."""

    walk: Walk
    message: Message

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"pause.{self.message.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("PUT OFF: the escalation of {message}").format(message=self.message.id)

    def part(self, answers: Answers) -> Part:
        """For how long, why, the order."""
        if "minutes" not in answers:
            choices = tuple(Choice(value=f"{each}m", words=_minutes(each)) for each in LENGTHS)
            return Question(id="minutes", words=_("For how long? It goes on by itself."), choices=choices)
        if "because" not in answers:
            return asked_text("because", _("Why?"), spoken(PAUSED))
        order = c.PauseEscalation(
            by=self.walk.person,
            message=self.message.id,
            minutes=int(answers["minutes"].removesuffix("m")),
            because=answers["because"],
        )
        return Ready(commands=(order,), said=_("Put off; it goes on by itself, and an answer still stops all of it."))


def _minutes(count: int) -> str:
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)
