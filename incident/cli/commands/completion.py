"""`incident completion`: the script that a shell sources."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from incident.cli.main import PROGRAM
from incident.cli.output import print_data
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command
from incident.cli.texts import OneOf

__all__ = ["completion"]


@command("completion")
@argument("bash|zsh|fish", "shell", type=OneOf(["bash", "zsh", "fish"]))
@pass_session
def completion(_session: Session, *, shell: str) -> None:
    """Print it: `eval "$(incident completion bash)"`."""
    from incident.cli.root import root  # here: this file is one of its commands

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(shell)
    print_data(kind(root, {}, PROGRAM, f"_{PROGRAM.upper()}_COMPLETE").source())
