"""`incident message`: what was told to whom, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from incident.cli.acting import act, deliver
from incident.cli.answering import ACT_SHAPE, acted, answers_json, answers_with
from incident.cli.arguments import command_id, incident_id, json_output
from incident.cli.commands.message.call_sheet import call_sheet
from incident.cli.commands.message.choices import chosen_words
from incident.cli.named import SHORT_ID, known_delivery, known_person
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.preview import agree_to_send
from incident.cli.session import Heard, Session, pass_session
from incident.cli.spoken import Group, argument, command, option
from incident.cli.tables import table
from incident.domain.commands import AcknowledgeMessage, RetryDelivery, SendMessage, TellOtherwise
from incident.i18n import N_, _
from incident.wording.cells import wrap
from incident.wording.delivery import assurance_word, delivery_state_word, reason_words, standing_of
from incident.wording.quoting import said
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.application.ports import Delivery
    from incident.domain.incident import Message
    from incident.wording.speech import Speech

__all__ = ["message"]

_SHAPE = (
    "{version, id, messages: [{id, audience, template, step, author, drafted_at, released_at, approved_by, "
    "acknowledged_by, told_at, told_by, told_how, title, "
    "deliveries: [{id, recipient, target, exercise, language, state, assurance, tries, "
    "due_at, detail}]}]}"
)

_SENT_SHAPE = "{version, id, seq, head, message, said}"

_WIDE = 1000
"""No line of the list is cut: a terminal breaks what is wider than itself."""

message = Group("message")


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
        shapes = [_shape(each, rows, speech) for each in incident.messages.values()]
        print_json({"id": incident.id, "messages": shapes})
        return
    if not incident.messages:
        say(_("No message was written."))
        return
    listed = [
        line
        for each in incident.messages.values()
        for line in _lines(each, rows, speech, is_cut=session.cut is not None)
    ]
    heads = [_("MESSAGE"), _("TO"), _("DELIVERY"), _("STATE")]
    head, *lines = table(heads, [row for row, _words in listed], _WIDE)
    print_data(head)
    for line, (_cells, detail) in zip(lines, listed, strict=True):
        print_data("\n".join((line, *(f"    {each}" for each in wrap(detail, session.width - 4) if detail))))


@command("ack", help=N_("Say that a message was read; every later attempt to tell you stops."), json_shape=ACT_SHAPE)
@incident_id
@argument("MESSAGE", "message_id")
@command_id
@answers_json
@pass_session
def acknowledge(session: Session, *, incident_id: str, message_id: str, command_id: str | None) -> None:
    """Acknowledge it in one's own name."""
    act(session, incident_id, AcknowledgeMessage(by=session.by, message=message_id.upper()), command_id)
    say(_("Acknowledged."))


@command(
    "told",
    help=N_("Say how people were told whom no delivery reached: by phone, in person."),
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("MESSAGE", "message_id")
@argument("HOW")
@command_id
@answers_json
@pass_session
def told(session: Session, *, incident_id: str, message_id: str, how: str, command_id: str | None) -> None:
    """Keep the words beside the message."""
    act(session, incident_id, TellOtherwise(by=session.by, message=message_id.upper(), how=how), command_id)
    say(_("Noted how they were told."))


@command("retry", help=N_("Order another attempt at a delivery that failed or is unknown."), json_shape=ACT_SHAPE)
@incident_id
@argument("DELIVERY")
@command_id
@answers_json
@pass_session
def retry(session: Session, *, incident_id: str, delivery: str, command_id: str | None) -> None:
    """Send it once more."""
    meant = known_delivery(session, incident_id, delivery)
    outcome = act(session, incident_id, RetryDelivery(by=session.by, delivery=meant), command_id)
    deliver(session, outcome)


def _sent(session: Session, heard: Heard) -> dict[str, object] | None:
    """The answer of an act, and the id of what was written."""
    answer = acted(session, heard)
    return answer and {**answer, "message": next(iter(heard.data), None)}


@command(
    "send",
    help=N_("Write and release a message outside the steps, such as the update that is due."),
    json_shape=_SENT_SHAPE,
)
@incident_id
@argument("AUDIENCE", required=False)
@argument("TEMPLATE", required=False)
@option("--approved-by", metavar="PERSON", help=N_("Who agreed by phone, where somebody has to."))
@option("--yes", is_flag=True, help=N_("Send it without being asked."))
@command_id
@answers_with(_sent)
@pass_session
def send(
    session: Session,
    *,
    incident_id: str,
    audience: str | None,
    template: str | None,
    approved_by: str | None,
    yes: bool,
    command_id: str | None,
) -> None:
    """Show it, write, release, send."""
    audience, template = chosen_words(session, incident_id, audience, template)
    approver = known_person(session, approved_by) if approved_by is not None else None
    order = SendMessage(by=session.by, audience=audience, template=template, approved_by=approver)
    now = session.now(command_id)
    agree_to_send(session, incident_id, order, command_id, now, yes=yes)
    outcome = act(session, incident_id, order, command_id, now)
    for written in list(outcome.incident.messages)[-1:]:
        print_data(written)
    deliver(session, outcome)


for _each in (list_messages, acknowledge, told, retry, send, call_sheet):
    message.add_command(_each)


def _lines(written: Message, rows: Sequence[Delivery], speech: Speech, *, is_cut: bool) -> list[tuple[list[str], str]]:
    """The cells of each line, and the detail that stands under it."""
    own = [row for row in rows if row.message == written.id]
    audience = speech.audience(written.audience)
    if written.released_at is None or not own:
        words = said(written.told_how) if written.told_how is not None else _title(written, speech)
        return [([written.id, audience, "-", standing_of(written, is_cut=is_cut)], words)]
    return [([written.id, _recipient(r), r.id[:SHORT_ID], _state(r)], reason_words(r.last_detail)) for r in own]


def _recipient(row: Delivery) -> str:
    return f"{clean_line(row.recipient)} ({clean_line(row.target_id)})"


def _state(row: Delivery) -> str:
    words = delivery_state_word(row.state)
    if not row.assurance:
        return words
    return _("{words}, {assurance}").format(words=words, assurance=assurance_word(row.assurance))


def _title(written: Message, speech: Speech) -> str:
    wording = written.wordings.get(speech.language) or next(iter(written.wordings.values()), None)
    return clean_line(str(wording.title)) if wording else ""


def _shape(written: Message, rows: Sequence[Delivery], speech: Speech) -> dict[str, object]:
    return {
        "id": written.id,
        "audience": written.audience,
        "template": written.template,
        "step": written.step,
        "author": written.author,
        "drafted_at": instant(written.drafted_at),
        "released_at": instant(written.released_at),
        "approved_by": written.approved_by,
        "acknowledged_by": list(written.acknowledged_by),
        "told_at": instant(written.told_at),
        "told_by": written.told_by,
        "told_how": None if written.told_how is None else str(written.told_how),
        "title": _title(written, speech),
        "deliveries": [_delivery(row) for row in rows if row.message == written.id],
    }


def _delivery(row: Delivery) -> dict[str, object]:
    due_at: datetime = row.due_at
    return {
        "id": row.id,
        "recipient": row.recipient,
        "target": row.target_id,
        "exercise": row.exercise,
        "language": row.language,
        "state": row.state.value,
        "assurance": row.assurance.value if row.assurance else None,
        "tries": row.tries,
        "due_at": instant(due_at),
        "detail": row.last_detail,
    }
