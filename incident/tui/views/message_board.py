"""The board over all messages: how many were told, who has read it, what comes next for each of them.

Apart from the rows, so that what a delivery means to a person is decided in one place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from incident.application.delivery.retrying import is_untried
from incident.application.ports import Delivery, DeliveryState
from incident.domain.incident import Incident
from incident.domain.messages.message import Acknowledgement, Message
from incident.domain.timing.clock_kinds import ClockKind
from incident.i18n import NAMES, _, ngettext, pgettext
from incident.tui.views.lines import Line, Part, columns, line, rule, wrap
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.acknowledging import count_words
from incident.wording.answering import answer_of, answer_words, is_seen_to, told_by_hand
from incident.wording.cells import cells
from incident.wording.clocks import due_words
from incident.wording.custody import standing_in_copy
from incident.wording.delivery import delivery_state_word, is_conditional
from incident.wording.escalating import has_waited, rung_words, waiting_words
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.times import duration, in_units

__all__ = [
    "board_counts",
    "board_heads",
    "board_line",
    "board_message",
    "board_row",
    "count_rows",
    "message_part",
    "needs_somebody",
]

STYLES = {
    DeliveryState.FAILED: ".wrong",
    DeliveryState.UNKNOWN: ".wrong",
    DeliveryState.EXPIRED: ".wrong",
    DeliveryState.PENDING: ".waiting",
    DeliveryState.SENDING: ".waiting",
    DeliveryState.SENT: ".done",
}
_MESSAGE, _SENT, _NEXT = 6, 6, 13
_GAPS = 6
_WIDE = 100
_NARROW = 74
"""Cells below which only who, how it stands and what comes next have room; the rest stands behind Enter."""


def _status_cells(width: int) -> int:
    """For how a delivery stands, on a narrow screen and on a wide one."""
    return 18 if width < _WIDE else 26


def _sent_cells(width: int) -> int:
    return 0 if width < _NARROW else _SENT


def widths(walk: Walk, width: int) -> tuple[int, int, int]:
    """The cells of who, of their role and of how they are told: what their words need, so far as there is room.

    The narrower of them stay whole; what is missing is taken from the widest. Roles that nobody has take no room.
    """
    if width < _NARROW:
        return width - _MESSAGE - _status_cells(width) - _NEXT - 3, 0, 0
    rows, speech = walk.deliveries, walk.speech
    roles = {_role(row, walk) for row in rows} - {""}
    mute = (clean_line(each.name) for people in walk.mute.values() for each in people)
    left = max(24, width - _MESSAGE - _SENT - _status_cells(width) - _NEXT - _GAPS + (not roles))
    each = (
        {pgettext("heading", "TO"), *(speech.recipient(row.recipient) for row in rows), *mute},
        {_("ROLE"), *roles} if roles else {""},
        {_("HOW"), *(row.target_id for row in rows)},
    )
    needs = [max(map(cells, words)) for words in each]
    while sum(needs) > left:
        needs[needs.index(max(needs))] -= 1
    return left - needs[1] - needs[2], needs[1], needs[2]


def board_line(
    walk: Walk,
    width: int,
    *,
    message: Part,
    who: Part,
    status: Part,
    coming: Part,
    role: Part | None = None,
    sent: Part = "-",
    how: Part = "-",
) -> Line:
    """The columns that have any room; what has no role leaves its cells to the name."""
    cells_who, cells_role, cells_how = widths(walk, width)
    if role is None:
        cells_who, cells_role, role = cells_who + cells_role + (1 if cells_role else 0), 0, ""
    sent_cells = _sent_cells(width)
    parts = (
        (message, _MESSAGE - 1),
        (who, cells_who),
        (role, cells_role),
        (sent, sent_cells),
        (how, cells_how),
        (status, _status_cells(width)),
        (coming, _NEXT),
    )
    return columns(*(part for part in parts if part[1]))


def board_heads(walk: Walk, width: int) -> Line:
    """What stands in which column."""
    return board_line(
        walk,
        width,
        message=" ",
        who=pgettext("heading", "TO"),
        role=_("ROLE"),
        sent=pgettext("heading", "SENT"),
        how=_("HOW"),
        status=_("STATUS"),
        coming=_("NEXT"),
    ).stylize(".muted")


def board_row(delivery: Delivery, walk: Walk, width: int) -> Line:
    """One recipient of one message."""
    return board_line(
        walk,
        width,
        message=message_part(delivery.message, needs=needs_somebody(delivery, walk)),
        who=(walk.speech.recipient(delivery.recipient), ".bright"),
        role=_role(delivery, walk),
        sent=(_left_at(delivery, walk.speech), ".muted"),
        how=delivery.target_id,
        status=_status(delivery, walk, _status_cells(width)),
        coming=_next(delivery, walk),
    )


def message_part(message: str, *, needs: bool) -> Part:
    """The first column: an exclamation mark where the row needs somebody, and the message."""
    return f"{'!' if needs else ' '}{clean_line(message)}", ".wrong" if needs else ".key"


def needs_somebody(delivery: Delivery, walk: Walk) -> bool:
    """Whether it did not arrive as far as anybody knows, and nobody has seen to it."""
    is_wrong = STYLES.get(delivery.state) == ".wrong"
    return is_wrong and not is_seen_to(delivery, walk.incident, walk.speech)


def _left_at(delivery: Delivery, speech: Speech) -> str:
    """When it was sent; of what was not sent, or nobody knows of, nothing."""
    return speech.time(delivery.left_at) if delivery.left_at is not None else "-"


def board_counts(walk: Walk) -> list[str]:
    """Told, read, who owes an answer; what waits, failed, is in doubt, has no way; then when customers hear again."""
    incident = walk.incident
    rows = [row for row in walk.deliveries if not incident.is_corrected(row.message)]
    told = [row for row in rows if row.state is DeliveryState.SENT]
    read = [row for row in rows if _is_read(row, incident, walk.speech)]
    waiting = sum(row.state in (DeliveryState.PENDING, DeliveryState.SENDING) for row in rows)
    unknown = sum(row.state is DeliveryState.UNKNOWN for row in walk.troubled)
    failed = len(walk.troubled) - unknown
    alone = len(incident.unreached) + sum(
        len(people) for name, people in walk.mute.items() if not incident.messages[name].has_reached_nobody
    )
    counts = [_("told {count}").format(count=_recipients(told)), _("read {count}").format(count=_recipients(read))]
    counts = counts if walk.cut is None else _before_the_cut(counts, walk)
    asked = [row for row in rows if _waits_for_answer(row, walk)]
    counts += [_("waiting {count}").format(count=_recipients(asked))] if asked else []
    counts += [_("to be sent {count}").format(count=waiting)] if waiting else []
    counts += [_("FAILED {count}").format(count=failed)] if failed else []
    counts += [_("UNKNOWN {count}").format(count=unknown)] if unknown else []
    counts += [_("no way {count}").format(count=alone)] if alone else []
    clock = walk.clock(ClockKind.UPDATE)
    if clock is not None and walk.is_open:
        left, due = clock.remaining(walk.now), _("next update due {time}")
        coming = due.format(time=walk.speech.when(clock.due_at, walk.now))
        counts.append(coming if left > timedelta(0) else due_words(clock.id, left))
    return counts


def _before_the_cut(counts: list[str], walk: Walk) -> list[str]:
    """What was so when the line was cut; nothing, where this program had not looked."""
    if walk.cut is None or not walk.deliveries:
        return [_("what was told is not known without the server")]
    return [_("as of {time}").format(time=walk.speech.time(walk.cut.since)), *counts]


def count_rows(walk: Walk, width: int) -> list[Line]:
    """The counts in as few rows as hold each of them whole."""
    rows = [""]
    for each in board_counts(walk):
        joined = f"{rows[-1]}   {each}" if rows[-1] else each
        rows = [*rows[:-1], joined] if cells(joined) < width else [*rows, each]
    return [line(" ", row) for row in rows]


def _recipients(rows: Sequence[Delivery]) -> int:
    """Of each message; who was asked on three ways is one who was told."""
    return len({(row.message, row.recipient) for row in rows})


def board_message(message: Message, walk: Walk, width: int, most: int) -> list[Line]:
    """The text of a message, to how many in which language, and who let it go: beside the list where there is room."""
    rows = [row for row in walk.deliveries if row.message == message.id]
    read = Counter(row.language for row in rows)
    languages = (_("{language} to {count}").format(language=NAMES.get(tag, tag), count=n) for tag, n in read.items())
    wording = message.wordings.get(walk.speech.language) or next(iter(message.wordings.values()), None)
    text = f"{wording.title}\n{wording.body}" if wording else ""
    by = _("written by {person}").format(person=walk.speech.person(message.author))
    agreed = _("approved by {person}").format(person=walk.speech.person(message.approved_by or ""))
    said = filter(None, (*languages, by, agreed if message.approved_by else ""))
    attempts = [
        rung_words(rung, {row.id: row for row in rows}, message, walk.speech, walk.now) for rung in message.rungs
    ]
    return [
        rule(width),
        line((" " + _("MESSAGE {message}").format(message=clean_line(message.id)), ".bright")),
        *(line(f" {words}") for words in wrap(text, width - 2, most)),
        line((" " + pgettext("aloud", ", ").join(said), ".muted")),
        *([line((" " + _("ESCALATION"), ".bright"))] if attempts else []),
        *(line(f"   {words}") for words in attempts[:most]),
    ]


def read_of(delivery: Delivery, incident: Incident, speech: Speech) -> Acknowledgement | None:
    """What its recipient said of the message, or somebody else for them."""
    message = incident.messages.get(delivery.message)
    known = message.acknowledgements if message is not None else ()
    return next((each for each in known if delivery.recipient in (each.by, speech.person(each.by))), None)


def _is_read(delivery: Delivery, incident: Incident, speech: Speech) -> bool:
    said = read_of(delivery, incident, speech)
    return said is not None and not said.is_short


def _waits_for_answer(delivery: Delivery, walk: Walk) -> bool:
    """Whether its row says for how long an answer has been waited for."""
    if walk.is_copy or not has_waited(delivery):
        return False
    message = walk.incident.messages.get(delivery.message)
    if told_by_hand(delivery, message, walk.speech) is not None:
        return False
    is_unread = read_of(delivery, walk.incident, walk.speech) is None
    return is_unread and answer_of(delivery, message, walk.speech) is False


def _stands_for_nobody(delivery: Delivery, walk: Walk) -> bool:
    """Whether it was called off, so no answer is to it; to whom nothing went, the first row says it."""
    if delivery.state is not DeliveryState.CANCELLED:
        return False
    whose = (delivery.message, delivery.recipient)
    own = [row for row in walk.deliveries if (row.message, row.recipient) == whose]
    is_first = min(own, key=lambda row: (row.due_at, row.id), default=delivery).id == delivery.id
    return not is_first or any(row.state is not DeliveryState.CANCELLED for row in own)


def _status(delivery: Delivery, walk: Walk, most: int) -> tuple[str, str]:
    if _stands_for_nobody(delivery, walk):
        return delivery_state_word(delivery.state), ".muted"
    said = read_of(delivery, walk.incident, walk.speech)
    told = told_by_hand(delivery, walk.incident.messages.get(delivery.message), walk.speech)
    if told is not None:
        return _("told by hand {time}").format(time=walk.speech.time(told.at)), ".done"
    if said is None:
        is_corrected = walk.incident.is_corrected(delivery.message)
        style = ".muted" if is_corrected else STYLES.get(delivery.state, ".muted")
        return _unread(delivery, walk, most), style
    if said.count is not None:
        words = ngettext("{count} has read it", "{count} have read it", said.count)
        return words.format(count=count_words(said)), ".waiting" if said.is_short else ".done"
    return _read_after(_taken(delivery, said.at), most), ".done"


def _read_after(length: timedelta, most: int) -> str:
    """How long it took, as exactly as it can be said in so many cells."""
    said = [_("read after {length}").format(length=duration(each)) for each in (length, *in_units(length))]
    return next((words for words in said if cells(words) <= most), said[-1])


def _unread(delivery: Delivery, walk: Walk, most: int) -> str:
    """How it stands; of a channel that was told, that it cannot say so."""
    if walk.is_copy and (held := standing_in_copy(delivery.state)):
        return held
    state, message = delivery_state_word(delivery.state), walk.incident.messages.get(delivery.message)
    if is_conditional(delivery, message, walk.now):
        return _("if unacknowledged")
    answer = answer_of(delivery, message, walk.speech)
    if answer is False:
        return waiting_words(delivery, walk.now, most) or state
    if delivery.state is not DeliveryState.SENT:
        return state
    comma = pgettext("aloud", ", ")
    return f"{state}{comma}{answer_words(delivery, message, walk.speech, most=most - cells(state + comma))}"


def _taken(delivery: Delivery, at: datetime) -> timedelta:
    return max(at - delivery.created_at, timedelta(0))


def _role(delivery: Delivery, walk: Walk) -> str:
    """What the recipient is in this incident, else the audience that they are told with; '' where the name says it."""
    speech, message = walk.speech, walk.incident.messages.get(delivery.message)
    held = (role for role, person in walk.incident.roles.items() if speech.person(person) == delivery.recipient)
    with_whom = speech.audience(message.audience) if message is not None else ""
    named = with_whom if with_whom != speech.recipient(delivery.recipient) else ""
    return next((speech.role(role) for role in held), named)


def _next(delivery: Delivery, walk: Walk) -> Line:
    """What comes next of itself, or which key brings it about."""
    if walk.incident.is_corrected(delivery.message) or _stands_for_nobody(delivery, walk):
        return line("-")
    said = read_of(delivery, walk.incident, walk.speech)
    if said is not None and not said.is_short:
        by = walk.speech.person(said.recorded_by)
        return line((_("told {person}").format(person=by) if said.recorded_by != said.by else "-", ".muted"))
    if told := told_by_hand(delivery, walk.incident.messages.get(delivery.message), walk.speech):
        return line((_("by {person}").format(person=walk.speech.person(told.by)), ".muted"))
    match delivery.state:
        case DeliveryState.PENDING | DeliveryState.SENDING if walk.is_copy:
            return line("db confirm")
        case DeliveryState.PENDING if is_untried(delivery):
            return line(_("goes {time}").format(time=walk.speech.time(delivery.due_at)))
        case DeliveryState.PENDING:
            return line(_("again {time}").format(time=walk.speech.time(delivery.due_at)))
        case DeliveryState.FAILED | DeliveryState.UNKNOWN:
            return line(_("{key} again").format(key=key_of("deliveries.retry", "R")))
        case DeliveryState.SENT:
            return line((_("{key} answer").format(key=key_of("deliveries.read", "A")), ".muted"))
        case _:
            return line("-")
