"""What the law asks of one incident, as far as its log says: the pinned rules and what people stated about them.

Apart from the incident, of which it is one field, and from `statutory`, which counts by it: a note needs neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from incident.domain.content import FreeText, PinnedRegister
from incident.domain.frozen import Frozen
from incident.domain.law.holding import Profile

__all__ = ["NO_CLASS", "Filing", "Law", "MoreTime", "deadline_of", "key_of"]

NO_CLASS = "none"
"""Stated instead of a class: the event reaches none of the regime's."""


def key_of(obligation_id: str, recipient: str) -> str:
    """The key of what is due to that recipient; '' where the obligation names none."""
    return f"{obligation_id}/{recipient}" if recipient else obligation_id


def deadline_of(run: str) -> str:
    """The key of the deadline that the run of a clock, as warnings name it, counts to."""
    return run.rpartition("@")[0].partition(":")[2]


class Filing(Frozen):
    """Proof that something was reported."""

    at: datetime
    by: str
    seq: int
    reference: FreeText
    file: FreeText | None = None
    """What the file is called that proves it."""
    file_digest: str = ""
    """`sha256:` and 64 hex digits; '' where there is no file."""
    file_size: int = 0


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
    profile: Profile = field(default_factory=Profile)
    """What the workspace says of itself; what was switched on in the incident is among the enabled."""
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
    alerted: tuple[str, ...] = ()
    """Runs of clocks for which somebody else was asked to see to the report, or would have been."""
    unheard: tuple[str, ...] = ()
    """Those of them for which nobody else could be reached."""
    alerts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The message that asked somebody else to keys of deadlines that still want what it asks."""
