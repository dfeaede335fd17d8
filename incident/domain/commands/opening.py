"""Declaring an incident, staffing it, changing its tier, ending it."""

from __future__ import annotations

from collections.abc import Mapping

from incident.domain.events import IncidentMode
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.law.holding import HeldTo
from incident.domain.runbooks.conditions import Value
from incident.domain.runbooks.runbook import Bundle

__all__ = [
    "AddRunbook",
    "AssignRole",
    "CloseIncident",
    "DeclareIncident",
    "LowerTier",
    "NameReaders",
    "RaiseTier",
    "VacateRole",
]


class DeclareIncident(Frozen):
    """Open an incident on a compiled runbook; the declarer leads until someone takes over."""

    by: str
    title: str
    tier: Tier
    bundle: Bundle
    mode: IncidentMode = IncidentMode.REAL
    facts: Mapping[str, Value] | None = None
    because: str = ""
    zone: str = "UTC"
    contact: str = ""
    need_to_know: bool = False
    """Whether only the declarer, and whoever they name, may know of it."""
    titles: Mapping[str, str] | None = None
    """The title by language, where a scenario gave it; one of the runbook's own needs no naming."""
    held_to: HeldTo | None = None
    """The rules of law that count for the workspace; None where it names no jurisdictions."""


class AssignRole(Frozen):
    """Give a role to a person."""

    by: str
    role: str
    person: str


class VacateRole(Frozen):
    """Take a role from whoever holds it, and give it to nobody."""

    by: str
    role: str


class NameReaders(Frozen):
    """Say who may know of the incident; nobody named opens it to everybody."""

    by: str
    persons: tuple[str, ...] = ()


class RaiseTier(Frozen):
    """Demand more: a graver tier."""

    by: str
    to: Tier
    because: str


class LowerTier(Frozen):
    """Demand less; the commander says why."""

    by: str
    to: Tier
    because: str


class AddRunbook(Frozen):
    """Take in the steps of another runbook that a raise rule offers."""

    by: str
    runbook: str
    because: str = ""


class CloseIncident(Frozen):
    """End the incident."""

    by: str
    because: str = ""
    with_deadlines: bool = False
    """Statutory clocks may go on running: they stay in sight until they are met."""
