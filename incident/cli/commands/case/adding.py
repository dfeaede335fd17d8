"""`incident case add`: one case, as a customer states it on the telephone."""

from __future__ import annotations

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.commands.case.chosen import CHANNEL, GROUP, group_of
from incident.cli.named import known_person
from incident.cli.output import print_data, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.times import moment
from incident.domain.cases.case import case_id
from incident.domain.cases.register import register_of
from incident.domain.cases.words import CaseWords
from incident.domain.commands import NewCase, ReceiveCases
from incident.domain.events.cases import CaseChannel, CaseGroup, CasesReceived
from incident.i18n import N_, _
from incident.wording.safe import clean

__all__ = ["add"]


@command(
    "add",
    help=N_("Take in a case: who, how to reach them, which service, what happened, what they ask for."),
    json_shape=ACT_SHAPE,
)
@incident_id
@option("--name", required=True, metavar="WORDS", help=N_("The customer's name."))
@option("--contact", required=True, metavar="WORDS", help=N_("How the customer is reached."))
@option("--service", required=True, metavar="WORDS", help=N_("Which service it is about."))
@option("--problem", required=True, metavar="WORDS", help=N_("What happened. Names in it are seen by all who read it."))
@option(
    "--request",
    required=True,
    metavar="WORDS",
    help=N_("What the customer asks for. Names in it are seen by all who read it."),
)
@option("--reference", default="", metavar="WORDS", help=N_("The number that it has in another system."))
@option("--channel", type=CHANNEL, default=CaseChannel.OTHER.value, help=N_("By which way it came in."))
@option("--group", type=GROUP, help=N_("The customer belongs to a group that is seen to first."))
@option("--owner", metavar="PERSON", help=N_("Who was reached first; you, if nobody is named."))
@option("--at", "at", metavar="TIME", help=N_("When it came in; now, if no time is given."))
@command_id
@answers_json
@pass_session
def add(
    session: Session,
    /,
    *,
    incident_id: str,
    channel: str,
    group: str | None,
    owner: str | None,
    at: str | None,
    command_id: str | None,
    **words: str,
) -> None:
    """Print the number of the case."""
    now = session.now(command_id)
    case = NewCase(
        words=CaseWords(**{name: clean(text).strip() for name, text in words.items()}),
        received_at=None if at is None else moment(at, now, session.speech().zone, "--at"),
        channel=CaseChannel(channel),
        group=CaseGroup.NONE if group is None else group_of(group),
        owner="" if owner is None else known_person(session, owner),
    )
    outcome = act(session, incident_id, ReceiveCases(by=session.by, cases=(case,)), command_id)
    numbers = [each.event.first for each in outcome.entries if isinstance(each.event, CasesReceived)]
    for number in numbers:
        print_data(case_id(number))
        repeats = register_of(outcome.incident).case(number).repeats
        if repeats:
            said = _("The same customer about the same service, or the same number elsewhere: it repeats case {case}.")
            say(said.format(case=case_id(repeats)))
    if not numbers:
        say(_("This very case is there already; nothing was added."))
