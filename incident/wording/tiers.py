"""The tier and the mode of an incident in words."""

from __future__ import annotations

from typing import Final

from incident.domain.events import IncidentMode
from incident.domain.grading.tiers import Tier
from incident.i18n import N_, _

__all__ = ["mode_of_incident", "tier_phrase", "tier_word"]

_WORDS: Final = {
    Tier.MAJOR: N_("TIER 1 MAJOR"),
    Tier.SERIOUS: N_("TIER 2 SERIOUS"),
    Tier.GENERAL: N_("TIER 3 GENERAL"),
}
_PHRASES: Final = {
    Tier.MAJOR: N_("tier 1 (major)"),
    Tier.SERIOUS: N_("tier 2 (serious)"),
    Tier.GENERAL: N_("tier 3 (general)"),
}
_MODES: Final = {IncidentMode.REAL: N_("REAL"), IncidentMode.EXERCISE: N_("EXERCISE")}


def tier_word(tier: Tier) -> str:
    """The tier as a screen's header shows it, once: `TIER 1 MAJOR`."""
    return _(_WORDS[tier])


def tier_phrase(tier: Tier) -> str:
    """The tier inside a sentence: `tier 1 (major)`."""
    return _(_PHRASES[tier])


def mode_of_incident(mode: IncidentMode) -> str:
    """REAL or EXERCISE, as it ends row 1 of every screen."""
    return _(_MODES[mode])
