"""`incident drill people`: who has played how often, who has not since when, and whose turn it is.

Apart from the plan: whoever picks players asks before they write one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.application.errors import NotFound
from incident.application.exercises.history import past_of
from incident.cli.arguments import json_output
from incident.cli.commands.drill.programme import read_programme, year_before
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.tables import table
from incident.domain.exercises.turns import turns
from incident.i18n import N_, _, ngettext
from incident.wording.programme import unread_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident.domain.exercises.turns import Turn
    from incident.wording.speech import Speech

__all__ = ["people"]

_SHAPE: Final = "{version, people: [{person, times, exercise, last_at, invited}]}"


@command("people", json_shape=_SHAPE)
@option("--role", metavar="ROLE", help=N_("Only people who may fill this role."))
@json_output
@pass_session
def people(session: Session, *, role: str | None, as_json: bool) -> None:
    """Print a line a person; whoever should play next stands first."""
    able = [each.id for each in session.services.directory.people() if role in (None, *each.roles)]
    past = past_of(session.services.service, session.log)
    if past.unread:
        say(unread_words(past.unread))
    rows = turns(able, past.held, year_before(session.now()), _invited(session))
    if as_json:
        print_json({"people": [_shape(row) for row in rows]})
        return
    speech = session.speech()
    head = [_("PERSON"), _("TIMES"), _("INVITED"), _("LAST")]
    print_data("\n".join(table(head, (_row(row, speech) for row in rows), session.width)))
    never = sum(row.last is None for row in rows)
    if never:
        words = ngettext("{count} person has never played.", "{count} people have never played.", never)
        say(words.format(count=never))


def _invited(session: Session) -> Mapping[str, int]:
    try:
        return read_programme(session, None).invited()
    except NotFound:  # without a plan nobody is invited
        return {}


def _row(row: Turn, speech: Speech) -> list[str]:
    said = _("{exercise}, {at}")
    last = said.format(exercise=row.last.exercise, at=speech.moment(row.last.at)) if row.last else _("never")
    return [speech.person(row.person), str(row.times), str(row.invited), last]


def _shape(row: Turn) -> dict[str, object]:
    return {
        "person": row.person,
        "times": row.times,
        "exercise": row.last.exercise if row.last else None,
        "last_at": instant(row.last.at if row.last else None),
        "invited": row.invited,
    }
