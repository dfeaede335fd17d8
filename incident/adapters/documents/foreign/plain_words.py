"""Text of a foreign file as our documents can hold it: clean, on one line, and short enough for its box."""

from __future__ import annotations

import re
from typing import Final

from incident.adapters.documents.reading.characters import forbidden
from incident.wording.cells import cells, wrap

__all__ = ["LONGEST_LINE", "cleaned", "cut", "fits_box", "is_chinese", "is_reason", "one_line", "without_marks"]

LONGEST_LINE: Final = 200
"""Characters of a text on one line (`fields.Line`)."""
_BOX: Final = (66, 2)
"""Cells and lines of the box of a step."""
_MOST_WORDS: Final = 25
_FILLED: Final = re.compile(r"\$(?=[A-Za-z_{])")
"""What our own documents would take for a fact to be filled in."""
_ADDRESS: Final = re.compile(r"\w+://\S+")

_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_MARKS: Final = re.compile(r"(\*\*|__|`+|~~|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|^\s*(?:#{1,6}|>)\s+)", re.MULTILINE)
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


def cleaned(text: str) -> str:
    """The text without characters that no document may hold; tabs are spaces, ends of lines are the same everywhere."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = text.replace("\t", "    ")
    if forbidden(text) is None:
        return text
    return "".join(character for character in text if forbidden(character) is None)


def is_reason(text: str) -> bool:
    """Whether a text on one line can stand as it is where no box limits it."""
    return len(text) <= LONGEST_LINE and not _FILLED.search(text)


def one_line(text: str) -> str:
    """The clean text on one line."""
    return " ".join(cleaned(text).split())


def without_marks(text: str) -> str:
    """The words of a Markdown text without its emphasis, links and headings."""
    return _MARKS.sub("", _LINK.sub(r"\1", text))


def cut(text: str, *, characters: int = LONGEST_LINE, width: int | None = None) -> str:
    """The text as plain words, or as many of them as fit, with an ellipsis.

    Args:
        text: on one line; a sign that would ask for a fact becomes one that looks like it.
        characters: the most that it may have.
        width: the most cells of a terminal, where that is a limit too.
    """
    text = _unfilled(text)
    if _fits(text, characters, width):
        return text
    short = text[:characters]
    while not _fits(short + "…", characters, width):
        short = short[:-1]
    at = short.rfind(" ")
    return (short[:at] if at > len(short) * 2 // 3 else short).rstrip(" ,;:.-") + "…"


def _unfilled(text: str) -> str:
    return _FILLED.sub("%24" if _ADDRESS.fullmatch(text) else "＄", text)


def fits_box(text: str) -> bool:
    """Whether a text on one line can stand in the box of a step, and be read at night."""
    width, most = _BOX
    if _FILLED.search(text):
        return False
    return len(text) <= LONGEST_LINE and len(wrap(text, width)) <= most and len(text.split()) <= _MOST_WORDS


def is_chinese(text: str) -> bool:
    """Whether the words are mostly Chinese: one such character says as much as five letters."""
    return len(_CHINESE.findall(text)) * 5 > sum(character.isascii() and character.isalpha() for character in text)


def _fits(text: str, characters: int, width: int | None) -> bool:
    return len(text) <= characters and (width is None or cells(text) <= width)
