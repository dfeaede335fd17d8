"""When customers were told that they hear again: the time that stands in the text which they have.

Apart from the clock, which counts to it, and from the words, which name it: an interval from the sending would be
another time than the one that was promised, and what customers read counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from incident.domain.events import MessageDrafted
from incident.domain.incident import CUSTOMERS, Incident
from incident.domain.messages.message import Message

__all__ = ["is_lapsed", "is_update", "promise_after", "promised", "promised_within", "standing_promise"]

_TIME = r"(\d{4}-\d\d-\d\d) (\d\d:\d\d) \(UTC([+-]\d{4})\)"
"""As `say_time` of the words writes it."""
_NEXT = ("${next_update}", "$next_update")
_PLACEHOLDER = r"\$\{\w+\}|\$\w+"


def promised(incident: Incident, message: Message | MessageDrafted) -> datetime | None:
    """The time of the next update that its text names; None where the text names none."""
    import re  # here: only a message to customers needs it

    for pattern, text in _said(incident, message):
        found = re.search(pattern, text, re.MULTILINE)
        if found is not None:
            day, time, offset = found.groups()
            return datetime.fromisoformat(f"{day}T{time}{offset}")
    return None


def is_lapsed(incident: Incident, message: Message | MessageDrafted, now: datetime) -> bool:
    """Whether its text promises customers a time that is past: so late it would lie, and does not leave."""
    promise = promised(incident, message) if message.audience == CUSTOMERS else None
    return promise is not None and now >= promise


def promise_after(incident: Incident, message: Message, earlier: datetime | None) -> datetime | None:
    """What stands promised once customers have this too: a correction that names no time moves none."""
    own = promised(incident, message) if message.delivered_at is not None else None
    return earlier if own is None and message.corrects is not None else own


def is_update(incident: Incident, message: Message, told_before: datetime | None) -> bool:
    """Whether it is the word that customers wait for: a correction that names no time says when none comes.

    By the text of the runbook that it was made of, for the words of the message may have been erased.
    """
    return told_before is None or message.corrects is None or any(_lines_of(incident, message))


def standing_promise(incident: Incident) -> datetime | None:
    """When customers believe that they hear again; None where no text that they have says so."""
    told = (m for m in incident.messages.values() if m.audience == CUSTOMERS and (m.delivered_at or m.told_at))
    promise = None
    for message in sorted(told, key=lambda each: each.released_seq):
        promise = promise_after(incident, message, promise)
    return promise


def promised_within(incident: Incident, since: datetime, promise: datetime) -> timedelta:
    """How long they were told to wait from then on; of an exercise its own time, as fast as it went then."""
    rate = 1 if incident.exercise is None else incident.exercise.clock.until(since).rate
    return (promise - since) * rate


def _said(incident: Incident, message: Message | MessageDrafted) -> Iterator[tuple[str, str]]:
    """Each place of its template that names the time, as a pattern, and the text that was made of the template."""
    for language, part, line in _lines_of(incident, message):
        name = next(each for each in _NEXT if each in line)
        yield _pattern(*line.split(name, 1)), str(getattr(message.wordings[language], part))


def _lines_of(incident: Incident, message: Message | MessageDrafted) -> Iterator[tuple[str, str, str]]:
    """Each line of its template that names the time, with its language and whether title or body has it."""
    words = incident.bundle.words if incident.bundle else {}
    for language in message.wordings:
        for part in ("title", "body"):
            lines = words.get(language, {}).get(f"template.{message.template}.{part}", "").splitlines()
            yield from ((language, part, line.strip()) for line in lines if any(each in line for each in _NEXT))


def _pattern(before: str, after: str) -> str:
    """The time between the words of its line that no other placeholder parts from it."""
    from re import escape, split  # here, as above

    left, right = split(_PLACEHOLDER, before)[-1], after.partition("$")[0]
    start = r"^\s*" if left == before else ""
    return f"{start}{escape(left)}{_TIME}{escape(right)}"
