"""How far a repeat is, what a `together` still lacks and until when a wait runs, in the words of both interfaces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from incident.domain.runbooks.runbook import CONTAINERS, Verb
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.wording.conditions import condition_phrase
from incident.wording.speech import Speech
from incident.wording.steps import step_label
from incident.wording.times import countdown, duration

__all__ = ["pace_note", "pace_texts"]


def pace_note(item: Item, speech: Speech, now: datetime) -> str:
    """In few words, for a row: `3 of 5`, `round 2 of 12, 1 of 3`, `until 03:40`; '' where there is nothing to say."""
    pace = item.pace
    if item.step.verb in CONTAINERS:
        return _of(item)
    if item.step.verb is Verb.REPEAT and not item.is_complete:
        words = _("round {round} of {rounds}").format(round=pace.round, rounds=item.step.rounds or 1)
        if pace.until is not None and now < pace.until:
            return _("{round} at {time}").format(round=words, time=speech.when(pace.until, now))
        return _(", ").join((words, _of(item)))
    if pace.until is None or now >= pace.until:
        return ""
    return _("until {time}").format(time=speech.when(pace.until, now))


def _of(item: Item) -> str:
    return _("{done} of {total}").format(done=item.pace.done, total=item.pace.total)


def pace_texts(item: Item, speech: Speech, now: datetime) -> Iterator[tuple[str, str]]:
    """Label and text of what a wait, a repeat and a step made of others say of themselves."""
    match item.step.verb:
        case Verb.WAIT:
            yield from _wait(item, speech, now)
        case Verb.REPEAT:
            yield from _repeat(item, speech, now)
        case Verb.RUN:
            yield step_label("run"), speech.runbook(item.step.runbook or "")
            yield _("STEPS"), _steps(item)
        case Verb.TOGETHER:
            yield _("BRANCHES"), _("worked in parallel; none waits for another")
            yield _("STEPS"), _steps(item)


def _steps(item: Item) -> str:
    return _("{done} of {total} done; mark those").format(done=item.pace.done, total=item.pace.total)


def _wait(item: Item, speech: Speech, now: datetime) -> Iterator[tuple[str, str]]:
    until = item.pace.until
    yield step_label("wait"), duration(item.step.wait) if item.step.wait else ""
    if item.is_complete:
        return
    if until is None:
        yield _("ENDS"), _("by itself, once it was begun")
    elif now < until:
        said = _("by itself at {time}, in {left}")
        yield _("ENDS"), said.format(time=speech.when(until, now), left=countdown(item.pace.left(now)))
    else:
        yield _("ENDS"), _("now: it was over at {time}").format(time=speech.when(until, now))


def _repeat(item: Item, speech: Speech, now: datetime) -> Iterator[tuple[str, str]]:
    step, pace = item.step, item.pace
    if step.condition is not None:
        yield step_label("until"), condition_phrase(step.condition, speech)
    if step.every is not None:
        yield (
            step_label("every"),
            _("{length}, from the beginning of a round to that of the next").format(length=duration(step.every)),
        )
    if item.is_complete:
        return
    if pace.until is not None and now < pace.until:
        said = _("{round} of at most {rounds} begins at {time}, in {left}")
        left, time = countdown(pace.left(now)), speech.when(pace.until, now)
        yield step_label("round"), said.format(round=pace.round, rounds=step.rounds or 1, time=time, left=left)
    elif item.is_work:
        yield (
            step_label("round"),
            _("all {rounds} are over, and it is not so: not as expected, or override it").format(
                rounds=step.rounds or 1
            ),
        )
    else:
        said = _("{round} of at most {rounds}, {done} of {total} steps done")
        said = said.format(round=pace.round, rounds=step.rounds or 1, done=pace.done, total=pace.total)
        yield step_label("round"), said
