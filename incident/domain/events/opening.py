"""How an incident began, what it is known to be, who holds it, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from incident.domain.content import FreeText, PinnedBundle
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.conditions import Value

__all__ = [
    "FactRecorded",
    "IncidentClosed",
    "IncidentDeclared",
    "IncidentMode",
    "Milestone",
    "MilestoneMarked",
    "ReadersNamed",
    "RoleAssigned",
    "RoleVacated",
    "RunbookAdded",
    "TierLowered",
    "TierRaised",
]


class IncidentMode(StrEnum):
    """Whether the world outside is affected."""

    REAL = "real"
    EXERCISE = "exercise"


class Milestone(StrEnum):
    """Moments that start or stop clocks, stated by a person; what each means for a law: `obligations.Moment`."""

    BEGAN = "began"
    DISCOVERED = "discovered"
    SUSPECTED = "suspected"
    AWARE = "aware"
    BELIEVED = "believed"
    ASSESSED = "assessed"
    CLASSIFIED = "classified"
    DETERMINED = "determined"
    CONTAINED = "contained"
    RESTORED = "restored"
    FIXED = "fixed"
    HANDLING_ENDED = "handling-ended"
    PAID = "paid"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    YEAR_ENDED = "year-ended"


class IncidentDeclared(Frozen):
    """An incident began its life: graded, pinned to a runbook, opened."""

    title: FreeText
    tier: Tier
    mode: IncidentMode
    runbook: str
    revision: int
    bundle: PinnedBundle
    because: FreeText | None = None
    """Which triage lines decided, or why the tier was chosen by hand."""
    zone: str = "UTC"
    """IANA zone in which messages of this incident tell the time."""
    contact: FreeText | None = None
    """Where those who are told can ask, as messages say it."""
    now_lines: int = 0
    """How many lines before its first step ask for an answer; none in the declarations of an earlier program."""
    titles: Mapping[str, FreeText] = field(default_factory=dict)
    """The title by language, where a runbook or a scenario gave it; what a person typed is the one title there is."""


class FactRecorded(Frozen):
    """Somebody stated a value; None with no text means 'asked, and not known'."""

    fact: str
    value: Value = None
    text: FreeText | None = None
    """The value of a text fact."""


class RoleAssigned(Frozen):
    """A person holds a role from now on; whoever held it before does not."""

    role: str
    person: str


class RoleVacated(Frozen):
    """Nobody holds the role from now on."""

    role: str
    person: str
    """Who held it."""


class ReadersNamed(Frozen):
    """From now on only these persons may know of the incident; nobody named opens it to everybody."""

    persons: tuple[str, ...] = ()


class TierRaised(Frozen):
    """The incident demands more than it did."""

    to: Tier
    because: FreeText


class TierLowered(Frozen):
    """The incident demands less than it did."""

    to: Tier
    because: FreeText


class RunbookAdded(Frozen):
    """The steps of another runbook, which the pinned one holds ready, belong to the incident from now on."""

    runbook: str
    because: FreeText | None = None


class MilestoneMarked(Frozen):
    """A moment that clocks hang on, stated with its own time; stated again, it is corrected."""

    milestone: Milestone
    at: datetime
    regime: str = ""
    """The regime for which alone it is so: each law assesses and classifies for itself; '' for all."""
    instead_of: datetime | None = None
    """What had been stated before."""


class IncidentClosed(Frozen):
    """The commander ended the incident; nothing was left open."""

    because: FreeText | None = None
