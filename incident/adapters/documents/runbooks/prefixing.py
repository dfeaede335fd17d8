"""Steps, words and places of one runbook under ids of another's.

Apart from joining, because nothing can be wrong here: what is asked for is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from incident.domain.runbooks.runbook import Branch, Phase, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import timedelta

    from incident.domain.grading.tiers import Tier
    from incident.domain.runbooks.runbook import Runbook

__all__ = ["body_of", "phases_of", "under"]

T = TypeVar("T")


def body_of(step: Step, runbook: Runbook) -> Iterator[Step]:
    """The steps of a runbook as the body of the step that runs it; a phase's limit becomes that of its steps."""
    hang = Branch(step=step.id, is_body=True)
    for phase in runbook.phases:
        for each in phase.steps:
            limited = each if each.branch else replace(each, within=_either(each, phase))
            yield from _cut(_prefixed(limited, step.id, hang), step.tiers)


def phases_of(runbook: Runbook) -> Iterator[Phase]:
    """The phases of a runbook that a raise rule adds."""
    for phase in runbook.phases:
        steps = tuple(replace(_prefixed(each, runbook.id, None), added_by=runbook.id) for each in phase.steps)
        yield replace(phase, id=f"{runbook.id}/{phase.id}", steps=steps)


def under(prefix: str, kept: Mapping[str, T], *, kind: str, owners: Collection[str]) -> dict[str, T]:
    """Words or places of some steps or phases, by their new keys.

    Args:
        prefix: what stands before the '/' of the new ids.
        kept: by the keys of the runbook that they come from, whose ids hold no '.'.
        kind: `step` or `phase`.
        owners: the ids, as they were.
    """
    found = {}
    for key, value in kept.items():
        name, _dot, rest = key.partition(".")
        if name == kind and rest.partition(".")[0] in owners:
            found[f"{kind}.{prefix}/{rest}"] = value
    return found


def _either(step: Step, phase: Phase) -> dict[Tier, timedelta]:
    limits = {**phase.limit, **step.within}
    return {tier: limits[tier] for tier in step.tiers if tier in limits}


def _prefixed(step: Step, prefix: str, hang: Branch | None) -> Step:
    branch = replace(step.branch, step=f"{prefix}/{step.branch.step}") if step.branch else hang
    return replace(step, id=f"{prefix}/{step.id}", branch=branch)


def _cut(step: Step, tiers: Iterable[Tier]) -> Iterator[Step]:
    """The step at those tiers; nothing if it belongs to none of them."""
    left = tuple(tier for tier in step.tiers if tier in tiers)
    if left:
        within = {tier: length for tier, length in step.within.items() if tier in left}
        hold = {tier: length for tier, length in step.hold.items() if tier in left}
        yield replace(step, tiers=left, within=within, hold=hold)
