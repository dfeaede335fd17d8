"""Keeps a plan as shallow as a document may be: what is nested too deep goes on in a phase of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, assert_never

from incident.adapters.documents.foreign.plain_words import cut
from incident.adapters.documents.foreign.tree import (
    Ask,
    Do,
    Given,
    Option,
    Phase,
    Plan,
    Record,
    Repeat,
    Run,
    Step,
    Together,
    Wait,
)
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.foreign.names import Ids
    from incident.adapters.documents.foreign.notes import Notes

__all__ = ["shallow"]

_DEEPEST: Final = 17
"""Level of the deepest step: it may hold two levels more, and a document has 20."""
_TOP: Final = 5
"""Level of a step that stands right in a phase."""
_ANSWER: Final = 4
"""Levels from a question to the steps of its answers."""
_WAY_OUT: Final = 2
_ROUND: Final = 2


def shallow(plan: Plan, fitting: Fitting, ids: Ids, notes: Notes) -> Plan:
    """The same plan, no step of it nested deeper than a document can hold."""
    lift = _Lift(fitting, ids, notes)
    phases: list[Phase] = []
    waiting = list(plan.phases)
    while waiting:
        phase = waiting.pop(0)
        phases.append(replace(phase, steps=lift.steps(phase.steps, _TOP)))
        waiting[:0] = lift.taken()
    return replace(plan, phases=tuple(phases))


class _Lift:
    def __init__(self, fitting: Fitting, ids: Ids, notes: Notes) -> None:
        self._fitting = fitting
        self._ids = ids
        self._notes = notes
        self._taken: list[Phase] = []

    def taken(self) -> list[Phase]:
        """The phases made since the last call."""
        taken, self._taken = self._taken, []
        return taken

    def steps(self, steps: tuple[Step, ...], level: int) -> tuple[Step, ...]:
        return tuple(replace(step, verb=self._verb(step, level)) for step in steps)

    def _verb(self, step: Step, level: int) -> Do | Ask | Record | Together | Repeat | Run | Wait | Given:
        match step.verb:
            case Do() as verb:
                return replace(verb, if_not=self._way_out(step, verb.if_not, level))
            case Ask() as verb:
                return replace(verb, options=self._options(step, verb.options, level))
            case Given() as verb:
                return replace(
                    verb,
                    options=self._options(step, verb.options, level),
                    branches=self._branches(step, verb.branches, level),
                    body=self._round(step, verb.body, level) if verb.body else (),
                    if_not=self._way_out(step, verb.if_not, level),
                )
            case Together() as verb:
                return replace(verb, branches=self._branches(step, verb.branches, level))
            case Repeat() as verb:
                return replace(verb, steps=self._round(step, verb.steps, level))
            case Record() | Run() | Wait():
                return step.verb
            case _:
                assert_never(step.verb)

    def _options(self, step: Step, options: tuple[Option, ...], level: int) -> tuple[Option, ...]:
        below = level + _ANSWER
        if below <= _DEEPEST:
            return tuple(replace(option, steps=self.steps(option.steps, below)) for option in options)
        return tuple(self._later(step, option) if option.steps else option for option in options)

    def _branches(self, step: Step, branches: tuple[Option, ...], level: int) -> tuple[Option, ...]:
        if level + _ANSWER <= _DEEPEST:
            return self._options(step, branches, level)
        return tuple(replace(branch, steps=(self._elsewhere(step, branch.title, branch.steps),)) for branch in branches)

    def _way_out(self, step: Step, way_out: tuple[Step, ...] | str, level: int) -> tuple[Step, ...] | str:
        if isinstance(way_out, str) or not way_out:
            return way_out
        if level + _WAY_OUT <= _DEEPEST:
            return self.steps(way_out, level + _WAY_OUT)
        phase = self._lift(step, self._fitting.say("no"), way_out)
        return self._fitting.say("later_do", phase=phase.title)

    def _round(self, step: Step, steps: tuple[Step, ...], level: int) -> tuple[Step, ...]:
        if level + _ROUND <= _DEEPEST:
            return self.steps(steps, level + _ROUND)
        return (self._elsewhere(step, self._fitting.say("again_title"), steps),)

    def _elsewhere(self, step: Step, words: str, steps: tuple[Step, ...]) -> Step:
        """The step that stands for steps in a phase of their own, where a step must stand."""
        phase = self._lift(step, words, steps)
        done = Do(text=self._fitting.say("later_do", phase=phase.title), expect=self._fitting.say("done"))
        return Step(id=self._ids.take(f"{step.id} later", "later"), title=step.title, verb=done)

    def _later(self, step: Step, option: Option) -> Option:
        phase = self._lift(step, option.title, option.steps)
        title = self._fitting.say("later", title=cut(option.title, characters=80), phase=phase.title)
        return replace(option, title=title, steps=())

    def _lift(self, step: Step, answer: str, steps: tuple[Step, ...]) -> Phase:
        """A phase that asks again what led there, and then goes on."""
        say = self._fitting.say
        title = cut(f"{step.title} – {answer}", characters=80)
        question = say("later_ask", title=title)
        options = (Option(id="yes", title=say("yes"), steps=steps), Option(id="no", title=say("no")))
        asked = Step(
            id=self._ids.take(f"{step.id} goes on", "goes-on"),
            title=self._fitting.title(step.title.partition(":")[2].strip() or step.title, "decision"),
            verb=Ask(question=question, options=options),
        )
        self._notes.changed(
            _("'{step}' is nested too deep; its answer '{answer}' goes on in a phase of its own.").format(
                step=step.title, answer=answer
            )
        )
        phase = Phase(id=self._ids.take(asked.id, "phase"), title=title, steps=(asked,), exit=say("exit"))
        self._taken.append(phase)
        return phase
