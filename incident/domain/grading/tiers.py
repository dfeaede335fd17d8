"""The one scale of the product: tier 1 major, 2 serious, 3 general.

To raise a tier is to make the number smaller, so comparisons are spelled out
here once and nowhere else.
"""

from __future__ import annotations

from enum import IntEnum

__all__ = ["Tier", "is_graver"]


class Tier(IntEnum):
    """How grave an incident is; 1 is the gravest."""

    MAJOR = 1
    SERIOUS = 2
    GENERAL = 3


def is_graver(tier: Tier, than: Tier) -> bool:
    """Whether `tier` demands more than the other one (a smaller number)."""
    return tier < than
