"""The ways through a runbook: what somebody who stands at a step has surely behind them.

Apart from the rules that ask it, because only here is a branch more than a name.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from incident.domain.grading.tiers import Tier

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence

    from incident.domain.runbooks.runbook import Runbook, Step

__all__ = ["Ways"]

_Visit: TypeAlias = "tuple[Step, Tier, frozenset[str]]"


class Ways:
    """The steps of a runbook, by where they hang."""

    def __init__(self, runbook: Runbook) -> None:
        self._runbook = runbook
        self._below: dict[str, dict[tuple[str | None, bool], list[Step]]] = defaultdict(lambda: defaultdict(list))
        for step in runbook.steps():
            if step.branch is not None:
                self._below[step.branch.step][step.branch.option, step.branch.is_body].append(step)

    def main(self, steps: Iterable[Step]) -> Iterator[Step]:
        """Of the steps of a phase those that nobody gets around: under no answer and in no way out."""
        sure: set[str] = set()
        for step in steps:
            if step.branch is None or (step.branch.is_body and step.branch.step in sure):
                sure.add(step.id)
                yield step

    def answer(self, step: Step, option: str) -> Sequence[Step]:
        """The steps that an answer leads to, without what hangs below them."""
        return self._below[step.id][option, False]

    def body(self, step: Step) -> Sequence[Step]:
        """The steps of a `repeat`, of a `run` or of all branches of a `together`, without what hangs below them."""
        return [each for (_option, is_body), below in self._below[step.id].items() if is_body for each in below]

    def whole(self, steps: Iterable[Step]) -> Iterator[Step]:
        """The steps with everything that hangs below them."""
        for step in steps:
            yield step
            for below in self._below[step.id].values():
                yield from self.whole(below)

    def visits(self, gains: Mapping[str, Collection[str]]) -> Iterator[_Visit]:
        """Every step at each of its tiers, with all that was gained on every way that leads there.

        Args:
            gains: what working a step gains, by its id; a step that is not named gains nothing.
        """
        for tier in Tier:
            before: frozenset[str] = frozenset()
            for phase in self._runbook.phases:
                top = [step for step in phase.steps if step.branch is None]
                before = yield from self._walk(top, tier, before, gains)

    def _walk(
        self, steps: Iterable[Step], tier: Tier, before: frozenset[str], gains: Mapping[str, Collection[str]]
    ) -> Generator[_Visit, None, frozenset[str]]:
        for step in steps:
            if tier in step.tiers:
                yield step, tier, before
                before = before.union(gains.get(step.id, ()))
                before = yield from self._under(step, tier, before, gains)
        return before

    def _under(
        self, step: Step, tier: Tier, before: frozenset[str], gains: Mapping[str, Collection[str]]
    ) -> Generator[_Visit, None, frozenset[str]]:
        ends, after = [], before
        for (option, is_body), steps in self._below[step.id].items():
            end = yield from self._walk(steps, tier, before, gains)
            if is_body:  # all of them are worked
                after |= end
            elif option is not None:
                ends.append(end)
        if len(ends) == len(step.options) and ends:  # each answer leads to steps; what all have in common is sure
            after |= frozenset.intersection(*ends)
        return after
