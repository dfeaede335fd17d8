"""The effective checklist: which steps stand, in which state, and which one is next.

A pure function of the pinned bundle, the log and the tier (DESIGN.md 5): what
is done stays, whatever the tier becomes; steps that a raise adds stand in their
place, marked, and where that place was already passed they wait in a band that
blocks the end of the phase. The order never changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime

from incident.domain.incident import Incident, Progress, StepState, TierChange
from incident.domain.runbook import Phase, Step, Verb

__all__ = ["Checklist", "Item", "PhaseView", "build_checklist"]

COMPLETE_STATES = frozenset({StepState.AS_EXPECTED, StepState.SENSED, StepState.OVERRIDDEN, StepState.NOT_APPLICABLE})
WAITING_STATES = frozenset({StepState.DEFERRED, StepState.ASKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the checklist."""

    step: Step
    number: str
    """`7`, or `7a` for a step of a branch; '' for a step that does not apply."""
    phase: int
    """Index of its phase."""
    index: int
    """Place in the order of work, over all tiers; never changes."""
    state: StepState
    progress: Progress | None
    is_complete: bool
    is_added: bool = False
    """Whether a raise added it."""
    in_band: bool = False
    """Added, but its place was already passed: it waits in the band ADDED BY THE RAISE."""
    is_back: bool = False
    """Deferred or asked, and the moment it waited for has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseView:
    """How one phase stands."""

    phase: Phase
    done: int
    total: int
    """Steps that apply; `done` of them are complete."""
    deferred: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing of the phase is left."""
        return self.done == self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The whole list, as it stands at one moment."""

    items: tuple[Item, ...]
    phases: tuple[PhaseView, ...]
    current: Item | None
    """The one bright thing; None when no step can be worked now."""

    def item(self, step_id: str) -> Item | None:
        """The line of that step, or None if it does not stand at this tier."""
        return next((item for item in self.items if item.step.id == step_id), None)

    def in_state(self, *states: StepState) -> tuple[Item, ...]:
        """The lines in one of the states, in order."""
        return tuple(item for item in self.items if item.state in states)

    @property
    def open_items(self) -> tuple[Item, ...]:
        """The lines that are not complete, in order."""
        return tuple(item for item in self.items if not item.is_complete)

    @property
    def band(self) -> tuple[Item, ...]:
        """The open steps that wait in the band ADDED BY THE RAISE."""
        return tuple(item for item in self.items if item.in_band and not item.is_complete)

    @property
    def applicable(self) -> tuple[Item, ...]:
        """The lines that count: everything but what does not apply."""
        return tuple(i for i in self.items if i.state is not StepState.NOT_APPLICABLE)


def build_checklist(incident: Incident, now: datetime) -> Checklist:
    """The effective checklist of the incident at that moment; empty if it has no runbook."""
    if incident.bundle is None:
        return Checklist(items=(), phases=(), current=None)
    lines = tuple(_number(_lines(incident, now)))
    current = _next_item(incident, lines)
    if current is not None and current.state in (StepState.TO_DO, StepState.NOT_AS_EXPECTED):
        shown = current if current.state is StepState.NOT_AS_EXPECTED else replace(current, state=StepState.CURRENT)
        lines = tuple(shown if line.index == current.index else line for line in lines)
        current = shown
    phases = tuple(_phase_view(n, phase, lines) for n, phase in enumerate(incident.runbook.phases))
    return Checklist(items=lines, phases=phases, current=current)


def _lines(incident: Incident, now: datetime) -> Iterator[Item]:
    steps = {step.id: step for step in incident.runbook.steps()}
    order = {step_id: index for index, step_id in enumerate(steps)}
    for number, phase in enumerate(incident.runbook.phases):
        for step in phase.steps:
            progress = incident.steps.get(step.id)
            stands = _stands(incident, step, steps)
            if stands is None:
                continue
            added_by = _added_by(incident, step, progress)
            state = _state(step, progress) if stands else StepState.NOT_APPLICABLE
            yield Item(
                step=step,
                number="",
                phase=number,
                index=order[step.id],
                state=state,
                progress=progress,
                is_complete=_is_complete(incident, step, state, steps),
                is_added=added_by is not None,
                in_band=added_by is not None and _is_behind(order, step, added_by.place),
                is_back=state in WAITING_STATES and _is_back(incident, progress, now),
            )


def _stands(incident: Incident, step: Step, steps: Mapping[str, Step]) -> bool | None:
    """True: on the list. False: on it as not applicable. None: not on it."""
    progress = incident.steps.get(step.id)
    done = progress is not None and progress.state in COMPLETE_STATES | {StepState.NOT_AS_EXPECTED}
    if done:
        return True
    if incident.tier not in step.tiers:
        return None
    if step.branch is None:
        return True
    parent = incident.steps.get(step.branch.step)
    if _stands(incident, steps[step.branch.step], steps) is not True:
        return None
    if step.branch.option is None:
        return True if parent and parent.state is StepState.NOT_AS_EXPECTED else None
    if parent is None or parent.option is None:
        return None
    return parent.option == step.branch.option


def _state(step: Step, progress: Progress | None) -> StepState:
    state = progress.state if progress else StepState.TO_DO
    if state is StepState.TO_DO and step.verb is Verb.WATCH:
        return StepState.WATCHED
    return state


def _is_complete(incident: Incident, step: Step, state: StepState, steps: Mapping[str, Step]) -> bool:
    """Whether nothing of the step is left; 'not as expected' is complete once its way out is."""
    if state is not StepState.NOT_AS_EXPECTED:
        return state in COMPLETE_STATES
    way_out = [s for s in steps.values() if s.branch and s.branch.step == step.id and s.branch.option is None]
    standing = [s for s in way_out if _stands(incident, s, steps)]
    return bool(standing) and all(
        _is_complete(incident, s, _state(s, incident.steps.get(s.id)), steps) for s in standing
    )


def _added_by(incident: Incident, step: Step, progress: Progress | None) -> TierChange | None:
    """The raise that added the step, among those since the last lowering."""
    for change in reversed(incident.tier_changes):
        if not change.is_raise:
            return None
        if change.new in step.tiers and change.old not in step.tiers:
            was_done = progress is not None and progress.at < change.at and progress.state in COMPLETE_STATES
            return None if was_done else change
    return None


def _is_behind(order: Mapping[str, int], step: Step, place: str | None) -> bool:
    return place is not None and order[step.id] < order.get(place, -1)


def _is_back(incident: Incident, progress: Progress | None, now: datetime) -> bool:
    if progress is None:
        return False
    if progress.until_time is not None:
        return now >= progress.until_time
    if progress.until_step is not None:
        awaited = incident.steps.get(progress.until_step)
        return awaited is not None and awaited.state in COMPLETE_STATES
    return False


def _number(lines: Iterator[Item]) -> Iterator[Item]:
    """Number the lines that apply: 1, 2, 3, and 3a, 3b for the branches of 3."""
    count = 0
    letters: dict[str, int] = {}
    numbers: dict[str, str] = {}
    for line in lines:
        branch = line.step.branch
        if line.state is StepState.NOT_APPLICABLE and branch is not None:
            yield line
            continue
        if branch is not None and branch.step in numbers:
            letter = letters[branch.step] = letters.get(branch.step, 0) + 1
            number = f"{numbers[branch.step]}{chr(ord('a') + (letter - 1) % 26)}"
        else:
            count += 1
            number = str(count)
        numbers[line.step.id] = number
        yield replace(line, number=number)


def _next_item(incident: Incident, lines: tuple[Item, ...]) -> Item | None:
    """The first line that a person can work on; the band comes at the end of the phase."""
    place_phase = _phase_of_place(incident, lines)
    ways_out = {ln.step.branch.step for ln in lines if ln.step.branch and ln.step.branch.option is None}
    workable = [line for line in lines if _is_workable(line, ways_out)]
    if not workable:
        return next((line for line in lines if line.is_back and not line.is_complete), None)

    def order(line: Item) -> tuple[int, bool, int]:
        phase = max(line.phase, place_phase) if line.in_band else line.phase
        return (phase, line.in_band, line.index)

    return min(workable, key=order)


def _is_workable(line: Item, ways_out: Set[str]) -> bool:
    """Open, nobody's turn to answer, and not already on its way out of 'not as expected'."""
    if line.is_complete or line.state in WAITING_STATES:
        return False
    return line.state is not StepState.NOT_AS_EXPECTED or line.step.id not in ways_out


def _phase_of_place(incident: Incident, lines: tuple[Item, ...]) -> int:
    places = {change.place for change in incident.tier_changes if change.is_raise}
    return max((line.phase for line in lines if line.step.id in places), default=0)


def _phase_view(number: int, phase: Phase, lines: tuple[Item, ...]) -> PhaseView:
    own = [i for i in lines if i.phase == number and i.state is not StepState.NOT_APPLICABLE]
    return PhaseView(
        phase=phase,
        done=sum(item.is_complete for item in own),
        total=len(own),
        deferred=sum(item.state is StepState.DEFERRED for item in own),
    )
