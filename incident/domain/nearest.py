"""The nearest right word for a wrong one: the one idea of "near" that rules, documents and interfaces share."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["most_alike", "nearest"]

LEAST_ALIKE = 0.6
"""How much two words must have in common, as `difflib` counts it: a guess that is far off helps nobody."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one, upper or lower case alike; '' if none does."""
    from difflib import get_close_matches  # here: 3 ms, and only a wrong word needs it

    folded = {each.casefold(): each for each in known}
    found = get_close_matches(word.casefold(), list(folded), n=1, cutoff=LEAST_ALIKE)
    return folded[found[0]] if found else ""


def most_alike(word: str, known: Iterable[str], count: int) -> tuple[str, ...]:
    """So many of the known words, however far off: first those that hold this one, then what looks like it."""
    from difflib import SequenceMatcher  # here, as above

    folded = word.casefold()

    def unlike(each: str) -> tuple[bool, float]:
        return folded not in each.casefold(), -SequenceMatcher(None, folded, each.casefold()).ratio()

    return tuple(sorted(known, key=unlike)[:count])
