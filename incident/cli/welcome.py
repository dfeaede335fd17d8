"""The first start: where there is no workspace yet, one question instead of a refusal.

Apart, because nothing else of the command line asks a question before it does anything.
"""

from __future__ import annotations

import os

import click

from incident.application.errors import NotFound
from incident.cli.exits import Exit
from incident.cli.output import say
from incident.cli.session import Session
from incident.cli.writing import about_to_write
from incident.i18n import _
from incident.wording.cells import hanging, wrap
from incident.wording.safe import clean_line

__all__ = ["start"]


def start(session: Session) -> int:
    """Run the terminal program; without a workspace, offer to make one or to play the demonstration."""
    try:
        return session.wiring.start_terminal(session.options)
    except NotFound as error:
        named = session.options.workspace or os.environ.get("INCIDENT_HOME")
        if named or error.fields.get("kind") != "workspace":
            raise
        return _offer(session, str(error.fields["name"]))


def _offer(session: Session, folder: str) -> int:
    words = _("There is no workspace here yet: the folder that says who you are and how people are told.")
    say("\n".join(wrap(words, session.width)))
    for key, does in (
        ("1", _("make one in {folder}").format(folder=clean_line(folder))),
        ("2", _("look at the program at work, in a workspace that is thrown away")),
        (_("any other key"), _("leave")),
    ):
        say("\n".join(hanging(f"  {key}  ", does, session.width)))
    match click.getchar():
        case "1":
            with about_to_write(folder, "DIR"):
                session.wiring.init_workspace(folder, session.options)
            return session.wiring.start_terminal(session.options)
        case "2":
            return session.wiring.play_demo(session.options, play=False)
        case _:
            return Exit.DONE
