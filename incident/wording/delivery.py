"""What became of messages, in words: states of deliveries, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from incident.application.delivery.reasons import Reason, reason_of
from incident.application.delivery.retrying import is_untried
from incident.application.ports import Assurance, Delivery, DeliveryState
from incident.domain.decide.informing import has_left
from incident.domain.events import StepUndone
from incident.domain.messages.promising import is_lapsed
from incident.i18n import N_, _, ngettext, pgettext
from incident.wording.answering import is_seen_to
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.domain.events import Recorded
    from incident.domain.incident import Incident
    from incident.domain.messages.message import Message
    from incident.domain.runbooks.runbook import Step
    from incident.wording.speech import Speech

__all__ = [
    "SHORT_ID",
    "assurance_word",
    "counted_by_state",
    "delivery_standing",
    "delivery_state_word",
    "is_conditional",
    "left_words",
    "reached_nobody",
    "reason_words",
    "sent_before_words",
    "standing_of",
    "stuck_words",
    "targetless_words",
    "together_words",
    "unentered_words",
    "unsent_words",
    "untold",
]

SHORT_ID: Final = 8
"""Characters of a delivery's id that people are shown."""

_UNSETTLED: Final = frozenset(
    {DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.EXPIRED}
)
"""States in which somebody may not have been told."""
_STATES: Final = {
    DeliveryState.PENDING: N_("waiting to be sent"),
    DeliveryState.SENDING: N_("being sent"),
    DeliveryState.SENT: N_("sent"),
    DeliveryState.FAILED: N_("failed"),
    DeliveryState.UNKNOWN: N_("unknown"),
    DeliveryState.CANCELLED: N_("cancelled"),
    DeliveryState.EXPIRED: N_("expired"),
}
_ASSURANCES: Final = {
    Assurance.ACCEPTED: N_("accepted by the provider"),
    Assurance.CONFIRMED: N_("confirmed by the provider"),
}
_REASONS: Final = {
    Reason.ADDRESS_INVALID: N_("the address cannot be used"),
    Reason.AUTH_NEEDS_TLS: N_("the password would have crossed the network unencrypted"),
    Reason.BUNDLE_TOO_LONG: N_("several messages in one were too long for it; fewer go next"),
    Reason.CONNECTION_REFUSED: N_("nobody listens at that address"),
    Reason.CONNECTION_RESET: N_("the connection was cut"),
    Reason.CONNECT_TIMEOUT: N_("no connection came about in time"),
    Reason.CRASHED: N_("the sender broke down over this message"),
    Reason.DNS: N_("the host name could not be resolved"),
    Reason.EXERCISE_LOCK: N_("the exercise lock held it back"),
    Reason.KILLED: N_("it took too long and was ended"),
    Reason.NEVER_BEGUN: N_("its sender stopped before it began; nothing went out"),
    Reason.NOT_UNDERSTOOD: N_("the answer is not one that this provider gives"),
    Reason.PROVIDER_BUSY: N_("the provider says to come back later"),
    Reason.PROVIDER_REFUSED: N_("the provider refused"),
    Reason.PROVIDER_UNSURE: N_("the provider does not know whether it went out"),
    Reason.PROXY: N_("the proxy cannot be reached or will not connect"),
    Reason.READ_TIMEOUT: N_("it was handed over and no answer came"),
    Reason.REDIRECTED: N_("the provider pointed elsewhere, which is not followed"),
    Reason.SECRET_UNAVAILABLE: N_("the secret of the target cannot be read"),
    Reason.SEVERAL_RECIPIENTS: N_("the target names more than one recipient"),
    Reason.RECIPIENT_LATER: N_("the server takes nothing for this address now"),
    Reason.STATUS: N_("the server refused"),
    Reason.TARGET_INVALID: N_("the target's settings cannot be used"),
    Reason.TARGET_MISSING: N_("no target of that name is configured"),
    Reason.TLS: N_("no trusted encrypted connection came about"),
    Reason.TLS_MISSING: N_("the mail server offers no encryption"),
    Reason.TOO_LATE: N_("its time to be sent ran out before it began; nothing went out"),
    Reason.TURN_LATER: N_("the way before it left late, and has its time first"),
    Reason.UNREADABLE: N_("the message cannot be read in the database, so nobody sends it"),
    Reason.UNREACHABLE: N_("the network does not reach the host"),
}


def counted_by_state(rows: Sequence[Delivery]) -> str:
    """`1 failed, 2 unknown`, in words that are exact for each."""
    counts: dict[DeliveryState, int] = {}
    for row in rows:
        counts[row.state] = counts.get(row.state, 0) + 1
    return _(", ").join(
        _("{count} {state}").format(count=n, state=delivery_state_word(state)) for state, n in counts.items()
    )


def targetless_words(count: int) -> str:
    """So many deliveries wait for their target."""
    said = ngettext(
        "{count} waits for a target that is not there", "{count} wait for targets that are not there", count
    )
    return said.format(count=count)


def stuck_words(count: int) -> str:
    """So many deliveries were tried in vain, and are tried again."""
    return ngettext("{count} tried in vain so far", "{count} tried in vain so far", count).format(count=count)


def untold(rows: Iterable[Delivery], incident: Incident, speech: Speech, now: datetime) -> list[str]:
    """A sentence for each delivery that has not arrived, as far as anybody knows, and that is not seen to otherwise."""
    said = _("Message {message} to {recipient}: {state}.")
    return [
        said.format(
            message=clean_line(row.message),
            recipient=clean_line(row.recipient),
            state=delivery_standing(row, incident.messages.get(row.message), speech, now),
        )
        for row in rows
        if row.state in _UNSETTLED and not is_seen_to(row, incident, speech)
    ]


def reached_nobody(incident: Incident, speech: Speech) -> list[str]:
    """A sentence for each message that told nobody, as long as nobody has said how its audience was told instead."""
    said = _("{message} told nobody: '{audience}' has nobody who can be reached. Tell them otherwise, and note it.")
    return [
        said.format(message=clean_line(each.id), audience=speech.audience(each.audience)) for each in incident.unreached
    ]


def standing_of(incident: Incident, message: Message, now: datetime, *, is_cut: bool = False) -> str:
    """How a message stands that has no delivery."""
    if message.tellings:
        return _("told otherwise")
    if message.is_withdrawn:
        return _("taken back")
    if message.released_at is None:
        is_late = is_lapsed(incident, message, now)
        return _("too late: write anew") if is_late else _("waits for approval")
    return _("not known without the server") if is_cut else _("nobody was told")


def left_words(incident: Incident, entries: Iterable[Recorded], speech: Speech, now: datetime) -> list[str]:
    """A sentence for each message that had left when these entries took its mark back."""
    undone = (entry.event for entry in entries if isinstance(entry.event, StepUndone))
    left = (incident.messages.get(message) for event in undone for message in event.left)
    return _gone(filter(None, left), speech, now)


def sent_before_words(incident: Incident, step: Step, speech: Speech, now: datetime) -> list[str]:
    """What was sent for this step before its mark was taken back, and whether marking it sends again."""
    own = (m for m in incident.messages.values() if m.step == step.id and not m.is_withdrawn)
    again = [_("It is not sent again: nothing new has been stated since.")] if has_left(incident, step) else []
    return _gone(own, speech, now) + again


def _gone(messages: Iterable[Message], speech: Speech, now: datetime) -> list[str]:
    said = _("{message} was sent {time} and cannot be called back.")
    times = ((m, m.delivered_at or m.released_at) for m in messages)
    return [said.format(message=clean_line(m.id), time=speech.when(at, now)) for m, at in times if at is not None]


def unsent_words(count: int, *, is_held: bool = False) -> str:
    """How many messages are left to others when the program ends; '' for none."""
    if not count:
        return ""
    if is_held:
        from incident.wording.custody import held_words  # here: most logs are nobody's copy

        return held_words(count)
    words = ngettext(
        "{count} message is not sent yet; 'incident worker' or the next start sends it.",
        "{count} messages are not sent yet; 'incident worker' or the next start sends them.",
        count,
    )
    return words.format(count=count)


def delivery_state_word(state: DeliveryState) -> str:
    """Where a delivery stands; 'sent' is neither read nor acknowledged."""
    return _(_STATES[state])


def delivery_standing(
    row: Delivery, message: Message | None, speech: Speech, now: datetime, *, is_copy: bool = False
) -> str:
    """The same of one delivery; of one that is still to leave also when, and on what it hangs.

    In a copy nothing leaves, and nobody knows of what was on its way.
    """
    if is_copy:
        from incident.wording.custody import standing_in_copy  # here: most logs are nobody's copy

        if said := standing_in_copy(row.state):
            return said
    if message is not None and is_conditional(row, message, now):
        return _("goes at {time} only if nobody has acknowledged by then").format(time=speech.time(row.due_at))
    state = delivery_state_word(row.state)
    is_later = row.state is DeliveryState.PENDING and row.due_at > now
    return _("{state}, due {time}").format(state=state, time=speech.time(row.due_at)) if is_later else state


def is_conditional(row: Delivery, message: Message | None, now: datetime) -> bool:
    """Whether it is an attempt of an escalation that waits for its turn: an acknowledgement before then cancels it."""
    rungs = {rung.delivery: rung.due_at for rung in message.rungs} if message is not None else {}
    is_waiting = row.state is DeliveryState.PENDING and is_untried(row) and row.due_at > now
    return is_waiting and row.id in rungs and rungs[row.id] > min(rungs.values())


def assurance_word(assurance: Assurance) -> str:
    """What 'sent' is worth."""
    return _(_ASSURANCES[assurance])


def together_words(messages: Sequence[str]) -> str:
    """The messages that one left in one with; '' where it went alone."""
    if not messages:
        return ""
    names = pgettext("aloud", ", ").join(map(clean_line, messages))
    return _("in one with {messages}").format(messages=names)


def reason_words(detail: str) -> str:
    """Why an attempt did not end well, from a line of the ledger; '' for an empty one."""
    reason, evidence = reason_of(detail)
    if reason is None:
        return clean_line(evidence)
    words = _(_REASONS[reason])
    return _("{reason} ({evidence})").format(reason=words, evidence=clean_line(evidence)) if evidence else words


def unentered_words(count: int) -> str:
    """That pages left while the log could not be used, and how they come into it."""
    said = ngettext(
        "{count} page left without the log: 'incident message paged INCIDENT' enters it.",
        "{count} pages left without the log: 'incident message paged INCIDENT' enters them.",
        count,
    )
    return said.format(count=count)
