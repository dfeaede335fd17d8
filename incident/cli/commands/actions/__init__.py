"""`incident actions`: what was learned, who changes what by when, and what shows that it holds."""

from __future__ import annotations

from incident.cli.commands.actions.listing import list_actions, show
from incident.cli.commands.actions.moving import done, reject, reopen, start, verify
from incident.cli.commands.actions.planning import add, change, find
from incident.cli.commands.actions.reminding import remind
from incident.cli.spoken import Group

__all__ = ["actions"]

actions = Group("actions")

for _each in (list_actions, show, find, add, change, start, done, reopen, reject, verify, remind):
    actions.add_command(_each)
