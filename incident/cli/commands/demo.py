"""`incident demo`: the program at work, without a workspace."""

from __future__ import annotations

import click

from incident.cli.looks import look_options
from incident.cli.screenful import needs_screen, needs_terminal
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.i18n import N_

__all__ = ["demo"]


@command("demo")
@option("--play", is_flag=True, help=N_("Run one whole incident by itself and print its report."))
@pass_session
def demo(session: Session, *, play: bool) -> None:
    """Play it; the wiring knows how."""
    if not play:
        needs_terminal(session)
        needs_screen()
    raise click.exceptions.Exit(session.wiring.play_demo(session.options, play=play))


demo.params[:0] = look_options()
