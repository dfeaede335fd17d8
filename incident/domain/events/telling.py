"""Messages, from the draft to the reader who said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from incident.domain.content import FreeText
from incident.domain.frozen import Frozen

__all__ = [
    "AudienceToldOtherwise",
    "AudienceUnreachable",
    "MessageAcknowledged",
    "MessageDelivered",
    "MessageDrafted",
    "MessageReleased",
    "MessageRetried",
    "MessageUndelivered",
    "Wording",
]


class Wording(Frozen):
    """A message in one language."""

    title: FreeText
    body: FreeText


class MessageDrafted(Frozen):
    """A message was written from a template and the facts of that moment."""

    message: str
    audience: str
    template: str
    wordings: Mapping[str, Wording]
    """By language."""
    step: str | None = None
    external: bool = False
    """Whether the audience is outside the organisation."""


class MessageReleased(Frozen):
    """A message was approved, if it had to be, and handed to the outbox."""

    message: str
    approved_by: str | None = None
    deliveries: Mapping[str, str] = field(default_factory=dict)
    """The deliveries that were made of it, and the seal of each; the log fills them in. Version 1 named none."""


class AudienceUnreachable(Frozen):
    """A message was released, and nobody of its audience can be reached: it told nobody."""

    message: str
    audience: str


class AudienceToldOtherwise(Frozen):
    """Somebody told the audience of a message in a way of their own: by phone, in person."""

    message: str
    how: FreeText


class MessageDelivered(Frozen):
    """The first delivery of a message was accepted: from now on its audience can know."""

    message: str
    delivery: str


class MessageUndelivered(Frozen):
    """Every delivery of a message came to its end, and none was accepted."""

    message: str
    unknown: int = 0
    """How many of them may have arrived all the same: nobody can say."""


class MessageAcknowledged(Frozen):
    """Somebody said that they read it; every later attempt to tell them stops."""

    message: str
    by: str
    crossed: tuple[str, ...] = ()
    """Deliveries that were being sent at that moment and could not be held back."""


class MessageRetried(Frozen):
    """A person ordered another attempt at a delivery that failed or stayed unknown."""

    delivery: str
