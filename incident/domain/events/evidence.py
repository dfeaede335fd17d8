"""What was kept as evidence, in whose custody it is, and what must not be erased, or shall be."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from incident.domain.content import FilePart, FreeText
from incident.domain.frozen import Frozen

__all__ = [
    "CustodyDeclined",
    "CustodyOffered",
    "CustodyTaken",
    "ErasureConfirmed",
    "ErasureDeclined",
    "ErasureProposed",
    "EvidenceAdded",
    "LegalHoldLifted",
    "LegalHoldSet",
    "OfEvidence",
]


class EvidenceAdded(Frozen):
    """A file was kept; everything that tells what it is can be erased with it."""

    evidence: str
    """`E1`, `E2` …"""
    name: FreeText
    """What the file is called, cleaned, without its folder."""
    where: FreeText
    """Where it was found, in somebody's words."""
    sha256: FreeText
    """64 hex digits over the whole file; a text, so that nobody can try out files against it once it is erased."""
    size: int
    """In bytes."""
    found_at: datetime
    found_by: str
    """Who secured it, and holds it from then on."""
    parts: tuple[FilePart, ...] = ()
    """Its bytes in order; empty where they stay elsewhere."""
    kept_at: FreeText | None = None
    """Where the original is kept, if the log does not hold its bytes."""
    step: str | None = None
    """The step at which it was kept."""


class CustodyOffered(Frozen):
    """Whoever holds a piece of evidence wants to hand it over; nothing has moved yet."""

    evidence: str
    to: str
    because: FreeText


class CustodyTaken(Frozen):
    """The other person said that they have it; from now on they hold it."""

    evidence: str


class CustodyDeclined(Frozen):
    """It stays where it was: whoever offered it called that off, or the other did not take it."""

    evidence: str
    because: FreeText | None = None


class LegalHoldSet(Frozen):
    """Nothing of the incident may be erased until this is lifted."""

    hold: str
    """`L1`, `L2` …"""
    because: FreeText
    approved_by: str


class LegalHoldLifted(Frozen):
    """What had to be kept need no longer be."""

    hold: str
    because: FreeText
    approved_by: str


class ErasureProposed(Frozen):
    """Somebody, or a rule, wants the words or files of entries destroyed; nothing is gone yet."""

    erasure: str
    """`X1`, `X2` …"""
    entries: tuple[int, ...]
    because: str
    """The rule, in words that need no erasing."""
    cases: tuple[int, ...] = ()
    """The customers' cases whose words are meant, and nothing else of those entries; () for all of them."""


class ErasureConfirmed(Frozen):
    """An approver who did not ask for it agreed; what is destroyed is said beside this."""

    erasure: str


class ErasureDeclined(Frozen):
    """It stays: who proposed it called it off, or an approver said no."""

    erasure: str
    because: FreeText


OfEvidence: TypeAlias = (
    EvidenceAdded
    | CustodyOffered
    | CustodyTaken
    | CustodyDeclined
    | LegalHoldSet
    | LegalHoldLifted
    | ErasureProposed
    | ErasureConfirmed
    | ErasureDeclined
)
"""What happens to evidence."""
