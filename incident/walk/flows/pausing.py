"""Putting off an escalation: for how long, and why; it goes on by itself."""

from __future__ import annotations

from dataclasses import dataclass

from incident.application.delivery.retrying import was_put_off
from incident.application.ports import DeliveryState
from incident.domain import commands as c
from incident.domain.messages.message import Message
from incident.i18n import _, ngettext
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready, asked_text
from incident.walk.moment import Walk
from incident.wording.delivery import is_conditional
from incident.wording.escalating import paused_words
from incident.wording.usual import PAUSED, spoken

__all__ = ["LENGTHS", "PauseFlow", "may_be_paused", "not_paused_words"]

LENGTHS = (5, 10, 15)
"""Minutes that are offered; no pause is longer than the last."""


def may_be_paused(message: Message, walk: Walk) -> bool:
    """Whether something of it is still ahead that an answer would stop, and nobody has put it off."""
    own = (row for row in walk.deliveries if row.message == message.id and not was_put_off(row))
    return message.paused(walk.now) is None and any(is_conditional(row, message, walk.now) for row in own)


def not_paused_words(message: Message, walk: Walk) -> str:
    """Why it cannot be put off: somebody has put it off, nothing could be sent for a while, or nobody is next."""
    own = (row for row in walk.deliveries if row.message == message.id and row.state is DeliveryState.PENDING)
    if words := paused_words(message, walk.speech, walk.now):
        return words
    if any(map(was_put_off, own)):
        return _("Nothing could be sent for a while, so the rest was put off already; an answer ends it.")
    return _("Nobody else is to be told of it, so there is nothing to put off.")


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
