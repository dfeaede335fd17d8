"""Who is not told on purpose, in words: who, why, and who decided that.

Apart from what became of messages, which is about those who were to be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain.messages.message import LeftOut
from incident.i18n import _
from incident.wording.quoting import said
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row
from incident.wording.speech import Speech
from incident.wording.usual import reread

if TYPE_CHECKING:
    from incident.application.ports import Recipient

__all__ = ["because_words", "beside_words", "decided_words", "who_words"]


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


def beside_words(people: Sequence[tuple[str, Recipient | None]], speech: Speech) -> str:
    """Who is reached at the same place as somebody who is left out, and how they are told instead; '' for nobody."""
    known, comma = _("{reason} ({evidence})"), _(", ")
    moved = [known.format(reason=speech.reader(who), evidence=clean_line(way.target_id)) for who, way in people if way]
    rest = [speech.reader(who) for who, way in people if not way]
    going = _("Reached at the same place, so told another way: {people}.")
    left = _("Reached at the same place, so not told either: {people}. Tell them another way.")
    return in_a_row(
        going.format(people=comma.join(moved)) if moved else "", left.format(people=comma.join(rest)) if rest else ""
    )
