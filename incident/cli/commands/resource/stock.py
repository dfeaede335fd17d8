"""`incident resource stock`: the inventory, and what all incidents hold of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from incident.application.rests import resting_where_held
from incident.cli.arguments import json_output
from incident.cli.output import print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command
from incident.cli.tables import table
from incident.domain.grading.tiers import Tier
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused
from incident.domain.resources.resource import MONEY, Resource, Stock
from incident.domain.resources.supply import with_rests
from incident.i18n import _, current
from incident.wording.allocations import source_word
from incident.wording.money import money_words
from incident.wording.resources import resource_kind, resource_name, use_words
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

__all__ = ["stock"]

_SHAPE = (
    "{version, resources: [{id, kind, type, quantity, unit, site, responsible, person, reserve, source, on_duty,"
    " rules, shared_with, resting, free, held: [{incident, allocation, quantity}]}]}"
)
_KEYS = ("id", "kind", "type", "quantity", "unit", "site", "responsible", "person", "reserve", "source", "on_duty")


@command("stock", json_shape=_SHAPE)
@argument("[RESOURCE]", "resource", required=False)
@json_output
@pass_session
def stock(session: Session, *, resource: str | None, as_json: bool) -> None:
    """Print every line of the inventory, or all of one; what is free includes the reserve, which is for tier 1.

    Raises:
        Refused: RESOURCE_UNKNOWN.
    """
    service, now = session.services.service, session.now()
    found = service.stock()
    every = found.inventory.resources
    if resource is not None and resource not in every:
        raise Refused(Refusal.RESOURCE_UNKNOWN, resource=resource, near=nearest(resource, every))
    resting = with_rests(found, resting_where_held(found, service.load, now)).inventory.resources
    resources = [each for each in every.values() if resource in (None, each.id)]
    if as_json:
        shapes = [{**_shape(each, found, now), "resting": resting[each.id].resting(now)} for each in resources]
        print_json({"resources": shapes})
        return
    if not resources:
        say(_("The workspace has no inventory. Write resources.yaml, or import one."))
        return
    if resource is not None:
        print_data("\n".join(_whole(resources[0], resting[resource], found, session)))
        return
    head = [_("ID"), _("KIND"), _("FREE"), _("OF"), _("REST"), _("SITE"), _("HELD BY"), _("WHAT")]
    rows = (_row(each, resting[each.id].resting(now), found, now) for each in resources)
    print_data("\n".join(table(head, rows, session.width)))


def _whole(resource: Resource, resting: Resource, found: Stock, session: Session) -> Iterator[str]:
    """Where it is, whose it is, how it may be used, who has it: a line each, without what nobody wrote.

    `resting` is the same, with those who rest in the hands of an incident.
    """
    name = resource.names.get(current(), "") or resource_name(resource.type)
    free = _counted(resource, found.free(resource, Tier.MAJOR, session.now(), exercise=False))
    yield _("{resource}: {name}").format(resource=clean_line(resource.id), name=clean_line(name))
    yield _("free: {count} of {most}").format(count=free, most=_counted(resource, resource.quantity))
    for words, value in (
        (_("at rest: {value}"), _resting(resting, session)),
        (_("reserve for tier 1: {value}"), _counted(resource, resource.reserve) if resource.reserve else ""),
        (_("site: {value}"), clean_line(resource.site)),
        (_("it is of: {value}"), source_word(resource.source)),
        (_("shared with: {value}"), _(", ").join(map(clean_line, resource.shared_with))),
        (_("use: {value}"), use_words(resource, session.speech())),
        (_("held by: {value}"), _holders(resource, found)),
    ):
        if value:
            yield words.format(value=value)


def _resting(resource: Resource, session: Session) -> str:
    """How many rest until when: each time by itself, the first one first."""
    said, moment = _("{count} until {time}"), session.speech().moment
    rests = resource.resting_until(session.now())
    return _(", ").join(said.format(count=count, time=moment(until)) for until, count in rests.items())


def _shape(resource: Resource, found: Stock, now: datetime) -> dict[str, Any]:
    held = [
        {"incident": claim.incident, "allocation": claim.allocation, "quantity": claim.quantity}
        for claim in found.claims_on(resource.id, exercise=False)
    ]
    free = found.free(resource, Tier.MAJOR, now, exercise=False)
    return {
        **{key: getattr(resource, key) for key in _KEYS},
        "rules": resource.rules.get(current()) or next(iter(resource.rules.values()), None),
        "shared_with": list(resource.shared_with),
        "free": free,
        "held": held,
    }


def _row(resource: Resource, resting: int, found: Stock, now: datetime) -> list[str]:
    return [
        clean_line(resource.id),
        resource_kind(resource.kind),
        _counted(resource, found.free(resource, Tier.MAJOR, now, exercise=False)),
        _counted(resource, resource.quantity),
        str(resting),
        clean_line(resource.site) or "-",
        _holders(resource, found) or "-",
        clean_line(resource.names.get(current(), "")) or resource_name(resource.type),
    ]


def _holders(resource: Resource, found: Stock) -> str:
    """Which incidents have it, and of what is more than one each its part."""
    sums = Counter[str]()
    for claim in found.claims_on(resource.id, exercise=False):
        sums[claim.incident or "?"] += claim.quantity
    if resource.quantity == 1:
        return _(", ").join(sums)
    said = _("{incident} {count}")
    parts = (said.format(incident=name, count=_counted(resource, held)) for name, held in sums.items())
    return _(", ").join(parts)


def _counted(resource: Resource, quantity: int) -> str:
    return money_words(quantity, resource.unit) if resource.kind == MONEY else str(quantity)
