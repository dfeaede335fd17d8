"""What was stated about the law: which rules count, which class it is, what was reported, and what got more time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import TypeAlias

from incident.domain.content import FreeText, PinnedRegister
from incident.domain.frozen import Frozen
from incident.domain.runbooks.conditions import Value

__all__ = [
    "ClassStated",
    "ObligationEnabled",
    "ObligationExtended",
    "ObligationRuledOut",
    "ObligationsPinned",
    "OfLaw",
    "ReportFiled",
    "SubstituteAlerted",
]


class ObligationsPinned(Frozen):
    """The rules of the workspace's jurisdictions, as they stood at the declaration; a later edit changes nothing."""

    register: PinnedRegister
    jurisdictions: tuple[str, ...]
    sectors: tuple[str, ...] | None = None
    """None: the workspace does not say to which it belongs."""
    facts: Mapping[str, Value] = field(default_factory=dict)
    """Standing facts of the workspace; never words."""
    enabled: tuple[str, ...] = ()
    zones: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Obligation to unit and number."""


class ClassStated(Frozen):
    """A person said which class of a regime the event is; the tier stays what it is."""

    regime: str
    statutory_class: str
    """An id of the regime's, or `none`."""
    at: datetime
    """When it was classified: it starts the clocks of this regime that run from classification."""
    because: FreeText | None = None
    instead_of: str | None = None
    """The class that had been stated before."""


class ReportFiled(Frozen):
    """Something that the law asks for was reported, with proof."""

    obligation: str
    recipient: str
    """'' where the obligation names none."""
    at: datetime
    by: str
    reference: FreeText
    """The number that the recipient gave, or who took the call."""
    because: FreeText | None = None
    """Why it came late, where the law wants to know."""
    file: FreeText | None = None
    """What the file is called that proves it; None where there is none. Version 1 had none."""
    file_digest: str = ""
    """Of the file's bytes: `sha256:` and 64 hex digits. The file itself stays with whoever filed it."""
    file_size: int = 0
    """In bytes."""


class ObligationExtended(Frozen):
    """The law allows more time, and it was taken in time."""

    obligation: str
    recipient: str
    until: datetime
    because: FreeText
    """The legal ground."""
    approved_by: str
    told_at: datetime | None = None
    """When whoever waits was told the new date."""


class ObligationEnabled(Frozen):
    """Somebody switched on a rule that is no law, or took back that a rule does not apply."""

    obligation: str
    because: FreeText


class ObligationRuledOut(Frozen):
    """A person declared that the rule does not apply here."""

    obligation: str
    because: FreeText


class SubstituteAlerted(Frozen):
    """Half of the time for a report was gone and nothing was filed: somebody else was asked to see to it."""

    clocks: tuple[str, ...]
    """The runs of the clocks, as warnings name them."""
    person: str = ""
    """'' where nobody else can be reached."""
    message: str = ""
    """What was sent to them."""


OfLaw: TypeAlias = (
    ObligationsPinned
    | ClassStated
    | ReportFiled
    | ObligationExtended
    | ObligationEnabled
    | ObligationRuledOut
    | SubstituteAlerted
)
"""What happens to legal deadlines."""
