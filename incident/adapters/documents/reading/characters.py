"""The characters that no document may contain, because a screen or a reader would be deceived by them.

Control characters move the cursor of a terminal, direction marks make a line read otherwise than it is, and neither
Rich nor Textual takes them out (reference/DELIVERY.md 6). They are refused at the door, not cleaned: a runbook is
reviewed text, and what was reviewed is what must be shown.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["forbidden", "name_of"]

# Cc but for the line feed, the direction marks, the zero-width ones (the joiner of emoji stays), the two separators
# that some programs take for line ends, the soft hyphen, tags, non-characters and lone halves of surrogate pairs.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


def forbidden(text: str) -> int | None:
    """The offset of the first character that may not stand in a document, or None."""
    found = _FORBIDDEN.search(text)
    return found.start() if found else None


def name_of(character: str) -> str:
    """How a sentence calls a character that cannot be shown."""
    return f"U+{ord(character):04X}"
