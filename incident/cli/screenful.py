"""Whether there is a screen that the terminal program can be drawn on; else a sentence instead of strange signs."""

from __future__ import annotations

import os

import click

from incident.cli.session import Session
from incident.i18n import _

__all__ = ["needs_screen", "needs_terminal", "prints_lines"]


def needs_terminal(session: Session) -> None:
    """Go on where somebody sits at a terminal.

    Raises:
        click.UsageError: nobody does.
    """
    if not session.at_terminal and not _is_drawn_by_server():
        raise click.UsageError(_("The terminal program needs a terminal. Without one, name a command."))


def _is_drawn_by_server() -> bool:
    """Whether `incident serve` started it: keys and cells go through pipes, in packets."""
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":ServedDriver")


def prints_lines() -> bool:
    """Whether it is a terminal that only prints lines."""
    return os.environ.get("TERM") == "dumb"


def needs_screen() -> None:
    """Go on where a whole screen can be drawn.

    Raises:
        click.UsageError: it is a terminal that only prints lines.
    """
    if prints_lines():
        raise click.UsageError(
            _("This terminal only prints lines (TERM=dumb). Use 'incident walk --plain', or name another command.")
        )
