"""The correction of a message that said something wrong: what is right, to everybody who may have the wrong text.

Apart from the messages that say something for the first time: whom a correction goes to follows from what became of
another message, and its words say which one that was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.informing import agreed_by, approver_for, kept_promise, template_unknown
from incident.domain.decide.words import MAX_TITLE, require_text
from incident.domain.incident import Incident
from incident.domain.messages.message import Message, next_message_id
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbooks.wordings import corrected, render

__all__ = ["approver_of", "correct"]


def correct(incident: Incident, command: c.CorrectMessage, now: datetime) -> Sequence[e.Event]:
    """Write the correction and release it, under the approval that the message needed."""
    wrong = incident.released_message(command.message)
    if incident.bundle is None:
        raise Refused(Refusal.RUNBOOK_ERASED, incident=incident.id)
    _require_correctable(incident, wrong, command)
    right = command.as_read or render(incident, command.template, now, wrong.audience)
    if not right:
        raise template_unknown(incident, command.template)
    _require_every_language(wrong, right, command)
    role = approver_of(incident, wrong)
    approver = None if role is None else agreed_by(incident, role, command)
    wrongs = [incident.messages[each] for each in command.had_of if each in incident.messages] or [wrong]
    drafted = e.MessageDrafted(
        message=next_message_id(incident.messages),
        audience=wrong.audience,
        template=command.template,
        wordings={tag: corrected(words, wrongs, tag, incident.zone) for tag, words in right.items()},
        external=wrong.external,
        corrects=wrong.id,
        to_others=right,
    )
    kept_promise(incident, drafted, now)
    return [drafted, e.MessageReleased(message=drafted.message, approved_by=approver)]


def approver_of(incident: Incident, message: Message) -> str | None:
    """The role that has to approve a correction: whoever had to approve the message; None if nobody had to."""
    if not message.external:
        return None
    step = incident.runbook.step(message.step) if message.step else None
    return (step.approver if step else None) or approver_for(incident, message.audience)


def _require_correctable(incident: Incident, wrong: Message, command: c.CorrectMessage) -> None:
    """Refuse what another correction has seen to, and what nobody can have.

    Raises:
        Refused: MESSAGE_CORRECTED, MESSAGE_NEVER_LEFT.
    """
    later = incident.messages.get(wrong.corrected_by or "")
    if later is not None:
        raise Refused(
            Refusal.MESSAGE_CORRECTED, message=wrong.id, correction=later.id, by=later.author, at=later.released_at
        )
    if not command.had and not command.stopped and not wrong.tellings:
        raise Refused(Refusal.MESSAGE_NEVER_LEFT, message=wrong.id)


def _require_every_language(wrong: Message, right: Mapping[str, e.Wording], command: c.CorrectMessage) -> None:
    """Refuse a correction that somebody who has the wrong text could not read.

    Raises:
        Refused: TEXT_MISSING, TEXT_EMPTY, TEXT_TOO_LONG.
    """
    for words in right.values():
        require_text(str(words.title), "title", MAX_TITLE)
        require_text(str(words.body), "message")
    missing = [tag for tag in dict.fromkeys(_read(wrong, command)) if tag not in right]
    if missing:
        raise Refused(Refusal.TEXT_MISSING, languages=tuple(missing))


def _read(wrong: Message, command: c.CorrectMessage) -> Iterator[str]:
    """The languages in which the wrong text went out; who reads another one got the first."""
    first = next(iter(wrong.wordings), "")
    return (tag if tag in wrong.wordings else first for tag in command.languages)
