"""`incident init`: a new workspace."""

from __future__ import annotations

from incident.cli.output import print_data, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command
from incident.cli.writing import about_to_write
from incident.i18n import _

__all__ = ["init"]


@command("init")
@argument("[DIR]", "folder", default=".")
@pass_session
def init(session: Session, *, folder: str) -> None:
    """Write the folder and say what to do next; the paths go to stdout."""
    with about_to_write(folder, "DIR"):
        written = session.wiring.init_workspace(folder, session.options)
    for path in written:
        print_data(path)
    say(_("The workspace is there. Put your people into people.yaml, then run 'incident doctor' in that folder."))
    say(_("From elsewhere the program finds it once INCIDENT_HOME names it."))
