"""The effective checklist: which steps stand, in which state, and which one is next.

A pure function of the pinned bundle, the log and the tier (DESIGN.md 5): what
is done stays, whatever the tier becomes; steps that a raise adds stand in their
place, marked, and where that place was already passed they wait in a band that
blocks the end of the phase. The order never changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from incident.domain.frozen import Frozen
from incident.domain.incident import Incident, Progress, StepState
from incident.domain.numbering import numbered
from incident.domain.raising import raise_that_added
from incident.domain.runbook import Phase, Runbook, Step, Verb
from incident.domain.standing import is_complete, is_over, stands, way_out

__all__ = ["Checklist", "Item", "PhaseView", "build_checklist"]

WAITING_STATES = frozenset({StepState.DEFERRED, StepState.ASKED})


class Item(Frozen):
    """One line of the checklist."""

    step: Step
    number: str
    """`7`, or `7a`, `7a1` for a step of a branch; '' for a step of a branch that is not taken."""
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
    turn: int = 0
    """Index of the phase in which its turn comes: its own, or the one the walk had reached when a raise added it."""
    is_blocked: bool = False
    """Not as expected, and its way out is still being worked."""

    @property
    def glyph(self) -> str:
        """The three cells of its state; a deferred step that is back stands like a current one."""
        if self.is_back and self.state is StepState.DEFERRED:
            return (StepState.WATCHED if self.step.verb is Verb.WATCH else StepState.CURRENT).glyph
        return self.state.glyph


class PhaseView(Frozen):
    """How one phase stands."""

    phase: Phase
    done: int
    total: int
    """Steps that apply; `done` of them are complete."""
    deferred: int
    not_applicable: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing of the phase is left."""
        return self.done == self.total

    @property
    def is_complete_except_deferred(self) -> bool:
        """Whether only deferred steps are left; that is a word of its own, and the incident cannot be closed on it."""
        return 0 < self.deferred == self.total - self.done


class Checklist(Frozen):
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
    lines = _with_numbers(list(_lines(incident, incident.runbook, now)))
    current = _next_item(lines)
    if current is not None:
        current = replace(current, state=_shown_as_current(current))
        lines = [current if line.index == current.index else line for line in lines]
    phases = tuple(_phase_view(n, phase, lines) for n, phase in enumerate(incident.runbook.phases))
    return Checklist(items=tuple(lines), phases=phases, current=current)


def _lines(incident: Incident, runbook: Runbook, now: datetime) -> Iterator[Item]:
    steps = {step.id: step for step in runbook.steps()}
    places = {
        step.id: (number, index)
        for index, (number, step) in enumerate((n, s) for n, phase in enumerate(runbook.phases) for s in phase.steps)
    }
    for step in steps.values():
        applies = stands(incident, step, steps)
        if applies is not None:
            yield _placed(incident, _line(incident, step, steps, now, applies=applies), places)


def _placed(incident: Incident, line: Item, places: Mapping[str, tuple[int, int]]) -> Item:
    """The line in its place; in the band, if a raise added it behind the place that the walk had reached."""
    phase, index = places[line.step.id]
    added_by = raise_that_added(incident, line.step)
    reached = places.get(added_by.place or "", (0, 0)) if added_by else (0, 0)
    return replace(
        line,
        phase=phase,
        index=index,
        is_added=added_by is not None,
        in_band=index < reached[1],
        turn=max(phase, reached[0]) if index < reached[1] else phase,
    )


def _line(incident: Incident, step: Step, steps: Mapping[str, Step], now: datetime, *, applies: bool) -> Item:
    """The line of a step, without its place in the list."""
    progress = incident.steps.get(step.id)
    state = _state(step, progress) if applies else StepState.NOT_APPLICABLE
    is_wrong = state is StepState.NOT_AS_EXPECTED
    return Item(
        step=step,
        number="",
        phase=0,
        index=0,
        state=state,
        progress=progress,
        is_complete=not applies or is_complete(incident, step, steps),
        is_blocked=is_wrong and any(not is_complete(incident, s, steps) for s in way_out(incident, step, steps)),
        is_back=state in WAITING_STATES and progress is not None and _is_back(incident, progress, steps, now),
    )


def _state(step: Step, progress: Progress | None) -> StepState:
    state = progress.state if progress else StepState.TO_DO
    return StepState.WATCHED if state is StepState.TO_DO and step.verb is Verb.WATCH else state


def _is_back(incident: Incident, progress: Progress, steps: Mapping[str, Step], now: datetime) -> bool:
    """Whether what the step waits for has come; one that waits for a person is back when that person takes it."""
    if progress.until_time is not None:
        return now >= progress.until_time
    return progress.until_step is not None and is_over(incident, progress.until_step, steps)


def _with_numbers(lines: list[Item]) -> list[Item]:
    counted = [line for line in lines if line.state is not StepState.NOT_APPLICABLE or _was_ruled_out(line)]
    numbers = numbered([line.step for line in counted])
    return [replace(line, number=numbers.get(line.step.id, "")) for line in lines]


def _was_ruled_out(line: Item) -> bool:
    """Whether a person said that it does not apply; else the branch it hangs on says so."""
    return line.progress is not None and line.progress.state is StepState.NOT_APPLICABLE


def _next_item(lines: list[Item]) -> Item | None:
    """The first line that a person can work on; the band comes at the end of the phase.

    What was deferred and is back stands beside it, and is next only when nothing else is.
    """
    open_lines = [line for line in lines if not line.is_complete and not line.is_blocked]
    workable = [line for line in open_lines if line.state not in WAITING_STATES]
    return min(workable or [line for line in open_lines if line.is_back], key=_turn, default=None)


def _turn(line: Item) -> tuple[int, bool, int]:
    return line.turn, line.in_band, line.index


def _shown_as_current(line: Item) -> StepState:
    """The state of the current step; a mark that explains why it is open stays on it."""
    if line.state in {StepState.TO_DO, *WAITING_STATES}:
        return StepState.WATCHED if line.step.verb is Verb.WATCH else StepState.CURRENT
    return line.state


def _phase_view(number: int, phase: Phase, lines: list[Item]) -> PhaseView:
    own = [line for line in lines if line.phase == number]
    counted = [line for line in own if line.state is not StepState.NOT_APPLICABLE]
    return PhaseView(
        phase=phase,
        done=sum(line.is_complete for line in counted),
        total=len(counted),
        deferred=sum(line.progress is not None and line.progress.state is StepState.DEFERRED for line in counted),
        not_applicable=len(own) - len(counted),
    )
