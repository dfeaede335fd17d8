"""How the work of one person goes over to another: offered, read back, accepted; and how command moves."""

from __future__ import annotations

from typing import TypeAlias

from incident.domain.content import FreeText
from incident.domain.frozen import Frozen

__all__ = [
    "CommandTaken",
    "HandoverAccepted",
    "HandoverOffered",
    "HandoverReadBack",
    "HandoverWithdrawn",
    "OfHandover",
]


class HandoverOffered(Frozen):
    """Somebody wants to go and says to whom their work goes; nothing has moved yet."""

    handover: str
    """`H1`, `H2` …"""
    to: str
    carries: tuple[str, ...]
    """What they carry, each as `KIND:SUBJECT`: `role:commander`, `step:notice`, `clock:update`."""
    worry: FreeText
    """What worries them most."""
    half_decided: FreeText | None = None
    """What they had nearly made up their mind about."""


class HandoverReadBack(Frozen):
    """Who takes over said in their own words what comes; said again, the later words stand."""

    handover: str
    next_action: FreeText
    can_hurt: FreeText
    due_next: FreeText


class HandoverAccepted(Frozen):
    """These things are carried by the other person from now on; roles among them are assigned beside this."""

    handover: str
    items: tuple[str, ...]


class HandoverWithdrawn(Frozen):
    """What was not accepted yet stays where it was."""

    handover: str
    because: FreeText | None = None


class CommandTaken(Frozen):
    """Somebody said that they have command; the role is assigned beside this."""

    person: str
    instead_of: str | None = None
    """Who had it until then."""
    handover: str | None = None
    """By which hand-over; None where nobody had offered it."""
    because: FreeText | None = None
    """Why it was taken without being offered."""


OfHandover: TypeAlias = HandoverOffered | HandoverReadBack | HandoverAccepted | HandoverWithdrawn | CommandTaken
"""What happens to work that passes from one person to another."""
