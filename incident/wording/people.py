"""How a person is reached, in words that show no whole address: a screen may be shared or photographed."""

from __future__ import annotations

from collections.abc import Iterable

from incident.i18n import _
from incident.wording.safe import clean_line

__all__ = ["masked", "reach_words"]

SHOWN = 4
"""So many last digits of a number tell its owner which one it is."""


def reach_words(reach: Iterable[tuple[str, str]]) -> str:
    """The ways in the order that the person prefers, or that there is none."""
    ways = [clean_line(f"{target} {masked(address)}".strip()) for target, address in reach]
    return _(", ").join(ways) or _("NO WAY TO REACH")


def masked(address: str) -> str:
    """The address as far as its owner needs it: first letter and domain, or the last digits."""
    name, at, domain = address.partition("@")
    if at:
        return f"{name[:1]}***@{domain}"
    return f"***{address[-SHOWN:]}" if len(address) > SHOWN else "***" if address else ""
