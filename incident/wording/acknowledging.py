"""Who has read a message, in words: for themselves, by what somebody else was told, or so many of a team.

Apart from the entries of the log, because lists, boards and reports say it of a message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from incident.domain.messages.message import Acknowledgement, Told
from incident.domain.refusals import Refusal, Refused
from incident.i18n import _
from incident.wording.quoting import said
from incident.wording.speech import Speech
from incident.wording.usual import reread

__all__ = ["acknowledged_words", "by_hand_words", "count_words", "read_count", "told_words"]

_COUNT: Final = re.compile(r"(\d{1,6})(?:\s*(?:/|／|of|共)\s*(\d{1,6}))?")


def acknowledged_words(each: Acknowledgement, speech: Speech) -> str:
    """Who, how many of them, in whose words and who wrote it down."""
    words = speech.reader(each.by)
    if each.count is not None:
        words = _("{who} {count}").format(who=words, count=count_words(each))
    how = reread(said(each.how)) if each.how is not None else ""
    recorder = speech.person(each.recorded_by) if each.recorded_by != each.by else ""
    if recorder and how:
        return _("{words} ({how}; entered by {person})").format(words=words, how=how, person=recorder)
    if recorder:
        return _("{words} (entered by {person})").format(words=words, person=recorder)
    return _("{reason} ({evidence})").format(reason=words, evidence=how) if how else words


def told_words(tellings: Sequence[Told], speech: Speech) -> list[str]:
    """Each time that somebody said how they told people by hand, with the names of those whom they named."""
    every, some = _("Audience told otherwise by {person} at {at}: {how}"), _("{names} told by {person} at {at}: {how}")
    return [
        (some if each.whom else every).format(
            names=_(", ").join(map(speech.reader, each.whom)),
            person=speech.person(each.by),
            at=speech.moment(each.at),
            how=reread(said(each.how)),
        )
        for each in tellings
    ]


def by_hand_words(told: Told, speech: Speech) -> str:
    """That one person was told by hand, when and by whom."""
    words = _("told by hand {time}, {person}")
    return words.format(time=speech.time(told.at), person=speech.person(told.by))


def count_words(each: Acknowledgement) -> str:
    """`12/14`; without a total the number alone; '' where nobody counted."""
    if each.count is None:
        return ""
    return str(each.count) if each.of is None else f"{each.count}/{each.of}"


def read_count(typed: str) -> tuple[int, int | None]:
    """How many, of how many: `12/14`, `12 of 14`, or `12` where nobody knows the total.

    Raises:
        Refused: COUNT_UNREADABLE.
    """
    found = _COUNT.fullmatch(typed.strip())
    if found is None:
        raise Refused(Refusal.COUNT_UNREADABLE, value=typed)
    count, of = int(found[1]), int(found[2]) if found[2] else None
    if of is not None and count > of:
        raise Refused(Refusal.COUNT_UNREADABLE, value=typed)
    return count, of
