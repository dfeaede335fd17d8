"""What a report draws: one incident on a line of time, and times beside their targets.

Apart from the forms, which turn it into lines and boxes: here is only what stands where, from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from incident.adapters.reports.document import Bar, Bars, Block, Lane, Span, Tick, TimelineDrawing
from incident.application.review import Review
from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.events.improving import Rating
from incident.domain.exercises.results import Results, TaskResult
from incident.domain.exercises.scenario import ScenarioBundle
from incident.domain.frozen import Frozen
from incident.i18n import N_, _, current
from incident.wording.events import event_words
from incident.wording.milestones import milestone_word
from incident.wording.review import measure_word
from incident.wording.sentences import in_a_row
from incident.wording.speech import Speech
from incident.wording.tiers import tier_phrase
from incident.wording.times import duration

__all__ = ["drawn_measures", "drawn_steps", "drawn_tasks", "drawn_timeline"]

_NONE: Final = timedelta(0)
_STEP: Final = (e.StepCompleted, e.StepAnswered, e.StepNotAsExpected, e.StepOverridden, e.StepDeferred, e.StepRuledOut)
_MESSAGE: Final = (e.MessageReleased, e.MessageDelivered, e.MessageUndelivered, e.MessageAcknowledged)
_LANES: Final = (
    (N_("Injects"), (e.InjectReleased,)),
    (N_("Clocks that warned"), (e.ClockWarned,)),
    (N_("Steps"), _STEP),
    (N_("Messages"), _MESSAGE),
    (N_("Notes and facts"), (e.NoteAdded, e.FactRecorded)),
)
"""What came, then what people did about it."""
_MARKS: Final = tuple(
    timedelta(minutes=minutes) for minutes in (5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880, 10080, 43200, 525600)
)
_MOST_MARKS: Final = 9
_MOST_STEPS: Final = 12
"""The steps that were latest; the table has them all."""


class _Scale(Frozen):
    begin: datetime
    end: datetime

    def at(self, moment: datetime) -> float:
        whole = self.end - self.begin
        return min(1.0, max(0.0, (moment - self.begin) / whole)) if whole else 0.0

    def holds(self, moment: datetime) -> bool:
        return self.begin <= moment <= self.end


def drawn_timeline(review: Review, speech: Speech) -> Block:
    """What came and what people did, from the declaration, or what led to it, to the end."""
    who = review.identification
    scale = _Scale(begin=_begin(review), end=max(who.as_of, who.declared_at + timedelta(minutes=1)))
    moments = sorted((at, milestone_word(each)) for each, at in who.milestones.items() if scale.holds(at))
    moments = [(who.declared_at, _("declared")), *moments]
    if who.closed_at is not None:
        moments.append((who.closed_at, _("closed")))
    stood = tuple(_stood(review, scale, speech))
    caption = _("What came, and what people did. The table below says the same in words.")
    return TimelineDrawing(
        caption=in_a_row(caption, _("Grey: the exercise stood.") if stood else ""),
        axis=tuple(_axis(scale, speech)),
        spans=tuple(_tiers(review, scale)),
        lanes=tuple(_lanes(review, scale, speech)),
        moments=tuple(
            Tick(at=scale.at(at), words=_("{milestone}: {at}").format(milestone=words, at=speech.moment(at)))
            for at, words in sorted(moments)
        ),
        stood=stood,
    )


def _begin(review: Review) -> datetime:
    """The earliest stated moment, but not so early that nothing could be told apart after it."""
    who = review.identification
    length = who.as_of - who.declared_at
    return min([who.declared_at, *(at for at in who.milestones.values() if who.declared_at - at <= length)])


def _axis(scale: _Scale, speech: Speech) -> Iterator[Tick]:
    whole = scale.end - scale.begin
    apart = next((each for each in _MARKS if whole / each <= _MOST_MARKS), whole)
    local = scale.begin.astimezone(speech.zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    moment = midnight + apart * ((scale.begin - midnight) // apart)
    while moment <= scale.end:
        if moment >= scale.begin:
            words = speech.time(moment) if apart < timedelta(days=1) else speech.moment(moment)[:10]
            yield Tick(at=scale.at(moment), words=words)
        moment += apart


def _tiers(review: Review, scale: _Scale) -> Iterator[Span]:
    tiers = review.identification.tiers
    ends = [*(row.at for row in tiers[1:]), review.identification.as_of]
    for row, end in zip(tiers, ends, strict=True):
        yield Span(begin=scale.at(row.at), end=scale.at(end), words=tier_phrase(row.tier))


def _stood(review: Review, scale: _Scale, speech: Speech) -> Iterator[Span]:
    clock = review.identification.clock
    for begin, end in clock.stands(review.identification.as_of) if clock is not None else ():
        words = _("The exercise stood: {start} to {end}").format(start=speech.time(begin), end=speech.time(end))
        yield Span(begin=scale.at(begin), end=scale.at(end), words=words)


def _lanes(review: Review, scale: _Scale, speech: Speech) -> Iterator[Lane]:
    decided = [entry for entry in review.decisions if scale.holds(entry.occurred_at)]
    for name, kinds in _LANES:
        of_it = [each for each in review.log if isinstance(each.event, kinds) and scale.holds(each.occurred_at)]
        if of_it:
            yield Lane(words=_(name), ticks=tuple(_ticks(of_it, scale, speech)))
        if kinds is _STEP and decided:
            yield Lane(words=_("Decisions"), ticks=tuple(_ticks(decided, scale, speech)))


def _ticks(entries: Iterable[Recorded], scale: _Scale, speech: Speech) -> Iterator[Tick]:
    for entry in entries:
        said = _("{title}: {state}").format(
            title=speech.time(entry.occurred_at), state=event_words(entry.event, speech)
        )
        yield Tick(at=scale.at(entry.occurred_at), words=said)


def drawn_measures(review: Review) -> Iterator[Block]:
    """The times from the declaration on, beside what they were allowed."""
    known = ((measure_word(row.kind), row.actual, row.allowed) for row in review.measures if row.since is None)
    yield from _bars(_("From the declaration on."), known)


def drawn_steps(review: Review, speech: Speech) -> Iterator[Block]:
    """The steps that were latest, each from the declaration to its mark."""
    who = review.identification
    late = sorted((row for row in review.steps if row.late_by > _NONE), key=lambda row: -row.late_by)[:_MOST_STEPS]
    known = (
        (
            _("{number} {title}").format(number=row.number, title=speech.step(row.step)),
            taken := who.between(who.declared_at, row.mark.at if row.mark and not row.is_open else who.as_of),
            taken - row.late_by,
        )
        for row in sorted(late, key=lambda row: row.due_at or who.as_of)
    )
    yield from _bars(_("Late steps, from the declaration on."), known)


def drawn_tasks(results: Results, scenario: ScenarioBundle) -> Iterator[Block]:
    """The critical tasks beside their standards, on the exercise's own clock; those never done too."""
    shown = (row for row in results.tasks if row.took is not None or _rating(row) is Rating.UNABLE)
    known = ((scenario.text(f"task.{row.task}", current()), row.took, row.within) for row in shown)
    yield from _bars(_("On the clock of the exercise."), known, undone=_("not done"))


def _rating(row: TaskResult) -> Rating | None:
    return row.given.rating if row.given else row.proposed


def _bars(
    what: str, rows: Iterable[tuple[str, timedelta | None, timedelta | None]], undone: str = ""
) -> Iterator[Block]:
    """Nothing where nothing has a length; `undone` is said of what has none, which is left out without it."""
    known = [(words, actual, allowed) for words, actual, allowed in rows if actual is not None or undone]
    longest = max((max(actual or _NONE, allowed or _NONE) for _words, actual, allowed in known), default=_NONE)
    if longest <= _NONE:
        return
    drawn = _("{what} The bar is the time taken, the upright line its target.").format(what=what)
    yield Bars(
        caption=in_a_row(drawn, _crossed(known)),
        rows=tuple(
            Bar(
                words=words,
                actual=None if actual is None else max(actual, _NONE) / longest,
                allowed=None if allowed is None else max(allowed, _NONE) / longest,
                lengths=_lengths(actual, allowed, undone),
            )
            for words, actual, allowed in known
        ),
    )


def _crossed(rows: Iterable[tuple[str, timedelta | None, timedelta | None]]) -> str:
    return _("A cross: it was not done.") if any(actual is None for _words, actual, _allowed in rows) else ""


def _lengths(actual: timedelta | None, allowed: timedelta | None, undone: str) -> str:
    if actual is None:
        return undone
    taken = duration(actual) if actual else _("0 min")
    return taken if allowed is None else _("{played} of {length}").format(played=taken, length=duration(allowed))
