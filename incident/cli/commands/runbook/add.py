"""`incident runbook add`: what a raise rule offers where the tier is as grave already.

Apart from the other commands on runbooks, which read the library: this one is an act on an incident.
"""

from __future__ import annotations

from incident.cli.acting import act, deliver
from incident.cli.arguments import command_id, incident_id
from incident.cli.commands.tier import say_added
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import AddRunbook
from incident.i18n import N_, _

__all__ = ["add"]


@command("add", help=N_("Add the steps of another runbook to a running incident."))
@incident_id
@argument("RUNBOOK", "runbook_id")
@option("--because", "--reason", "because", metavar="WORDS", default="", help=N_("Why, for the record."))
@command_id
@pass_session
def add(session: Session, *, incident_id: str, runbook_id: str, because: str, command_id: str | None) -> None:
    """Take in what its raise rules offer; what is done stays done."""
    order = AddRunbook(by=session.by, runbook=runbook_id, because=because)
    outcome = act(session, incident_id, order, command_id)
    runbook = session.speech(outcome.incident.bundle).runbook(runbook_id)
    say(_("{incident} has the steps of '{runbook}'.").format(incident=outcome.incident.id, runbook=runbook))
    say_added(session, outcome.incident)
    deliver(session, outcome)
