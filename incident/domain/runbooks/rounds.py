"""The steps of a runbook with its repeats unrolled: as many rounds as were begun, and the one after them.

A pure function of the runbook and of what was worked, so that a round is stored nowhere and a repeat of a
thousand rounds costs what its walked rounds cost. Apart from the runbook, which is what somebody wrote.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from incident.domain.frozen import Frozen
from incident.domain.runbooks.round_ids import in_round, rounds_in, written
from incident.domain.runbooks.runbook import Runbook, Step, Verb

__all__ = ["Unrolled", "step_of_round", "unroll"]


class Unrolled(Frozen):
    """What there is to work on."""

    lines: Sequence[tuple[int, Step]]
    """Every step in the order of work, with the index of its phase."""
    rounds: Mapping[str, Sequence[Sequence[str]]]
    """The ids of all steps of each round, by the id of their repeat."""


def unroll(runbook: Runbook, begun: Container[str]) -> Unrolled:
    """The runbook's steps; a round follows where a step of the one before it is among those begun."""
    lines: list[tuple[int, Step]] = []
    rounds: dict[str, Sequence[Sequence[str]]] = {}
    for number, phase in enumerate(runbook.phases):
        steps: Sequence[Step] = phase.steps
        if any(step.verb is Verb.REPEAT for step in steps):
            steps = _Unroller(begun, rounds).block(steps, (), "")
        lines.extend((number, step) for step in steps)
    return Unrolled(lines=lines, rounds=rounds)


def step_of_round(runbook: Runbook, step_id: str) -> Step | None:
    """The step that an id such as `look~2` names, or None if there is no such round."""
    steps = {step.id: step for step in runbook.steps()}
    step, rounds = steps.get(written(step_id)), rounds_in(step_id)
    if step is None or in_round(step.id, rounds) != step_id:
        return None
    repeats = list(_around(step, steps))[::-1]
    if len(rounds) > len(repeats) or any(
        not 1 <= number <= (repeat.rounds or 1) for number, repeat in zip(rounds, repeats, strict=False)
    ):
        return None
    padded = rounds + (1,) * (len(repeats) - len(rounds))
    return _renamed(step, padded, repeats[-1].id)


def _around(step: Step, steps: Mapping[str, Step]) -> Iterator[Step]:
    """The repeats in whose body the step is, the innermost first."""
    while step.branch is not None:
        is_body, step = step.branch.is_body, steps[step.branch.step]
        if is_body and step.verb is Verb.REPEAT:
            yield step


class _Unroller:
    def __init__(self, begun: Container[str], rounds: dict[str, Sequence[Sequence[str]]]) -> None:
        self._begun = begun
        self._rounds = rounds

    def block(self, steps: Sequence[Step], at: tuple[int, ...], around: str) -> list[Step]:
        """The steps in these rounds, each repeat followed by its own; `around` is the repeat whose body they are."""
        found: list[Step] = []
        index = 0
        while index < len(steps):
            step = steps[index]
            found.append(_renamed(step, at, around))
            index += 1
            if step.verb is Verb.REPEAT:
                body = _body(step, steps[index:])
                found += self._rounds_of(step, body, at)
                index += len(body)
        return found

    def _rounds_of(self, repeat: Step, body: Sequence[Step], at: tuple[int, ...]) -> Iterator[Step]:
        made: list[Sequence[str]] = []
        self._rounds[in_round(repeat.id, at)] = made
        for number in range(1, (repeat.rounds or 1) + 1):
            steps = self.block(body, (*at, number), repeat.id)
            made.append([step.id for step in steps])
            yield from steps
            if not any(step.id in self._begun for step in steps):
                break


def _body(repeat: Step, following: Sequence[Step]) -> Sequence[Step]:
    """The steps right after the repeat that are its body or hang on it."""
    inside: set[str] = set()
    for count, step in enumerate(following):
        branch = step.branch
        if branch is None or not (branch.step in inside or (branch.step == repeat.id and branch.is_body)):
            return following[:count]
        inside.add(step.id)
    return following


def _renamed(step: Step, at: tuple[int, ...], around: str) -> Step:
    """The step in these rounds; limits from the declaration are those of the first one."""
    if all(number == 1 for number in at):
        return step
    above = step.branch
    branch = above and above.changed(step=in_round(above.step, at[:-1] if above.step == around else at))
    within = {} if rounds_in(in_round(step.id, at)) else step.within
    return step.changed(id=in_round(step.id, at), branch=branch, within=within)
