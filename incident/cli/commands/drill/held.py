"""`incident drill held`: which scenarios were exercised when, by whom, and which are overdue.

Apart from one exercise, because the duty manager asks before there is one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import click

from incident.application.exercises.history import held_exercises
from incident.cli.arguments import json_output
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.tables import table
from incident.domain.exercises.holding import standings
from incident.i18n import N_, _, current, ngettext
from incident.wording.programme import unread_words
from incident.wording.scenarios import told_apart

if TYPE_CHECKING:
    from incident.domain.exercises.holding import Standing
    from incident.wording.speech import Speech

__all__ = ["held"]

_SHAPE: Final = (
    "{version, every_days, scenarios: [{scenario, title, times, exercise, held_at, players, due_at, is_overdue}]}"
)
_YEAR: Final = 365
"""Each scenario at least once a year (reference/DRILLS.md 1.8)."""


@command("held", json_shape=_SHAPE)
@option(
    "--every",
    "days",
    metavar="DAYS",
    type=click.IntRange(1, 3650),
    default=_YEAR,
    show_default=True,
    help=N_("After how many days a scenario is due again."),
)
@json_output
@pass_session
def held(session: Session, *, days: int, as_json: bool) -> None:
    """Print a line a scenario, what is overdue first."""
    every = session.wiring.scenarios(session.options).every()
    titles = {each.scenario.id: each.text("title", current()) for each in every}
    exercises, unread = held_exercises(session.services.service, session.services.log)
    if unread:
        say(unread_words(unread))
    rows = standings(sorted(titles), exercises, timedelta(days=days), session.now())
    if as_json:
        print_json({"every_days": days, "scenarios": [_shape(row, titles[row.scenario]) for row in rows]})
        return
    speech, names = session.speech(), told_apart(titles)
    head = [_("DUE"), _("HELD"), _("TITLE")]
    print_data("\n".join(table(head, (_row(row, names[row.scenario], speech) for row in rows), session.width)))
    overdue = sum(row.is_overdue for row in rows)
    if overdue:
        words = ngettext("{count} scenario is overdue.", "{count} scenarios are overdue.", overdue)
        say(words.format(count=overdue))


def _row(row: Standing, title: str, speech: Speech) -> list[str]:
    if row.last is None or row.due_at is None:
        return [_("now"), _("never"), title]
    due = speech.moment(row.due_at)
    persons = _(", ").join(speech.person(person) for person in row.last.players)
    words = _("{title}: {exercise}, by {persons}").format(title=title, exercise=row.last.exercise, persons=persons)
    return [_("overdue since {at}").format(at=due) if row.is_overdue else due, speech.moment(row.last.at), words]


def _shape(row: Standing, title: str) -> dict[str, object]:
    return {
        "scenario": row.scenario,
        "title": title,
        "times": row.times,
        "exercise": row.last.exercise if row.last else None,
        "held_at": instant(row.last.at if row.last else None),
        "players": list(row.last.players) if row.last else [],
        "due_at": instant(row.due_at),
        "is_overdue": row.is_overdue,
    }
