"""What a command means for the outbox, as values: the rows that it brings and calls back, and who had a text before.

Apart from the planning, which most commands have no use for: they tell nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from incident.application.ports import Delivery, NewDelivery, Recipient
from incident.domain.events import (
    AudienceLeftOut,
    AudienceToldOtherwise,
    AudienceUnreachable,
    EscalationPlanned,
    Event,
    IncidentClosed,
    MessageAcknowledged,
    MessageReleased,
    ObligationExtended,
    ObligationRuledOut,
    ReportFiled,
    StepUndone,
)
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.domain.messages.message import Message

__all__ = ["TELLING", "Reached", "Telling"]

TELLING: Final = (
    AudienceLeftOut,
    AudienceToldOtherwise,
    IncidentClosed,
    MessageAcknowledged,
    MessageReleased,
    ObligationExtended,
    ObligationRuledOut,
    ReportFiled,
    StepUndone,
)
"""The events that bring rows or call them back; of all others the outbox hears nothing."""


class Reached(Frozen):
    """What became of a message, and of the messages that it was to correct."""

    had: tuple[Delivery, ...] = ()
    """One row for each place where somebody may have read it: the latest that may have arrived there."""
    stopped: tuple[Delivery, ...] = ()
    """Rows of the message itself that wait and have surely not left."""
    refused: Delivery | None = None
    """The row that a target refused for good, where its message goes by another one."""
    instead: Recipient | None = None
    """Where it goes."""
    theirs: tuple[str, ...] = ()
    """The rows that are addressed to whoever has read the message, was told by hand, or is left out of its audience."""


class Telling(Frozen):
    """What a command means for the outbox."""

    deliveries: tuple[NewDelivery, ...] = ()
    cancelled: tuple[str, ...] = ()
    """Messages whose pending deliveries are called back."""
    ended: tuple[str, ...] = ()
    """Deliveries to whoever need not or must not be told any more, or that nobody's silence calls for."""
    planned: tuple[EscalationPlanned, ...] = ()
    stopped: tuple[str, ...] = ()
    """Deliveries that must not have begun to leave, and never will."""
    unreachable: tuple[AudienceUnreachable, ...] = ()
    """Messages whose audience has nobody who can be reached."""
    unreached: tuple[str, ...] = ()
    """Who may have a wrong text, and no way leads to them any more."""

    @property
    def gaps(self) -> tuple[Event, ...]:
        """What the log has to say besides: whom nobody reaches, and who is told when nobody answers."""
        return (*self.unreachable, *self.planned)

    def with_ended(self, deliveries: Sequence[str]) -> Telling:
        """This, and those deliveries called back."""
        return self.changed(ended=(*self.ended, *deliveries))

    def with_rows(self, rows: tuple[NewDelivery, ...], message: Message) -> Telling:
        """This and one more message's rows; without any row its audience is unreachable."""
        if not rows:
            gap = AudienceUnreachable(message=message.id, audience=message.audience)
            return self.changed(unreachable=(*self.unreachable, gap))
        return self.changed(deliveries=self.deliveries + rows)
