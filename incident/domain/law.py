"""What the law asks of one incident, as far as its log says: the pinned rules and what people stated about them.

Apart from the incident, of which it is one field, and from `statutory`, which counts by it: a note needs neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from incident.domain.conditions import Value
from incident.domain.content import FreeText, PinnedRegister
from incident.domain.frozen import Frozen

__all__ = ["NO_CLASS", "Filing", "Law", "MoreTime", "key_of"]

NO_CLASS = "none"
"""Stated instead of a class: the event reaches none of the regime's."""


def key_of(obligation_id: str, recipient: str) -> str:
    """The key of what is due to that recipient; '' where the obligation names none."""
    return f"{obligation_id}/{recipient}" if recipient else obligation_id


class Filing(Frozen):
    """Proof that something was reported."""

    at: datetime
    by: str
    seq: int
    reference: FreeText


class MoreTime(Frozen):
    """An extension that was granted; the due time before it stays what it was."""

    asked_at: datetime
    asked_by: str
    until: datetime
    because: FreeText
    approved_by: str
    seq: int


class Law(Frozen):
    """The rules that an incident is held to, from its declaration on."""

    pinned: PinnedRegister | None = None
    """None where the workspace named no jurisdictions."""
    jurisdictions: frozenset[str] = frozenset()
    sectors: frozenset[str] | None = None
    """None while nobody has said which sectors the organisation belongs to."""
    facts: Mapping[str, Value] = field(default_factory=dict)
    """What is so of the organisation in every incident."""
    zones: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Obligation to unit and number of the target of our own."""
    enabled: frozenset[str] = frozenset()
    """Obligations that are no law and count nevertheless."""
    ruled_out: Mapping[str, FreeText] = field(default_factory=dict)
    """Obligations that do not apply, because…"""
    classes: Mapping[str, str] = field(default_factory=dict)
    """Regime to the class that a person stated."""
    moments: Mapping[str, datetime] = field(default_factory=dict)
    """`REGIME:MOMENT`, where a moment was stated for one regime only."""
    filed: Mapping[str, tuple[Filing, ...]] = field(default_factory=dict)
    """By key of the deadline, `OBLIGATION` or `OBLIGATION/RECIPIENT`."""
    extended: Mapping[str, tuple[MoreTime, ...]] = field(default_factory=dict)
    """By key of the deadline."""
