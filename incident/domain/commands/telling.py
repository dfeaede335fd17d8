"""Messages: to send one, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from incident.domain.events.telling import Wording
from incident.domain.frozen import Frozen

__all__ = [
    "AcknowledgeMessage",
    "ReportDelivered",
    "ReportUndelivered",
    "RetryDelivery",
    "SendMessage",
    "TellOtherwise",
]


class SendMessage(Frozen):
    """Write and release a message outside the steps, such as the due update."""

    by: str
    audience: str
    template: str
    approved_by: str | None = None
    as_read: Mapping[str, Wording] | None = None
    """The message as it was read and agreed to, by language; None to have it written now."""


class AcknowledgeMessage(Frozen):
    """Say that a message was read."""

    by: str
    message: str
    crossed: tuple[str, ...] = ()


class TellOtherwise(Frozen):
    """Say how the audience of a message was told without a delivery of it."""

    by: str
    message: str
    how: str


class RetryDelivery(Frozen):
    """Order another attempt at one delivery."""

    by: str
    delivery: str
    standing: str = ""
    """What keeps it from being sent again: `waiting`, `sent` or `over`; '' where nothing does, or nobody knows."""


class ReportDelivered(Frozen):
    """Record that a message was accepted for a first recipient; only the program says this."""

    by: str
    message: str
    delivery: str


class ReportUndelivered(Frozen):
    """Record that no delivery of a message was accepted; only the program says this."""

    by: str
    message: str
    unknown: int = 0
    since: int = 0
    """The entry that last ordered another attempt at one of them; 0 where nobody did."""
