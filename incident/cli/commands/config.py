"""`incident config`: the documents of the workspace."""

from __future__ import annotations

import json

from incident.cli.output import print_data
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


@command("keys", help=N_("Print the keys of the terminal program, as the file keys.yaml that changes them."))
@pass_session
def keys(session: Session) -> None:
    """Print what can be copied, and changed in a line or two."""
    print_data("format: keys/1")
    print_data("keys:")
    for name, (bound, words) in session.wiring.usual_keys().items():
        print_data(f"  {name}: {json.dumps(bound if len(bound) > 1 else bound[0], ensure_ascii=False)}  # {words}")


config.add_command(check)
config.add_command(keys)
