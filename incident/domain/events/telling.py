"""Messages, from the draft to the reader who said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import TypeAlias

from incident.domain.content import FreeText
from incident.domain.frozen import Frozen

__all__ = [
    "AudienceLeftOut",
    "AudienceLetIn",
    "AudienceToldOtherwise",
    "AudienceUnreachable",
    "DeliveryFellBack",
    "EscalationPaused",
    "EscalationPlanned",
    "MessageAcknowledged",
    "MessageDelivered",
    "MessageDrafted",
    "MessageReleased",
    "MessageRetried",
    "MessageUndelivered",
    "NightPolicyUsed",
    "OfMessages",
    "Rung",
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
    corrects: str | None = None
    """The message that said something wrong; None where this corrects nothing. Version 1 had none."""
    to_others: Mapping[str, Wording] = field(default_factory=dict)
    """Of a correction: what is right and no more, by language, for those who never had the wrong text."""


class MessageReleased(Frozen):
    """A message was approved, if it had to be, and handed to the outbox."""

    message: str
    approved_by: str | None = None
    deliveries: Mapping[str, str] = field(default_factory=dict)
    """The deliveries that were made of it, and the seal of each; the log fills them in. Version 1 named none."""


class NightPolicyUsed(Frozen):
    """A message leaves by night without its approver: the team's policy names its text, approved beforehand."""

    message: str
    by: str
    """Who approved the text beforehand."""
    role: str
    """Whoever holds it has to read the message once the night is over."""
    until: datetime


class Rung(Frozen):
    """One attempt of an escalation: whom, by which delivery, and when."""

    delivery: str
    who: str
    """A person's id; of a channel the name that it is told by."""
    way: str
    """The target."""
    chains: tuple[str, ...]
    """For whose silence: those who were told first, by id. It is stopped when each of these chains is."""
    due_at: datetime


class EscalationPlanned(Frozen):
    """A message that wants an answer was released: who is told next, on which way, while nobody acknowledges it.

    Written up front, so that an edit of the team's files changes no escalation that runs.
    """

    message: str
    rungs: tuple[Rung, ...]


class EscalationPaused(Frozen):
    """A person put off the attempts of an escalation that are still ahead; it goes on by itself."""

    message: str
    minutes: int
    """By so many each of them is later."""
    until: datetime
    because: FreeText
    deliveries: tuple[str, ...]
    """The attempts."""


class AudienceUnreachable(Frozen):
    """A message was released, and nobody of its audience can be reached: it told nobody."""

    message: str
    audience: str


class AudienceLeftOut(Frozen):
    """A person decided that an audience, or one recipient in it, is not told."""

    audience: str
    because: FreeText
    who: str = ""
    """A person's id, or the name of a channel; '' for the whole audience."""


class AudienceLetIn(Frozen):
    """A person decided that who was left out is told from now on."""

    audience: str
    because: FreeText
    who: str = ""


class AudienceToldOtherwise(Frozen):
    """Somebody told the audience of a message, or some of it, in a way of their own: by phone, in person."""

    message: str
    how: FreeText
    whom: tuple[str, ...] = ()
    """Who was told, by id; () for the whole audience. Version 1 named nobody."""


class MessageDelivered(Frozen):
    """The first delivery of a message was accepted: from now on its audience can know."""

    message: str
    delivery: str
    beside: tuple[str, ...] = ()
    """The other messages that the same text carried."""


class MessageUndelivered(Frozen):
    """Every delivery of a message came to its end, and none was accepted."""

    message: str
    unknown: int = 0
    """How many of them may have arrived all the same: nobody can say."""


class MessageAcknowledged(Frozen):
    """Somebody said that they read it; every later attempt to tell them stops.

    Who enters what another said is the actor of the entry, so that both names are kept.
    """

    message: str
    by: str
    """A person's id; where a team or a channel was told, the name that it is told by."""
    crossed: tuple[str, ...] = ()
    """Deliveries that were being sent at that moment and could not be held back."""
    how: FreeText | None = None
    """In whose words, or by which way it was said: by phone, 'on my way'. Version 1 had none."""
    count: int | None = None
    """How many of a team have read it; None where nobody counted. The latest count stands."""
    of: int | None = None
    """How many the team is."""
    at: datetime | None = None
    """When they said so, where that was before it was entered; None is then. Version 2 had none."""


class MessageRetried(Frozen):
    """A person ordered another attempt at a delivery that failed or stayed unknown."""

    delivery: str


class DeliveryFellBack(Frozen):
    """A target refused a delivery for good, and the message goes to the same recipient by another one.

    The release that follows names the delivery that is made for it.
    """

    message: str
    delivery: str
    """The one that was refused."""
    refused_by: str
    """The target that will not take it."""
    target: str
    """The one that is tried instead."""


OfMessages: TypeAlias = (
    MessageDrafted
    | MessageReleased
    | AudienceLeftOut
    | AudienceLetIn
    | AudienceToldOtherwise
    | AudienceUnreachable
    | DeliveryFellBack
    | EscalationPaused
    | EscalationPlanned
    | NightPolicyUsed
    | MessageDelivered
    | MessageUndelivered
    | MessageAcknowledged
    | MessageRetried
)
"""What happens to messages and to those whom they are for."""
