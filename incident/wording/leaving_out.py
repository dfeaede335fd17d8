"""Who is not told on purpose, in words: who, why, and who decided that.

Apart from what became of messages, which is about those who were to be told.
"""

from __future__ import annotations

from datetime import datetime

from incident.domain.messages.message import LeftOut
from incident.i18n import _
from incident.wording.quoting import said
from incident.wording.speech import Speech
from incident.wording.usual import reread

__all__ = ["because_words", "decided_words", "who_words"]


def who_words(decision: LeftOut, speech: Speech) -> str:
    """Whom it is about."""
    audience = speech.audience(decision.audience)
    if not decision.who:
        return audience
    return _("{who} of {audience}").format(who=speech.reader(decision.who), audience=audience)


def because_words(decision: LeftOut) -> str:
    """Why."""
    return reread(said(decision.because))


def decided_words(decision: LeftOut, speech: Speech, now: datetime) -> str:
    """All of it, as one line."""
    words = _("{who}: {because} ({person}, {time})")
    return words.format(
        who=who_words(decision, speech),
        because=because_words(decision),
        person=speech.person(decision.by),
        time=speech.when(decision.at, now),
    )
