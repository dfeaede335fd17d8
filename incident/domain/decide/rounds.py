"""What a mark or a fact makes of the repeats: the round that it ended may have been the last one needed.

A consequence and not a command, so that nobody sees a round that is over beside a repeat that goes on; it is
recorded in the transaction of what brought it about. What only time makes true is left to the timers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from incident.domain import events as e
from incident.domain.evolve import evolve, is_quiet
from incident.domain.incident import Incident, Progress, StepState
from incident.domain.runbooks.runbook import Step, Verb
from incident.domain.walking.standing import Standing
from incident.domain.walking.watching import is_true

__all__ = ["repeats_ended"]


def repeats_ended(incident: Incident, events: Sequence[e.Event], by: str, now: datetime) -> Sequence[e.Event]:
    """The ticks of repeats that these events bring about, and those that they take back; the innermost first."""
    if all(map(is_quiet, events)) or incident.bundle is None:
        return []
    if not any(step.verb is Verb.REPEAT for step in incident.runbook.steps()):
        return []
    incident = _after(incident, events, by, now)
    undone = any(isinstance(event, e.StepUndone) for event in events)
    ended: list[e.Event] = []
    while (tick := next(_ticks(incident, now, is_undone=undone), None)) is not None:
        ended.append(tick)
        incident = _after(incident, [tick], by, now)
    return ended


def _ticks(incident: Incident, now: datetime, *, is_undone: bool) -> Iterator[e.Event]:
    standing = Standing(incident)
    for _, step in reversed(standing.lines):
        if step.verb is not Verb.REPEAT or step.condition is None or not standing.stands(step):
            continue
        progress = incident.steps.get(step.id)
        if is_undone and progress is not None and progress.state is StepState.SENSED and _is_open_again(incident, step):
            yield e.StepUnsensed(step=step.id)
        elif _is_untouched(progress) and standing.is_round_over(step) and is_true(incident, step, now):
            yield e.StepSensed(step=step.id)


def _is_untouched(progress: Progress | None) -> bool:
    """Whether nobody put the repeat off, gave it up or holds it: what a person said of it, the timers look at."""
    return progress is None or progress.state is StepState.TO_DO


def _is_open_again(incident: Incident, repeat: Step) -> bool:
    """Whether the round on which the tick stands has something to do again."""
    others = {key: progress for key, progress in incident.steps.items() if key != repeat.id}
    return not Standing(incident.changed(steps=others)).is_round_over(repeat)


def _after(incident: Incident, events: Iterable[e.Event], by: str, now: datetime) -> Incident:
    """The incident as it would be."""
    for event in events:
        entry = e.Recorded(
            incident_id=incident.id,
            seq=incident.version + 1,
            event_id=f"imagined-{incident.version + 1}",
            event=event,
            actor=by,
            on_behalf_of=None,
            occurred_at=now,
            recorded_at=now,
        )
        incident = evolve(incident, entry)
    return incident
