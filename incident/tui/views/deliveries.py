"""The deliveries of an incident as rows: who, where, how it stands and why; and one of them in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from incident.application.delivery.bundling import Bundles, bundles, in_one_with
from incident.application.ports import Delivery, DeliveryState
from incident.domain.messages.escalating import Silence, silences
from incident.domain.messages.leaving_out import left_out
from incident.domain.messages.message import Message
from incident.domain.runbooks.runbook import Verb
from incident.i18n import _
from incident.tui.views.labelled import labelled_rows
from incident.tui.views.lines import Line, blank, line, rule, wrap
from incident.tui.views.matching import fits
from incident.tui.views.message_board import STYLES, board_alone, board_row
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.acknowledging import acknowledged_words, told_words, was_named
from incident.wording.answering import answer_words, is_seen_to
from incident.wording.approving import waits_words
from incident.wording.custody import doubt_in_copy, held_row, standing_in_copy
from incident.wording.delivery import (
    assurance_word,
    delivery_standing,
    delivery_state_word,
    is_conditional,
    reason_words,
    together_words,
)
from incident.wording.escalating import paused_words, plan_words, silence_words
from incident.wording.leaving_out import decided_words
from incident.wording.quoting import said
from incident.wording.repeating import repeated_words
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.steps import asked_value
from incident.wording.telling import correction_words

__all__ = ["DeliveryRow", "delivery_detail", "delivery_row", "delivery_rows"]

INDENT: Final = 6
MOST_LINES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One row: a delivery, or a line of its reason under it."""

    delivery: Delivery | None = None
    message: Message | None = None
    """The message, where it has no delivery at all."""
    reason: str = ""
    title: str = ""
    """Of a section, over its lines."""


def delivery_rows(walk: Walk, width: int, typed: str = "") -> Sequence[DeliveryRow]:
    """What needs a person first, each with its reason in whole under it; messages without a delivery before all.

    A correction stands right after what it corrects; who is not told on purpose stands at the end. Typed words narrow
    it to the deliveries that they fit.
    """
    among = bundles(walk.deliveries)
    if typed:
        own = sorted(walk.deliveries, key=lambda row: _rank(row, walk, 0))
        return [row for each in own if _fits(each, walk.speech, typed) for row in _rows_of(each, walk, width, among)]
    deliveries, incident = walk.deliveries, walk.incident
    messages = incident.messages_told
    known = {delivery.message for delivery in deliveries}
    alone = [row for each in messages if each.id not in known for row in _rows_alone(each, walk, width)]
    places = {message.id: place for place, message in enumerate(messages)}
    silent = {each.message.id: each for each in silences(incident, walk.now)}

    def first_of(row: Delivery) -> tuple[object, ...]:
        first, *then = _rank(row, walk, places.get(row.message, 0))
        return (first, row.message not in silent, *then)

    rows = sorted(deliveries, key=first_of)
    told, said = [row for delivery in rows for row in _rows_of(delivery, walk, width, among)], set[str]()
    shown: list[DeliveryRow] = []
    for row in told:
        shown.append(row)
        if row.delivery is not None and row.delivery.message not in said:
            said.add(row.delivery.message)
            shown += _corrections(row.delivery, walk, width)
            shown += _silence(row.delivery, silent.get(row.delivery.message), walk, width)
    return [*alone, *shown, *_mute(walk, width), *_by_hand(walk, width), *_to_tell(walk, width), *_kept(walk, width)]


def _mute(walk: Walk, width: int) -> Iterator[DeliveryRow]:
    """Of each message, whom nothing was sent to, as no way leads to them; with the number to dial, if there is one."""
    if walk.mute:
        yield DeliveryRow(title=_("NO WAY: TELL THEM BY HAND"))
    for message, people in walk.mute.items():
        for each in people:
            words = _(", ").join(filter(None, (clean_line(each.name), message, clean_line(each.phone))))
            yield from (DeliveryRow(reason=row) for row in wrap(words, width - INDENT - 1, MOST_LINES))


def _by_hand(walk: Walk, width: int) -> Iterator[DeliveryRow]:
    """Of each message that told some, who had no way and was told by name in another."""
    for message in walk.incident.messages_told:
        for name in walk.unsent(message) if message.tellings else ():
            if was_named(name, message.tellings):
                words = _(", ").join((clean_line(name), message.id, _("told otherwise")))
                yield from (DeliveryRow(reason=row) for row in wrap(words, width - INDENT - 1, MOST_LINES))


def _to_tell(walk: Walk, width: int) -> Iterator[DeliveryRow]:
    """Whom the open steps still tell; so an empty board says what will stand there.

    What a step has told stays told when its mark is undone; whom somebody decided not to tell stands under that.
    """
    told = {message.step for message in walk.incident.messages.values() if message.was_undone}
    kept = walk.incident.left_out
    tells = (item for item in walk.checklist.open_work if item.step.verb is Verb.TELL and item.step.audience)
    left = [it for it in tells if it.step.id not in told and (it.step.audience, "") not in kept]
    if left:
        yield DeliveryRow(title=_("STILL TO TELL"))
    for item in left:
        audience = walk.speech.audience(item.step.audience or "")
        words = _("{audience}, step {number}").format(audience=audience, number=item.number or "-")
        yield from (DeliveryRow(reason=row) for row in wrap(words, width - INDENT - 1, MOST_LINES))


def _fits(row: Delivery, speech: Speech, typed: str) -> bool:
    """By whom it goes to, on which way, of which message and how it stands."""
    names = (row.recipient, speech.recipient(row.recipient), row.target_id, row.message, delivery_state_word(row.state))
    return fits(typed, names, reason_words(row.last_detail) if row.last_detail else "") is not None


def _kept(walk: Walk, width: int) -> Iterator[DeliveryRow]:
    """Decisions that somebody is not told: no fault, and nothing that needs anybody."""
    decisions = left_out(walk.incident)
    if decisions:
        yield DeliveryRow(title=_("NOT TOLD, ON PURPOSE"))
    for each in decisions:
        for words in wrap(decided_words(each, walk.speech, walk.now), width - INDENT - 1, MOST_LINES):
            yield DeliveryRow(reason=words)


def delivery_row(row: DeliveryRow, walk: Walk, width: int) -> Line:
    """The row in cells."""
    if row.title:
        return rule(width, row.title)
    if row.reason:
        return line(" " * INDENT, (row.reason, ".muted"))
    if row.delivery is not None:
        return board_row(row.delivery, walk, width)
    return board_alone(row.message, walk, width) if row.message else blank()


def delivery_detail(
    delivery: Delivery,
    messages: Mapping[str, Message],
    speech: Speech,
    now: datetime,
    width: int,
    *,
    is_copy: bool = False,
) -> Sequence[Line]:
    """Everything that is known of one delivery, the text at the end."""
    known = [*_known(delivery, messages, speech, now, is_copy=is_copy)]
    rows = [line(" ") + row for row in labelled_rows(known, width - 1, MOST_LINES)]
    body = [line(f" {words}") for words in wrap(f"{delivery.title}\n{delivery.body}", width - 2, MOST_LINES)]
    return [*rows, blank(), line((" " + _("The text:"), ".bright")), *body]


def _known(
    delivery: Delivery, messages: Mapping[str, Message], speech: Speech, now: datetime, *, is_copy: bool
) -> Iterator[tuple[str, str]]:
    message = messages.get(delivery.message)
    audience = speech.audience(message.audience) if message else ""
    yield _("MESSAGE"), asked_value(delivery.message, audience)
    yield _("TO"), speech.recipient(delivery.recipient)
    yield _("WHERE"), f"{delivery.target_id} {delivery.address}".rstrip()
    worth = assurance_word(delivery.assurance) if delivery.assurance else ""
    standing = delivery_standing(delivery, message, speech, now, is_copy=is_copy)
    yield _("STATE"), _(", ").join(filter(None, (standing, worth)))
    if answer := answer_words(delivery, message, speech):
        yield _("ANSWER"), answer
    if reason := (doubt_in_copy(delivery.state) if is_copy else "") or reason_words(delivery.last_detail):
        yield _("REASON"), reason
    if message is not None and message.acknowledgements:
        names = _(", ").join(acknowledged_words(each, speech) for each in message.acknowledgements)
        yield _("READ BY"), names
    if message is not None and message.tellings:
        yield _("told otherwise"), _("; ").join(told_words(message.tellings, speech))
    yield _("TRIES"), str(delivery.tries)
    yield _("WRITTEN"), speech.when(delivery.created_at, now)
    if delivery.left_at is not None:
        yield _("SENT AT"), speech.when(delivery.left_at, now)
    if is_copy and standing_in_copy(delivery.state):
        yield _("NEXT TRY"), held_row()
    elif delivery.state is DeliveryState.PENDING:
        yield _("NEXT TRY"), speech.when(delivery.due_at, now)
    if message is not None and message.rungs:
        yield _("ESCALATION"), plan_words(message.rungs, speech)


def _rows_alone(message: Message, walk: Walk, width: int) -> Iterator[DeliveryRow]:
    yield DeliveryRow(message=message)
    waits = _(", ").join(waits_words(walk.incident, message, walk.speech, walk.now))
    reason = said(message.told_how) if message.told_how is not None else waits
    if message.has_reached_nobody:
        words = _("nobody can be reached there; tell them otherwise, {key} notes how")
        reason = words.format(key=key_of("deliveries.told", "T"))
    for words in wrap(reason, width - INDENT - 1, MOST_LINES) if reason else ():
        yield DeliveryRow(message=message, reason=words)


def _corrections(delivery: Delivery, walk: Walk, width: int) -> Iterator[DeliveryRow]:
    message = walk.incident.messages.get(delivery.message)
    told = told_words(message.tellings, walk.speech) if message is not None else []
    for words in [*correction_words(message), *repeated_words(walk.incident, message), *told] if message else ():
        for part in wrap(words, width - INDENT - 1, MOST_LINES):
            yield DeliveryRow(message=message, reason=part)


def _silence(delivery: Delivery, found: Silence | None, walk: Walk, width: int) -> Iterator[DeliveryRow]:
    """Of a message that nobody has answered and nobody is asked about any more, whom to phone."""
    words = _("{words}; {key} notes their answer")
    key = key_of("deliveries.read", "A")
    said = words.format(words=silence_words(found, walk.speech, walk.now), key=key) if found else ""
    for row in wrap(said, width - INDENT - 1, MOST_LINES) if said else ():
        yield DeliveryRow(delivery=delivery, reason=row)


def _rows_of(delivery: Delivery, walk: Walk, width: int, among: Bundles) -> Iterator[DeliveryRow]:
    yield DeliveryRow(delivery=delivery)
    is_over = delivery.state is DeliveryState.SENT or walk.incident.is_corrected(delivery.message)
    beside = () if delivery.state is DeliveryState.PENDING else in_one_with(delivery, among)
    reason = together_words(beside) if is_over else reason_words(delivery.last_detail)
    reason = (doubt_in_copy(delivery.state) if walk.is_copy else "") or reason
    message = walk.incident.messages.get(delivery.message)
    if message is not None and is_conditional(delivery, message, walk.now):
        reason = paused_words(message, walk.speech, walk.now) or reason
    for words in wrap(reason, width - INDENT - 1, MOST_LINES) if reason else ():
        yield DeliveryRow(delivery=delivery, reason=words)


def _rank(delivery: Delivery, walk: Walk, place: int) -> tuple[bool, int, datetime, str]:
    """What needs somebody, then message by message, each in the order in which its recipients are told."""
    needs_somebody = STYLES.get(delivery.state) == ".wrong" and not is_seen_to(delivery, walk.incident, walk.speech)
    message = walk.incident.messages.get(delivery.message)
    planned = (rung.due_at for rung in (message.rungs if message else ()) if rung.delivery == delivery.id)
    return (not needs_somebody, place, next(planned, delivery.created_at), delivery.id)
