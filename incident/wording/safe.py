"""What is taken out of a text before a person sees it: escapes, invisible marks, turned reading directions.

Apart, because every text from people or files passes here on its way to a
terminal, a header or a file: neither Rich nor Textual does it for us.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["clean", "clean_line", "one_line"]

_LINE_ENDS: Final = "\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
_EMOJI: Final = "\u203c-\u3299\ufe0f\U0001f000-\U0001faff"
_DROPPED: Final = (
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls, C0 and C1: escape sequences lose what makes them one
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f"  # invisible, or turning the reading direction
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
    f"|(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])"  # a joiner that joins no picture
)
_CHINESE_BREAK: Final = "(?<=[，、；：。！？…）」』》”])[ ]*\n\\s*(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
_LONE_SURROGATE: Final = "[\ud800-\udfff]"
"""Patterns; compiled when first used, since nearly every text is printable as it is."""


def clean(text: str) -> str:
    """The text without controls and invisible marks; line ends become line feeds, tabs stay."""
    if text.isprintable():  # no Cc, Cf, Cs, Zl or Zp in it: nearly every text there is
        return text
    text = re.sub(_LONE_SURROGATE, "\ufffd", re.sub(_LINE_ENDS, "\n", text))
    return re.sub(_DROPPED, "", text)


def clean_line(text: str) -> str:
    """The text cleaned and in one line, for headers, table cells and list lines: nobody can forge a line after it."""
    if text.isprintable():
        return text.strip()
    return one_line(clean(text))


def one_line(text: str) -> str:
    """Its lines and blanks run together with single blanks; with none where Chinese punctuation has ended the line."""
    return " ".join((re.sub(_CHINESE_BREAK, "", text) if "\n" in text else text).split())
