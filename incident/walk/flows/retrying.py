"""Another attempt at a delivery that failed, or of which nobody knows: one card, one key."""

from __future__ import annotations

from dataclasses import dataclass

from incident.application.ports import Delivery, DeliveryState
from incident.domain import commands as c
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready
from incident.wording.delivery import delivery_state_word, reason_words
from incident.wording.speech import Speech

__all__ = ["RETRIED", "RetryFlow"]

RETRIED = frozenset({DeliveryState.FAILED, DeliveryState.UNKNOWN})
"""The states out of which a person may order another attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryFlow:
    """What stands now, then the key that sends it once more."""

    delivery: Delivery
    person: str
    speech: Speech

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"retry.{self.delivery.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("SEND AGAIN: {message}").format(message=self.delivery.message)

    def part(self, answers: Answers) -> Part:
        """The card, then the order."""
        row = self.delivery
        if "send" not in answers:
            words = _("Send it once more to {recipient}?").format(recipient=self.speech.recipient(row.recipient))
            key = Key(key="S", word="again", words=_("send it again"), value="yes")
            return Card(id="send", words=words, notes=self._notes(), keys=(key,), is_guarded=True)
        order = c.RetryDelivery(by=self.person, delivery=row.id)
        return Ready(commands=(order,), said=_("Another attempt is ordered."))

    def _notes(self) -> tuple[str, ...]:
        row = self.delivery
        notes = [f"{delivery_state_word(row.state)}  {reason_words(row.last_detail)}".rstrip()]
        if row.state is DeliveryState.UNKNOWN:
            notes.append(_("It may have arrived already; then they read it twice."))
        return (*notes, row.title)
