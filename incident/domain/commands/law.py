"""What is stated of the law: classes, reports and their deadlines."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from incident.domain.frozen import Frozen
from incident.domain.law.holding import HeldTo

__all__ = [
    "AlertSubstitute",
    "EnableObligation",
    "ExtendObligation",
    "FileReport",
    "OfLaw",
    "PinObligations",
    "RuleOutObligation",
    "StateClass",
]


class PinObligations(Frozen):
    """Hold an incident to the rules of law that its declaration could not read."""

    by: str
    held_to: HeldTo | None
    """None where the workspace names no jurisdictions."""


class StateClass(Frozen):
    """Say which statutory class of a regime the event is, or `none` of them."""

    by: str
    regime: str
    statutory_class: str
    because: str = ""
    at: datetime | None = None
    """When it was classified; None is now."""


class FileReport(Frozen):
    """Enter the proof that something was reported to an authority, or to whom the law names."""

    by: str
    obligation: str
    reference: str
    at: datetime | None
    """When it was reported; None is now."""
    recipient: str = ""
    filed_by: str = ""
    """Who reported it; '' for the one who enters it."""
    because: str = ""
    file: str = ""
    """What the file is called that proves it, such as a receipt; '' for none."""
    file_digest: str = ""
    """`sha256:` and 64 hex digits."""
    file_size: int = 0
    """In bytes."""


class ExtendObligation(Frozen):
    """Take the additional time that the law allows."""

    by: str
    obligation: str
    until: datetime
    because: str
    recipient: str = ""
    approved_by: str = ""
    told_at: datetime | None = None


class EnableObligation(Frozen):
    """Switch on a rule that is no law, or that was ruled out."""

    by: str
    obligation: str
    because: str


class RuleOutObligation(Frozen):
    """Declare that a rule does not apply here."""

    by: str
    obligation: str
    because: str


class AlertSubstitute(Frozen):
    """Ask somebody else to see to reports for which half of the time is gone; only the program says this."""

    by: str
    clocks: tuple[str, ...]
    person: str = ""
    """Whom, as far as the workspace knows somebody; the service says it."""


OfLaw: TypeAlias = (
    PinObligations | StateClass | FileReport | ExtendObligation | EnableObligation | RuleOutObligation | AlertSubstitute
)
"""What is done about legal deadlines."""
