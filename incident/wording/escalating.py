"""An escalation in words: who is told next, on which way and when, and what became of each attempt.

Apart from the words of deliveries: a board, a list, a sheet and the timeline all say it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from incident.application.ports import DeliveryState
from incident.domain.messages.escalating import called_off, is_answered, rungs_over, told_by
from incident.i18n import _, pgettext
from incident.wording.cells import cells
from incident.wording.delivery import delivery_state_word, is_conditional
from incident.wording.quoting import said
from incident.wording.safe import clean_line
from incident.wording.times import duration, in_units
from incident.wording.usual import reread

if TYPE_CHECKING:
    from datetime import datetime

    from incident.application.messages.call_sheet import Try
    from incident.application.ports import Delivery
    from incident.domain.events import Rung
    from incident.domain.incident import Incident
    from incident.domain.messages.escalating import Silence
    from incident.domain.messages.message import Message
    from incident.wording.speech import Speech

__all__ = [
    "all_told_words",
    "answer_command",
    "ended_words",
    "has_waited",
    "left_after_words",
    "not_asked_words",
    "paused_words",
    "plan_words",
    "rung_words",
    "silence_words",
    "waiting_words",
    "ways_words",
]

_MOST_NAMES: Final = 3
"""Of those who are to be phoned; how many more there are is said behind them."""


def plan_words(rungs: Sequence[Rung], speech: Speech) -> str:
    """What follows, in order; of those who are told at once nothing."""
    first = min((rung.due_at for rung in rungs), default=None)
    later = [rung for rung in rungs if rung.due_at != first]
    if not later:
        return _("nobody else is asked")
    comma = pgettext("aloud", ", ")
    return comma.join(_attempt(rung, speech) for rung in sorted(later, key=lambda rung: rung.due_at))


def ways_words(attempts: Sequence[Try], speech: Speech) -> str:
    """When and by which way one person is tried, and what became of each attempt."""
    comma, words = pgettext("aloud", ", "), _("{time} by {way} ({state})")
    return comma.join(
        words.format(time=speech.time(each.at), way=clean_line(each.way), state=delivery_state_word(each.state))
        for each in attempts
    )


def paused_words(message: Message, speech: Speech, now: datetime) -> str:
    """That its escalation is put off at this moment, until when, by whom and why; '' where it is not."""
    pause = message.paused(now)
    if pause is None:
        return ""
    words = _("escalation of {message} put off until {time} by {person}: {because}")
    because, time = reread(said(pause.because)), speech.time(pause.until)
    person = speech.person(pause.by)
    return words.format(message=clean_line(message.id), time=time, person=person, because=because)


def silence_words(found: Silence, speech: Speech, now: datetime) -> str:
    """Who has not answered, for how long, that nothing more comes of itself, and what to do."""
    names, more = [speech.reader(who) for who in found.people[:_MOST_NAMES]], len(found.people) - _MOST_NAMES
    listed = _(", ").join(names)
    if more > 0:
        listed = _("{names} and {count} more").format(names=listed, count=more)
    words = _("no answer to {message} for {length}, and nobody else is asked: phone {names}")
    if found.message.told_at is not None:
        words = _("{message} was told otherwise, and nobody has confirmed it for {length}: ask {names}")
    return words.format(message=clean_line(found.message.id), length=_whole(now - found.since), names=listed)


def all_told_words(incident: Incident, message: Message, now: datetime, speech: Speech) -> str:
    """Asks whether all were told whom its escalation waits for; '' where telling them calls nothing off."""
    people = called_off(incident, message, now)
    if not people:
        return ""
    words = _("Were all told who have not confirmed {message}: {names}? Then nobody more is woken for it.")
    return words.format(message=clean_line(message.id), names=_(", ").join(map(speech.reader, people)))


def ended_words(incident: Incident, message: Message) -> str:
    """That telling them by hand ends its escalation, and what is still to be noted; '' where nothing waits for it."""
    if not message.rungs or message.released_at is None or is_answered(incident, message):
        return ""
    words = _("Nobody more is woken for {message}. Note as an answer who confirms it.")
    return words.format(message=clean_line(message.id))


def left_after_words(incident: Incident, message: Message, whom: Sequence[str], now: datetime, speech: Speech) -> str:
    """What still goes out of itself once these people were told by name; '' where nothing does."""
    if (attempt := _next_for_others(incident, message, whom, now, speech)) is None:
        return ""
    return _("The escalation goes on for the others: {attempt}. An answer ends it.").format(attempt=attempt)


def not_asked_words(incident: Incident, message: Message, who: str, now: datetime, speech: Speech) -> str:
    """That the answer of somebody who was not told ends nothing; '' where they were, or nobody more is told."""
    is_asked = any(who in told_by(message, rung) for rung in message.rungs)
    attempt = None if is_asked else _next_for_others(incident, message, (who,), now, speech)
    if attempt is None:
        return ""
    words = _("{person} is not among those who were told, so the escalation goes on: {attempt}.")
    return words.format(person=speech.person(who), attempt=attempt)


def _next_for_others(
    incident: Incident, message: Message, whom: Sequence[str], now: datetime, speech: Speech
) -> str | None:
    """What leaves next of itself for anybody but them."""
    over = set(rungs_over(incident, message))
    ahead = (rung for rung in message.rungs if rung.due_at > now and rung.delivery not in over)
    left = ((rung, who) for rung in ahead for who in told_by(message, rung) if who not in whom)
    first = min(left, key=lambda each: each[0].due_at, default=None)
    return None if first is None else _attempt(first[0].changed(who=first[1]), speech)


def answer_command(incident: Incident, message: Message) -> str:
    """What to type once somebody who was asked has confirmed it."""
    first = min(message.rungs, key=lambda rung: rung.due_at, default=None)
    who = clean_line(first.who) if first is not None else "…"
    return f"incident message ack {incident.id} {clean_line(message.id)} --for {who} --how …"


def has_waited(delivery: Delivery) -> bool:
    """Whether it is one that wants an answer, and has left."""
    return delivery.kind == "page" and delivery.state is DeliveryState.SENT and delivery.left_at is not None


def waiting_words(delivery: Delivery, now: datetime, most: int = 0) -> str:
    """For how long one that wants an answer has waited for it, in so many cells, 0 for any number; '' for any other."""
    if not has_waited(delivery) or delivery.left_at is None:
        return ""
    length = max(now - delivery.left_at, timedelta(0))
    said = [_("waiting {length}").format(length=_whole(each)) for each in (length, *in_units(length))]
    return next((words for words in said if not most or cells(words) <= most), said[-1])


def _whole(length: timedelta) -> str:
    minute = timedelta(minutes=1)
    return duration(length - length % minute) if length >= minute else _("under 1 min")


def rung_words(rung: Rung, rows: Mapping[str, Delivery], message: Message, speech: Speech, now: datetime) -> str:
    """One attempt, and where it stands as far as anybody knows here."""
    row = rows.get(rung.delivery)
    words = _attempt(rung, speech)
    if row is None:
        return words
    if is_conditional(row, message, now):
        return _("{attempt}, only if nobody has acknowledged by then").format(attempt=words)
    return _("{attempt}: {state}").format(attempt=words, state=delivery_state_word(row.state))


def _attempt(rung: Rung, speech: Speech) -> str:
    words = _("{time} {person} by {way}")
    return words.format(time=speech.time(rung.due_at), person=speech.reader(rung.who), way=clean_line(rung.way))
