"""The clocks of an incident: what is due, when, and who must act.

Limits run from declaration. At a raise an open limit becomes the earlier of what
it was and the raise plus the new limit; at a lowering it is what the lower tier
allows from declaration (DESIGN.md 5 and 6). A clock never fails a step: it warns
at half, at 80 %, and at zero it asks. In an exercise all but those of the law and of
customers' cases go as its clock does (ADR 44).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from incident.domain.events import Milestone, Threshold
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.incident import COMMANDER, Incident, Status, StepState
from incident.domain.messages.promising import promised_within, standing_promise
from incident.domain.runbooks.runbook import Step, Verb
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.walking.checklist import Checklist, Item
from incident.domain.walking.watching import soaked_at, true_since

if TYPE_CHECKING:
    from incident.domain.exercises.clock import ExerciseClock

__all__ = [
    "ASKING",
    "BY_THE_DAY",
    "QUIET",
    "Clock",
    "clocks_past_the_end",
    "due_by",
    "due_first",
    "half_gone",
    "late_thresholds",
    "legal_clocks",
    "passed_thresholds",
    "running_clocks",
    "step_due",
    "timer_of",
    "update_clock",
]


class Clock(Frozen):
    """A running clock."""

    id: str
    """`update`, `restore`, or `KIND:ID` of its phase, step or obligation (with `/RECIPIENT`)."""
    kind: ClockKind
    started_at: datetime
    due_at: datetime
    role: str
    """Who must act."""
    subject: str = ""
    """Id of the phase, step or obligation; of an update that is written and has not left; `#7` of a question."""
    person: str = ""
    """Who must answer when the time is up, where that is one person."""
    run: str = ""
    """Names this run of it where its due time does not: cases of one hour are one, whichever of them is first."""
    length: timedelta | None = None
    """Of which its shares are, where an exercise moves its due time; None: from its start until it is due."""
    along: ExerciseClock | None = None
    """The clock of an exercise that it goes along with; None: by the day."""

    @property
    def key(self) -> str:
        """Names this run of the clock: a clock with another due time warns anew."""
        return f"{self.id}@{self.run or int(self.due_at.timestamp())}"

    def remaining(self, now: datetime) -> timedelta:
        """Time left, of an exercise its own; negative once it is overdue."""
        return self.due_at - now if self.along is None else self.along.left(self.due_at, now)

    def is_overdue(self, now: datetime) -> bool:
        """Whether its time is up."""
        return now >= self.due_at


QUIET = frozenset({ClockKind.SOAK, ClockKind.WAIT})
"""Clocks that end in good news: they warn nobody, and nobody is late."""

ASKING = frozenset({ClockKind.TIMER, ClockKind.ASKED})
"""Clocks that end in a question to one person; unanswered it comes again, and then goes to whoever stands in."""

_AGAIN = {Threshold.AGAIN: timedelta(minutes=1), Threshold.LAST: timedelta(minutes=5)}
"""How long after its time such a question comes again (reference/UX.md rule 21)."""
BY_THE_DAY = frozenset(
    {ClockKind.REPORT, ClockKind.UNVERIFIED, ClockKind.CASE_ANSWER, ClockKind.CASE_DONE, ClockKind.CASE_ASK}
)
"""Clocks that no exercise moves: of the law, and of customers."""
_LEFT = {Threshold.HALF: 0.5, Threshold.MOST: 0.2}
"""The share that is left of its length."""


def due_by(limits: Mapping[Tier, timedelta], incident: Incident, now: datetime | None = None) -> datetime | None:
    """The instant by which a limit per tier falls due, after all raises and lowerings.

    Args:
        limits: from a tier to its limit.
        incident: of which it is.
        now: until when an exercise that stands has stood; None leaves out a pause that lasts still.
    """
    own = limits.get(incident.declared_tier)
    due = None if own is None else _after(incident, incident.declared_at, own, now)
    for change in incident.tier_changes:
        limit = limits.get(change.new)
        if not change.is_raise:
            due = None if limit is None else _after(incident, incident.declared_at, limit, now)
        elif limit is not None:
            due = min(filter(None, (due, _after(incident, change.at, limit, now))))
    return due


def _after(incident: Incident, since: datetime, limit: timedelta, now: datetime | None) -> datetime:
    """That much later, and as much more as the exercise stood meanwhile."""
    return incident.put_off(since, since + limit, now)


def running_clocks(incident: Incident, checklist: Checklist, now: datetime) -> tuple[Clock, ...]:
    """All clocks that run at that moment, the earliest due first; those due at once with each other as listed."""
    if incident.status is not Status.OPEN or incident.bundle is None:
        return tuple(clocks_past_the_end(incident, now))
    clocks = list(_running(incident, checklist, now))
    if incident.exercise is not None:
        plain = {each.id: each.due_at for each in _running(replace(incident, exercise=None), checklist, now)}
        clocks = [_named(each, plain.get(each.id, each.due_at), incident.exercise.clock) for each in clocks]
    return tuple(sorted(clocks, key=lambda clock: (clock.due_at, clock.id.partition(":")[0])))


def _running(incident: Incident, checklist: Checklist, now: datetime) -> Iterator[Clock]:
    yield from legal_clocks(incident, now)
    yield from _whole(incident, now)
    yield from _phases(incident, checklist, now)
    yield from _questions(incident, now)
    yield from _of_cases(incident)
    for item in checklist.open_items:
        yield from _of_item(incident, item, now)


def _named(clock: Clock, plain: datetime, along: ExerciseClock) -> Clock:
    """A pause or a pace moves its due time and begins no run of it: what has warned does not warn anew."""
    if clock.kind in BY_THE_DAY or clock.run:
        return clock
    run = str(int(plain.timestamp()))
    return clock.changed(run=run, length=plain - clock.started_at, along=along)


def due_first(clocks: Sequence[Clock], current: str) -> Clock | None:
    """The first of them; of steps that are due at once with it, the current one."""
    first = next(iter(clocks), None)
    if first is None or first.kind is not ClockKind.STEP:
        return first
    tied = (clock for clock in clocks if clock.kind is ClockKind.STEP and clock.due_at == first.due_at)
    return next((clock for clock in tied if clock.subject == current), first)


def clocks_past_the_end(incident: Incident, now: datetime) -> Sequence[Clock]:
    """What closing ends not: the law's, and that of customers who are left to ask whether they are content (B10)."""
    clocks = [*legal_clocks(incident, now), *(each for each in _of_cases(incident) if each.kind is ClockKind.CASE_ASK)]
    return sorted(clocks, key=lambda clock: (clock.due_at, clock.id))


def legal_clocks(incident: Incident, now: datetime) -> Sequence[Clock]:
    """The clocks of the law that run, the earliest due first; a rule without a number has none."""
    if incident.law.pinned is None:
        return ()
    from incident.domain.law.statutory import duties  # here: 3 ms, and few incidents are held to any law

    clocks = [
        Clock(
            id=f"{ClockKind.UNVERIFIED if duty.is_unverified else ClockKind.REPORT}:{duty.key}",
            kind=ClockKind.UNVERIFIED if duty.is_unverified else ClockKind.REPORT,
            started_at=duty.since,
            due_at=duty.due_at,
            role=COMMANDER,
            subject=duty.key,
        )
        for duty in duties(incident, now)
        if duty.is_open and duty.since is not None and duty.due_at is not None
    ]
    return sorted(clocks, key=lambda clock: (clock.due_at, clock.id))


def half_gone(incident: Incident, now: datetime) -> Sequence[Clock]:
    """The clocks of the law of which half is gone, and for which nobody else was alerted yet."""
    running = (each for each in legal_clocks(incident, now) if each.key not in incident.law.alerted)
    return [each for each in running if Threshold.HALF in passed_thresholds(each, now)]


def passed_thresholds(clock: Clock, now: datetime) -> tuple[Threshold, ...]:
    """The warnings that are due by now, the mildest first."""
    if clock.kind in QUIET:
        return ()
    if clock.kind is ClockKind.ROUND:
        return (Threshold.DUE,) if clock.is_overdue(now) else ()
    length = clock.due_at - clock.started_at if clock.length is None else clock.length
    early = [name for name, left in _LEFT.items() if clock.remaining(now) <= length * left]
    return (*early, *late_thresholds(clock, now))


def late_thresholds(clock: Clock, now: datetime) -> tuple[Threshold, ...]:
    """How it is late: its time is up, and once more for each time that an unanswered question came again."""
    if not clock.is_overdue(now):
        return ()
    again = _AGAIN if clock.kind in ASKING else {}
    return (Threshold.DUE, *(name for name, late in again.items() if -clock.remaining(now) >= late))


def step_due(incident: Incident, step: Step, now: datetime | None = None) -> datetime | None:
    """When a step is due: by its limit, or once it is back where it was put off until a time that is past that."""
    due, progress = due_by(step.within, incident, now), incident.steps.get(step.id)
    put_off = progress.put_off_at if progress else None
    return due if due is None or put_off is None else max(due, incident.put_off(*put_off, now))


def timer_of(incident: Incident, step: Step, now: datetime) -> tuple[datetime, datetime] | None:
    """Since when the timer of a step runs and until when; None where it has none, or nobody has taken the step."""
    progress = incident.steps.get(step.id)
    if progress is None or progress.taken_at is None or step.timer is None:
        return None
    since, until = progress.more_time or (progress.taken_at, progress.taken_at + step.timer)
    return since, incident.put_off(since, until, now)


def update_clock(incident: Incident, now: datetime | None = None) -> Clock | None:
    """The clock of the next word to customers; None where none is owed. `now` as `due_by` takes it."""
    policies = incident.runbook.tiers
    of_exercise: dict[str, object] = {}
    if incident.last_update_at is not None:
        started = incident.last_update_at
        length = policies[incident.tier].update_every
        if (promise := standing_promise(incident)) is not None:
            length = min(length, promised_within(incident, started, promise))
        due: datetime | None = incident.put_off(started, started + length, now)
        if incident.exercise is not None:  # the time of the day in the text says nothing of the exercise's own
            run = str(int((started + length).timestamp()))
            of_exercise = {"run": run, "length": length, "along": incident.along}
    else:
        started = incident.declared_at
        due = due_by({tier: p.first_update for tier, p in policies.items()}, incident, now)
    restored_at = incident.milestones.get(Milestone.RESTORED)
    told = restored_at is not None and incident.last_update_at is not None and started >= restored_at
    if due is None or told:
        return None
    clock = Clock(
        id="update",
        kind=ClockKind.UPDATE,
        started_at=started,
        due_at=due,
        role=COMMANDER,
        subject=incident.unsent_update,
    )
    return clock.changed(**of_exercise)


def _of_cases(incident: Incident) -> Sequence[Clock]:
    """Of customers' cases, what is due first of each kind: the others are on their list."""
    if incident.cases is None:
        return ()
    from incident.domain.cases.clocks import case_clocks  # here: few incidents have cases

    return list({clock.kind: clock for clock in reversed(case_clocks(incident))}.values())


def _whole(incident: Incident, now: datetime) -> Iterator[Clock]:
    update = update_clock(incident, now)
    if update is not None:
        yield update
    by = due_by({tier: p.restore for tier, p in incident.runbook.tiers.items()}, incident, now)
    if by is not None and incident.milestones.get(Milestone.RESTORED) is None:
        start = incident.declared_at
        yield Clock(id="restore", kind=ClockKind.RESTORE, started_at=start, due_at=by, role=COMMANDER)


def _phases(incident: Incident, checklist: Checklist, now: datetime) -> Iterator[Clock]:
    for view in checklist.phases:
        due = due_by(view.phase.limit, incident, now)
        if due is not None and not view.is_complete:
            yield Clock(
                id=f"phase:{view.phase.id}",
                kind=ClockKind.PHASE,
                started_at=incident.declared_at,
                due_at=due,
                role=COMMANDER,
                subject=view.phase.id,
            )


def _questions(incident: Incident, now: datetime) -> Iterator[Clock]:
    """Of every question of the timeline that was put to somebody and has no answer."""
    for question in incident.questions.values():
        if question.answer is None and question.person is not None:
            asked_at = question.asked_at or question.at
            yield Clock(
                id=f"{ClockKind.ASKED}:#{question.seq}",
                kind=ClockKind.ASKED,
                started_at=asked_at,
                due_at=incident.put_off(asked_at, question.due_at, now),
                role=COMMANDER,
                subject=f"#{question.seq}",
                person=question.person,
            )


def _of_item(incident: Incident, item: Item, now: datetime) -> Iterator[Clock]:
    step, progress = item.step, item.progress
    role = step.by or COMMANDER

    def clock(kind: ClockKind, start: datetime, due: datetime, person: str | None = None) -> Clock:
        named = f"{kind}:{step.id}"
        return Clock(id=named, kind=kind, started_at=start, due_at=due, role=role, subject=step.id, person=person or "")

    due = step_due(incident, step, now)
    if due is not None:
        put_off = progress.put_off_at if progress else None
        is_until_then = put_off is not None and incident.put_off(*put_off, now) == due
        yield clock(ClockKind.STEP, put_off[0] if put_off and is_until_then else incident.declared_at, due)
    runs = timer_of(incident, step, now)
    if runs is not None:
        yield clock(ClockKind.TIMER, *runs, progress.taken_by if progress else None)
    if progress is not None and progress.state is StepState.ASKED and progress.until_time and not progress.answer:
        by = incident.put_off(progress.at, progress.until_time, now)
        yield clock(ClockKind.ASKED, progress.at, by, progress.until_person)
    until = item.pace.until
    if until is not None and step.verb is Verb.WAIT and progress is not None and progress.taken_at is not None:
        yield clock(ClockKind.WAIT, progress.taken_at, until)
    if until is not None and step.verb is Verb.REPEAT and step.every is not None:
        yield clock(ClockKind.ROUND, until - step.every, until)
    since = true_since(incident, step, now) if step.verb is Verb.WATCH else None
    if since is not None:
        yield clock(ClockKind.SOAK, since, soaked_at(incident, step, since, now))
