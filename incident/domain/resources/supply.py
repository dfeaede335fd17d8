"""Want, have and gap: what a tier asks for, what can be had of it now, and what is missing (reference/STANDARDS 4.3).

Pure functions of the plan, the inventory and the log: nothing here is stored, so nothing can drift.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from incident.domain.events import AllocationState, IncidentMode
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.resources.allocation import HOLDING, WORKING, Allocation, Resources
from incident.domain.resources.resource import MONEY, Inventory, Resource, Rest, Resting, Stock
from incident.domain.runbooks.runbook import Want

__all__ = ["Gap", "asked_for", "asking_for", "count_of", "fitting", "gaps", "offered", "other_currencies", "with_rests"]

_SHARE = re.compile(r"\+([0-9]+(?:\.[0-9]+)?)%")
"""Written in words, a need is nobody's number: it is shown and not counted."""
_COMING = frozenset({AllocationState.APPROVED, AllocationState.ORDERED, AllocationState.EN_ROUTE})


class Gap(Frozen):
    """One line of the table: of a type, at a site."""

    kind: str
    type: str
    site: str
    """'' where the want is for the incident as a whole."""
    need: str
    """As the runbook has it."""
    base: int
    """At their ordinary work, which a share is counted from."""
    want: int
    have: int
    """Free to be had now, promised out of what was, or here already."""
    coming: int
    """Promised from elsewhere and not here yet; not counted as had."""
    resting: int
    """Would be to be had if they did not rest, in the inventory or in the incident."""
    of_nothing: bool = False
    """Whether a share is wanted of what is nowhere at its ordinary work: nobody knows how many that would be."""

    @property
    def gap(self) -> int:
        """What is missing; below 0, how much more there is than is wanted."""
        return self.want - self.have


def asked_for(allocation: Allocation, type_: str) -> bool:
    """Whether the allocation is of that type, or takes its place."""
    return allocation.type == type_


def fitting(allocation: Allocation, resource: Resource) -> bool:
    """Whether the resource is what was asked for, or one of the substitutes; money is of one currency."""
    is_other_money = allocation.kind == MONEY and allocation.unit not in ("", resource.unit)
    is_of_type = resource.type in (allocation.type, *allocation.substitutes)
    return resource.kind == allocation.kind and is_of_type and not is_other_money


def other_currencies(allocation: Allocation, resources: Iterable[Resource]) -> Sequence[str]:
    """Of a sum that was asked for: the currencies of the budgets that would give it, were it theirs."""
    if allocation.kind != MONEY:
        return ()
    own = (each for each in resources if fitting(allocation.changed(unit=""), each))
    return tuple(dict.fromkeys(each.unit for each in own if each.unit != allocation.unit))


def offered(allocation: Allocation, resource: Resource, wants: Iterable[Want] = ()) -> bool:
    """Whether it fits, and is more than there is already: a share is not filled with those whom it is a share of.

    `wants`: of the tier; what was asked for by hand counts towards a share of them too.
    """
    is_of_share = _SHARE.fullmatch(allocation.need) or any(_is_share(w) and _is_wanted(resource, w) for w in wants)
    return fitting(allocation, resource) and not (resource.on_duty and is_of_share)


def asking_for(own: Resources, resource: Resource, *, whom: str = "", site: str = "") -> Sequence[Allocation]:
    """The open requests that the resource answers: what it is, where it is wanted, and for whom, as far as is said."""
    place = site or resource.site
    return [
        each
        for each in own.live
        if each.state is AllocationState.REQUESTED
        and offered(each, resource)
        and each.site in ("", place)
        and (not whom or each.whom in ("", whom))
    ]


def with_rests(stock: Stock, resting: Iterable[Resting]) -> Stock:
    """The inventory in which those rest too."""
    rests: dict[str, tuple[Rest, ...]] = {}
    for each in resting:
        rests[each.resource] = (*rests.get(each.resource, ()), Rest(quantity=each.quantity, until=each.until))
    every = stock.inventory.resources
    changed = {name: every[name].changed(rests=(*every[name].rests, *rests[name])) for name in rests if name in every}
    return stock.changed(inventory=stock.inventory.changed(resources={**every, **changed}))


def count_of(want: Want, inventory: Inventory | None = None) -> int | None:
    """How many are wanted in all, each site's share by itself; None where nobody knows what the share is of.

    A share is rounded up: half a person answers no telephone.
    """
    resources = inventory.resources.values() if inventory else ()
    if not _is_share(want):
        return _wanted(want, ())
    sites = dict.fromkeys(each.site for each in resources if each.on_duty and _is_wanted(each, want))
    counted = [_wanted(want, [each for each in resources if each.site == site]) for site in sites]
    return sum(filter(None, counted)) or None


def gaps(incident: Incident, stock: Stock, now: datetime, tier: Tier | None = None) -> tuple[Gap, ...]:
    """The table of a tier, in the order of the runbook; None: of the tier of now. Of the stock, who rests is known."""
    if incident.bundle is None:
        return ()
    table = _Table(incident=incident, stock=stock, now=now, tier=tier or incident.tier)
    wants = incident.runbook.wants.get(table.tier, ())
    return tuple(gap for want in wants for gap in table.of(want))


class _Table(Frozen):
    incident: Incident
    stock: Stock
    now: datetime
    tier: Tier

    def of(self, want: Want) -> Iterator[Gap]:
        """A share is of each site's own, and is wanted beside whoever is on duty; a number is for the whole incident.

        What was given and is for none of those sites stands in a line of its own, and is lost to none.
        """
        own = [each for each in self.stock.inventory.resources.values() if _is_wanted(each, want)]
        on_duty = {each.id for each in own if _is_share(want) and each.on_duty}
        live = self.incident.resources.live
        given = [each for each in live if each.type == want.type and each.resource not in on_duty]
        sites = tuple(dict.fromkeys(each.site for each in own if each.on_duty)) if _is_share(want) else ()
        if not sites:
            yield self._line(want, own, given).changed(of_nothing=_is_share(want))
            return
        for site in sites:
            here = [each for each in given if _place(each, sites) == site]
            yield self._line(want, [each for each in own if each.site == site], here, site)
        apart = self._line(want, (), [each for each in given if _place(each, sites) not in sites])
        if apart.have or apart.coming:
            yield apart

    def _line(self, want: Want, own: Sequence[Resource], given: Sequence[Allocation], site: str = "") -> Gap:
        pools = [each for each in own if not (_is_share(want) and each.on_duty)]
        is_exercise = self.incident.mode is IncidentMode.EXERCISE
        free = {each.id: self.stock.free(each, self.tier, self.now, exercise=is_exercise) for each in pools}
        here = sum(each.quantity for each in given if each.state_at(self.now) in WORKING)
        resting = sum(each.quantity for each in given if each.rests_at(self.now))
        promised = [each for each in given if each.state_at(self.now) in _COMING]
        of_these = sum(each.quantity for each in promised if each.resource in free)
        coming = sum(each.quantity for each in promised) - of_these
        have = sum(free.values()) + of_these + here
        if want.kind == MONEY:
            have, coming = len(_purses(free, given)), 0
        return Gap(
            kind=want.kind,
            type=want.type,
            site=site,
            need=want.need,
            base=_base(want, own),
            want=_wanted(want, own) or 0,
            have=have,
            coming=coming,
            resting=sum(each.resting(self.now) for each in pools) + resting,
        )


def _purses(free: Mapping[str, int], given: Iterable[Allocation]) -> set[str]:
    """Budgets are counted, and not their coins: those that have money left, and those that gave some here."""
    return {name for name, left in free.items() if left} | {each.resource for each in given if each.state in HOLDING}


def _place(allocation: Allocation, sites: Sequence[str]) -> str:
    """The site that it is for: the one that is said, else its own; what comes from elsewhere is for the only one."""
    if allocation.site or allocation.source_site in sites or len(sites) > 1:
        return allocation.site or allocation.source_site
    return sites[0]


def _is_share(want: Want) -> bool:
    return _SHARE.fullmatch(want.need) is not None


def _is_wanted(resource: Resource, want: Want) -> bool:
    return (resource.kind, resource.type) == (want.kind, want.type)


def _base(want: Want, resources: Iterable[Resource]) -> int:
    return sum(each.quantity for each in resources if each.on_duty and _is_wanted(each, want))


def _wanted(want: Want, resources: Iterable[Resource]) -> int | None:
    share = _SHARE.fullmatch(want.need)
    if share is None:
        return int(want.need) if want.need.isdecimal() else None
    base = _base(want, resources)
    return -(-base * Fraction(share[1]) // 100) if base else None
