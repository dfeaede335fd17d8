"""Questions for an instant: when something was done, filed or said, or when it is to come.

Apart from the dialogues that ask them, so that a time is understood alike wherever it is typed.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from incident.domain.refusals import Refused
from incident.i18n import _
from incident.walk.flows.asking import Question
from incident.walk.moment import Walk
from incident.wording.refusals import say_refusal
from incident.wording.typed_moments import is_now, next_moment, parse_moment

__all__ = [
    "asked_ahead",
    "asked_moment",
    "moment_ahead_complaint",
    "moment_complaint",
    "read_ahead",
    "read_moment",
    "recorded_moment",
]

_NOW: Final = "now"
_LENGTH: Final = re.compile(r"([0-9]{1,4}) ?(m|min|h)")


def asked_moment(
    walk: Walk,
    words: str,
    *,
    id: str = "at",  # noqa: A002 (the question's own word)
    suggestion: str = _NOW,
    may_be_empty: bool = False,
) -> Question:
    """Asks for a time, a day and a time, or now."""
    return Question(
        id=id,
        words=words,
        is_typed=True,
        suggestion=suggestion,
        may_be_empty=may_be_empty,
        complaint=lambda typed: "" if may_be_empty and not typed.strip() else moment_complaint(typed, walk),
    )


def read_moment(words: str, walk: Walk) -> datetime:
    """The instant that was typed; it was readable when it was taken."""
    now = _instant(walk)
    return parse_moment(words, now, walk.speech.zone) or now


def recorded_moment(words: str, walk: Walk) -> datetime | None:
    """The same, or None for now: a dialogue that stood open for a while means when it is recorded."""
    return None if is_now(words) else read_moment(words, walk)


def moment_complaint(words: str, walk: Walk) -> str:
    """What is wrong with it, or ''."""
    try:
        found = parse_moment(words, walk.now, walk.speech.zone)
    except Refused as refused:
        return say_refusal(refused, walk.speech, walk.now)
    return "" if found else _("Type a time such as 02:40, 2026-11-21 02:40 or now.")


def asked_ahead(walk: Walk, words: str, *, id: str = "until", may_be_empty: bool = False) -> Question:  # noqa: A002
    """Asks for a time to come: 03:30, a day and a time, or a length such as 20m or 8h."""
    return Question(
        id=id,
        words=words,
        is_typed=True,
        may_be_empty=may_be_empty,
        complaint=lambda typed: "" if may_be_empty and not typed.strip() else moment_ahead_complaint(typed, walk),
    )


def read_ahead(words: str, walk: Walk) -> datetime | None:
    """The instant that was typed, counted from the moment that is shown; None for no words."""
    length = _LENGTH.fullmatch(words.strip().casefold())
    if length is not None:
        return walk.now + timedelta(minutes=int(length[1]) * (60 if length[2] == "h" else 1))
    return next_moment(words.strip(), _instant(walk), walk.speech.zone) if words.strip() else None


def _instant(walk: Walk) -> datetime:
    """The moment that is shown, as what may be recorded: without a memory of what was asked of it."""
    return walk.now + timedelta()


def moment_ahead_complaint(words: str, walk: Walk) -> str:
    """What is wrong with a time to come, or ''."""
    try:
        found = read_ahead(words, walk)
    except Refused as refused:
        return say_refusal(refused, walk.speech, walk.now)
    return "" if found else _("Type a time such as 03:30, 2026-11-24 18:00, 20m or 8h.")
