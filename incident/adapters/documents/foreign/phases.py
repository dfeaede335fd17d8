"""Steps in phases that end in a pause: no more between two of them than a person keeps in mind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.plain_words import cut, one_line
from incident.adapters.documents.foreign.tree import Phase, Repeat, Step, Together
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
    if _weight(steps) <= MOST_STEPS:
        return (Phase(id="work", title=cut(one_line(title), characters=80), steps=steps, exit=fitting.say("exit")),)
    notes.made_up(_("The file has no phases; its steps are cut into some of {most}.").format(most=MOST_STEPS), at)
    return tuple(
        Phase(
            id=f"part-{number}",
            title=fitting.say("phase", first=str(first + 1), last=str(end)),
            steps=steps[first:end],
            exit=fitting.say("exit"),
        )
        for number, (first, end) in enumerate(_cuts(steps, MOST_STEPS), start=1)
    )


def split(phase: Phase, fitting: Fitting, ids: Ids) -> list[Phase]:
    """The phase, in parts of equal length if it is too long."""
    weight = _weight(phase.steps)
    if weight <= MOST_STEPS or len(phase.steps) == 1:
        return [phase]
    parts = _cuts(phase.steps, -(-weight // -(-weight // MOST_STEPS)))
    return [
        Phase(
            id=phase.id if number == 1 else ids.take(f"{phase.id} {number}", "part"),
            title=fitting.say("part", title=phase.title, number=str(number), count=str(len(parts))),
            steps=phase.steps[first:end],
            exit=phase.exit,
        )
        for number, (first, end) in enumerate(parts, start=1)
    ]


def _cuts(steps: tuple[Step, ...], most: int) -> list[tuple[int, int]]:
    """From where to where each part goes: no heavier than that, but for a step that is heavier by itself."""
    cuts, first, weight = list[tuple[int, int]](), 0, 0
    for index, step in enumerate(steps):
        own = _weight((step,))
        if index > first and weight + own > most:
            cuts.append((first, index))
            first, weight = index, 0
        weight += own
    return [*cuts, (first, len(steps))]


def _weight(steps: tuple[Step, ...]) -> int:
    """How many steps nobody gets around: those of loops and of work in parallel count, those of answers do not."""
    return sum(1 + _weight(_body(step)) for step in steps)


def _body(step: Step) -> tuple[Step, ...]:
    match step.verb:
        case Repeat(steps=body):
            return body
        case Together(branches=branches):
            return tuple(each for branch in branches for each in branch.steps)
    return ()
