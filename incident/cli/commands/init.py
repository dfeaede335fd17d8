"""`incident init`: a new workspace."""

from __future__ import annotations

from incident.cli.answering import answers_with
from incident.cli.output import print_data, say
from incident.cli.session import Heard, Session, pass_session
from incident.cli.spoken import argument, command
from incident.cli.writing import about_to_write
from incident.i18n import _

__all__ = ["init"]


_SHAPE = "{version, paths, said}"


def _written(_session: Session, heard: Heard) -> dict[str, object]:
    return {"paths": heard.data, "said": heard.said}


@command("init", json_shape=_SHAPE)
@argument("[DIR]", "folder", required=False)
@answers_with(_written)
@pass_session
def init(session: Session, *, folder: str | None) -> None:
    """Write the folder that is named, here or by --workspace, else this one; its paths go to stdout."""
    folder = folder or session.options.workspace or "."
    with about_to_write(folder, "DIR"):
        written = session.wiring.init_workspace(folder, session.options)
    for path in written:
        print_data(path)
    say(_("The workspace is there. Put your people into people.yaml, then run 'incident doctor' in that folder."))
    say(_("From elsewhere the program finds it once INCIDENT_HOME names it."))
