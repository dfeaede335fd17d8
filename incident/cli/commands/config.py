"""`incident config`: the documents of the workspace."""

from __future__ import annotations

from incident.cli.problems import SHAPE, format_options, report_problems
from incident.cli.session import Session, pass_session
from incident.cli.spoken import Group, command
from incident.i18n import N_

__all__ = ["config"]

config = Group("config")


@command("check", help=N_("Check every document of the workspace; all problems at once."), json_shape=SHAPE)
@format_options
@pass_session
def check(session: Session, *, format_name: str, as_json: bool) -> None:
    """Print what is wrong."""
    report_problems(session.wiring.check_workspace(session.options), format_name, as_json=as_json)


config.add_command(check)
