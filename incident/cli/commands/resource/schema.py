"""`incident resource schema`: for an editor that completes and checks `resources.yaml` while people type."""

from __future__ import annotations

from incident.cli.output import as_json as json_text
from incident.cli.output import print_data
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command
from incident.i18n import N_

__all__ = ["schema"]


@command(
    "schema",
    help=N_("Print the JSON Schema of the inventory, with which editors complete and check while you type."),
    notes=N_("It is JSON as it stands, and so has no --json."),
)
@pass_session
def schema(session: Session) -> None:
    """Print it with its descriptions in the language in use."""
    print_data(json_text(session.wiring.resources_schema()))
