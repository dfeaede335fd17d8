"""The numbers that people call steps by: 7, 7a, 7a1.

Apart from the checklist, because a number is for saying aloud and nothing hangs on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from incident.domain.runbook import Step, Verb

__all__ = ["numbered"]

ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def numbered(steps: Sequence[Step]) -> Mapping[str, str]:
    """The number of each step by its id: 1, 2, 3; letters for the branches of 3; digits again below those.

    Under a question every answer begins at the first letter: only one of them will be worked.
    """
    known = {step.id: step for step in steps}
    numbers: dict[str, str] = {}
    children: dict[tuple[str, str | None], int] = {}
    for step in steps:
        above = known.get(step.branch.step) if step.branch and step.branch.step in numbers else None
        answer = step.branch.option if step.branch and above and above.verb is Verb.ASK else None
        place = (above.id if above else "", answer)
        count = children[place] = children.get(place, 0) + 1
        prefix = numbers[above.id] if above else ""
        numbers[step.id] = prefix + (_letters(count) if prefix[-1:].isdigit() else str(count))
    return numbers


def _letters(count: int) -> str:
    """From a to z, then aa, ab and so on."""
    rest, letter = divmod(count - 1, len(ALPHABET))
    return (_letters(rest) if rest else "") + ALPHABET[letter]
