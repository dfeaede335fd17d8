"""`incident oncall gaps`: when nobody is on duty."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from incident.application.messages.people import out_of_reach
from incident.cli.arguments import json_output
from incident.cli.commands.oncall.asked import asked_rotas, days_option, role_option
from incident.cli.exits import Exit
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command
from incident.cli.tables import table
from incident.domain.duties.stretches import gaps_to_their_end
from incident.i18n import _, ngettext
from incident.wording.duty import duty_moment, gap_words, rota_name

if TYPE_CHECKING:
    from datetime import datetime

    from incident.domain.duties.rota import Rota
    from incident.domain.duties.stretches import Gap
    from incident.wording.speech import Speech

__all__ = ["gaps"]

_SHAPE = "{version, from, until, gaps: [{rota, name, from, until, unreached}]}"


@command("gaps", json_shape=_SHAPE)
@days_option(7)
@role_option
@json_output
@pass_session
def gaps(session: Session, *, days: int, role: str | None, as_json: bool) -> None:
    """Print every gap that begins by then, each to its own end; one is enough for exit code 1.

    Hours in which no way reaches anybody who is on duty are gaps too.
    """
    speech, first = session.speech(), session.now()
    last = first + timedelta(days=days)
    rotas = asked_rotas(session, role)
    mute = out_of_reach(session.services.directory)
    found = [(rota, gap) for rota in rotas for gap in gaps_to_their_end(rota, first, last, mute)]
    if as_json:
        shapes = [_shape(rota, gap) for rota, gap in found]
        print_json({"from": instant(first), "until": instant(last), "gaps": shapes})
    elif found:
        head = [_("FROM"), _("UNTIL"), _("DUTY")]
        rows = (
            [duty_moment(gap.start, speech), _end(gap.end, speech), gap_words(rota, gap, speech)] for rota, gap in found
        )
        print_data("\n".join(table(head, rows, session.width)))
    elif rotas:
        said = ngettext(
            "Somebody is always on duty for the next day.", "Somebody is always on duty for {count} days.", days
        )
        say(said.format(count=days))
    if found:
        raise click.exceptions.Exit(Exit.REFUSED)


def _shape(rota: Rota, gap: Gap) -> dict[str, object]:
    return {
        "rota": rota.id,
        "name": rota_name(rota),
        "from": instant(gap.start),
        "until": instant(gap.end),
        "unreached": list(gap.people),
    }


def _end(at: datetime | None, speech: Speech) -> str:
    return _("no end in sight") if at is None else duty_moment(at, speech)
