"""The numbers that people call steps by: 7, 7a, 7a1.

Apart from the checklist, because a number is for saying aloud and nothing hangs on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from incident.domain.runbook import Step

__all__ = ["numbered"]

ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def numbered(steps: Sequence[Step]) -> Mapping[str, str]:
    """The number of each step by its id: 1, 2, 3; letters for the branches of 3; digits again below those."""
    numbers: dict[str, str] = {}
    children: dict[str, int] = {}
    for step in steps:
        above = step.branch.step if step.branch and step.branch.step in numbers else ""
        count = children[above] = children.get(above, 0) + 1
        prefix = numbers.get(above, "")
        numbers[step.id] = prefix + (_letters(count) if prefix[-1:].isdigit() else str(count))
    return numbers


def _letters(count: int) -> str:
    """From a to z, then aa, ab and so on."""
    rest, letter = divmod(count - 1, len(ALPHABET))
    return (_letters(rest) if rest else "") + ALPHABET[letter]
