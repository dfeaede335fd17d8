"""Evidence: keep it, hand it over, hold it for the law, have it erased."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from incident.domain.frozen import Frozen

__all__ = [
    "AddEvidence",
    "ConfirmErasure",
    "DeclineCustody",
    "DeclineErasure",
    "LiftHold",
    "OfEvidence",
    "OfferCustody",
    "ProposeErasure",
    "SetHold",
    "TakeCustody",
]


class AddEvidence(Frozen):
    """Keep a file, or say where it is kept."""

    by: str
    file: str
    """What it is called."""
    where: str
    sha256: str
    size: int
    found_at: datetime | None
    """When it was secured; None is now."""
    found_by: str = ""
    """'' for whoever adds it."""
    parts: tuple[bytes, ...] = ()
    kept_at: str = ""
    """Where the original stays; '' where the log keeps its bytes."""
    step: str | None = None
    again: bool = False
    """Also where the same bytes are kept already."""


class OfferCustody(Frozen):
    """Offer to hand a piece of evidence over."""

    by: str
    evidence: str
    to: str
    because: str


class TakeCustody(Frozen):
    """Say that one has what was offered."""

    by: str
    evidence: str


class DeclineCustody(Frozen):
    """Call an offer off, or do not take it."""

    by: str
    evidence: str
    because: str = ""


class SetHold(Frozen):
    """Forbid to erase anything of the incident."""

    by: str
    because: str
    approved_by: str


class LiftHold(Frozen):
    """Allow it again."""

    by: str
    hold: str
    because: str
    approved_by: str


class ProposeErasure(Frozen):
    """Ask that the words or files of these entries are destroyed."""

    by: str
    entries: tuple[int, ...]
    because: str
    cases: tuple[int, ...] = ()
    """The customers whose words are meant, and nothing else; () for all that the entries hold."""
    by_rule: bool = False
    """Whether a rule of the workspace has it due, and no person's wish."""
    shown_to: tuple[str, ...] = ()
    """The roles that may see how customers are reached; the service knows them."""
    authors: tuple[str, ...] = ()
    """Who wrote those of the entries that hold no open customer's case; the service knows them."""


class ConfirmErasure(Frozen):
    """Destroy what somebody else proposed."""

    by: str
    erasure: str
    going: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Entry and contents; the service knows them."""
    whole: tuple[int, ...] = ()
    """Which of these entries lose all of their words; the service knows it."""
    shown_to: tuple[str, ...] = ()
    """As of the proposal."""
    authors: tuple[str, ...] = ()
    """Who wrote those of its entries that hold no open customer's case; the service knows them."""
    known: tuple[str, ...] = ()
    """Everybody of the workspace, who could be asked; the service knows them."""


class DeclineErasure(Frozen):
    """Leave it as it is."""

    by: str
    erasure: str
    because: str
    shown_to: tuple[str, ...] = ()
    """As of the proposal."""
    authors: tuple[str, ...] = ()
    """Who wrote those of its entries that hold no open customer's case; the service knows them."""
    known: tuple[str, ...] = ()
    """Everybody of the workspace, who could be asked; the service knows them."""


OfEvidence: TypeAlias = (
    AddEvidence
    | ConfirmErasure
    | DeclineCustody
    | DeclineErasure
    | LiftHold
    | OfferCustody
    | ProposeErasure
    | SetHold
    | TakeCustody
)
