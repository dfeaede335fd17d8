"""Compiles everything of a runbook but its steps: facts, triage, tiers, staffing, rules, resources.

Apart from the steps, which are a tree, while all of this is lists.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.conditions import WORDS
from incident.adapters.documents.runbooks.draft import ALL_TIERS
from incident.adapters.documents.runbooks.model import TierFile
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Fact, FactType, LowerRule, RaiseRule, Range, Staffing, TierPolicy, Want
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.runbooks.draft import Draft
    from incident.domain.runbooks.conditions import Condition

__all__ = ["bounds", "facts", "lower_rules", "names", "raise_rules", "staffing", "tiers", "triage", "wants"]

_MEASURED: Final = frozenset({FactType.PERCENT, FactType.NUMBER})
_PARTS: Final = ("fill", "first_update", "update_every", "restore")


def facts(draft: Draft) -> tuple[Fact, ...]:
    """The facts in the order of the file; a percent lies between 0 and 100 unless told closer."""
    return tuple(_fact(draft, fact_id) for fact_id in draft.file.facts)


def _fact(draft: Draft, fact_id: str) -> Fact:
    file, place = draft.file.facts[fact_id], draft.document / "facts" / fact_id
    kind = FactType(file.type)
    draft.places[f"fact.{fact_id}"] = place
    draft.say(f"fact.{fact_id}", file.ask, place / "ask")
    draft.say(f"fact.{fact_id}.unit", file.unit, place / "unit")
    if fact_id in WORDS:
        said = _("No fact can be called '{name}': conditions use that word.").format(name=fact_id)
        draft.wrong(place, "RB002", said)
    if file.range is not None and kind not in _MEASURED:
        draft.wrong(place / "range", "RB002", _("Only a percent or a number has a range."))
    plausible = bounds(draft, file.range, place / "range")
    if plausible is None and kind is FactType.PERCENT:
        plausible = Range(low=0.0, high=100.0)
    return Fact(id=fact_id, type=kind, range=plausible)


def bounds(draft: Draft, ends: list[float] | None, place: Place) -> Range | None:
    """The range between two ends, the smaller first."""
    if ends is None:
        return None
    low, high = ends
    if low >= high:
        draft.wrong(place, "RB002", _("A range goes from the smaller number to the larger one."))
    return Range(low=low, high=high)


def triage(draft: Draft) -> dict[Tier, tuple[Condition, ...]]:
    """The conditions of each tier; none at all where the file says `otherwise`."""
    return {tier: _tier_conditions(draft, tier) for tier in ALL_TIERS if tier in draft.file.triage.tiers}


def _tier_conditions(draft: Draft, tier: Tier) -> tuple[Condition, ...]:
    lines = draft.file.triage.tiers[tier]
    place = draft.document / "triage" / "tiers" / int(tier)
    if lines != ["otherwise"]:
        return tuple(draft.condition(line, place / index) for index, line in enumerate(lines))
    if tier is not ALL_TIERS[-1]:
        draft.wrong(place, "RB019", _("'otherwise' belongs to tier 3, the last one that is asked."))
    return ()


def tiers(draft: Draft) -> dict[Tier, TierPolicy]:
    """The policy of every tier, with what it takes from the tier that it extends."""
    return {tier: policy for tier in ALL_TIERS if (policy := _policy(draft, tier)) is not None}


def _policy(draft: Draft, tier: Tier) -> TierPolicy | None:
    place = draft.document / "tiers" / int(tier)
    file = _extended(draft, tier, place)
    for index, role in enumerate(file.fill or ()):
        draft.role(role, place / "fill" / index)
    if file.fill is None or file.first_update is None or file.update_every is None or file.restore is None:
        for part in _PARTS:
            if getattr(file, part) is None:
                said = _("Tier {tier} lacks '{part}'.").format(tier=int(tier), part=part)
                draft.wrong(place, "RB002", said)
        return None
    return TierPolicy(
        fill=tuple(file.fill), first_update=file.first_update, update_every=file.update_every, restore=file.restore
    )


def _extended(draft: Draft, tier: Tier, place: Place) -> TierFile:
    """The tier's file, completed by those that it extends."""
    seen: list[Tier] = []
    parts: dict[str, object] = {}
    step: Tier | None = tier
    while step is not None and step in draft.file.tiers:
        if step in seen:
            draft.wrong(place / "extends", "RB002", _("Tier {tier} extends itself.").format(tier=int(tier)))
            break
        seen.append(step)
        file = draft.file.tiers[step]
        parts = {part: getattr(file, part) for part in _PARTS if getattr(file, part) is not None} | parts
        step = file.extends
    return TierFile.model_construct(None, **parts)


def staffing(draft: Draft) -> Staffing:
    """Which roles go together; every role in it is one of the runbook's."""
    place, file = draft.document / "staffing", draft.file.staffing
    for key, groups in (("may_combine", file.may_combine), ("never_combine", file.never_combine)):
        for index, group in enumerate(groups):
            for position, role in enumerate(group):
                draft.role(role, place / key / index / position)
    return Staffing(
        may_combine=tuple(map(tuple, file.may_combine)), never_combine=tuple(map(tuple, file.never_combine))
    )


def names(draft: Draft) -> None:
    """Keep what roles and audiences are called; every role has a name, and every name a role."""
    place, file = draft.document / "names", draft.file.names
    for role in draft.file.roles:
        if role not in file.roles:
            draft.wrong(place / "roles", "RB012", _("The role '{role}' has no name.").format(role=role))
    for role, name in file.roles.items():
        draft.role(role, place / "roles" / role)
        draft.say(f"role.{role}", name, place / "roles" / role)
    for audience, name in file.audiences.items():
        draft.say(f"audience.{audience}", name, place / "audiences" / audience)


def raise_rules(draft: Draft) -> tuple[RaiseRule, ...]:
    """What proposes a graver tier."""
    rules = []
    for index, file in enumerate(draft.file.raise_when):
        place = draft.document / "raise_when" / index
        draft.say(f"raise.{index}", file.because, place / "because")
        draft.places[f"raise.{index}.also_run"] = place / "also_run"
        if file.to == Tier.GENERAL:
            draft.wrong(place / "to", "RB019", _("No tier can be raised to tier 3."))
        condition = draft.condition(file.when, place / "when")
        rules.append(RaiseRule(to=Tier(file.to), when=condition, also_run=file.also_run))
    return tuple(rules)


def lower_rules(draft: Draft) -> tuple[LowerRule, ...]:
    """What proposes a less grave tier, after it has held for a while."""
    rules = []
    for index, file in enumerate(draft.file.lower_when):
        place = draft.document / "lower_when" / index
        if file.to == Tier.MAJOR:
            draft.wrong(place / "to", "RB019", _("No tier can be lowered to tier 1."))
        if file.hold is None:
            said = _("Lowering needs 'hold', or the tier goes up and down with every wave.")
            draft.wrong(place, "RB019", said, _("Say how long the condition must stay true, such as hold: 30m."))
        rules.append(
            LowerRule(
                to=Tier(file.to),
                when=draft.condition(file.when, place / "when"),
                hold=file.hold or timedelta(),
                by=draft.role(file.by, place / "by"),
            )
        )
    return tuple(rules)


def wants(draft: Draft) -> dict[Tier, tuple[Want, ...]]:
    """The resources that each tier asks for."""
    return {
        tier: tuple(
            Want(kind=file.kind, type=file.type, need=str(file.need), within=file.within)
            for file in draft.file.resources[tier]
        )
        for tier in ALL_TIERS
        if tier in draft.file.resources
    }
