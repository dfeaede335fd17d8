"""All commands by name: what each is for, and where it stands.

Apart from the entry, because help is made in the language that the entry has found out first.
"""

from __future__ import annotations

from typing import Final

import click

from incident import __version__
from incident.cli.looks import look_options
from incident.cli.options import program_options
from incident.cli.output import print_data
from incident.cli.screenful import needs_terminal
from incident.cli.session import Session, pass_session
from incident.cli.spoken import Group, Late, option
from incident.i18n import N_

__all__ = ["root"]

_COMMANDS: Final = {
    "init": Late(module="incident.cli.init:init", help=N_("Make a workspace: the folder that a team keeps in git.")),
    "demo": Late(module="incident.cli.demo:demo", help=N_("Try a live incident in a throw-away workspace.")),
    "declare": Late(module="incident.cli.declare:declare", help=N_("Declare an incident; prints its id.")),
    "triage": Late(module="incident.cli.triage:triage", help=N_("Say which tier the facts demand, and why.")),
    "list": Late(module="incident.cli.listing:list_incidents", help=N_("List the open incidents, gravest first.")),
    "show": Late(module="incident.cli.show:show", help=N_("Show where an incident stands and what to do now.")),
    "walk": Late(
        module="incident.cli.walk.command:walk",
        help=N_("Walk an incident step by step, on the screen or line by line."),
    ),
    "timeline": Late(module="incident.cli.timeline:timeline", help=N_("Show what happened, oldest first.")),
    "search": Late(module="incident.cli.search:search_incidents", help=N_("Find words in open and closed incidents.")),
    "clocks": Late(module="incident.cli.clocks:clocks", help=N_("Show what is due, when, and who must act.")),
    "step": Late(module="incident.cli.step:step", help=N_("Mark a step of the checklist.")),
    "undo": Late(module="incident.cli.undo:undo", help=N_("Take back your own last mark on a step.")),
    "fact": Late(module="incident.cli.fact:fact", help=N_("State facts, such as affected_share=12%.")),
    "mark": Late(module="incident.cli.mark:mark", help=N_("State when something happened that clocks hang on.")),
    "class": Late(
        module="incident.cli.obligation:state_class", help=N_("State which class of a regime it is; the tier stays.")
    ),
    "obligation": Late(
        module="incident.cli.obligation:obligation",
        help=N_("Enter a legal report, extend it, switch a rule on, or rule it out."),
    ),
    "law": Late(
        module="incident.cli.obligation:law", help=N_("Hold an incident to the law, if its declaration could not.")
    ),
    "note": Late(module="incident.cli.note:note", help=N_("Write a line into the timeline.")),
    "correct": Late(module="incident.cli.note:correct", help=N_("Put a correction beside an earlier entry.")),
    "erase": Late(module="incident.cli.erase:erase", help=N_("Destroy the words of an entry, on a rule.")),
    "role": Late(module="incident.cli.role:role", help=N_("Give a role to a person.")),
    "handover": Late(
        module="incident.cli.handover:handover", help=N_("Brief whoever takes over; offer, accept, take command.")
    ),
    "access": Late(module="incident.cli.access:access", help=N_("Say who may know of an incident.")),
    "tier": Late(module="incident.cli.tier:tier", help=N_("Raise or lower the tier of a running incident.")),
    "message": Late(module="incident.cli.message:message", help=N_("List, send, acknowledge and retry messages.")),
    "close": Late(module="incident.cli.close:close", help=N_("Close an incident; prints the head of its record.")),
    "review": Late(module="incident.cli.review:review", help=N_("Write the after-action report from the record.")),
    "verify": Late(module="incident.cli.verify:verify", help=N_("Recompute the record and say whether it is intact.")),
    "runbook": Late(
        module="incident.cli.runbook:runbook", help=N_("Write, check, compare, print and exchange runbooks.")
    ),
    "config": Late(module="incident.cli.config:config", help=N_("Check the documents of the workspace.")),
    "doctor": Late(module="incident.cli.doctor:doctor", help=N_("Answer: would tonight work?")),
    "worker": Late(module="incident.cli.worker:worker", help=N_("Send messages and watch clocks until stopped.")),
    "db": Late(module="incident.cli.db:db", help=N_("Look after the database.")),
    "completion": Late(
        module="incident.cli.completion:completion", help=N_("Print the script that completes words in a shell.")
    ),
}


def _print_version(context: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001  (click's signature)
    if value and not context.resilient_parsing:
        print_data(f"incident {__version__}")
        context.exit()


@click.group(
    "incident",
    cls=Group,
    late=_COMMANDS,
    invoke_without_command=True,
    params=[*program_options(), *look_options()],
    help=N_("Takes staff through an emergency, step by step. Without a command the terminal program starts."),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help=N_("Show the version and exit."),
)
@pass_session
@click.pass_context
def root(context: click.Context, session: Session) -> None:
    """The program itself."""
    if context.invoked_subcommand is None:
        needs_terminal(session)
        from incident.cli.welcome import start  # here: a command has no use for it

        raise click.exceptions.Exit(start(session))
