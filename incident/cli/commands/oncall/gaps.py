"""`incident oncall gaps`: when nobody is on duty."""

from __future__ import annotations

from datetime import timedelta

import click

from incident.cli.arguments import json_output
from incident.cli.commands.oncall.asked import asked_rotas, days_option, role_option
from incident.cli.exits import Exit
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command
from incident.cli.tables import table
from incident.domain.duties.stretches import gaps as gaps_of
from incident.i18n import _, ngettext
from incident.wording.duty import duty_moment, rota_name

__all__ = ["gaps"]

_SHAPE = "{version, from, until, gaps: [{rota, name, from, until}]}"


@command("gaps", json_shape=_SHAPE)
@days_option(7)
@role_option
@json_output
@pass_session
def gaps(session: Session, *, days: int, role: str | None, as_json: bool) -> None:
    """Print every gap; one is enough for exit code 1."""
    speech, first = session.speech(), session.now()
    last = first + timedelta(days=days)
    rotas = asked_rotas(session, role)
    found = [(rota, gap) for rota in rotas for gap in gaps_of(rota, first, last)]
    if as_json:
        shapes = [
            {"rota": rota.id, "name": rota_name(rota), "from": instant(gap.start), "until": instant(gap.end)}
            for rota, gap in found
        ]
        print_json({"from": instant(first), "until": instant(last), "gaps": shapes})
    elif found:
        head = [_("FROM"), _("UNTIL"), _("DUTY")]
        rows = ([duty_moment(gap.start, speech), duty_moment(gap.end, speech), rota_name(rota)] for rota, gap in found)
        print_data("\n".join(table(head, rows, session.width)))
    elif rotas:
        said = ngettext(
            "Somebody is always on duty for the next day.", "Somebody is always on duty for {count} days.", days
        )
        say(said.format(count=days))
    if found:
        raise click.exceptions.Exit(Exit.REFUSED)
