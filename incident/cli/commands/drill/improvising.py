"""`incident drill improvise`, `incident drill hint`: what players get besides the plan.

Apart from the injects of the plan, of which each goes once.
"""

from __future__ import annotations

from typing import Final

import click

from incident.cli.arguments import incident_id, json_output
from incident.cli.commands.drill.leading import leading_of
from incident.cli.named import known_role
from incident.cli.output import print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.i18n import N_, _, current
from incident.wording.scenarios import CHANNEL_WORDS

__all__ = ["hint", "improvise"]

_SHAPE: Final = "{version, number}"


@command("improvise", json_shape=_SHAPE)
@incident_id
@argument("TEXT")
@option("--to", "to", metavar="ROLE", multiple=True, help=N_("Who hears it, if not everybody; say it for each."))
@option("--voice", "voice", metavar="NAME", default="", help=N_("In whose voice; else the facilitator's."))
@option(
    "--channel",
    type=click.Choice(list(CHANNEL_WORDS)),
    default="face",
    show_default=True,
    help=N_("How it reaches them."),
)
@json_output
@pass_session
def improvise(
    session: Session, *, incident_id: str, text: str, to: tuple[str, ...], voice: str, channel: str, as_json: bool
) -> None:
    """Let the players have it, and say which number it got."""
    exercise = session.load(incident_id).id
    number = leading_of(session).improvise(
        exercise,
        text,
        language=current(),
        sender=voice or _("Facilitator"),
        to=[known_role(session, exercise, each) for each in to],
        channel=channel,
    )
    if as_json:
        print_json({"number": number})
    say(_("Inject {number} is with the players.").format(number=number))


@command("hint", json_shape=_SHAPE)
@incident_id
@argument("NUMBER", "number")
@json_output
@pass_session
def hint(session: Session, *, incident_id: str, number: str, as_json: bool) -> None:
    """Let the players have the next one that the inject has ready."""
    inject = leading_of(session).hint(session.load(incident_id).id, number)
    if as_json:
        print_json({"number": inject.number})
    say(_("A hint about inject {number} is with the players.").format(number=inject.number))
