"""Rules about who works: a role that is given work is filled, and a night shift of three is enough.

Apart from the other rules, because these ask who, and must try every way of combining roles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import problem
from incident.domain.tiers import Tier
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.application.errors import Problem
    from incident.domain.runbook import Staffing

__all__ = ["PEOPLE", "fewest_people"]

_NIGHT_SHIFT: Final = 3


def _unfilled(compiled: Compiled) -> Iterator[Problem]:
    for step in compiled.runbook.steps():
        if compiled.is_sentence(step):
            continue
        for key, role in (("by", step.by), ("approve", step.approver)):
            tiers = [tier for tier in step.tiers if role in compiled.runbook.roles and not _fills(compiled, tier, role)]
            if tiers:
                said = _("'{id}' gives work to '{role}', whom tier {tier} does not fill.")
                said = said.format(id=step.id, role=role, tier=int(tiers[0]))
                place = compiled.places[f"step.{step.id}"]
                yield problem(place / key, "RB013", said, _("Fill the role at that tier, or name 'tiers'."))


def _fills(compiled: Compiled, tier: Tier, role: str | None) -> bool:
    policy = compiled.runbook.tiers.get(tier)
    return policy is None or role in policy.fill


def _night_shift(compiled: Compiled) -> Iterator[Problem]:
    for tier in (Tier.SERIOUS, Tier.GENERAL):
        policy = compiled.runbook.tiers.get(tier)
        people = fewest_people(policy.fill, compiled.runbook.staffing) if policy else 0
        if people > _NIGHT_SHIFT:
            said = _("The roles of tier {tier} need {people} people; a night shift has {shift}.")
            said = said.format(tier=int(tier), people=people, shift=_NIGHT_SHIFT)
            place = compiled.document / "staffing" / "may_combine"
            yield problem(place, "RB031", said, _("Let one person hold more roles in 'may_combine'."))


def fewest_people(roles: Sequence[str], staffing: Staffing) -> int:
    """How few people can hold all the roles: together only within one group of `may_combine`."""
    return _fewest(list(roles), [], staffing)


def _fewest(left: list[str], held: list[frozenset[str]], staffing: Staffing) -> int:
    if not left:
        return len(held)
    role, *rest = left
    fewest = _fewest(rest, [*held, frozenset({role})], staffing)
    for index, hand in enumerate(held):
        if _may(hand | {role}, staffing):
            fewer = [*held[:index], hand | {role}, *held[index + 1 :]]
            fewest = min(fewest, _fewest(rest, fewer, staffing))
    return fewest


def _may(hand: frozenset[str], staffing: Staffing) -> bool:
    forbidden = any(len(hand.intersection(group)) > 1 for group in staffing.never_combine)
    return not forbidden and any(hand <= set(group) for group in staffing.may_combine)


PEOPLE: Final = (_unfilled, _night_shift)
