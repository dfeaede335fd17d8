"""A scenario with an inject that waits for the facilitator's hand; none of the shipped ones has any."""

from __future__ import annotations

from incident.domain.exercises.scenario import ScenarioBundle

__all__ = ["prompted"]


def prompted(bundle: ScenarioBundle, number: int) -> ScenarioBundle:
    """The same, but that the inject of that number is let go by hand when it is due."""
    plan = bundle.scenario
    injects = tuple(each.changed(is_prompted=each.number == number) for each in plan.injects)
    return bundle.changed(scenario=plan.changed(injects=injects))
