"""How a step stands, in words: why it is interrupted, when it is due and whose it is, how it is worked, what is left.

Apart from the box that shows them in one row each, because the line mode says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from incident.domain.incident import Progress, StepState
from incident.domain.questions.question import Question
from incident.domain.questions.waiting import question_of
from incident.domain.runbooks.runbook import Mode, Verb
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import Clock
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.cells import cut
from incident.wording.clocks import clock_name_of
from incident.wording.gaps import counted
from incident.wording.pacing import pace_note
from incident.wording.quoting import said
from incident.wording.steps import mode_word
from incident.wording.times import countdown, duration
from incident.wording.usual import reread

__all__ = [
    "all_settled",
    "begin_words",
    "interrupted_words",
    "is_late",
    "kind_words",
    "nothing_left",
    "round_words",
    "time_words",
]

_EXPLAINED: Final = (StepState.HELD, StepState.DEFERRED, StepState.NOT_AS_EXPECTED, StepState.NOT_APPLICABLE)
MOST_NAME: Final = 11
"""Cells of each name, where three stand before what was asked: that is worth more than their ends."""
MOST_BRANCH: Final = 24
"""Cells of the title of a branch; the step's own title stands beside it."""
MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
WIDEST: Final = timedelta(hours=23, minutes=59)


def interrupted_words(walk: Walk, item: Item) -> str:
    """Why the step is not simply current, and since when; '' if it is."""
    progress = item.progress
    if question := question_of(item.step.id, progress):
        return _asked(walk, question, progress)
    if progress is None or item.state not in _EXPLAINED:
        return ""
    words = {
        StepState.HELD: _("HOLDING HERE for {time}, {name}: {why} ({key} goes on)"),
        StepState.DEFERRED: _("DEFERRED {time} ago by {name}: {why}"),
        StepState.NOT_AS_EXPECTED: _("NOT AS EXPECTED {time} ago, {name}: {why}"),
        StepState.NOT_APPLICABLE: _("DOES NOT APPLY, {name} {time} ago: {why}"),
    }[item.state]
    since = _ago(walk.now - progress.at)
    name, why = walk.speech.person(progress.by), reread(said(progress.words)) if progress.words else "-"
    words = words.format(time=since, name=name, why=why, key=key_of("walk.hold", "h"))
    if progress.went_wrong_at is not None and item.state in (StepState.HELD, StepState.DEFERRED):
        return _("WAS NOT AS EXPECTED. {words}").format(words=words)
    return words


def _asked(walk: Walk, question: Question, progress: Progress | None) -> str:
    """Who asked whom what, and who has taken that over; once it is answered, the answer first."""
    why = reread(said(question.text)) if question.text is not None else "-"
    asker, person = walk.speech.person(question.by), walk.speech.person(question.person or "")
    if progress is not None and progress.kept_by not in (None, progress.by):
        giver = cut(walk.speech.person(progress.by), MOST_NAME)
        asker = _("{giver} (now {person})").format(giver=giver, person=cut(asker, MOST_NAME))
        person = cut(person, MOST_NAME)
    if question.answer is not None:
        words = _("ANSWERED {time} ago by {name}: {answer}   (asked: {why})")
        since, name = _ago(walk.now - question.answer.at), walk.speech.person(question.answer.by)
        return words.format(time=since, name=name, answer=reread(said(question.answer.text)), why=why)
    words = _("ASKED {time} ago by {name}: {why}")
    if question.understood_at is not None:
        words = _("ASKED {time} ago by {name}, understood: {why}")
    return words.format(time=_ago(walk.now - question.at), name=f"{asker} -> {person}", why=why)


def _ago(length: timedelta) -> str:
    """In words and whole minutes: `02:09` would be taken for a time of the day."""
    return duration(length - length % MINUTE if length >= MINUTE else length)


def round_words(walk: Walk, item: Item) -> str:
    """When the round of the step begins, or ''."""
    until = item.pace.until
    if not item.is_waiting or until is None or item.step.verb is Verb.WAIT:
        return ""
    words = _("ITS ROUND begins at {time}, in {left}   {key} begins it now")
    key = key_of("walk.as_expected", _("Space"))
    return words.format(time=walk.speech.when(until, walk.now), left=countdown(item.pace.left(walk.now)), key=key)


def time_words(walk: Walk, item: Item, length: Callable[[timedelta], str] | None = countdown) -> list[str]:
    """When the step is due, how its timer stands, and whose it is.

    `length` says how long something takes; None: in as many cells as it takes at most, which no second changes.
    """

    def left(clock: Clock) -> str:
        if length is not None:
            return length(abs(clock.remaining(walk.now)))
        is_near = clock.due_at - HOUR < walk.now < clock.due_at + HOUR
        return countdown(timedelta()) if is_near else duration(WIDEST)

    step, progress, parts = item.step, item.progress, list[str]()
    timer, due = walk.clock(ClockKind.TIMER, step.id), walk.clock(ClockKind.STEP, step.id)
    if timer is not None and timer.is_overdue(walk.now):
        parts.append(_time_is_up())
    elif timer is not None:
        parts.append(_("TIMER {left} left").format(left=left(timer)))
    if due is not None:
        words = _("was due {time}, {left} late") if due.is_overdue(walk.now) else _("due {time}, in {left}")
        parts.append(words.format(time=walk.speech.when(due.due_at, walk.now), left=left(due)))
    if progress is not None and progress.taken_by and progress.taken_at:
        name, time = walk.speech.person(progress.taken_by), walk.speech.when(progress.taken_at, walk.now)
        moved = progress.kept_by == progress.taken_by  # the time is that of whoever began it
        parts.append(
            (_("begun, now with {name}") if moved else _("taken by {name} {time}")).format(name=name, time=time)
        )
    return [*parts, *_owner(walk, step.by)]


def _time_is_up() -> str:
    yes, no, more = (
        key_of("walk.as_expected", _("Space")),
        key_of("walk.not_expected", "n"),
        key_of("walk.number.2", "2"),
    )
    return _("TIME IS UP: as expected? {yes} / {no} / {more}: +2 min").format(yes=yes, no=no, more=more)


def begin_words(item: Item) -> str:
    """How the timer of a step that nobody has begun is started; '' where there is nothing to start."""
    is_begun = item.progress is not None and item.progress.taken_by is not None
    if item.step.timer is None or item.is_complete or is_begun or not item.is_work:
        return ""
    return _("{key} begins it: {length}").format(key=key_of("walk.take", "b"), length=duration(item.step.timer))


def closed_words() -> str:
    """What is said of a key that marks a step of an incident which goes on no more."""
    return _("The incident is closed; {key} adds a note.").format(key=key_of("walk.note", "m"))


def is_late(walk: Walk, item: Item) -> bool:
    """Whether the step's time is up, by its timer or its limit."""
    clocks = (walk.clock(kind, item.step.id) for kind in (ClockKind.TIMER, ClockKind.STEP))
    return any(clock is not None and clock.is_overdue(walk.now) for clock in clocks)


def _owner(walk: Walk, role: str | None) -> list[str]:
    if role is None:
        return []
    person = walk.incident.person_of(role)
    name = walk.speech.person(person) if person else _("nobody yet")
    return [_("{role}: {name}").format(role=walk.speech.role(role), name=name)]


def kind_words(walk: Walk, item: Item) -> list[str]:
    """How the step is worked, and what it is part of."""
    words = _within(walk, item)
    words += [_("CRITICAL")] if item.step.critical else []
    words += [_("ADDED")] if item.is_added else []
    if item.step.verb is Verb.DO and item.step.mode is not Mode.READ_DO:
        words.append(mode_word(item.step.mode))
    return words


def _within(walk: Walk, item: Item) -> list[str]:
    """Of a step of a repeat its round, of one of a branch that branch."""
    branch = item.step.branch
    above = walk.checklist.item(branch.step) if branch and branch.is_body else None
    if above is None or branch is None:
        return []
    if above.step.verb is Verb.REPEAT:
        return [] if item.is_waiting else [pace_note(above, walk.speech, walk.now)]  # the row of its round says it
    return [cut(walk.speech.option(branch.step, branch.option), MOST_BRANCH)] if branch.option else []


def nothing_left(walk: Walk) -> Sequence[str]:
    """What is said where no step can be worked: how the incident stands, then what can be done."""
    if not walk.is_open:
        closed_at = walk.incident.closed_at or walk.now
        words = _("CLOSED at {time}. {timeline} shows the timeline, {review} the report; {note} adds a note.")
        timeline, note = key_of("walk.timeline", "t"), key_of("walk.note", "m")
        review, time = key_of("walk.review", "V"), walk.speech.moment(closed_at)
        return [words.format(time=time, timeline=timeline, review=review, note=note)]
    left = walk.checklist.open_work
    if left:
        words = _("COMPLETE EXCEPT {count} WAITING").format(count=len(left))
        return [words, _("j and k choose one; its keys work on it at once.")]
    return [all_settled(walk), *_not_stated(walk), _who_closes(walk)]


def all_settled(walk: Walk) -> str:
    """That no step of an open incident is left, and how they ended; '' while one is."""
    if not walk.is_open or walk.checklist.open_work or not walk.checklist.items:
        return ""
    return _("COMPLETE: nothing is open - {counted}").format(counted=counted(walk.checklist))


def _who_closes(walk: Walk) -> str:
    """The key that ends it; to everybody but who leads, that it is theirs."""
    if walk.leader_else is None:
        return _("{key} closes the incident.").format(key=key_of("walk.close", "C"))
    words = _("{person} leads and closes the incident; {key} is the hand-over of command.")
    return words.format(person=walk.speech.person(walk.leader_else), key=key_of("walk.handover", "H"))


def _not_stated(walk: Walk) -> Sequence[str]:
    """That service is back is nothing that a step says by itself: its clock runs until somebody states the moment."""
    if walk.clock(ClockKind.RESTORE) is None:
        return []
    words = _("Not stated yet: {name}. {key} opens the clocks, {moment} there states when.")
    name = clock_name_of(ClockKind.RESTORE, walk.speech)
    return [words.format(name=name, key=key_of("walk.law", "L"), moment=key_of("law.moment", "M"))]
