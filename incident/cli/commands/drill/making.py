"""`incident drill scenario new` and `drill plan new`: a start that is right as it stands, to be made one's own.

Apart from what shows and checks them, which are loaded far more often.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import click

from incident.application.errors import FileThere, NotFound, StorageMissing
from incident.cli.arguments import json_output
from incident.cli.output import print_data, print_json, say
from incident.cli.parameters import RUNBOOK_ID
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.writing import about_to_write
from incident.i18n import N_, _, current
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from incident.adapters.documents.writing.exercises import Playable

__all__ = ["new_plan", "new_scenario"]

_SHAPE: Final = "{version, paths}"
_AHEAD: Final = timedelta(days=92)
"""With less of the year left than this, one plans the next."""


@command(
    "new",
    help=N_("Begin a scenario of your own from one that there is; its files are below scenarios/."),
    json_shape=_SHAPE,
)
@argument("ID", "scenario_id", type=RUNBOOK_ID)
@option(
    "--from", "source", metavar="SCENARIO", required=True, help=N_("From which one; 'drill scenario list' names them.")
)
@option("--title", metavar="WORDS", help=N_("What it is called, in the language in use."))
@json_output
@pass_session
def new_scenario(session: Session, *, scenario_id: str, source: str, title: str | None, as_json: bool) -> None:
    """Write it in every language, for nobody who plays the other one."""
    from incident.adapters.documents.writing.exercises import own_scenario  # here, as below: once in its life
    from incident.application.exercises.led import require_unplayed

    scenarios = session.wiring.scenarios(session.options)
    texts = scenarios.texts(source)
    services = session.services
    with suppress(StorageMissing):  # without a log nothing is played
        require_unplayed(services.service, services.log, source, services.actor)
    if scenario_id in {each.scenario.id for each in scenarios.every()}:
        raise click.UsageError(_("There is a scenario '{name}' already.").format(name=scenario_id))
    paths = _save(session, own_scenario(texts, scenario_id, {current(): title} if title else {}), as_json=as_json)
    said = _("Next: write your own exercise into {count} files, one a language, and look whether they are right:")
    say(said.format(count=len(paths)))
    for line in ("check", f"show {scenario_id}"):
        say(f"  incident drill scenario {line}")


@command(
    "new",
    help=N_("Begin the plan of a year below drills/: a special exercise for each family, and a full one."),
    json_shape=_SHAPE,
)
@option("--year", metavar="YEAR", type=int, help=N_("Of which year; without it, of the one that is to be planned."))
@option("--approver", metavar="PERSON", required=True, help=N_("Who approves it; not you, who keep it."))
@json_output
@pass_session
def new_plan(session: Session, *, year: int | None, approver: str, as_json: bool) -> None:
    """Write it in one's own name, over what is left of the year."""
    from incident.adapters.documents.writing.exercises import Beginning, first_plan
    from incident.application.messages.people import person_called

    today = session.wiring.today(session.options)
    year = year or (today + _AHEAD).year
    person = person_called(session.services.directory, approver).id
    if person == session.by:
        raise click.UsageError(_("Who keeps the plan cannot approve it."))
    plans = session.wiring.plans(session.options)
    with suppress(NotFound):
        raise FileThere(path=plans.written(year).path)
    beginning = Beginning(year=year, owner=session.by, approver=person, today=today)
    _save(session, {f"drills/plan-{year}.yaml": first_plan(beginning, _playable(session))}, as_json=as_json)
    say(_("Next: put your days, people and rules into it. Then check it, have it approved, invite people:"))
    for verb in ("plan check", f"plan approve --year {year}", "remind"):
        say(f"  incident drill {verb}")


def _playable(session: Session) -> list[Playable]:
    from incident.adapters.documents.writing.exercises import Playable

    scenarios = session.wiring.scenarios(session.options)
    return [
        Playable(
            id=each.scenario.id,
            title=clean_line(each.text("title", current())),
            family=each.scenario.family,
            roles=tuple(scenarios.runbook(each.scenario.runbook).runbook.roles),
        )
        for each in scenarios.every()
    ]


def _save(session: Session, texts: Mapping[str, str], *, as_json: bool) -> list[Path]:
    from incident.adapters.documents.writing.saving import save

    folder = session.wiring.plans(session.options).folder.parent
    contents = {folder / path: text.encode() for path, text in texts.items()}
    with about_to_write(str(folder), "--workspace"):
        save(contents)
    if as_json:
        print_json({"paths": [str(path) for path in contents]})
    for path in () if as_json else contents:
        print_data(clean_line(str(path)))
    return list(contents)
