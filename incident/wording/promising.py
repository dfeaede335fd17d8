"""The time of the next update that a text names, in words: before it leaves late, and where a correction names none.

Apart from the other words of messages: only a draft that waited and a correction need them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from incident.domain.incident import CUSTOMERS
from incident.domain.messages.drafts import lapsed_draft
from incident.domain.messages.promising import is_lapsed, promised, standing_promise
from incident.i18n import _
from incident.wording.times import duration

if TYPE_CHECKING:
    from incident.domain.incident import Incident
    from incident.domain.messages.message import Message
    from incident.wording.speech import Speech

__all__ = ["stale_words", "unmoved_words", "waited_words"]


def stale_words(incident: Incident, draft: Message, speech: Speech, now: datetime) -> list[str]:
    """That a text which waits names a time that is past or near; empty where it is as good as new."""
    promise = promised(incident, draft)
    if promise is None or incident.bundle is None:
        return []
    left, time = promise - now, speech.when(promise, now)
    if is_lapsed(incident, draft, now):
        words = _("The text of {ago} ago promised the next update for {time}, which is past. This one is new: read it.")
        return [words.format(ago=_whole(now - draft.drafted_at), time=time)]
    if left * incident.speed >= incident.runbook.tiers[incident.tier].update_every / 2:
        return []
    words = _("Written {ago} ago: its text promises the next update for {time}, in {left}, and the clock follows it.")
    return [words.format(ago=_whole(now - draft.drafted_at), time=time, left=_whole(left))]


def waited_words(incident: Incident, draft: Message | None, step: str, speech: Speech, now: datetime) -> list[str]:
    """The same of the step's text that waits, or that waited too long and is written anew."""
    waited = draft or lapsed_draft(incident, step, now)
    return [] if waited is None else stale_words(incident, waited, speech, now)


def unmoved_words(incident: Incident, audience: str, template: str, speech: Speech, now: datetime) -> list[str]:
    """That own words of a correction name no new time, so that the one which customers have stands."""
    promise = standing_promise(incident) if audience == CUSTOMERS and not template else None
    if promise is None:
        return []
    words = _("The next update stays promised for {time}: a correction in own words moves nothing.")
    return [words.format(time=speech.when(promise, now))]


def _whole(length: timedelta) -> str:
    minute = timedelta(minutes=1)
    return duration(length - length % minute if length >= minute else length)
