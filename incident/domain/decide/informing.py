"""Messages: writing them from templates, approving them, letting them go.

A message to an audience that needs approval is released by the approving role.
At tier 1 its author and its approver are two people (reference/STANDARDS.md 4.2);
an approval by phone is entered by somebody else and keeps both names.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.leaving_out import left_out, require_told
from incident.domain.decide.words import optional_text, require_text
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.messages.drafts import lapsed_draft, waiting_draft
from incident.domain.messages.message import Message, next_message_id
from incident.domain.messages.promising import is_lapsed, promised
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbooks.runbook import Step, Verb
from incident.domain.runbooks.wordings import render
from incident.domain.timing.stated import past

__all__ = [
    "acknowledge",
    "agreed_by",
    "approver_for",
    "fall_back",
    "has_left",
    "kept_promise",
    "report",
    "retry",
    "send",
    "tell",
    "tell_otherwise",
    "template_unknown",
]

_Agreed: TypeAlias = c.CompleteStep | c.SendMessage | c.ReleaseMessage | c.CorrectMessage
APPROVE_WITHIN = timedelta(minutes=5)
"""How long the approver is given before the question comes back."""


def tell(incident: Incident, step: Step, command: c.CompleteStep, now: datetime) -> Sequence[e.Event]:
    """Write the step's message and release it, or leave it as a draft that waits for its approver."""
    if has_left(incident, step):
        return []  # its mark was undone and is set again: nobody is told the same twice
    require_told(incident, step.audience or "")
    if step.approver is None:
        return [_draft(incident, step, command, now), _released(incident, None)]
    draft = waiting_draft(incident, step.id, now)
    approver = _approver(incident, step.approver, command, step.id)
    author = command.by if draft is None else draft.author
    if draft is None and (approver is not None or command.night):
        _require_read(incident, step.id, approver, command, now)
    if command.night and not _agrees(incident, approver, author):
        message = next_message_id(incident.messages) if draft is None else draft.id
        left = _by_night(incident, command, message, step.approver, author)
        return left if draft is not None else [_draft(incident, step, command, now), *left]
    if approver is None:
        holder = _holder(incident, step.approver)
        if draft is not None and draft.author != command.by:
            raise Refused(Refusal.APPROVAL_NEEDED, step=step.id, role=step.approver, person=holder)
        asked = e.StepAsked(step=step.id, person=holder, within=APPROVE_WITHIN)
        return [_draft(incident, step, command, now), asked]
    if draft is not None and _may_approve(incident, approver, draft.author):
        return [e.MessageReleased(message=draft.id, approved_by=approver)]
    if not _may_approve(incident, approver, command.by):
        raise Refused(Refusal.APPROVER_IS_AUTHOR, step=step.id, by=approver, role=step.approver)
    return [_draft(incident, step, command, now), _released(incident, approver)]


def send(incident: Incident, command: c.SendMessage, now: datetime) -> Sequence[e.Event]:
    """Write and release a message outside the steps, under the same approval as in a step; asked for, it only waits.

    Raises:
        Refused: AUDIENCE_LEFT_OUT, AUDIENCE_UNKNOWN, TEMPLATE_UNKNOWN, PROMISE_LAPSED, NOBODY_TO_ASK, NIGHT_POLICY,
            ROLE_EMPTY, APPROVER_WRONG, APPROVAL_NEEDED, APPROVER_IS_AUTHOR.
    """
    require_told(incident, command.audience)
    audiences = sorted({s.audience for s in incident.runbook.steps() if s.audience})
    if command.audience not in audiences:
        raise Refused(Refusal.AUDIENCE_UNKNOWN, audience=command.audience, audiences=tuple(audiences))
    wordings = command.as_read or render(incident, command.template, now, command.audience)
    if not wordings:
        raise template_unknown(incident, command.template)
    role = approver_for(incident, command.audience)
    drafted = e.MessageDrafted(
        message=next_message_id(incident.messages),
        audience=command.audience,
        template=command.template,
        wordings=wordings,
        external=role is not None,
    )
    kept_promise(incident, drafted, now)
    waits = role is not None and not _agrees(incident, _approver(incident, role, command, ""), command.by)
    if command.is_asked and not waits:
        raise Refused(Refusal.NOBODY_TO_ASK, audience=command.audience)
    if command.is_asked and role is not None and _holder(incident, role) == command.by:
        raise Refused(Refusal.APPROVER_IS_AUTHOR, step="", by=command.by, role=role)
    if command.is_asked:
        return [drafted]
    if role is not None and waits and command.night:
        return [drafted, *_by_night(incident, command, drafted.message, role, command.by)]
    return [drafted, _released(incident, None if role is None else agreed_by(incident, role, command))]


def _by_night(
    incident: Incident, command: c.CompleteStep | c.SendMessage, message: str, role: str, author: str
) -> Sequence[e.Event]:
    """Let it go without its approver, as the team's policy says.

    Raises:
        Refused: NIGHT_POLICY, APPROVER_IS_AUTHOR.
    """
    found = command.preapproval
    if found is None:
        raise Refused(Refusal.NIGHT_POLICY, role=role)
    if not _may_approve(incident, found.by, author):
        raise Refused(Refusal.APPROVER_IS_AUTHOR, step="", by=found.by, role=role)
    used = e.NightPolicyUsed(message=message, by=found.by, role=role, until=found.until)
    return [used, e.MessageReleased(message=message, approved_by=found.by)]


def agreed_by(incident: Incident, role: str, command: _Agreed, author: str = "") -> str:
    """Who approves what leaves with this very command, where its author is who gives it unless another is named.

    Raises:
        Refused: ROLE_EMPTY, APPROVER_WRONG, APPROVAL_NEEDED, APPROVER_IS_AUTHOR.
    """
    approver = _approver(incident, role, command, "")
    if approver is None:
        raise Refused(Refusal.APPROVAL_NEEDED, step="", role=role, person=_holder(incident, role))
    if not _may_approve(incident, approver, author or command.by):
        raise Refused(Refusal.APPROVER_IS_AUTHOR, step="", by=approver, role=role)
    return approver


def template_unknown(incident: Incident, template: str) -> Refused:
    """That the runbook has no such text, and which it has."""
    return Refused(Refusal.TEMPLATE_UNKNOWN, template=template, templates=_templates(incident))


def kept_promise(incident: Incident, drafted: e.MessageDrafted, now: datetime) -> e.MessageDrafted:
    """The text, which promises nothing for a time that is past: it was read too long ago to leave.

    Raises:
        Refused: PROMISE_LAPSED.
    """
    if is_lapsed(incident, drafted, now):
        raise Refused(Refusal.PROMISE_LAPSED, at=promised(incident, drafted))
    return drafted


def approver_for(incident: Incident, audience: str) -> str | None:
    """The role that approves messages to the audience, or None if nobody has to."""
    roles = (s.approver for s in incident.runbook.steps() if s.verb is Verb.TELL and s.audience == audience)
    return next(filter(None, roles), None)


def acknowledge(incident: Incident, command: c.AcknowledgeMessage, now: datetime) -> Sequence[e.Event]:
    """Note that a message was read: once by one person, and for a team as often as it is counted anew."""
    message = incident.released_message(command.message)
    reader, count, of = command.reader or command.by, command.count, command.of
    if count is not None and (count < 0 or count > (count if of is None else of)):
        raise Refused(Refusal.COUNT_UNREADABLE, value=str(count) if of is None else f"{count}/{of}")
    known = next((each for each in message.acknowledgements if each.by == reader), None)
    if known is not None and ((known.count, known.of) == (count, of) or (count is None and not known.is_short)):
        raise Refused(Refusal.MESSAGE_ACKNOWLEDGED, message=command.message, by=reader)
    is_hearsay = reader != command.by and count is None
    how = require_text(command.text, "note") if is_hearsay else optional_text(command.text, "note")
    at = _since_released(message, past(command.at, now)) if command.at else None
    said = e.MessageAcknowledged(
        message=command.message, by=reader, crossed=command.crossed, how=how, count=count, of=of, at=at
    )
    return [said]


def _since_released(message: Message, at: datetime) -> datetime:
    """The instant; who types 03:12 of a message of 03:12:30 means no earlier one.

    Raises:
        Refused: READ_BEFORE_SENT.
    """
    released_at = message.released_at or at
    if at <= released_at - timedelta(minutes=1):
        raise Refused(Refusal.READ_BEFORE_SENT, message=message.id, at=at, released=released_at)
    return max(at, released_at)


def tell_otherwise(incident: Incident, command: c.TellOtherwise) -> Sequence[e.Event]:
    """Note how an audience, or those named of it, was told by hand; with the last of them, that all of it were."""
    message = incident.released_message(command.message)
    whom = tuple(dict.fromkeys(command.whom))
    told = e.AudienceToldOtherwise(message=message.id, how=require_text(command.how, "note"), whom=whom)
    return [told, told.changed(whom=())] if whom and command.are_all else [told]


def retry(incident: Incident, command: c.RetryDelivery) -> Sequence[e.Event]:
    """Order another attempt; what somebody changes in between, the outbox refuses."""
    match command.standing:
        case "waiting":
            raise Refused(Refusal.DELIVERY_WAITS, delivery=command.delivery)
        case "sent":
            raise Refused(Refusal.DELIVERY_SENT, delivery=command.delivery)
        case "corrected":
            raise Refused(Refusal.DELIVERY_CORRECTED, delivery=command.delivery)
        case "over":
            raise Refused(Refusal.DELIVERY_OVER, delivery=command.delivery)
    if command.kept_from is not None:
        raise left_out(incident, *command.kept_from)
    return [e.MessageRetried(delivery=command.delivery)]


def fall_back(incident: Incident, command: c.FallBack) -> Sequence[e.Event]:
    """Let the message go by another target, once for each delivery that was refused; where none is left, nothing."""
    message = incident.messages.get(command.message)
    if message is None or message.released_at is None or command.delivery in message.fell_back or not command.target:
        return []
    fell_back = e.DeliveryFellBack(
        message=message.id, delivery=command.delivery, refused_by=command.refused_by, target=command.target
    )
    return [fell_back, e.MessageReleased(message=message.id, approved_by=message.approved_by)]


def report(incident: Incident, command: c.ReportDelivered | c.ReportUndelivered) -> Sequence[e.Event]:
    """Note what became of a message outside, once for each time that it was released or sent again."""
    message = incident.messages.get(command.message)
    if message is None or message.delivered_seq > message.released_seq:
        return []
    if isinstance(command, c.ReportDelivered):
        return [e.MessageDelivered(message=message.id, delivery=command.delivery, beside=command.beside)]
    if message.undelivered_seq > max(message.released_seq, command.since):
        return []
    return [e.MessageUndelivered(message=message.id, unknown=command.unknown)]


def _approver(incident: Incident, role: str, command: _Agreed, step: str) -> str | None:
    """Who approves with this command, or None if it carries no approval."""
    holder = _holder(incident, role)
    approver = command.approved_by or (command.by if command.by == holder else None)
    if approver not in (None, holder):
        raise Refused(Refusal.APPROVER_WRONG, step=step, role=role, person=holder, approver=approver)
    return approver


def _may_approve(incident: Incident, approver: str, author: str) -> bool:
    return incident.tier is not Tier.MAJOR or approver != author


def _agrees(incident: Incident, approver: str | None, author: str) -> bool:
    return approver is not None and _may_approve(incident, approver, author)


def _holder(incident: Incident, role: str) -> str:
    person = incident.person_of(role)
    if person is None:
        raise Refused(Refusal.ROLE_EMPTY, role=role)
    return person


def _draft(incident: Incident, step: Step, command: c.CompleteStep, now: datetime) -> e.Event:
    wordings = command.as_read or render(incident, step.template or "", now, step.audience or "")
    if not wordings:
        raise Refused(Refusal.TEMPLATE_UNKNOWN, template=step.template, templates=_templates(incident))
    drafted = e.MessageDrafted(
        message=next_message_id(incident.messages),
        audience=step.audience or "",
        template=step.template or "",
        wordings=wordings,
        step=step.id,
        external=step.approver is not None,
    )
    return kept_promise(incident, drafted, now)


def _require_read(incident: Incident, step: str, approver: str | None, command: c.CompleteStep, now: datetime) -> None:
    """Let nothing leave in place of a draft that lapsed unless it was read, and approved by another than its author.

    Raises:
        Refused: DRAFT_LAPSED.
    """
    lapsed = lapsed_draft(incident, step, now)
    if lapsed is None:
        return
    is_own = approver is not None and not command.night and not _may_approve(incident, approver, command.by)
    if command.as_read is None or is_own:
        raise Refused(Refusal.DRAFT_LAPSED, at=promised(incident, lapsed), author=lapsed.author)


def _released(incident: Incident, approver: str | None) -> e.Event:
    return e.MessageReleased(message=next_message_id(incident.messages), approved_by=approver)


def has_left(incident: Incident, step: Step) -> bool:
    """Whether a message of the step went out to everybody, and nothing new has been stated since."""
    own = (m.released_seq for m in incident.messages.values() if m.step == step.id and not m.is_withdrawn)
    stated = max((entry.seq for entry in incident.facts.values()), default=0)
    return any(released and released > stated for released in own)


def _templates(incident: Incident) -> tuple[str, ...]:
    words = incident.bundle.words if incident.bundle else {}
    keys = {key for texts in words.values() for key in texts}
    return tuple(sorted(key.split(".")[1] for key in keys if key.startswith("template.") and key.endswith(".title")))
