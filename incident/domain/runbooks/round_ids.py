"""The ids of steps in later rounds: `look` in round 2 is `look~2`, and `look~2~3` in round 3 of a repeat inside it.

Apart from `rounds`, because words are found by the written id, and need no more than this.
"""

from __future__ import annotations

__all__ = ["MARK", "in_round", "rounds_in", "written", "written_key"]

MARK = "~"
"""No id that somebody writes has it."""


def in_round(step_id: str, rounds: tuple[int, ...]) -> str:
    """The id of a written step in these rounds, the outermost first; ones at the end are left out."""
    last = next((n for n in range(len(rounds), 0, -1) if rounds[n - 1] != 1), 0)
    return MARK.join((step_id, *map(str, rounds[:last]))) if last else step_id


def written(step_id: str) -> str:
    """The id as the runbook has it."""
    return step_id.partition(MARK)[0]


def rounds_in(step_id: str) -> tuple[int, ...]:
    """The rounds that an id names, the outermost first; empty for a first round, and for what is no such id."""
    numbers = step_id.split(MARK)[1:]
    return tuple(map(int, numbers)) if all(n.isascii() and n.isdigit() for n in numbers) else ()


def written_key(key: str) -> str:
    """A key of words, such as `step.look~2.title`, as the bundle has it: the words are the same in every round."""
    head, _, tail = key.partition(MARK)
    return head + tail.lstrip(f"{MARK}0123456789")
