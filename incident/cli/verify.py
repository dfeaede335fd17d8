"""`incident verify`: whether the record is what was written."""

from __future__ import annotations

import click

from incident.cli.arguments import json_output
from incident.cli.exits import Exit
from incident.cli.output import print_data, print_json, say
from incident.cli.parameters import INCIDENT_ID
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command
from incident.cli.wiring import Fault
from incident.i18n import _
from incident.wording.safe import clean_line

__all__ = ["verify"]

_SHAPE = "{version, id, intact, faults: [{id, seq, words}]}"


@command("verify", json_shape=_SHAPE)
@argument("[ID]", "incident_id", type=INCIDENT_ID, required=False)
@json_output
@pass_session
def verify(session: Session, *, incident_id: str | None, as_json: bool) -> None:
    """Recompute it; faults are data, and the exit code tells."""
    if incident_id is not None:
        session.load(incident_id)
    faults = session.wiring.verify(incident_id, session.options)
    if as_json:
        shapes = [{"id": each.incident_id, "seq": each.seq, "words": each.words} for each in faults]
        print_json({"id": incident_id, "intact": not faults, "faults": shapes})
    for fault in () if as_json else faults:
        print_data(_line(fault))
    if faults:
        say(_("The record is NOT what was written. Keep the file as it is, and tell whoever answers for it."))
        raise click.exceptions.Exit(Exit.UNVERIFIED)
    say(_("The record is intact."))


def _line(fault: Fault) -> str:
    place = clean_line(fault.incident_id) or _("workspace")
    return f"{place}:{fault.seq}: {clean_line(fault.words)}" if fault.seq else f"{place}: {clean_line(fault.words)}"
