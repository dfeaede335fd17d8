"""What approving, assigning and ordering share: how many, at what cost, by whose word, and what somebody else gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from incident.cli.commands.resource.said import money
from incident.cli.named import known_person
from incident.cli.spoken import option
from incident.domain.commands import ApproveAllocation
from incident.domain.resources.resource import TEAM, VENDOR
from incident.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from incident.cli.session import Session

__all__ = ["amount", "approval", "approved_by", "budget", "cost", "counted", "from_elsewhere", "quantity"]

quantity = option("--quantity", type=click.IntRange(min=1), metavar="QUANTITY", help=N_("How many."))
amount = option("--amount", metavar="AMOUNT", help=N_("How much money, such as '5000.00 CNY'."))
cost = option("--cost", metavar="AMOUNT", help=N_("What it costs, such as '5000.00 CNY'."))
budget = option("--budget", metavar="RESOURCE", default="", help=N_("Which budget of the inventory pays."))
approved_by = option("--approved-by", metavar="PERSON", help=N_("Who approved it by phone, if not you."))
_giver = option("--from", "giver", metavar="NAME", help=N_("Who gives what the inventory has not: a firm, a team."))
_whose = option("--of", "whose", type=click.Choice([VENDOR, TEAM]), help=N_("Whose it is, with --from."))
_who = option("--who", metavar="TEXT", default="", help=N_("Who comes or who promised it, with --from."))


def from_elsewhere(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of what somebody else gives."""
    return _giver(_whose(_who(command)))


def approval(session: Session, allocation: str, said: dict[str, Any]) -> ApproveAllocation:
    """The approval that these options make: of the inventory, or of what somebody else gives.

    Raises:
        click.UsageError: it is said to come out of both; or money is said to cost something.
    """
    giver, resource, who = said.get("giver") or "", said.get("resource") or "", said.get("who") or ""
    if giver and resource:
        raise click.UsageError(_("Say a resource of the inventory, or --from, and not both."))
    if who and not giver:
        raise click.UsageError(_("--who goes with --from: who comes of those who give it."))
    if said.get("whose") and not giver:
        raise click.UsageError(_("--of goes with --from: whose it is that somebody else gives."))
    by_phone = said["approved_by"]
    return ApproveAllocation(
        by=session.by,
        allocation=allocation,
        resource=giver or resource,
        elsewhere=(said["whose"] or VENDOR) if giver else "",
        **counted(said["quantity"], said["amount"], said["cost"]),
        budget=said["budget"],
        approved_by=known_person(session, by_phone) if by_phone else "",
        because=_("; ").join(filter(None, (who, said["because"] or ""))),
    )


def counted(quantity: int | None, amount: str | None, cost: str | None, least: int = 0) -> dict[str, Any]:
    """How many, or how much money and its currency; what it costs and in which currency, as commands have it.

    `least`: how many where nobody says it.

    Raises:
        click.UsageError: money costs nothing beside itself, and is no number of things.
    """
    if amount and cost:
        raise click.UsageError(_("Say --amount of money, and --cost of everything else."))
    if amount is not None and quantity is not None:
        raise click.UsageError(_("Say --amount of money, and --quantity of everything else."))
    sum_, unit = money(amount)
    price, currency = money(cost)
    return {"quantity": sum_ if unit else quantity or least, "unit": unit, "amount": price, "currency": currency}
