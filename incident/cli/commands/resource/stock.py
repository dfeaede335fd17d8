"""`incident resource stock`: the inventory, and what all incidents hold of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from incident.cli.arguments import json_output
from incident.cli.output import print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command
from incident.cli.tables import table
from incident.domain.grading.tiers import Tier
from incident.domain.resources.resource import MONEY, Resource, Stock
from incident.i18n import _, current
from incident.wording.money import money_words
from incident.wording.resources import resource_kind, resource_name
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["stock"]

_SHAPE = (
    "{version, resources: [{id, kind, type, quantity, unit, site, responsible, person, reserve, source, on_duty,"
    " resting, free, held: [{incident, allocation, quantity}]}]}"
)
_KEYS = ("id", "kind", "type", "quantity", "unit", "site", "responsible", "person", "reserve", "source", "on_duty")


@command("stock", json_shape=_SHAPE)
@json_output
@pass_session
def stock(session: Session, *, as_json: bool) -> None:
    """Print every line of the inventory; what is free includes the reserve, which is for tier 1."""
    found, now = session.services.service.stock(), session.now()
    resources = list(found.inventory.resources.values())
    if as_json:
        print_json({"resources": [_shape(each, found, now) for each in resources]})
        return
    if not resources:
        say(_("The workspace has no inventory. Write resources.yaml, or import one."))
        return
    head = [_("ID"), _("KIND"), _("FREE"), _("OF"), _("REST"), _("SITE"), _("HELD BY"), _("WHAT")]
    print_data("\n".join(table(head, (_row(each, found, now) for each in resources), session.width)))


def _shape(resource: Resource, found: Stock, now: datetime) -> dict[str, Any]:
    held = [
        {"incident": claim.incident, "allocation": claim.allocation, "quantity": claim.quantity}
        for claim in found.claims_on(resource.id, exercise=False)
    ]
    free = found.free(resource, Tier.MAJOR, now, exercise=False)
    return {
        **{key: getattr(resource, key) for key in _KEYS},
        "resting": resource.resting(now),
        "free": free,
        "held": held,
    }


def _row(resource: Resource, found: Stock, now: datetime) -> list[str]:
    holders = dict.fromkeys(claim.incident or "?" for claim in found.claims_on(resource.id, exercise=False))
    return [
        clean_line(resource.id),
        resource_kind(resource.kind),
        _counted(resource, found.free(resource, Tier.MAJOR, now, exercise=False)),
        _counted(resource, resource.quantity),
        str(resource.resting(now)),
        clean_line(resource.site) or "-",
        _(", ").join(holders) or "-",
        clean_line(resource.names.get(current(), "")) or resource_name(resource.type),
    ]


def _counted(resource: Resource, quantity: int) -> str:
    return money_words(quantity, resource.unit) if resource.kind == MONEY else str(quantity)
