"""What the line mode can do to a message: its words behind `messages`, and every message as a line with its number.

Apart from the walk, which only hands over what stood behind the word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incident.application.ports import Delivery, Person
from incident.cli.walk import sheets
from incident.domain.messages.leaving_out import left_out
from incident.domain.messages.message import Message
from incident.i18n import _, pgettext
from incident.walk.flows.asking import Flow
from incident.walk.flows.correcting import CorrectFlow, may_be_corrected
from incident.walk.flows.leaving_out import LeaveOutFlow
from incident.walk.flows.pausing import PauseFlow, may_be_paused
from incident.walk.flows.reading import ReadFlow
from incident.walk.flows.retrying import RETRIED, RetryFlow
from incident.walk.flows.telling import told_flow
from incident.walk.moment import Walk
from incident.wording.escalating import paused_words
from incident.wording.leaving_out import decided_words
from incident.wording.repeating import repeated_words
from incident.wording.safe import clean_line
from incident.wording.telling import correction_words

__all__ = ["message_flow", "message_lines"]


def message_flow(walk: Walk, rest: str, people: Sequence[Person]) -> Flow | None:
    """What `messages 2`, `messages 2 correct`, `… read`, `… told`, `… pause`, `messages out` begin; None: nothing."""
    number, _blank, word = rest.partition(" ")
    if number.casefold() in {"out", "l", pgettext("typed", "out")}:
        return LeaveOutFlow(walk=walk)
    if not number.isdecimal():
        return None
    message, delivery = _numbered(walk, int(number))
    if message is None:
        return None
    match _meant(word):
        case "correct" if may_be_corrected(message):
            return CorrectFlow(walk=walk, message=message)
        case "read" if message.released_at is not None:
            return ReadFlow(
                walk=walk, message=message, people=tuple(people), first=delivery.recipient if delivery else ""
            )
        case "told" if message.released_at is not None:
            return told_flow(walk, message, of=delivery)
        case "pause" if may_be_paused(message, walk):
            return PauseFlow(walk=walk, message=message)
        case "":
            return _settling(walk, message, delivery)
    return None


def message_lines(walk: Walk) -> Iterator[str]:
    """Every delivery, every message without one, who is not told on purpose, and what can be done."""
    rows, alone, titled = list(walk.deliveries), walk.undelivered_messages, _("{title}: {words}")
    lines = [*(sheets.delivery_line(walk, row) for row in rows), *(sheets.message_line(walk, each) for each in alone)]
    yield from (titled.format(title=n, words=words) for n, words in enumerate(lines, start=1))
    for message in walk.incident.messages_told:
        found = [*correction_words(message), *repeated_words(walk.incident, message)]
        yield from (titled.format(title=message.id, words=words) for words in found)
    for message_id, mute in walk.mute.items():
        for each in mute:
            who = titled.format(title=message_id, words=clean_line(each.name))
            yield titled.format(title=who, words=_("NO WAY: tell them by hand"))
    for decision in left_out(walk.incident):
        yield _("not told, on purpose: {words}").format(words=decided_words(decision, walk.speech, walk.now))
    if not lines:
        yield _("nothing was sent yet")
    if walk.incident.unreached:
        yield _("'messages' and a number notes how those were told.")
    if any(row.state in RETRIED for row in rows):
        yield _("'messages' and a number sends that one again.")
    if lines:
        yield _("'messages 1 correct' corrects that one, 'messages 1 read' notes who has read it.")
        yield _("'messages 1 told' notes how people were told of that one by hand.")
    if any(may_be_paused(each, walk) for each in walk.incident.messages_told):
        yield _("'messages 1 pause' puts off what of that one's escalation is still ahead.")
    yield from filter(None, (paused_words(each, walk.speech, walk.now) for each in walk.incident.messages_told))
    yield _("'messages out' says who is not told, on purpose.")


def _numbered(walk: Walk, number: int) -> tuple[Message | None, Delivery | None]:
    """The message of that line, and its delivery if the line is one."""
    rows, alone = walk.deliveries, walk.undelivered_messages
    if 0 < number <= len(rows):
        row = rows[number - 1]
        return walk.incident.messages.get(row.message), row
    place = number - len(rows) - 1
    return (alone[place], None) if 0 <= place < len(alone) else (None, None)


def _meant(word: str) -> str:
    """The word in English; '' for none."""
    typed = word.strip().casefold()
    known = (
        ("correct", pgettext("typed", "correct"), "e"),
        ("read", pgettext("typed", "read"), "a"),
        ("told", pgettext("typed", "told"), "t"),
        ("pause", pgettext("typed", "pause"), "p"),
    )
    for name, own, key in known:
        if typed in {name, own, key}:
            return name
    return typed


def _settling(walk: Walk, message: Message, delivery: Delivery | None) -> Flow | None:
    """Another attempt, or how they were told instead."""
    if delivery is None and message.has_reached_nobody:
        return told_flow(walk, message)
    if delivery is not None and delivery.state in RETRIED and not walk.incident.is_corrected(message.id):
        return RetryFlow(delivery=delivery, person=walk.person, speech=walk.speech)
    return None
