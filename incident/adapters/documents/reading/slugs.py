"""Words as an id: small letters, figures and a joint, cut between words and never inside one.

Apart, because what is imported and what is written anew are named in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["slug"]

_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")


def slug(text: str, *, joint: str = "-", longest: int = 40) -> str:
    """The text as an id of at most that many characters; only a single word is cut, and '' is no id."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    words = _NOT_IN_IDS.sub(joint, "".join(letter for letter in parted if not unicodedata.combining(letter)))
    words = words.strip(joint)
    if len(words) <= longest:
        return words
    return words[: longest + 1].rpartition(joint)[0].strip(joint) or words[:longest]
