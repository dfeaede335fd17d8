"""To which rules an incident is held: those of the register that the workspace's places and sectors select.

Apart from applying them, because this happens once, at the declaration, and what was selected is pinned in the log:
a rule that is edited, comes into force or ends later changes no incident that runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain.frozen import Frozen
from incident.domain.runbooks.conditions import Value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from incident.domain.law.obligations import Obligation, Regime, Register
    from incident.domain.runbooks.conditions import Condition

__all__ = ["HeldTo", "Profile", "selected"]


class Profile(Frozen):
    """What a workspace says of itself; an incident keeps what was said at its declaration."""

    jurisdictions: tuple[str, ...] = ()
    sectors: tuple[str, ...] | None = None
    """None: the workspace does not say; then each sector's rules are asked about."""
    facts: Mapping[str, Value] = field(default_factory=dict)
    """What is so in every incident: `central_organ: False`."""
    enabled: tuple[str, ...] = ()
    """Obligations that are no law and count nevertheless."""
    zones: Mapping[str, str] = field(default_factory=dict)
    """Jurisdiction to the zone that counts for this organisation."""
    targets: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Obligation to unit and number of a target of our own."""


class HeldTo(Frozen):
    """The register, and what a workspace says of itself."""

    register: Register
    profile: Profile


def selected(held: HeldTo, at: datetime) -> Register:
    """What may bind or be enabled in an incident declared at that instant; every rule that cannot is left out."""
    register = held.register
    regimes = tuple(filter(None, (_kept(regime, held, at) for regime in register.regimes)))
    kept = {each.id for regime in regimes for each in regime.obligations}
    facts = frozenset[str]().union(*(_facts(regime) for regime in regimes))
    calendars = {each.reckoning.calendar for regime in regimes for each in regime.obligations}
    return register.changed(
        regimes=regimes,
        facts=tuple(fact for fact in register.facts if fact.id in facts),
        calendars={name: each for name, each in register.calendars.items() if name in calendars},
        words={
            language: {key: text for key, text in words.items() if _is_spoken(key, regimes, kept, facts)}
            for language, words in register.words.items()
        },
    )


def _kept(regime: Regime, held: HeldTo, at: datetime) -> Regime | None:
    own = tuple(each for each in regime.obligations if _may_bind(each, held, at))
    return regime.changed(obligations=own) if own else None


def _may_bind(obligation: Obligation, held: HeldTo, at: datetime) -> bool:
    from incident.domain.law.applicability import could_count  # here: only a declaration selects
    from incident.domain.law.obligations import ANYWHERE

    place = obligation.jurisdiction in (ANYWHERE, *held.profile.jurisdictions)
    sectors = held.profile.sectors
    sector = sectors is None or obligation.sector in (ANYWHERE, *sectors)
    return place and sector and could_count(obligation, at)


def _facts(regime: Regime) -> frozenset[str]:
    from incident.domain.runbooks.conditions import facts_of  # here, as above

    conditions: Iterable[Condition | None] = (
        *(each.applies_if for each in regime.obligations),
        *(each.relief_if for each in regime.obligations),
        *(one.when for each in regime.classes for one in each.criteria),
    )
    return frozenset[str]().union(*(facts_of(each) for each in conditions if each is not None))


def _is_spoken(key: str, regimes: Sequence[Regime], kept: Collection[str], facts: Collection[str]) -> bool:
    """Whether the words of the key belong to what was kept."""
    first, _dot, rest = key.partition(".")
    if first == "fact":
        return rest in facts
    if first in ("jurisdiction", "sector", "calendar"):
        return True
    regime = next((each.id for each in regimes if key.startswith(f"{each.id}.")), None)
    if regime is None:
        return False
    part = key.removeprefix(f"{regime}.").partition(".")
    return part[0] in ("name", "short", "class", "checklist", "note") or f"{regime}.{part[0]}" in kept
