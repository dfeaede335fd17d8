"""How wide a text stands in a terminal: a Chinese character takes two cells, a combining mark none.

Apart, because columns, wrapping and cutting must agree on it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from incident.wording.safe import one_line

__all__ = ["cells", "clauses", "cut", "cut_open", "cut_within", "hanging", "pad", "wrap"]

_WIDE = frozenset("WF")
_MARKS = frozenset({"Mn", "Me", "Cf"})
_ELLIPSIS = "…"
_NEVER_FIRST = frozenset("，。、；：？！）》」』】％")
_NEVER_LAST = frozenset("（《「『【")
_CLAUSE_ENDS = ("   ", "; ", "；", ", ", "，", " (", "（")
_BRACKETS = (("(", ")"), ("（", "）"))
_ORPHAN = 8
"""A last line of no more cells than this looks lost below the others."""


def cells(text: str) -> int:
    """The cells that one line of text takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells; what is cut off ends in an ellipsis."""
    if cells(text) <= width:
        return text
    kept = ""
    room = width - 1
    for char in text:
        room -= _cell(char)
        if room < 0:
            break
        kept += char
    return kept.rstrip() + _ELLIPSIS if width > 0 else ""


def clauses(text: str, width: int) -> str:
    """As many whole clauses of the text as fit in `width` cells, the first at any rate; that one is cut."""
    kept = text
    while cells(kept) > width:
        end = max(kept.rfind(each) for each in _CLAUSE_ENDS)
        if end <= 0:
            return cut(kept, width)
        kept = kept[:end]
    return kept


def cut_open(text: str, width: int) -> str:
    """The beginning of a text that goes on: with an ellipsis, and without a bracket that nothing closes."""
    kept = cut(text + _ELLIPSIS, width)
    for opening, closing in _BRACKETS:
        if kept.rfind(opening) > kept.rfind(closing):
            kept = kept[: kept.rfind(opening)].rstrip()
    return kept.removesuffix(_ELLIPSIS) + _ELLIPSIS


def cut_within(text: str, width: int) -> str:
    """The text in at most `width` cells; of a longer one its beginning and its end."""
    if cells(text) <= width:
        return text
    head, tail = cut(text, width * 2 // 3), cut(text[::-1], width - width * 2 // 3)
    return head + tail.removesuffix(_ELLIPSIS)[::-1]


def pad(text: str, width: int) -> str:
    """The text followed by spaces until it takes `width` cells; a longer one is left as it is."""
    return text + " " * max(0, width - cells(text))


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells: broken at spaces, beside Chinese characters, else where it must."""
    return [*_wrapped(text, width)]


@lru_cache(maxsize=512)
def _wrapped(text: str, width: int) -> Sequence[str]:
    """Kept, because a screen is made anew of the same few texts at every key."""
    lines, line = list[str](), ""
    for piece in _pieces(text):
        if cells(line + piece.rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
        while cells(line.rstrip()) > width:
            head = _head(line, width)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def hanging(lead: str, text: str, width: int) -> list[str]:
    """The text behind its lead, and below itself where it is longer than the line."""
    first, *others = _even(text, width - cells(lead))
    return [lead + first, *(" " * cells(lead) + line for line in others)]


def _even(text: str, width: int) -> list[str]:
    """The text wrapped; a last line that would be an orphan gets words of the lines above it."""
    lines = wrap(text, width)
    for narrower in range(width - 1, width * 2 // 3, -1) if len(lines) > 1 else ():
        if cells(lines[-1]) > _ORPHAN:
            break
        tried = wrap(text, narrower)
        if len(tried) == len(lines):
            lines = tried
    return lines


def _pieces(text: str) -> Iterator[str]:
    """What must stay together: a word with the space after it, or one Chinese character with its punctuation.

    The groups of a number stay together too: one that is to be dialled is read in one row.
    """
    piece = ""
    for char in one_line(text):
        if piece and _may_break(piece[-1], char) and not _is_one_number(piece, char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _head(line: str, width: int) -> str:
    head, room = "", width
    for char in line:
        room -= _cell(char)
        if room < 0 and head:
            break
        head += char
    return head


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between the two characters."""
    if after == " " or after in _NEVER_FIRST or before in _NEVER_LAST or unicodedata.category(after) in _MARKS:
        return False
    return before == " " or _is_wide(before) or _is_wide(after)


def _is_one_number(before: str, after: str) -> bool:
    """Whether the space between them only parts the groups of a number."""
    return after.isdecimal() and before[-2:-1].isdecimal() and before.endswith(" ")


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in _WIDE


def _cell(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in _MARKS:
        return 0
    return 2 if _is_wide(char) else 1
