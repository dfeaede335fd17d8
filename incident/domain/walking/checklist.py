"""The effective checklist: which steps stand, in which state, and which one is next.

A pure function of the pinned bundle, the log and the tier (DESIGN.md 5): what
is done stays, whatever the tier becomes; steps that a raise adds stand in their
place, marked, and where that place was already passed they wait in a band that
blocks the end of the phase. The order never changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from incident.domain.frozen import Frozen
from incident.domain.grading.raising import what_added
from incident.domain.incident import Incident, Progress, Status, StepState
from incident.domain.runbooks.numbering import numbered
from incident.domain.runbooks.runbook import CONTAINERS, Phase, Step, Verb
from incident.domain.timing.playing_time import back_at
from incident.domain.walking.following import WAITING_STATES, next_item
from incident.domain.walking.pacing import BY_ITSELF, PLAIN, Pace, pace_of
from incident.domain.walking.standing import Standing

__all__ = ["Checklist", "Item", "PhaseView", "build_checklist"]


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
    pace: Pace = PLAIN
    """What it waits for by itself, and how far the steps are that it is made of."""

    @property
    def is_work(self) -> bool:
        """Whether somebody works it; a `together` is done by its steps."""
        return self.pace.is_work

    @property
    def was_done(self) -> bool:
        """Whether it is complete because it was done, and not because it does not apply."""
        return self.is_complete and self.state is not StepState.NOT_APPLICABLE

    @property
    def is_waiting(self) -> bool:
        """Whether only time or a fact is missing: nobody can do anything about it."""
        return self.pace.is_waiting

    @property
    def glyph(self) -> str:
        """The three cells of its state; a deferred step that is back stands like a current one."""
        if self.is_back and self.state is StepState.DEFERRED:
            return (StepState.WATCHED if self.step.verb in BY_ITSELF else StepState.CURRENT).glyph
        return self.state.glyph


class PhaseView(Frozen):
    """How one phase stands."""

    phase: Phase
    done: int
    total: int
    """Steps that apply; `done` of them are complete."""
    deferred: int
    not_applicable: int
    is_there: bool = True
    """False while the runbook that brings it was not added."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing of the phase is left."""
        return self.done == self.total


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
        """The lines that count: everything but what does not apply, and what is only made of others."""
        return tuple(item for item in self.items if _counts(item))

    @property
    def open_work(self) -> tuple[Item, ...]:
        """The open lines that somebody works, in order: without those that are done by their steps."""
        return tuple(item for item in self.open_items if item.is_work)


def build_checklist(incident: Incident, now: datetime) -> Checklist:
    """The effective checklist of the incident at that moment; empty if it has no runbook."""
    if incident.bundle is None:
        return Checklist(items=(), phases=(), current=None)
    standing = Standing(incident)
    lines = _with_numbers(incident, standing, list(_lines(incident, standing, now)))
    current = next_item(lines, standing)
    if current is not None:
        current = current.changed(state=_shown_as_current(current))
        lines = [current if line.index == current.index else line for line in lines]
    phases = tuple(_phase_view(incident, n, phase, lines) for n, phase in enumerate(incident.runbook.phases))
    return Checklist(items=tuple(lines), phases=phases, current=current)


def _lines(incident: Incident, standing: Standing, now: datetime) -> Iterator[Item]:
    places = {step.id: (number, index) for index, (number, step) in enumerate(standing.lines)}
    for _, step in standing.lines:
        applies = standing.stands(step)
        if applies is not None:
            yield _placed(incident, _line(incident, step, standing, now, applies=applies), places, standing)


def _placed(incident: Incident, line: Item, places: Mapping[str, tuple[int, int]], standing: Standing) -> Item:
    """The line in its place; in the band, if a raise added it behind the place that the walk had reached.

    A round waits for all of its steps, so that what a raise adds to it comes at once.
    """
    phase, index = places[line.step.id]
    added_by = what_added(incident, line.step)
    reached = (places.get(added_by.place or "") if added_by else None) or (0, 0)
    in_band = index < reached[1] and not any(standing.rounds_around(line.step))
    return line.changed(
        phase=phase,
        index=index,
        is_added=added_by is not None,
        in_band=in_band,
        turn=max(phase, reached[0]) if in_band else phase,
    )


def _line(incident: Incident, step: Step, standing: Standing, now: datetime, *, applies: bool) -> Item:
    """The line of a step, without its place in the list."""
    progress = incident.steps.get(step.id)
    state = _state(step, progress, standing) if applies else StepState.NOT_APPLICABLE
    is_wrong = state is StepState.NOT_AS_EXPECTED
    return Item(
        step=step,
        number="",
        phase=0,
        index=0,
        state=state,
        progress=progress,
        is_complete=not applies or standing.is_complete(step),
        is_blocked=is_wrong and not all(map(standing.is_complete, standing.way_out(step))),
        is_back=state in WAITING_STATES and progress is not None and _is_back(incident, progress, standing, now),
        pace=pace_of(incident, step, standing, now) if applies else PLAIN,
    )


def _state(step: Step, progress: Progress | None, standing: Standing) -> StepState:
    state = progress.state if progress else StepState.TO_DO
    if state is not StepState.TO_DO:
        return state
    if step.verb in CONTAINERS and standing.is_complete(step):
        return StepState.SENSED
    return StepState.WATCHED if step.verb in BY_ITSELF or (step.verb is Verb.WAIT and progress) else state


def _is_back(incident: Incident, progress: Progress, standing: Standing, now: datetime) -> bool:
    """Whether what the step waits for has come; one that waits for a person is back when that person takes it.

    What somebody was asked is back with the answer, however many of their minutes are left. When all is over nothing
    comes back.
    """
    if incident.status is Status.CLOSED:
        return False
    if progress.answer is not None:
        return True
    until = back_at(incident, progress, now)
    if until is not None:
        return now >= until
    return progress.until_step is not None and standing.is_over(progress.until_step)


def _with_numbers(incident: Incident, standing: Standing, lines: list[Item]) -> list[Item]:
    """The numbers of the declaration, under which a step is found whatever the tier becomes."""
    steps = [step for _, step in standing.lines]
    own = {step.id for step in steps if incident.declared_tier in step.tiers and step.added_by is None}
    numbers = numbered(steps, own)
    above = {line.step.branch.step for line in lines if line.step.branch and _is_numbered(line)}
    return [
        line.changed(number=numbers[line.step.id]) if _is_numbered(line) or line.step.id in above else line
        for line in lines
    ]


def _is_numbered(line: Item) -> bool:
    """Whether it applies, or a person said that it does not; else the branch it hangs on says so."""
    was_ruled_out = line.progress is not None and line.progress.state is StepState.NOT_APPLICABLE
    return line.state is not StepState.NOT_APPLICABLE or was_ruled_out


def _shown_as_current(line: Item) -> StepState:
    """The state of the current step; a mark that explains why it is open stays on it."""
    if line.state in {StepState.TO_DO, *WAITING_STATES}:
        return StepState.WATCHED if line.step.verb in BY_ITSELF else StepState.CURRENT
    return line.state


def _counts(line: Item) -> bool:
    """Whether it is one of the steps that people count: it applies, and is not only made of others."""
    return line.state is not StepState.NOT_APPLICABLE and line.step.verb not in CONTAINERS


def _phase_view(incident: Incident, number: int, phase: Phase, lines: list[Item]) -> PhaseView:
    own = [line for line in lines if line.phase == number]
    counted = [line for line in own if _counts(line)]
    return PhaseView(
        phase=phase,
        done=sum(line.is_complete for line in counted),
        total=len(counted),
        deferred=sum(line.progress is not None and line.progress.state is StepState.DEFERRED for line in counted),
        not_applicable=sum(line.state is StepState.NOT_APPLICABLE for line in own),
        is_there=all(step.added_by is None or incident.has_added(step.added_by) for step in phase.steps[:1]),
    )
