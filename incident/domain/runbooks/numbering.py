"""The numbers that people call steps by: 7, 7a, 7a1; 7.1 for one that a raise adds behind 7.

Apart from the checklist, because a number is for saying aloud and nothing hangs on it. It hangs on the runbook and
the tier of the declaration and on nothing later: whoever was told one by phone finds that step under it until the end.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from incident.domain.runbooks.runbook import Step, Verb

__all__ = ["numbered"]

ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def numbered(steps: Sequence[Step], own: Container[str] | None = None) -> Mapping[str, str]:
    """The number of each step by its id: 1, 2, 3; letters for the branches of 3; digits again below those.

    Under a question every answer begins at the first letter: only one of them will be worked. `own` are the ids that
    count; any other stands behind the one before it, as 3.1 or 3a.1. None: all count.
    """
    known = {step.id: step for step in steps}
    places = {step.id: _place(step, known) for step in steps}
    counted = {places[step.id] for step in steps if own is None or step.id in own}
    numbers: dict[str, str] = {}
    before: dict[tuple[str, str | None], tuple[int, int]] = {}
    for step in steps:
        place = places[step.id]
        count, behind = before.get(place, (0, 0))
        is_counted = own is None or step.id in own or place not in counted
        count, behind = (count + 1, 0) if is_counted else (count, behind + 1)
        before[place] = count, behind
        prefix = numbers.get(place[0], "")
        here = prefix + (_letters(count) if count and prefix[-1:].isdigit() else str(count))
        numbers[step.id] = f"{here}.{behind}" if behind else here
    return numbers


def _place(step: Step, known: Mapping[str, Step]) -> tuple[str, str | None]:
    """The step that it hangs on, '' for none, and under a question the answer."""
    above = known.get(step.branch.step) if step.branch else None
    if above is None or step.branch is None:
        return "", None
    return above.id, step.branch.option if above.verb is Verb.ASK else None


def _letters(count: int) -> str:
    """From a to z, then aa, ab and so on."""
    rest, letter = divmod(count - 1, len(ALPHABET))
    return (_letters(rest) if rest else "") + ALPHABET[letter]
