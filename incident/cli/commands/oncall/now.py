"""`incident oncall now`: who would be woken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from incident.application.messages.people import in_mode
from incident.cli.arguments import json_output
from incident.cli.commands.oncall.asked import asked_rotas, future_moment, role_option, rota_shape, shift_shape
from incident.cli.output import instant, print_data, print_json
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.tables import table
from incident.domain.duties.stretches import LOOKED_AHEAD, OnDuty, now_on_duty, stretches
from incident.i18n import N_, _
from incident.wording.duty import reason_words, rota_name, until_words
from incident.wording.people import ways_in_full

if TYPE_CHECKING:
    from incident.application.ports import Person
    from incident.domain.duties.rota import Rota
    from incident.wording.speech import Speech

__all__ = ["now"]

_SHAPE = (
    "{version, at, rotas: [{rota, name, roles, on_duty: [{person, name, layer, stands_in, why, override_until, "
    "until, phone, reach: [{target, address}]}]}]}"
)


@command("now", json_shape=_SHAPE)
@option("--at", metavar="TIME", help=N_("At another time: 22:00, or 2026-12-24 18:00."))
@role_option
@json_output
@pass_session
def now(session: Session, *, at: str | None, role: str | None, as_json: bool) -> None:
    """Print everybody in the order in which they are woken, rota by rota."""
    speech = session.speech()
    moment = future_moment(session, at, speech, "--at")
    rotas = asked_rotas(session, role)
    if as_json:
        shapes = [
            {**rota_shape(rota), "on_duty": [_shape(session, found, speech) for found in now_on_duty(rota, moment)]}
            for rota in rotas
        ]
        print_json({"at": instant(moment), "rotas": shapes})
        return
    rows = [row for rota in rotas for row in _rows(session, rota, moment, speech)]
    if rows:
        head = [_("DUTY"), _("WHO"), _("UNTIL"), _("WHY, AND HOW REACHED")]
        print_data("\n".join(table(head, rows, session.width)))


def _rows(session: Session, rota: Rota, moment: datetime, speech: Speech) -> Iterator[list[str]]:
    found = now_on_duty(rota, moment)
    for number, each in enumerate(found):
        words = _("{why}; {reach}").format(why=reason_words(each.shift), reach=_reached(session, each.shift.person))
        name = rota_name(rota) if number == 0 else ""
        yield [name, speech.person(each.shift.person), until_words(each, speech, session.now()), words]
    if not found:
        last = stretches(rota, moment, moment + LOOKED_AHEAD)[0].end
        until = speech.when(last, session.now()) if last < moment + LOOKED_AHEAD else _("no end in sight")
        yield [rota_name(rota), _("NOBODY"), until, _("nobody would be woken")]


def _reached(session: Session, person_id: str) -> str:
    person = _person(session, person_id)
    return (ways_in_full(person) if person else "") or _("NO WAY TO REACH")


def _person(session: Session, person_id: str) -> Person | None:
    """With the ways of real incidents: an exercise wakes nobody."""
    directory = session.services.directory
    found = directory.person(person_id)
    return next(in_mode([found], directory, exercise=False)) if found else None


def _shape(session: Session, found: OnDuty, speech: Speech) -> dict[str, object]:
    person = _person(session, found.shift.person)
    ways = [{"target": target, "address": address} for target, address in (person.reach if person else ())]
    return {
        **shift_shape(found.shift, speech),
        "until": instant(found.until),
        "phone": person.phone if person else "",
        "reach": ways,
    }
