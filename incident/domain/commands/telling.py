"""Messages: to send one, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from incident.domain.events.telling import Wording
from incident.domain.frozen import Frozen
from incident.domain.messages.preapproval import Preapproval

__all__ = [
    "AcknowledgeMessage",
    "CorrectMessage",
    "FallBack",
    "LeaveOut",
    "LetIn",
    "PauseEscalation",
    "ReleaseMessage",
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
    night: bool = False
    """Whether it may leave under the night policy, without waiting for its approver."""
    preapproval: Preapproval | None = None
    """Who approved its text beforehand, and until when it may leave; this the service says."""
    is_asked: bool = False
    """Whether its approver is asked, and it is only written now."""


class ReleaseMessage(Frozen):
    """Let go a message outside the steps that waits for its approval, as it was written."""

    by: str
    message: str
    approved_by: str | None = None


class CorrectMessage(Frozen):
    """Say what is right to everybody who may have had the wrong text, and stop what of it has not left."""

    by: str
    message: str
    template: str = ""
    """The text that is right; '' where it is written out in `as_read`."""
    approved_by: str | None = None
    as_read: Mapping[str, Wording] | None = None
    """What is right as it was read and agreed to, by language; None to have it written now from the template."""
    had: tuple[str, ...] = ()
    """Deliveries by which somebody may have the wrong text; this and the rest the service says."""
    had_of: tuple[str, ...] = ()
    """The messages that those deliveries are of: the wrong one, and what it was to correct."""
    stopped: tuple[str, ...] = ()
    """Deliveries of it that have not left and never will."""
    languages: tuple[str, ...] = ()
    """The languages of those who may have it."""


class LeaveOut(Frozen):
    """Decide that an audience, or one recipient in it, is not told."""

    by: str
    audience: str
    because: str
    who: str = ""


class LetIn(Frozen):
    """Take such a decision back."""

    by: str
    audience: str
    because: str
    who: str = ""


class AcknowledgeMessage(Frozen):
    """Say that a message was read; for somebody else who said so, or for a team by count."""

    by: str
    message: str
    crossed: tuple[str, ...] = ()
    reader: str = ""
    """Who read it, where that is somebody else than `by`."""
    text: str = ""
    """How they said so, or what."""
    count: int | None = None
    of: int | None = None
    at: datetime | None = None
    """When they said so; None is now."""


class TellOtherwise(Frozen):
    """Say how the audience of a message, or some of it, was told without a delivery of it."""

    by: str
    message: str
    how: str
    whom: tuple[str, ...] = ()
    """Who was told, by id; () for the whole audience."""
    are_all: bool = False
    """Whether nobody else of it is left to be told; the ledger says it."""


class PauseEscalation(Frozen):
    """Put off what is still ahead of an escalation, for a while and for a reason."""

    by: str
    message: str
    minutes: int
    because: str
    waiting: tuple[str, ...] = ()
    """Its deliveries that nobody has tried yet; the service says them."""


class RetryDelivery(Frozen):
    """Order another attempt at one delivery."""

    by: str
    delivery: str
    standing: str = ""
    """What keeps it from being sent again: `waiting`, `sent`, `corrected` or `over`; '' where nothing does."""
    kept_from: tuple[str, str] | None = None
    """Audience and recipient of a decision by which they are not told; None where none stands."""


class ReportDelivered(Frozen):
    """Record that a message was accepted for a first recipient; only the program says this."""

    by: str
    message: str
    delivery: str
    beside: tuple[str, ...] = ()


class ReportUndelivered(Frozen):
    """Record that no delivery of a message was accepted; only the program says this."""

    by: str
    message: str
    unknown: int = 0
    since: int = 0
    """The entry that last ordered another attempt at one of them; 0 where nobody did."""


class FallBack(Frozen):
    """Send a message by another target, where one refused it for good; only the program says this."""

    by: str
    message: str
    delivery: str
    refused_by: str
    target: str = ""
    """By which; '' where no other is left. The service says it."""
