"""An exercise that somebody leads, for the tests of its screens."""

from __future__ import annotations

from collections.abc import Sequence

from incident.adapters.documents.scenarios.library import ScenarioLibrary
from incident.application.exercises.leading import Leading
from incident.domain import commands as c
from incident.domain.events import IncidentMode
from incident.shipped import library_root
from tests.scenarios.prompting import prompted
from tests.tui.worlds import BO, World

__all__ = ["LIBRARY", "leading_of", "led"]

LIBRARY = ScenarioLibrary([library_root() / "scenarios"], [library_root()])


def leading_of(world: World) -> Leading:
    """What whoever sits there leads with."""
    return Leading(world.service, world.log, world.log.leading(), world.ids, world.actor)


def led(
    world: World, scenario: str = "exercise.provider-down", *, by_hand: int = 0, evaluators: Sequence[str] = ()
) -> str:
    """Ana leads it, Bo commands it, the first inject is out, and one minute has gone; its id.

    `by_hand`: the number of an inject that waits for her when it is due.
    """
    bundle = prompted(LIBRARY.bundle(scenario), by_hand)
    declaration = c.DeclareIncident(
        by=world.actor.acts_as,
        title="Payments 支付",
        tier=bundle.scenario.tier,
        bundle=LIBRARY.runbook(bundle.scenario.runbook),
        mode=IncidentMode.EXERCISE,
    )
    leading = leading_of(world)
    exercise = leading.begin(declaration, bundle, (), evaluators=evaluators)
    world.of(BO).does(exercise, c.AssignRole(by="bo", role="commander", person="bo"))
    leading.advance(exercise)
    world.clock.forward(minutes=1)
    return exercise
