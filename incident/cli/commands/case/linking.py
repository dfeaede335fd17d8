"""`incident case link`: which case a case repeats."""

from __future__ import annotations

from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.commands.case.acting import say_done
from incident.cli.commands.case.chosen import CASE
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import LinkCase
from incident.i18n import N_

__all__ = ["link"]


@command("link", help=N_("Say which earlier case a case repeats."), json_shape=ACT_SHAPE)
@incident_id
@argument("CASE", "number", type=CASE)
@option("--to", "repeats", type=CASE, metavar="CASE", help=N_("The case that it repeats; without it, none."))
@command_id
@answers_json
@pass_session
def link(session: Session, *, incident_id: str, number: int, repeats: int | None, command_id: str | None) -> None:
    """Tie it, or untie it."""
    say_done(session, incident_id, LinkCase(by=session.by, case=number, repeats=repeats or 0), command_id)
