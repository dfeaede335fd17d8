"""All commands by name: what each is for, and where it stands.

Apart from the entry, because help is made in the language that the entry has found out first.
"""

from __future__ import annotations

import re
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


def _late(place: str, words: str) -> Late:
    return Late(module=f"incident.cli.commands.{place}", help=words)


_COMMANDS: Final = {
    "init": _late("init:init", N_("Make a workspace: the folder that a team keeps in git.")),
    "demo": _late("demo:demo", N_("Try a live incident in a throw-away workspace.")),
    "declare": _late("declare:declare", N_("Declare an incident; prints its id.")),
    "triage": _late("triage:triage", N_("Say which tier the facts demand, and why.")),
    "list": _late("listing:list_incidents", N_("List the open incidents, gravest first.")),
    "show": _late("show:show", N_("Show where an incident stands and what to do now.")),
    "walk": Late(
        module="incident.cli.walk.command:walk",
        help=N_("Walk an incident step by step, on the screen or line by line."),
    ),
    "timeline": _late("timeline:timeline", N_("Show what happened, oldest first.")),
    "search": _late("search:search_incidents", N_("Find words in open and closed incidents.")),
    "clocks": _late("clocks:clocks", N_("Show what is due, when, and who must act.")),
    "now": _late("now:now", N_("Show and answer what comes before the first step.")),
    "step": _late("step:step", N_("Mark a step of the checklist.")),
    "paper": _late("paper:paper", N_("Type in what was ticked on paper, with the times from it.")),
    "undo": _late("undo:undo", N_("Take back your own last mark, on a step or a question.")),
    "redo": _late("undo:redo", N_("Set the mark again that you took back last.")),
    "fact": _late("fact:fact", N_("State facts, such as affected_share=12%.")),
    "mark": _late("mark:mark", N_("State when something happened that clocks hang on.")),
    "class": _late("obligation:state_class", N_("State which class of a regime it is; the tier stays.")),
    "obligation": _late(
        "obligation:obligation", N_("Enter a legal report, extend it, switch a rule on, or rule it out.")
    ),
    "law": _late("obligation:law", N_("Hold an incident to the law, if its declaration could not.")),
    "note": _late("note:note", N_("Write a line into the timeline.")),
    "correct": _late("note:correct", N_("Put a correction beside an earlier entry.")),
    "erase": _late("erase:erase", N_("Destroy the words of an entry, on a rule.")),
    "ask": _late("question:ask", N_("Ask a person in words, within some minutes.")),
    "question": _late("question:question", N_("Show questions; say that one is understood, or answer it.")),
    "role": _late("role:role", N_("Give a role to a person.")),
    "handover": _late("handover:handover", N_("Brief whoever takes over; offer, accept, take command.")),
    "access": _late("access:access", N_("Say who may know of an incident.")),
    "tier": _late("tier:tier", N_("Raise or lower the tier of a running incident.")),
    "oncall": _late("oncall:oncall", N_("Say who is on duty, show gaps, exchange calendars.")),
    "resource": _late("resource:resource", N_("Request, approve, assign and release resources; say what is missing.")),
    "case": _late("case:case", N_("Keep the cases of customers: import, answer, extend, tell, export.")),
    "message": _late("message:message", N_("List, send, acknowledge and retry messages.")),
    "evidence": _late("evidence:evidence", N_("Keep files as proof; hand over, hold, export and verify them.")),
    "close": _late("close:close", N_("Close an incident; prints the head of its record.")),
    "review": _late("review:review", N_("Write the after-action report from the record.")),
    "actions": _late("actions:actions", N_("Plan what is to be changed, follow it up, verify it by a later exercise.")),
    "debrief": _late("debrief:debrief", N_("Hot wash, ratings of oneself, and the signatures of the report.")),
    "verify": _late("verify:verify", N_("Recompute the record and say whether it is intact.")),
    "runbook": _late("runbook:runbook", N_("Write, check, compare, print and exchange runbooks.")),
    "config": _late("config:config", N_("Check the documents of the workspace.")),
    "doctor": _late("doctor:doctor", N_("Answer: would tonight work?")),
    "drill": _late("drill:drill", N_("Run exercises on the real runbooks.")),
    "worker": _late("worker:worker", N_("Send messages and watch clocks until stopped.")),
    "serve": _late("serve:serve", N_("Show the terminal program in browsers, after a login per person.")),
    "db": _late("db:db", N_("Look after the database.")),
    "completion": _late("completion:completion", N_("Print the script that completes words in a shell.")),
}


_INCIDENT: Final = r"(?i)(INC|EX)-\d{1,9}"  # compiled when first used: a command that is named needs it not


class _Root(Group):
    """The id of an incident stands for walking it: whoever was told a number types no more than that."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in _COMMANDS and re.fullmatch(_INCIDENT, args[0].strip()):
            return super().resolve_command(ctx, ["walk", *args])
        return super().resolve_command(ctx, args)


def _print_version(context: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001  (click's signature)
    if value and not context.resilient_parsing:
        print_data(f"incident {__version__}")
        context.exit()


@click.group(
    "incident",
    cls=_Root,
    late=_COMMANDS,
    invoke_without_command=True,
    params=[*program_options(), *look_options()],
    help=N_(
        "Takes staff through an emergency, step by step. Without a command the terminal program starts; the id of an "
        "incident alone opens it where it stands."
    ),
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
