"""Where somebody was who comes back, what was done last, what happened meanwhile, and what is due: the return card.

Interrupted tasks are forgotten rather than resumed wrongly, so the program does the
remembering (reference/UX.md 9, 10).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.incident import StepState
from incident.domain.timing.clocks import Clock
from incident.domain.walking.checklist import Item
from incident.i18n import _, ngettext
from incident.walk.moment import Walk
from incident.walk.standing import is_late
from incident.wording.clocks import clock_name
from incident.wording.quoting import said
from incident.wording.steps import state_word
from incident.wording.timeline import lines
from incident.wording.times import duration
from incident.wording.usual import reread

__all__ = ["AWAY_SECONDS", "held_by", "return_rows"]

AWAY_SECONDS: Final = 180.0
"""After so long without a key nobody goes on in silence."""
MOST_NEWS: Final = 5
ROUTINE: Final = (
    e.StepTaken,
    e.MessageDrafted,
    e.MessageDelivered,
    e.EscalationPlanned,
    e.ClockWarned,
    e.StepHeld,
)
"""What says nothing by itself: other entries, or the rows below, say what came of it."""


def held_by(walk: Walk) -> Item | None:
    """The step at which this person holds, or None."""
    held = walk.checklist.in_state(StepState.HELD)
    return next((item for item in held if item.progress is not None and item.progress.by == walk.person), None)


def return_rows(walk: Walk, entries: Iterable[Recorded], since: datetime) -> Sequence[tuple[str, str]]:
    """Labels with their words; `entries` are those that came since."""
    return list(_rows(walk, list(entries), since))


def _rows(walk: Walk, entries: Sequence[Recorded], since: datetime) -> Iterator[tuple[str, str]]:
    """What nobody may miss stands first: the news have what rows are left."""
    item = held_by(walk) or walk.current
    if item is not None:
        yield _("YOU WERE AT"), _("step {number}, {title}").format(number=item.number, title=_title(walk, item))
        if item.state is StepState.HELD and item.progress is not None:
            words, why = _("held for {time}: {why}"), reread(said(item.progress.words)) if item.progress.words else "-"
            yield "", words.format(time=duration(walk.now - item.progress.at), why=why)
    late = sorted(
        (each for each in walk.checklist.open_items if is_late(walk, each)), key=lambda i: not i.step.critical
    )
    if late:
        words = _("step {number}, {title}").format(number=late[0].number, title=_title(walk, late[0]))
        others = _(", ").join(each.number for each in late[1:])
        yield _("LATE"), _("{step}; also {numbers}").format(step=words, numbers=others) if others else words
    done = walk.last_done(1)
    yield _("LAST DONE"), _mark(walk, done[0]) if done else _("nothing yet")
    for clock in walk.clocks:
        if since <= clock.due_at <= walk.now:
            yield _("ENDED"), _clock(walk, clock)
    ahead = next((clock for clock in walk.clocks if clock.due_at > walk.now), None)
    if ahead is not None:
        yield _("DUE"), _clock(walk, ahead)
    yield from ((_("MEANWHILE"), words) for words in _told(walk, entries))


def _told(walk: Walk, entries: Sequence[Recorded]) -> Iterator[str]:
    """What others did, the latest first."""
    news = [each for each in lines(_news(walk, entries), walk.speech) if each.words]
    for entry in news[: -MOST_NEWS - 1 : -1]:
        words = _("{time} {name}: {words}")
        yield words.format(time=walk.speech.when(entry.at, walk.now), name=entry.who, words=entry.words)
    if not news:
        yield _("nobody wrote anything")
    elif len(news) > MOST_NEWS:
        left = len(news) - MOST_NEWS
        yield ngettext("{count} more in the timeline", "{count} more in the timeline", left).format(count=left)


def _clock(walk: Walk, clock: Clock) -> str:
    return _("{clock}, {time}").format(clock=clock_name(clock, walk.speech), time=_when(walk, clock.due_at))


def _title(walk: Walk, item: Item) -> str:
    return walk.speech.step(item.step.id)


def _when(walk: Walk, at: datetime) -> str:
    return walk.speech.when(at, walk.now)


def _mark(walk: Walk, item: Item) -> str:
    """The step that was marked last: how, when, by whom."""
    progress, words = item.progress, _("step {number}, {title}: {state}, {time} {name}")
    if progress is None:
        return _title(walk, item)
    name, state = walk.speech.person(progress.by), state_word(item.state)
    time = _when(walk, progress.at)
    return words.format(number=item.number, title=_title(walk, item), state=state, time=time, name=name)


def _news(walk: Walk, entries: Iterable[Recorded]) -> Iterator[Recorded]:
    """What others did, and what the program sensed; of their own acts nobody has to be told."""
    return (entry for entry in entries if entry.person != walk.person and not isinstance(entry.event, ROUTINE))
