"""Questions for an instant that has come: when something was done, filed or said.

Apart from the dialogues that ask them, so that a time is understood alike wherever it is typed.
"""

from __future__ import annotations

from datetime import datetime

from incident.domain.refusals import Refused
from incident.i18n import _
from incident.walk.flows.asking import Question
from incident.walk.moment import Walk
from incident.wording.refusals import say_refusal
from incident.wording.typed_moments import parse_moment

__all__ = ["NOW", "asked_moment", "moment_complaint", "read_moment"]

NOW = "now"


def asked_moment(
    walk: Walk,
    words: str,
    *,
    id: str = "at",  # noqa: A002 (the question's own word)
    suggestion: str = NOW,
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
    return parse_moment(words, walk.now, walk.speech.zone) or walk.now


def moment_complaint(words: str, walk: Walk) -> str:
    """What is wrong with it, or ''."""
    try:
        found = parse_moment(words, walk.now, walk.speech.zone)
    except Refused as refused:
        return say_refusal(refused, walk.speech, walk.now)
    return "" if found else _("Type a time such as 02:40, 2026-11-21 02:40 or now.")
