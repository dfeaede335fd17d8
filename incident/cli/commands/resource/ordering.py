"""`incident resource order`: what was approved is ordered, and what the inventory has not, of whoever gives it."""

from __future__ import annotations

from typing import Any

import click

from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.commands.resource.giving import amount, approval, approved_by, budget, cost, from_elsewhere, quantity
from incident.cli.commands.resource.said import acted, later
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import MoveAllocation
from incident.domain.events import AllocationState
from incident.i18n import N_, _

__all__ = ["order"]

_OF_THE_APPROVAL = ("who", "whose", "quantity", "amount", "cost", "budget", "approved_by")


_NOTES = N_(
    "What the inventory has not is approved and ordered at once: "
    "incident resource order INC-0001 R6 --from 'Hollis Data' --who 'J. Park, by phone' --due 20m"
)


@command("order", json_shape=ACT_SHAPE, notes=_NOTES)
@incident_id
@argument("ALLOCATION")
@option("--due", metavar="TIME", help=N_("When it should arrive: 03:30 or 20m."))
@from_elsewhere
@quantity
@amount
@cost
@budget
@approved_by
@because
@command_id
@answers_json
@pass_session
def order(
    session: Session,
    /,
    *,
    incident_id: str,
    allocation: str,
    due: str | None,
    because: str | None,
    command_id: str | None,
    **said: Any,  # noqa: ANN401  (what the options of an approval say)
) -> None:
    """Order what is approved; with --from, what somebody outside the inventory gives: approved and ordered at once."""
    session.load(incident_id)
    due_at, to = later(session, due, command_id, "--due"), AllocationState.ORDERED
    if said["giver"]:
        given = approval(session, allocation, {**said, "because": because})
        acted(session, incident_id, given.changed(to=to, due_at=due_at), command_id)
        return
    if any(said[each] for each in _OF_THE_APPROVAL):
        raise click.UsageError(_("Quantity and cost are said with the approval, or with --from."))
    moved = MoveAllocation(by=session.by, allocation=allocation, to=to, due_at=due_at, because=because or "")
    acted(session, incident_id, moved, command_id)
