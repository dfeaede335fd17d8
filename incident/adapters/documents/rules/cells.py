"""How much of a screen a text takes: cells, and lines of a given width.

Apart from the rules, which ask for it and need not know how wide a character is.
"""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["cells", "lines"]

_WIDE: Final = frozenset({"W", "F"})


def cells(text: str) -> int:
    """The cells of a terminal that the text takes; a Chinese character takes two."""
    return sum(map(_cells, text))


def lines(text: str, width: int) -> int:
    """How many lines the text takes, broken at spaces and between Chinese characters."""
    count, used = 1, 0
    for word in _words(text):
        needed = cells(word)
        if used + cells(word.rstrip()) > width and used:
            count, used = count + 1, 0
        used += needed
        while used > width and cells(word.rstrip()) > width:  # longer than a line by itself
            count, used = count + 1, used - width
    return count


def _words(text: str) -> list[str]:
    words, word = [], ""
    for character in text:
        word += character
        if character.isspace() or _cells(character) > 1:
            words.append(word)
            word = ""
    return [*words, word] if word else words


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
