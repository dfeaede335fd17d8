"""Steps in phases that end in a pause: no more between two of them than a person keeps in mind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.plain_words import cut, one_line
from incident.adapters.documents.foreign.tree import Phase, Step
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.foreign.names import Ids
    from incident.adapters.documents.foreign.notes import Notes
    from incident.adapters.documents.reading.nodes import Mark

__all__ = ["MOST_STEPS", "in_phases", "split"]

MOST_STEPS: Final = 9
"""Between two pauses (rule RB029)."""


def in_phases(steps: tuple[Step, ...], title: str, fitting: Fitting, notes: Notes, at: Mark) -> tuple[Phase, ...]:
    """The steps of a file that knows no phases."""
    if len(steps) <= MOST_STEPS:
        return (Phase(id="work", title=cut(one_line(title), characters=80), steps=steps, exit=fitting.say("exit")),)
    notes.made_up(_("The file has no phases; its steps are cut into some of {most}.").format(most=MOST_STEPS), at)
    return tuple(
        Phase(
            id=f"part-{first // MOST_STEPS + 1}",
            title=fitting.say("phase", first=str(first + 1), last=str(min(first + MOST_STEPS, len(steps)))),
            steps=steps[first : first + MOST_STEPS],
            exit=fitting.say("exit"),
        )
        for first in range(0, len(steps), MOST_STEPS)
    )


def split(phase: Phase, fitting: Fitting, ids: Ids) -> list[Phase]:
    """The phase, in parts of equal length if it is too long."""
    count = -(-len(phase.steps) // MOST_STEPS)
    if count <= 1:
        return [phase]
    size = -(-len(phase.steps) // count)
    return [
        Phase(
            id=phase.id if number == 1 else ids.take(f"{phase.id} {number}", "part"),
            title=fitting.say("part", title=phase.title, number=str(number), count=str(count)),
            steps=phase.steps[(number - 1) * size : number * size],
            exit=phase.exit,
        )
        for number in range(1, count + 1)
    ]
