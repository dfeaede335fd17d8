"""The plans of exercises of a workspace: `drills/`, one file a year, in git as everything that a team decides.

Apart from opening, which every command pays for; a slip in a plan stops nobody's next mark.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.drills.compiler import Played, Surroundings
from incident.adapters.documents.drills.library import PlanShelf

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from incident.adapters.documents.scenarios.library import ScenarioLibrary

__all__ = ["DRILLS", "plan_shelf"]

DRILLS: Final = "drills"


def plan_shelf(
    folder: Path, people: Mapping[str, Collection[str]], zone: str, scenarios: Callable[[], ScenarioLibrary]
) -> PlanShelf:
    """The plans below the folder of a workspace."""

    @cache
    def around() -> Surroundings:
        library = scenarios()
        played = {
            each.scenario.id: Played(
                family=each.scenario.family,
                length=each.scenario.length,
                roles=tuple(library.runbook(each.scenario.runbook).runbook.roles),
            )
            for each in library.every()
        }
        return Surroundings(scenarios=played, people=people, zone=zone)

    return PlanShelf(folder / DRILLS, around)
