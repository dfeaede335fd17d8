"""`incident resource release`, `decline`, `cancel`: how an allocation ends."""

from __future__ import annotations

from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.commands.resource.said import acted, money
from incident.cli.session import Session, pass_session
from incident.cli.spoken import Command, argument, command, option
from incident.domain.commands import EndAllocation
from incident.domain.events import AllocationState
from incident.i18n import N_

__all__ = ["cancel", "decline", "release"]


def _ending(name: str, how: AllocationState) -> Command:
    @command(name, json_shape=ACT_SHAPE)
    @incident_id
    @argument("ALLOCATION")
    @because
    @command_id
    @answers_json
    @pass_session
    def ended(
        session: Session, *, incident_id: str, allocation: str, because: str | None, command_id: str | None
    ) -> None:
        """End it, and say why."""
        session.load(incident_id)
        order = EndAllocation(by=session.by, allocation=allocation, how=how, because=because or "")
        acted(session, incident_id, order, command_id)

    return ended


decline = _ending("decline", AllocationState.DECLINED)
cancel = _ending("cancel", AllocationState.CANCELLED)


@command("release", json_shape=ACT_SHAPE)
@incident_id
@argument("ALLOCATION")
@option("--thanks", metavar="TEXT", default="", help=N_("What you say to those who helped."))
@option("--spent", metavar="AMOUNT", help=N_("What it cost in the end, such as '4200.00 CNY'; else all of it."))
@command_id
@answers_json
@pass_session
def release(
    session: Session, *, incident_id: str, allocation: str, thanks: str, spent: str | None, command_id: str | None
) -> None:
    """Give it back."""
    session.load(incident_id)
    cost, currency = money(spent) if spent else (None, "")
    order = EndAllocation(
        by=session.by,
        allocation=allocation,
        how=AllocationState.RELEASED,
        because=thanks,
        spent=cost,
        currency=currency,
    )
    acted(session, incident_id, order, command_id)
