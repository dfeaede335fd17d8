"""How `incident drill run` begins an exercise: who leads it, who evaluates it, and what is said before it starts.

Apart from leading one that runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from incident.application.exercises.programming import programmed_as
from incident.application.holding import held_or_why
from incident.cli.commands.drill.blackout import BLACKOUT, require_no_blackout
from incident.cli.lawless import say_lawless
from incident.cli.named import known_person
from incident.cli.output import say
from incident.domain.commands import DeclareIncident
from incident.domain.events import IncidentMode
from incident.domain.frozen import Frozen
from incident.domain.titles import titles_of
from incident.i18n import _, current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.application.exercises.leading import Leading
    from incident.cli.session import Session
    from incident.domain.exercises.scenario import ScenarioBundle
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["Ways", "begun", "require_no_beginning", "require_no_speed"]


class Ways(Frozen):
    """How an exercise is to be begun."""

    leads: tuple[str, ...]
    evaluators: tuple[str, ...]
    rate: int | None
    """None where none was given."""
    solo: bool
    despite: tuple[str, ...]


def begun(session: Session, leading: Leading, name: str, ways: Ways) -> str:
    """Declare, prepare and start it; its id."""
    scenarios, services = session.wiring.scenarios(session.options), session.services
    bundle = scenarios.bundle(name)
    held_to, lawless = held_or_why(services)
    declaration = _declaration(session, bundle, scenarios.runbook(bundle.scenario.runbook)).changed(held_to=held_to)
    leads, evaluators = _persons(session, ways)
    _say_who_may_lack(session, leading.require_open((*leads, *evaluators)))
    if not ways.solo:
        _say_who_can_read(session)
        require_no_blackout(session, ways.despite)
    despite = tuple(each.upper() for each in ways.despite if each != BLACKOUT)
    programmed = None if ways.solo else programmed_as(services, bundle.scenario.id)
    exercise = leading.begin(
        declaration,
        bundle,
        leads,
        ways.rate or 1,
        is_solo=ways.solo,
        despite=despite,
        programmed=programmed,
        evaluators=evaluators,
    )
    if lawless is not None:
        say_lawless(exercise, lawless)
    return exercise


def require_no_beginning(exercise: str, ways: Ways) -> None:
    """Who leads and evaluates it, and beside what it is played, was said when it began."""
    given = {"--lead": ways.leads, "--evaluate": ways.evaluators, "--solo": ways.solo, "--despite": ways.despite}
    if named := _(", ").join(option for option, value in given.items() if value):
        words = _("These belong to the beginning of an exercise, and {exercise} has begun: {options}. Leave them out.")
        raise click.UsageError(words.format(exercise=exercise, options=named))


def require_no_speed(exercise: str, rate: int | None) -> None:
    """How fast the clock of one that runs goes is a command of its own, for everybody to read."""
    if rate is not None:
        words = _("{exercise} has begun. This changes the speed of its clock: {command}")
        raise click.UsageError(words.format(exercise=exercise, command=f"incident drill speed {exercise} {rate}"))


def _declaration(session: Session, bundle: ScenarioBundle, runbook: Bundle) -> DeclareIncident:
    workspace = session.services.workspace
    return DeclareIncident(
        by=session.by,
        title=bundle.text("title", current()),
        titles=titles_of(bundle),
        tier=bundle.scenario.tier,
        bundle=runbook,
        mode=IncidentMode.EXERCISE,
        zone=workspace.zone,
        contact=workspace.contact,
    )


def _persons(session: Session, ways: Ways) -> tuple[Sequence[str], Sequence[str]]:
    """Who leads it beside whoever begins it, and who evaluates it; nobody does both."""
    leads = [known_person(session, each) for each in ways.leads]
    evaluators = [known_person(session, each) for each in ways.evaluators]
    for person in evaluators:
        if person in (session.by, *leads):
            words = _("{person} leads it, and who leads may observe and rate too. Name somebody else to evaluate it.")
            raise click.UsageError(words.format(person=session.speech().person(person)))
    return leads, evaluators


def _say_who_may_lack(session: Session, unknown: Sequence[str]) -> None:
    """Nobody can be asked for the right of a login that is not known; the exercise can be ended without it."""
    if unknown:
        words = _(
            "The server knows no login of {people}, so nobody can say whether they may lead or evaluate; if they may "
            "not, anybody still pauses and ends it."
        )
        say(words.format(people=_(", ").join(map(session.speech().person, unknown))))


def _say_who_can_read(session: Session) -> None:
    if session.log.known_logins() is None:
        words = _(
            "On SQLite hiding is best effort: the program shows the facilitators' side to nobody who plays, but it "
            "stands in the file, which whoever opens it can read. PostgreSQL keeps it from players."
        )
        say(words)
