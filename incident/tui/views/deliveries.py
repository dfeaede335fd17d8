"""The deliveries of an incident as rows: who, where, how it stands and why; and one of them in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from incident.application.delivery.bundling import Bundles, bundles, in_one_with
from incident.application.delivery.retrying import times_tried
from incident.application.delivery.turns import silences_of
from incident.application.ports import Delivery, DeliveryState
from incident.domain.messages.escalating import Silence
from incident.domain.messages.leaving_out import left_out
from incident.domain.messages.message import Message
from incident.i18n import _
from incident.tui.views.labelled import labelled_rows
from incident.tui.views.lines import Line, blank, line, rule, wrap
from incident.tui.views.matching import fits
from incident.tui.views.message_board import board_row, needs_somebody
from incident.tui.views.untold import (
    INDENT,
    DeliveryRow,
    by_hand_rows,
    is_urgent,
    mute_rows,
    to_tell_rows,
    untold_row,
    untold_words,
)
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.acknowledging import acknowledged_words, told_words
from incident.wording.answering import answer_words
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
from incident.wording.repeating import repeated_words
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.steps import asked_value
from incident.wording.telling import correction_words

__all__ = ["delivery_detail", "delivery_row", "delivery_rows"]

MOST_LINES: Final = 200


def delivery_rows(walk: Walk, width: int, typed: str = "") -> Sequence[DeliveryRow]:
    """What needs a person first, each with its reason in whole under it: before all, whom only a person can tell.

    A correction stands right after what it corrects; who is still to be told, and who is not on purpose, stands at the
    end. Typed words narrow it to the rows that they fit.
    """
    known = {delivery.message for delivery in walk.deliveries}
    alone = [DeliveryRow(message=each) for each in walk.incident.messages_told if each.id not in known]
    mute, by_hand = list(mute_rows(walk)), list(by_hand_rows(walk))
    if typed:
        people = (row for row in (*alone, *mute, *by_hand) if _person_fits(row, walk.speech, typed))
        return [*_with_reasons(people, walk, width), *_narrowed(walk, width, typed)]
    urgent = [*(row for row in alone if is_urgent(row, walk)), *mute]
    calm = (row for row in alone if not is_urgent(row, walk))
    troubled, fine = _deliveries(walk, width)
    first, then = (list(_with_reasons(rows, walk, width)) for rows in (urgent, calm))
    return [*first, *troubled, *then, *fine, *by_hand, *to_tell_rows(walk), *_kept(walk, width)]


def _narrowed(walk: Walk, width: int, typed: str) -> Iterator[DeliveryRow]:
    among = bundles(walk.deliveries)
    for each in sorted(walk.deliveries, key=lambda row: _rank(row, walk, 0)):
        if _fits(each, walk.speech, typed):
            yield from _rows_of(each, walk, width, among)


def _deliveries(walk: Walk, width: int) -> tuple[list[DeliveryRow], list[DeliveryRow]]:
    """Those that need somebody, and the others, each with what stands under it; a message's own words once."""
    incident, among = walk.incident, bundles(walk.deliveries)
    places = {message.id: place for place, message in enumerate(incident.messages_told)}
    silent = {each.message.id: each for each in silences_of(incident, walk.deliveries, walk.now)}

    def first_of(row: Delivery) -> tuple[object, ...]:
        first, *then = _rank(row, walk, places.get(row.message, 0))
        return (first, row.message not in silent, *then)

    troubled: list[DeliveryRow] = []
    fine: list[DeliveryRow] = []
    said = set[str]()
    for row in sorted(walk.deliveries, key=first_of):
        first, *reasons = _rows_of(row, walk, width, among)
        shown = troubled if needs_somebody(row, walk) else fine
        shown.append(first)
        if row.message not in said:
            said.add(row.message)
            shown += _corrections(row, walk, width)
            shown += _silence(row, silent.get(row.message), walk, width)
        shown += reasons
    return troubled, fine


def _with_reasons(rows: Iterable[DeliveryRow], walk: Walk, width: int) -> Iterator[DeliveryRow]:
    """Each with what there is to say of it; of one person's rows that follow each other, once under the last."""
    listed = list(rows)
    for n, row in enumerate(listed, start=1):
        yield row
        is_said_below = row.person is not None and any(after.person == row.person for after in listed[n : n + 1])
        said = "" if is_said_below else untold_words(row, walk)
        yield from (replace(row, reason=each) for each in wrap(said, width - INDENT - 1, MOST_LINES) if said)


def _person_fits(row: DeliveryRow, speech: Speech, typed: str) -> bool:
    """By the name, or the audience, and the message."""
    message = row.message.id if row.message else ""
    audience = speech.audience(row.message.audience) if row.message else ""
    return fits(typed, (clean_line(row.person.name) if row.person else audience, message)) is not None


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
    return untold_row(row, walk, width)


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
    yield _("TRIES"), str(times_tried(delivery))
    yield _("WRITTEN"), speech.when(delivery.created_at, now)
    if delivery.left_at is not None:
        yield _("SENT AT"), speech.when(delivery.left_at, now)
    if is_copy and standing_in_copy(delivery.state):
        yield _("NEXT TRY"), held_row()
    elif delivery.state is DeliveryState.PENDING:
        yield _("NEXT TRY"), speech.when(delivery.due_at, now)
    if message is not None and message.rungs:
        yield _("ESCALATION"), plan_words(message.rungs, speech)


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
    message = walk.incident.messages.get(delivery.message)
    planned = (rung.due_at for rung in (message.rungs if message else ()) if rung.delivery == delivery.id)
    return (not needs_somebody(delivery, walk), place, next(planned, delivery.created_at), delivery.id)
