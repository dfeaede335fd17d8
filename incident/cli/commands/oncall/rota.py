"""`incident oncall rota`: who will be on duty, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from incident.cli.arguments import json_output
from incident.cli.commands.oncall.asked import (
    asked_rotas,
    days_option,
    future_moment,
    role_option,
    rota_shape,
    shift_shape,
)
from incident.cli.output import instant, print_data, print_json
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.tables import table
from incident.domain.duties.stretches import LOOKED_AHEAD, whole_stretches
from incident.i18n import N_, _
from incident.wording.duty import duty_moment, people_words, rota_name

if TYPE_CHECKING:
    from incident.domain.duties.rota import Rota
    from incident.wording.speech import Speech

__all__ = ["ROTA_SHAPE", "rota", "rotas_shape"]

ROTA_SHAPE = (
    "{version, from, until, rotas: [{rota, name, roles, stretches: [{from, until, on_duty: [{person, name, layer, "
    "stands_in, why, override_until}]}]}]}"
)


@command("rota", json_shape=ROTA_SHAPE)
@option("--from", "start", metavar="TIME", help=N_("From when; without it, from now."))
@days_option(14)
@role_option
@json_output
@pass_session
def rota(session: Session, *, start: str | None, days: int, role: str | None, as_json: bool) -> None:
    """Print the stretches of each rota."""
    speech = session.speech()
    first = future_moment(session, start, speech, "--from")
    last = first + timedelta(days=days)
    rotas = asked_rotas(session, role)
    if as_json:
        print_json(rotas_shape(rotas, first, last, speech))
        return
    head = [_("FROM"), _("UNTIL"), _("WHO")]
    for number, each in enumerate(rotas):
        rows = (
            [
                "-" if one.start <= first - LOOKED_AHEAD else duty_moment(one.start, speech),
                _("no end in sight") if one.end >= last + LOOKED_AHEAD else duty_moment(one.end, speech),
                people_words(one.shifts, speech),
            ]
            for one in whole_stretches(each, first, last)
        )
        print_data("\n".join([*([""] if number else []), rota_name(each), *table(head, rows, session.width)]))


def rotas_shape(rotas: Sequence[Rota], first: datetime, last: datetime, speech: Speech) -> dict[str, object]:
    """Every stretch of every rota; an empty `on_duty` is a gap."""
    return {
        "from": instant(first),
        "until": instant(last),
        "rotas": [
            {
                **rota_shape(each),
                "stretches": [
                    {
                        "from": instant(one.start),
                        "until": instant(one.end),
                        "on_duty": [shift_shape(shift, speech) for shift in one.shifts],
                    }
                    for one in whole_stretches(each, first, last)
                ],
            }
            for each in rotas
        ],
    }
