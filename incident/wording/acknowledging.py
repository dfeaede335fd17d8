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

__all__ = ["acknowledged_words", "count_words", "read_count", "told_words", "was_named", "with_names"]

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
    """Each time that somebody said how they told people by hand."""
    words = _("Told otherwise by {person} at {at}: {how}")
    return [
        words.format(person=speech.person(each.by), at=speech.moment(each.at), how=reread(said(each.how)))
        for each in tellings
    ]


def with_names(names: Sequence[str], how: str) -> str:
    """The words of whoever told them by hand, with whom they mean; a name that they say already is not said twice."""
    missing = [name for name in names if name not in how]
    if not missing or not how.strip():
        return how
    return _("{who}: {words}").format(who=_(", ").join(missing), words=how)


def was_named(name: str, tellings: Sequence[Told]) -> bool:
    """Whether somebody said that they told this very person by hand."""
    return any(name in said(each.how) for each in tellings)


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
