"""`incident message list`: what was told to whom, what corrects what, and where each delivery stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from incident.application.delivery.bundling import Bundles, bundles, in_one_with
from incident.application.delivery.retrying import times_tried
from incident.application.delivery.turns import silences_of
from incident.application.messages.by_hand import told_without_row
from incident.application.messages.reach import out_of_reach
from incident.application.ports import DeliveryState
from incident.cli.arguments import incident_id, json_output
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command
from incident.cli.tables import table
from incident.domain.messages.leaving_out import left_out
from incident.i18n import N_, _
from incident.wording.acknowledging import acknowledged_words, by_hand_words, told_words
from incident.wording.answering import answer_of, answer_words, told_by_hand
from incident.wording.approving import waits_words
from incident.wording.cells import wrap
from incident.wording.custody import doubt_in_copy, held_row
from incident.wording.delivery import (
    SHORT_ID,
    assurance_word,
    delivery_standing,
    reason_words,
    standing_of,
    together_words,
)
from incident.wording.escalating import paused_words, silence_words, waiting_words
from incident.wording.leaving_out import decided_words
from incident.wording.repeating import repeated_words
from incident.wording.safe import clean_line
from incident.wording.telling import correction_words, night_words

if TYPE_CHECKING:
    from incident.application.ports import Delivery, Person
    from incident.domain.incident import Incident
    from incident.domain.messages.escalating import Silence
    from incident.domain.messages.message import Acknowledgement, LeftOut, Message, Told
    from incident.wording.speech import Speech

__all__ = ["list_messages"]

_SHAPE: Final = (
    "{version, id, messages: [{id, audience, template, step, author, drafted_at, released_at, approved_by, corrects, "
    "corrected_by, acknowledged_by, acknowledgements: [{by, at, recorded_by, how, count, of}], "
    "told_at, told_by, told_how, tellings: [{by, at, how, whom}], title, no_way, unanswered_since, "
    "deliveries: [{id, recipient, target, exercise, language, kind, state, assurance, acknowledged, "
    "tries, due_at, sent_at, detail, in_one_with}]}], not_told: [{audience, who, by, at, because}]}"
)

_WIDE: Final = 1000
"""No line of the list is cut: a terminal breaks what is wider than itself."""


@command("list", help=N_("List the messages of an incident and where each delivery stands."), json_shape=_SHAPE)
@incident_id
@json_output
@pass_session
def list_messages(session: Session, *, incident_id: str, as_json: bool) -> None:
    """Print messages, each with its deliveries."""
    incident = session.load(incident_id)
    speech = session.speech()
    rows = session.services.outbox.deliveries(incident.id)
    if as_json:
        own, among = _by_message(rows), bundles(rows)
        mute = out_of_reach(incident, rows, session.services.directory)
        told = [_shape(each, own.get(each.id, ()), speech, among) for each in incident.messages_told]
        silent = {each.message.id: each.since for each in silences_of(incident, rows, session.now())}
        shapes = [
            {
                **each,
                "no_way": [one.id for one in mute.get(str(each["id"]), ())],
                "unanswered_since": instant(silent.get(str(each["id"]))),
            }
            for each in told
        ]
        kept = [_kept(each) for each in left_out(incident)]
        print_json({"id": incident.id, "messages": shapes, "not_told": kept})
        return
    if not incident.messages:
        say(_("No message was written."))
    else:
        _print(session, incident, rows, speech)
    decisions = left_out(incident)
    if decisions:
        print_data(_("NOT TOLD, ON PURPOSE"))
    for each in decisions:
        for n, words in enumerate(wrap(decided_words(each, speech, session.now()), session.width - 4)):
            print_data(f"{'  ' if not n else '    '}{words}")


def _print(session: Session, incident: Incident, rows: Sequence[Delivery], speech: Speech) -> None:
    """Every message with its deliveries."""
    now, is_cut, own, among = session.now(), session.cut is not None, _by_message(rows), bundles(rows)
    is_copy = session.services.outbox.unconfirmed() is not None
    if is_copy:
        say(held_row())
    every = ((each, own.get(each.id, ())) for each in incident.messages_told)
    mute = out_of_reach(incident, rows, session.services.directory)
    silent = {each.message.id: each for each in silences_of(incident, rows, now)}
    listed = [
        line
        for each, told in every
        for line in (
            *_lines(
                incident, each, told, speech, now, among, silent=silent.get(each.id), is_cut=is_cut, is_copy=is_copy
            ),
            *_mute(each, mute.get(each.id, ())),
            *_by_hand(each, told_without_row(incident, each, rows, session.services.directory), speech),
        )
    ]
    heads = [_("MESSAGE"), _("TO"), _("DELIVERY"), _("STATE")]
    head, *lines = table(heads, [row for row, _words in listed], _WIDE)
    print_data(head)
    for line, (_cells, detail) in zip(lines, listed, strict=True):
        under = (each for words in detail for each in wrap(words, session.width - 4))
        print_data("\n".join((line, *(f"    {each}" for each in under))))


def _by_hand(
    written: Message, people: Iterable[tuple[Person, Told]], speech: Speech
) -> Iterator[tuple[list[str], list[str]]]:
    """A line for each who was told by hand and was sent nothing."""
    for each, told in people:
        yield [clean_line(written.id), clean_line(each.name), "-", by_hand_words(told, speech)], []


def _mute(written: Message, people: Sequence[Person]) -> Iterator[tuple[list[str], list[str]]]:
    """Whom no message went to, as no way leads to them."""
    for each in people:
        yield [written.id, clean_line(each.name), "-", _("NO WAY: tell them by hand")], []


def _by_message(rows: Sequence[Delivery]) -> Mapping[str, Sequence[Delivery]]:
    found: dict[str, list[Delivery]] = {}
    for row in rows:
        found.setdefault(row.message, []).append(row)
    return found


def _acknowledgement(each: Acknowledgement) -> dict[str, object]:
    return {
        "by": each.by,
        "at": instant(each.at),
        "recorded_by": each.recorded_by,
        "how": each.how and each.how.words,
        "count": each.count,
        "of": each.of,
    }


def _telling(each: Told) -> dict[str, object]:
    return {"by": each.by, "at": instant(each.at), "how": each.how.words, "whom": list(each.whom)}


def _kept(decision: LeftOut) -> dict[str, object]:
    return {
        "audience": decision.audience,
        "who": decision.who,
        "by": decision.by,
        "at": instant(decision.at),
        "because": decision.because.words,
    }


def _lines(  # noqa: PLR0917  (what one message of the list needs)
    incident: Incident,
    written: Message,
    own: Sequence[Delivery],
    speech: Speech,
    now: datetime,
    among: Bundles,
    *,
    silent: Silence | None,
    is_cut: bool,
    is_copy: bool,
) -> Iterator[tuple[list[str], list[str]]]:
    """The cells of each line, and what stands under it; under the first, what the message corrects."""
    under = [*correction_words(written), *repeated_words(incident, written), *night_words(written, speech)]
    under += waits_words(incident, written, speech, now)
    under += filter(None, [paused_words(written, speech, now)])
    under += [silence_words(silent, speech, now)] if silent is not None else []
    under += told_words(written.tellings, speech)
    if written.acknowledgements:
        read = _(", ").join(acknowledged_words(each, speech) for each in written.acknowledgements)
        under.append(_("read by {names}").format(names=read))
    for cells, detail in _standing(incident, written, own, speech, now, among, is_cut=is_cut, is_copy=is_copy):
        yield cells, [*under, *([detail] if detail else [])]
        under = []


def _standing(  # noqa: PLR0917  (as above)
    incident: Incident,
    written: Message,
    own: Sequence[Delivery],
    speech: Speech,
    now: datetime,
    among: Bundles,
    *,
    is_cut: bool,
    is_copy: bool,
) -> list[tuple[list[str], str]]:
    audience = speech.audience(written.audience)
    if written.released_at is None or not own:
        words = _title(written, speech)
        return [([written.id, audience, "-", standing_of(incident, written, now, is_cut=is_cut)], words)]
    return [
        (
            [written.id, _recipient(r), r.id[:SHORT_ID], _state(r, written, speech, now, is_copy=is_copy)],
            (doubt_in_copy(r.state) if is_copy else "") or _besides(r, among),
        )
        for r in own
    ]


def _besides(row: Delivery, among: Bundles) -> str:
    """Why it stands so, and what left in one with it."""
    beside = () if row.state is DeliveryState.PENDING else in_one_with(row, among)
    return _(", ").join(filter(None, (reason_words(row.last_detail), together_words(beside))))


def _recipient(row: Delivery) -> str:
    return f"{clean_line(row.recipient)} ({clean_line(row.target_id)})"


def _state(row: Delivery, written: Message, speech: Speech, now: datetime, *, is_copy: bool) -> str:
    worth = assurance_word(row.assurance) if row.assurance else ""
    answer = answer_words(row, written, speech)
    if answer_of(row, written, speech) is False and told_by_hand(row, written, speech) is None:
        answer = _(", ").join(filter(None, (answer, waiting_words(row, now))))
    said = (delivery_standing(row, written, speech, now, is_copy=is_copy), worth, answer)
    return _(", ").join(filter(None, said))


def _title(written: Message, speech: Speech) -> str:
    wording = written.wordings.get(speech.language) or next(iter(written.wordings.values()), None)
    return clean_line(str(wording.title)) if wording else ""


def _shape(written: Message, own: Sequence[Delivery], speech: Speech, among: Bundles) -> dict[str, object]:
    return {
        "id": written.id,
        "audience": written.audience,
        "template": written.template,
        "step": written.step,
        "author": written.author,
        "drafted_at": instant(written.drafted_at),
        "released_at": instant(written.released_at),
        "approved_by": written.approved_by,
        "corrects": written.corrects,
        "corrected_by": written.corrected_by,
        "acknowledged_by": list(written.acknowledged_by),
        "acknowledgements": [_acknowledgement(each) for each in written.acknowledgements],
        "told_at": instant(written.told_at),
        "told_by": written.told_by,
        "told_how": written.told_how and written.told_how.words,
        "tellings": [_telling(each) for each in written.tellings],
        "title": _title(written, speech),
        "deliveries": [_delivery(row, written, speech, among) for row in own],
    }


def _delivery(row: Delivery, written: Message, speech: Speech, among: Bundles) -> dict[str, object]:
    due_at: datetime = row.due_at
    return {
        "id": row.id,
        "recipient": row.recipient,
        "target": row.target_id,
        "exercise": row.exercise,
        "language": row.language,
        "kind": row.kind,
        "state": row.state.value,
        "assurance": row.assurance.value if row.assurance else None,
        "acknowledged": answer_of(row, written, speech),
        "tries": times_tried(row),
        "due_at": instant(due_at),
        "sent_at": instant(row.left_at),
        "detail": row.last_detail,
        "in_one_with": list(in_one_with(row, among)),
    }
