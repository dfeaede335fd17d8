"""From what a workspace says of itself to the rules that it is held to.

Apart from the checker of the file, which tells lines and loads the readers of documents: this says whether it fits.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from incident.domain.law.holding import HeldTo, Profile
from incident.domain.refusals import Refused
from incident.domain.runbooks.runbook import FactType
from incident.wording.typed_facts import parse_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident.adapters.workspace.config import Standing
    from incident.domain.law.obligations import Register
    from incident.domain.runbooks.conditions import Value

__all__ = ["STANDING_TYPES", "holding", "places", "sectors", "standing_value"]

STANDING_TYPES: Final = frozenset({FactType.YES_NO, FactType.NUMBER, FactType.PERCENT})
"""What can be so in every incident; words and times cannot."""
_NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)
_UNITS: Final = {"m": "minute", "h": "hour", "d": "calendar_day"}


def holding(said: Standing, register: Register) -> HeldTo | None:
    """The rules and the statements; None where a name or a value is not right."""
    known = {each.id for each in register.obligations()}
    named = {*said.enabled, *said.targets} <= known and {*said.jurisdictions, *said.zones} <= places(register)
    facts: Mapping[str, Value] = {name: standing_value(register, name, words) for name, words in said.facts.items()}
    if not named or not {*(said.sectors or ())} <= sectors(register) or None in facts.values():
        return None
    profile = Profile(
        jurisdictions=said.jurisdictions,
        sectors=said.sectors,
        facts=facts,
        enabled=said.enabled,
        zones=said.zones,
        targets={name: (_UNITS[length[-1]], int(length[:-1])) for name, length in said.targets.items()},
    )
    return HeldTo(register=register, profile=profile)


def places(register: Register) -> set[str]:
    """Every jurisdiction that has a name."""
    return _named(register, "jurisdiction.")


def sectors(register: Register) -> set[str]:
    """Every sector that has a name."""
    return _named(register, "sector.")


def standing_value(register: Register, name: str, words: str) -> Value:
    """The value of a standing fact; None where there is no such fact, it cannot stand, or nobody can read it."""
    fact = next((each for each in register.facts if each.id == name and each.type in STANDING_TYPES), None)
    if fact is None:
        return None
    try:
        return parse_value(name, fact.type, words, _NEVER, UTC)
    except Refused:
        return None


def _named(register: Register, prefix: str) -> set[str]:
    keys = {key for words in register.words.values() for key in words if key.startswith(prefix)}
    return {key.removeprefix(prefix) for key in keys}
