"""Which open line comes next: in the order of work, and beside what waits in another branch of a `together`.

Apart from the checklist, because it is the one rule that people feel at every mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from incident.domain.incident import StepState
from incident.domain.runbooks.runbook import Step, Verb
from incident.domain.walking.standing import Standing

if TYPE_CHECKING:
    from incident.domain.walking.checklist import Item

__all__ = ["WAITING_STATES", "next_item"]

WAITING_STATES = frozenset({StepState.DEFERRED, StepState.ASKED})

Path: TypeAlias = tuple[tuple[str, str | None], ...]
"""The branches of `together` steps in which a step stands, the outermost first."""


def next_item(lines: Sequence[Item], standing: Standing) -> Item | None:
    """The first line that a person can work on; the band comes at the end of the phase.

    What was deferred and is back stands beside it, and is next only when nothing else is.
    """
    open_lines = [line for line in lines if line.is_work and not line.is_complete and not line.is_blocked]
    workable = [line for line in open_lines if line.state not in WAITING_STATES]
    return _first_beside(sorted(workable or [line for line in open_lines if line.is_back], key=_turn), standing)


def _turn(line: Item) -> tuple[int, bool, int]:
    return line.turn, line.in_band, line.index


def _first_beside(lines: Sequence[Item], standing: Standing) -> Item | None:
    """The first of them, unless it waits by itself: then the first that needs not wait for what waits before it."""
    waiting: list[Path] = []
    for line in lines:
        path = _path_of(line.step, standing.steps)
        if not all(_are_beside(path, other) for other in waiting):
            continue
        if not line.is_waiting:
            return line
        if not path:
            break  # it holds up all that follows
        waiting.append(path)
    return lines[0] if lines else None


def _path_of(step: Step, steps: Mapping[str, Step]) -> Path:
    path: list[tuple[str, str | None]] = []
    while step.branch is not None:
        branch, step = step.branch, steps[step.branch.step]
        if branch.is_body and step.verb is Verb.TOGETHER:
            path.insert(0, (step.id, branch.option))
    return tuple(path)


def _are_beside(one: Path, other: Path) -> bool:
    """Whether they part into two branches of the same `together`."""
    parting = next(((a, b) for a, b in zip(one, other, strict=False) if a != b), None)
    return parting is not None and parting[0][0] == parting[1][0]
