"""What an act on resources says: its entries as the timeline has them, then what the span of control asks for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from incident.cli.acting import act
from incident.cli.output import say
from incident.cli.session import Session
from incident.cli.times import ahead
from incident.domain.commands import ApproveAllocation
from incident.domain.events import AllocationApproved
from incident.domain.events.resources import OfResources
from incident.domain.resources.resource import MONEY, VENDOR
from incident.i18n import _
from incident.wording.allocations import allocation_words
from incident.wording.money import parse_money
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.application.service import Outcome
    from incident.domain.commands import Command
    from incident.domain.resources.allocation import Allocation

__all__ = ["acted", "later", "money"]


def acted(session: Session, incident_id: str, order: Command, command_id: str | None) -> Outcome:
    """Do it, and say what the record has of it."""
    outcome = act(session, incident_id, order, command_id)
    speech = session.speech()
    for entry in outcome.entries:
        if isinstance(entry.event, OfResources):
            say(allocation_words(entry.event, speech))
        if isinstance(entry.event, AllocationApproved):
            own = outcome.incident.resources.allocations[entry.event.allocation]
            _say_use(session, entry.event.resource, own)
            if isinstance(order, ApproveAllocation) and order.elsewhere == VENDOR and not entry.event.amount:
                _say_uncosted(session, incident_id)
    # here: a refusal counts nobody
    from incident.domain.resources.span import MOST, overfull, reporting_to_commander, wants_split

    whole, command = outcome.incident.resources, f"incident resource team {incident_id} NAME PERSON"
    if wants_split(whole):
        said = _("{count} report to the commander, and {most} are as many as one person leads. Form a team: {command}")
        say(said.format(count=len(reporting_to_commander(whole)), most=MOST, command=command))
    for team in overfull(whole):
        said = _(
            "More report to the lead of '{team}' than the {most} whom one person leads. Form another team: {command}"
        )
        say(said.format(team=clean_line(team), most=MOST, command=command))
    return outcome


def _say_uncosted(session: Session, incident_id: str) -> None:
    """That nobody was held to a limit, and how the money is approved once the cost is known."""
    budgets = (each for each in session.services.service.held().inventory.resources.values() if each.kind == MONEY)
    budget = next(budgets, None)
    if budget is None:
        say(_("No cost was said, so no limit of the approver holds it."))
        return
    said = _(
        "No cost was said, so no limit of the approver holds it. Once it is known, ask for the money, which is then "
        "held to that limit: incident resource request {incident} {type} --amount '9000.00 {currency}'"
    )
    say(said.format(incident=clean_line(incident_id), type=clean_line(budget.type), currency=budget.unit))


def _say_use(session: Session, name: str, own: Allocation) -> None:
    """That it is a substitute, by which rules it may be used, and whom to ask."""
    from incident.wording.resources import resource_name, use_words  # here: what was only moved is used already

    resource = session.services.service.held().inventory.resources.get(name)
    if resource is not None and resource.type != own.type:
        said = _("That is a substitute. Asked for: {asked}; given: {given}.")
        say(said.format(asked=resource_name(own.type), given=resource_name(resource.type)))
    if resource is not None and (words := use_words(resource, session.speech())):
        say(_("{resource}: {rules}").format(resource=clean_line(name), rules=words))


def later(session: Session, words: str | None, command_id: str | None, option: str) -> datetime | None:
    """A time to come: `03:30`, `20m`; None where nothing was typed. `option`: what is named where it cannot be read."""
    if words is None:
        return None
    zone = ZoneInfo(session.services.workspace.zone)
    return ahead(words, session.now(command_id), zone, option)


def money(words: str | None) -> tuple[int, str]:
    """An amount as people type it, in the smallest unit; nothing where nothing was typed.

    Raises:
        click.BadParameter: it is no amount of money.
    """
    if words is None:
        return 0, ""
    found = parse_money(words)
    if found is None:
        said = _("Write an amount with its currency, such as '5000.00 CNY', not '{value}'.")
        raise click.BadParameter(said.format(value=words))
    return found
