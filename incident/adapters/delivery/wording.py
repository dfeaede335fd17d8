"""The text of a delivery as it leaves: clean, short enough for its channel, and marked.

Apart from the channels, so that every one of them says the same. Cutting comes
before marking: the marks of an exercise are never what is cut off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from incident.application.ports import AttemptClass, Delivery
from incident.domain.exercises.mark import unwrapped, wrapped, wrapped_title

__all__ = [
    "REPEAT_MARK",
    "BundleTooLongError",
    "Measure",
    "acknowledge_line",
    "body_of",
    "cleaned",
    "cut",
    "one_line",
    "title_of",
    "without_mentions",
]

Measure = Callable[[str], int]
"""The length of a text in the unit that a provider counts."""

REPEAT_MARK: Final = "POSSIBLE REPEAT / 可能重复"
"""Opens a message that may have arrived before, followed by the ids that end its text: it may have left with others."""

_ACKNOWLEDGE: Final = {"en": "Acknowledge: ", "zh-CN": "确认收到："}
_LONGEST_TITLE: Final = 200

_DROPPED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # escapes and their like; tab and line feed stay
    "\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"  # invisible, or turning the reading direction
    "\ufff9-\ufffb\U000e0001]"
)
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ZERO_WIDTH_JOINER: Final = "\u200d"


_MENTION: Final = re.compile("<(?=/?at\\b)", re.IGNORECASE)
"""Feishu's `<at user_id="all">`, which wakes a whole group wherever it stands in a text."""


class BundleTooLongError(Exception):
    """Several messages in one do not fit their channel; nothing went out."""


def title_of(delivery: Delivery) -> str:
    """The title in one line, marked if it is an exercise's."""
    title = one_line(delivery.title, _LONGEST_TITLE)
    return wrapped_title(title) if delivery.exercise else title


def body_of(delivery: Delivery, most: int, measure: Measure = len, opening: str = "", link: str = "") -> str:
    """The body, at most `most` long by `measure`, marks included.

    `opening` is put before it, inside the marks: the title, where a channel has none. What was cut off ends in the
    incident's id, where the whole text is. The link by which it is acknowledged is never cut: it ends the text, or is
    left out where it would take more than half of the room.

    Raises:
        BundleTooLongError: it is several messages, and they do not fit whole.
    """
    parts = [one_line(opening, _LONGEST_TITLE), cleaned(unwrapped(delivery.body))]
    if delivery.last_class is AttemptClass.UNKNOWN:
        parts.insert(0, f"{REPEAT_MARK} #{delivery.incident_id} {delivery.message}")
    inner = "\n".join(part for part in parts if part)
    room = most - measure(wrapped("")) if delivery.exercise else most
    ending = acknowledge_line(delivery.language, link) if link else ""
    if delivery.carries and measure(cleaned(inner)) > room:
        raise BundleTooLongError
    if measure(ending) * 2 > room:
        ending = ""
    said = cut(inner, room - measure(ending), measure, delivery.incident_id) + ending
    return wrapped(said) if delivery.exercise else said


def acknowledge_line(language: str, link: str) -> str:
    """The line under a text that says where it is acknowledged."""
    return f"\n{_ACKNOWLEDGE.get(language, _ACKNOWLEDGE['en'])}{link}"


def cleaned(text: str) -> str:
    """Valid UTF-8 without control characters and direction marks; line ends are line feeds."""
    text = _LONE_SURROGATE.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    return _DROPPED.sub("", text)


def without_mentions(text: str) -> str:
    """The text in which nobody is called by Feishu's mark: anybody may have written it. As long as it was."""
    return _MENTION.sub("(", text)


def one_line(text: str, most: int) -> str:
    """The text cleaned, in one line of at most `most` characters."""
    return cut(" ".join(cleaned(text).split()), most, len, "")


def cut(text: str, most: int, measure: Measure, pointer: str) -> str:
    """The text where it fits; else the longest beginning with `… pointer` behind it, or as much of that as fits."""
    if measure(text) <= most:
        return text
    endings = (f"… {pointer}".rstrip(), "…", "")
    ending = next((each for each in endings if measure(each) <= most), "")
    room = most - measure(ending)
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= room else (low, middle - 1)
    while low and not _is_boundary(text, low):
        low -= 1
    return text[:low].rstrip() + ending


def _is_boundary(text: str, at: int) -> bool:
    """Whether what is one character to a reader is not torn there: letter and accent, family, flag."""
    after, before = text[at], text[at - 1]
    if _ZERO_WIDTH_JOINER in {before, after}:
        return False
    if unicodedata.category(after) in {"Mn", "Me", "Mc"} or "\U0001f3fb" <= after <= "\U0001f3ff":
        return False
    if _is_flag_half(after):
        halves = len(text[:at]) - len(text[:at].rstrip("".join(map(chr, range(0x1F1E6, 0x1F200)))))
        return halves % 2 == 0
    return not "\U000e0020" <= after <= "\U000e007f"


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
