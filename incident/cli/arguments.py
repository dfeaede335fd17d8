"""Options that many commands share, each written once.

Apart, so that an incident is named in the same way everywhere.
"""

from __future__ import annotations

from incident.cli.parameters import COMMAND_ID, INCIDENT_ID
from incident.cli.spoken import argument, option
from incident.i18n import N_

__all__ = ["because", "command_id", "incident_id", "json_output"]

incident_id = argument("ID", "incident_id", type=INCIDENT_ID)
"""The incident; `inc-0001` is understood."""

json_output = option("--json", "as_json", is_flag=True, help=N_("Print JSON for programs."))

command_id = option(
    "--command-id",
    type=COMMAND_ID,
    metavar="ID",
    help=N_("Name this act, so that a script may repeat it and it happens once."),
)

because = option("--because", "--reason", "because", metavar="WORDS", help=N_("Why, for the record."))
