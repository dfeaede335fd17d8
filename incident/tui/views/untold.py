"""The rows of the board of messages that are no delivery: whom no way leads to, what told nobody, who is still to tell.

Apart from what became of deliveries: of these a person sees to all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from incident.application.ports import Delivery, Person
from incident.domain.messages.message import Message, Told
from incident.domain.runbooks.runbook import Verb
from incident.domain.walking.approving import texts_waiting_for
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.tui.views.lines import Line, blank, line
from incident.tui.views.message_board import board_line, message_part
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.acknowledging import told_words
from incident.wording.approving import waits_words
from incident.wording.delivery import standing_of
from incident.wording.safe import clean_line

__all__ = [
    "INDENT",
    "DeliveryRow",
    "by_hand_rows",
    "is_urgent",
    "mute_rows",
    "nothing_written",
    "to_tell_rows",
    "untold_row",
    "untold_words",
]

INDENT: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One row: a delivery, somebody who has none, or a line of the reason under it."""

    delivery: Delivery | None = None
    message: Message | None = None
    """The message, where it is no delivery."""
    person: Person | None = None
    """Of the message's audience, and nothing was sent to them."""
    told: Told | None = None
    """When they were told by hand; None where nobody has told them."""
    item: Item | None = None
    """A step that still tells somebody, and has written nothing."""
    reason: str = ""
    title: str = ""
    """Of a section, over its lines."""

    @property
    def is_chosen(self) -> bool:
        """Whether the cursor rests on it."""
        return not self.reason and not self.title

    @property
    def about(self) -> tuple[str, ...]:
        """What it is about, by ids: the same row in another moment; of somebody who was told, another one."""
        parts = (self.delivery, self.message, self.person, self.item.step if self.item else None)
        return (*(part.id if part else "" for part in parts), "told" if self.told else "")


def mute_rows(walk: Walk) -> Iterator[DeliveryRow]:
    """Whom nothing was sent to, as no way leads to them: one row a message, each person's together."""
    people = dict.fromkeys(each.id for told in walk.mute.values() for each in told)
    for who in people:
        for message, told in walk.mute.items():
            yield from (DeliveryRow(message=walk.incident.messages[message], person=p) for p in told if p.id == who)


def by_hand_rows(walk: Walk) -> Iterator[DeliveryRow]:
    """Of each message, who was told by hand and was sent nothing."""
    for message in walk.incident.messages_told:
        for person, told in walk.told_alone(message):
            yield DeliveryRow(message=message, person=person, told=told)


def to_tell_rows(walk: Walk) -> Sequence[DeliveryRow]:
    """Whom the open steps still tell; so an empty board says what will stand there.

    What a step has told stays told when its mark is undone; whom somebody decided not to tell stands under that.
    """
    told = {message.step for message in walk.incident.messages.values() if message.was_undone}
    kept = walk.incident.left_out
    tells = (item for item in walk.checklist.open_work if item.step.verb is Verb.TELL and item.step.audience)
    left = [it for it in tells if it.step.id not in told and (it.step.audience, "") not in kept]
    return [DeliveryRow(title=_("STILL TO TELL")), *(DeliveryRow(item=item) for item in left)] if left else []


def is_urgent(row: DeliveryRow, walk: Walk) -> bool:
    """Whether whoever looks has to do something: tell people by hand, or approve."""
    if row.message is None or row.told is not None:
        return False
    return row.person is not None or row.message.has_reached_nobody or _waits_for_reader(row.message, walk)


def untold_row(row: DeliveryRow, walk: Walk, width: int) -> Line:
    """The row in cells."""
    if row.item is not None:
        words = _("{audience}, step {number}").format(audience=_audience(row.item, walk), number=row.item.number or "-")
        return line(" " * INDENT, words)
    if row.message is None:
        return blank()
    if row.person is not None:
        return _person_row(row.message, row.person, row.told, walk, width)
    return _alone_row(row.message, walk, width, needs=is_urgent(row, walk))


def untold_words(row: DeliveryRow, walk: Walk) -> str:
    """What is to be done about it, how it was told otherwise, or what it waits for."""
    if row.person is not None:
        return "" if row.told else _mute_words(row.person)
    if row.message is None:
        return ""
    if row.message.has_reached_nobody:
        words = _("nobody can be reached there; tell them otherwise, {key} notes how")
        return words.format(key=_told_key())
    waits = _(", ").join(waits_words(walk.incident, row.message, walk.speech, walk.now))
    return _("; ").join(told_words(row.message.tellings, walk.speech)) or waits


def nothing_written(item: Item, walk: Walk) -> str:
    """Why nothing can be done yet about whom that step tells, and where it can."""
    words = _("Nothing is written to {audience} yet: step {number} writes it (Esc, then {key}).")
    return words.format(audience=_audience(item, walk), number=item.number or "-", key=key_of("walk.whole", "g"))


def _mute_words(person: Person) -> str:
    words = _("no way is set; tell them by hand, {key} notes how")
    if person.phone:
        words = _("no way is set; phone {number}, {key} notes that they were told")
    return words.format(number=clean_line(person.phone), key=_told_key())


def _person_row(message: Message, person: Person, told: Told | None, walk: Walk, width: int) -> Line:
    """Somebody who was sent nothing, in the columns of the board."""
    status, coming = (_("NO WAY"), ".wrong"), _("{key} told").format(key=_told_key())
    if told is not None:
        status = (_("told by hand {time}").format(time=walk.speech.time(told.at)), ".done")
        coming = _("by {person}").format(person=walk.speech.person(told.by))
    return board_line(
        walk,
        width,
        message=message_part(message.id, needs=told is None),
        who=(clean_line(person.name), ".bright"),
        role=walk.speech.audience(message.audience),
        status=status,
        coming=(coming, ".muted" if told else ""),
    )


def _alone_row(message: Message, walk: Walk, width: int, *, needs: bool) -> Line:
    """A message that has no delivery, in the same columns; its reason stands under it."""
    coming = _("{key} told").format(key=_told_key()) if message.has_reached_nobody else "-"
    if _waits_for_reader(message, walk):
        coming = _("{key} approve").format(key=key_of("deliveries.read", "A"))
    return board_line(
        walk,
        width,
        message=message_part(message.id, needs=needs),
        who=(walk.speech.audience(message.audience), ".bright"),
        sent=(walk.speech.time(message.released_at or message.drafted_at), ".muted"),
        status=(_standing(message, walk), ".wrong" if needs else ".muted"),
        coming=coming,
    )


def _standing(message: Message, walk: Walk) -> str:
    return standing_of(walk.incident, message, walk.now, is_cut=walk.cut is not None)


def _waits_for_reader(message: Message, walk: Walk) -> bool:
    """Whether whoever looks is the one who may let it go."""
    waiting = texts_waiting_for(walk.incident, walk.checklist, walk.person, walk.now)
    return any(text.id == message.id for _item, text in waiting)


def _audience(item: Item, walk: Walk) -> str:
    return walk.speech.audience(item.step.audience or "")


def _told_key() -> str:
    return key_of("deliveries.told", "T")
