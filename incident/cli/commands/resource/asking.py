"""`incident resource request`, `approve`, `assign`: what is asked for, and who says yes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import click

from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.commands.resource import giving as given
from incident.cli.commands.resource import whom as given_whom
from incident.cli.commands.resource.said import acted, later
from incident.cli.named import known_person
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import AllocateResource, MoveAllocation, RequestResource
from incident.domain.events import AllocationApproved, AllocationRequested, AllocationState
from incident.domain.resources.resource import KINDS, MONEY
from incident.domain.resources.supply import asking_for
from incident.i18n import N_, _
from incident.wording.allocations import amount_words, left_words
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.application.service import Outcome

__all__ = ["approve", "assign", "request"]

_ALLOCATION: Final = r"(?i)r[0-9]+"
_ASSIGNED: Final = AllocationState.ASSIGNED
_whom = option("--for", "whom", metavar="WHOM", default="", help=N_("For whom it is: a role, a person, a team."))


@command("request", json_shape=ACT_SHAPE)
@incident_id
@argument("TYPE", "type_")
@given.quantity
@given.amount
@option("--kind", type=click.Choice(KINDS), help=N_("Needed where neither inventory nor runbook knows it."))
@option("--needed-by", metavar="TIME", help=N_("Until when it is needed: 03:30 or 20m."))
@option(
    "--substitute", "substitutes", metavar="TYPE", multiple=True, help=N_("What would do as well; may be repeated.")
)
@option("--site", metavar="SITE", default="", help=N_("Where it is needed."))
@_whom
@given_whom.yes
@because
@command_id
@answers_json
@pass_session
def request(
    session: Session,
    /,
    *,
    incident_id: str,
    type_: str,
    quantity: int | None,
    amount: str | None,
    needed_by: str | None,
    substitutes: tuple[str, ...],
    because: str | None,
    command_id: str | None,
    kind: str | None,
    whom: str,
    yes: bool,
    site: str,
) -> None:
    """Ask for it; nothing is held yet."""
    whom = given_whom.meant_for(session, incident_id, whom, command_id, is_sure=yes)
    needed, why = later(session, needed_by, command_id, "--needed-by"), because or ""
    order = RequestResource(by=session.by, type=type_, needed_by=needed, whom=whom, site=site, because=why)
    said = given.counted(quantity, amount, None, least=1)
    order = order.changed(quantity=said["quantity"], unit=said["unit"], kind=kind or (MONEY if said["unit"] else ""))
    acted(session, incident_id, order.changed(substitutes=substitutes), command_id)


@command("approve", json_shape=ACT_SHAPE)
@incident_id
@argument("ALLOCATION")
@argument("[RESOURCE]", "resource", required=False)
@given.quantity
@given.amount
@given.cost
@given.budget
@given.approved_by
@given.from_elsewhere
@because
@command_id
@answers_json
@pass_session
def approve(
    session: Session,
    /,
    *,
    incident_id: str,
    allocation: str,
    command_id: str | None,
    **said: Any,  # noqa: ANN401  (what the options of an approval say)
) -> None:
    """Approve it out of the inventory, without a resource the only one that fits; or what somebody else gives."""
    session.load(incident_id)
    acted(session, incident_id, given.approval(session, allocation, said), command_id)


@command("assign", json_shape=ACT_SHAPE)
@incident_id
@argument("WHAT")
@argument("[WHOM]", "whom", required=False)
@given.quantity
@given.amount
@given.cost
@given.budget
@given.approved_by
@option("--back", metavar="TIME", help=N_("When it was promised back: 03:30 or 20m."))
@option("--for", "fills", metavar="ALLOCATION", default="", help=N_("Which request it fills; 'none': none of them."))
@given_whom.yes
@because
@command_id
@answers_json
@pass_session
def assign(
    session: Session,
    /,
    *,
    incident_id: str,
    what: str,
    whom: str | None,
    quantity: int | None,
    amount: str | None,
    cost: str | None,
    budget: str,
    approved_by: str | None,
    back: str | None,
    fills: str,
    yes: bool,
    because: str | None,
    command_id: str | None,
) -> None:
    """Put an allocation to work, or a resource of the inventory at once: it fills the request that asks for it."""
    whom = given_whom.meant_for(session, incident_id, whom or "", command_id, is_sure=yes)
    back_at, words = later(session, back, command_id, "--back"), because or ""
    if re.fullmatch(_ALLOCATION, what):
        _refuse_what_is_given(what, fills, is_counted=bool(quantity or amount or cost or budget or approved_by))
        moved = MoveAllocation(by=session.by, allocation=what, to=_ASSIGNED, whom=whom, back_at=back_at, because=words)
        _say_left(session, incident_id, what, whom)
        acted(session, incident_id, moved, command_id)
        return
    order = AllocateResource(by=session.by, resource=what, whom=whom, back_at=back_at, because=words)
    approver = known_person(session, approved_by) if approved_by else ""
    order = order.changed(approved_by=approver, budget=budget, **given.counted(quantity, amount, cost, least=1))
    _say_filled(session, order, acted(session, incident_id, order.changed(fills=fills), command_id))


def _refuse_what_is_given(allocation: str, fills: str, *, is_counted: bool) -> None:
    """Options of what is taken out of the inventory change nothing of what is given already: nobody reads them there.

    Raises:
        click.UsageError: one of them is said.
    """
    if fills:
        said = _("'{allocation}' is given already: for whom it is stands behind it, without --for.")
        raise click.UsageError(said.format(allocation=clean_line(allocation)))
    if is_counted:
        raise click.UsageError(_("Quantity, cost and approver are said with the approval, or with a resource."))


def _say_left(session: Session, incident_id: str, allocation: str, whom: str) -> None:
    """Out of which team it is taken."""
    resources = session.load(incident_id).resources
    own = resources.allocations.get(allocation.upper())
    if own is not None and (words := left_words(own, whom, resources, session.speech())):
        say(words)


def _say_filled(session: Session, order: AllocateResource, outcome: Outcome) -> None:
    """Which request is filled by it, and which ones ask for more than was given."""
    if not any(isinstance(entry.event, AllocationRequested) for entry in outcome.entries):
        filled = (entry.event.allocation for entry in outcome.entries if isinstance(entry.event, AllocationApproved))
        for name in filled:
            say(_("That fills the request {allocation}.").format(allocation=name))
        return
    resource = session.services.service.held().inventory.resources.get(order.resource)
    left = asking_for(outcome.incident.resources, resource, whom=order.whom) if resource else ()
    for each in left:
        if each.quantity > order.quantity:
            said = _("The request {allocation} asks for {what} and stays open; when enough are there: {command}")
            what = amount_words(each.kind, each.type, each.quantity, each.unit)
            command = f"incident resource cancel {outcome.incident.id} {each.id}"
            say(said.format(allocation=each.id, what=what, command=command))
