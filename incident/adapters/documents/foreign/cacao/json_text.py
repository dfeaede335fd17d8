"""JSON, read strictly into values that remember their line and column.

The standard library's reader forgets where a value stood, lets the last of two equal keys win and recurses until Python
gives up. Whoever must mend a file of 5,000 lines needs the line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from json.decoder import JSONDecodeError, JSONDecoder
from typing import Final

from incident.adapters.documents.foreign.notes import refusal
from incident.adapters.documents.reading.nodes import Fields, Items, Mark, Node, Scalar
from incident.i18n import _

__all__ = ["LARGEST", "parse_json"]

LARGEST: Final = 4 * 1024 * 1024
"""Bytes."""
_DEEPEST: Final = 60
_MOST_NODES: Final = 200_000
_STRINGS: Final = JSONDecoder(strict=False)
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,30})(\.\d{1,30})?([eE][+-]?\d{1,3})?", re.ASCII)
_WORDS: Final = {"true": True, "false": False, "null": None}


class _Wrong(Exception):
    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset, self.message = offset, message


def parse_json(data: bytes, file: str) -> Node:
    """The document in `data`.

    Raises:
        DocumentError: it cannot be read; carries one problem.
    """
    text = _text(data, file)
    try:
        return _Reader(text).read()
    except _Wrong as wrong:
        raise refusal(file, "IM001", [(_mark(text, wrong.offset), wrong.message)]) from None


def _text(data: bytes, file: str) -> str:
    if len(data) > LARGEST:
        said = _("The file is larger than {limit} KB.").format(limit=LARGEST // 1024)
        raise refusal(file, "IM001", [(Mark(1, 1), said)])
    try:
        return data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(errors="replace")
        said = _("The file is not UTF-8: byte 0x{byte:02X} fits no character.").format(byte=data[error.start])
        raise refusal(file, "IM001", [(_mark(before, len(before)), said)]) from None


def _mark(text: str, offset: int) -> Mark:
    before = text[:offset]
    return Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))


class _Reader:
    """Builds the tree on a stack of its own, so that depth is a number and not a crash."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._open: list[Items | Fields] = []
        self._count = 0

    def read(self) -> Node:
        root = self._value()
        while self._open:
            self._next(self._open[-1])
        self._skip()
        if self._at < len(self._text):
            raise _Wrong(self._at, _("Something follows the end of the document."))
        return root

    def _skip(self) -> str:
        """The character after white space; '' at the end."""
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._text[self._at : self._at + 1]

    def _mark(self) -> Mark:
        line = bisect_right(self._starts, self._at)
        return Mark(line, self._at - self._starts[line - 1] + 1)

    def _next(self, parent: Items | Fields) -> None:
        """One more entry of the list or object that is open, or its end."""
        closing = "}" if isinstance(parent, Fields) else "]"
        is_first = not (parent.fields if isinstance(parent, Fields) else parent.items)
        character = self._skip()
        if character == closing:
            self._at += 1
            self._open.pop()
            return
        if not is_first:
            self._comma(character, closing)
        if isinstance(parent, Fields):
            self._entry(parent)
        else:
            parent.items.append(self._value())

    def _comma(self, character: str, closing: str) -> None:
        if character != ",":
            wanted = _("A ',' or '{closing}' is missing here.").format(closing=closing)
            raise _Wrong(self._at, wanted if character else _("The document ends too early."))
        self._at += 1
        if self._skip() == closing:
            raise _Wrong(self._at, _("A ',' stands before '{closing}'.").format(closing=closing))

    def _entry(self, parent: Fields) -> None:
        if self._skip() != '"':
            raise _Wrong(self._at, _("A key in double quotes is missing here."))
        at = self._mark()
        start, key = self._at, self._string()
        if key in parent.fields:
            said = _("The key '{key}' stands twice; first in line {line}.").format(key=key, line=parent.keys[key].line)
            raise _Wrong(start, said)
        if self._skip() != ":":
            raise _Wrong(self._at, _("A key lacks its ':'."))
        self._at += 1
        parent.keys[key] = at
        parent.fields[key] = Scalar(at=at, value=None)  # holds the place of the key while its value is read
        parent.fields[key] = self._value()

    def _value(self) -> Node:
        character = self._skip()
        self._count += 1
        if self._count > _MOST_NODES:
            raise _Wrong(self._at, _("The file holds more than {limit} values.").format(limit=_MOST_NODES))
        at = self._mark()
        if character in {"{", "["}:
            return self._start(Fields(at=at) if character == "{" else Items(at=at))
        if character == '"':
            return Scalar(at=at, value=self._string())
        return Scalar(at=at, value=self._word(character))

    def _start(self, node: Items | Fields) -> Node:
        if len(self._open) >= _DEEPEST:
            raise _Wrong(self._at, _("More than {limit} levels are nested here.").format(limit=_DEEPEST))
        self._at += 1
        self._open.append(node)
        return node

    def _string(self) -> str:
        try:
            text, self._at = _STRINGS.raw_decode(self._text, self._at)
        except JSONDecodeError as error:
            said = (
                _("A text in quotes is never closed.") if "Unterminated" in error.msg else _("An escape is wrong here.")
            )
            raise _Wrong(error.pos, said) from None
        return str(text)

    def _word(self, character: str) -> bool | int | float | None:
        for word, value in _WORDS.items():
            if self._text.startswith(word, self._at):
                self._at += len(word)
                return value
        found = _NUMBER.match(self._text, self._at)
        if found is None:
            said = _("'{found}' starts no value.").format(found=character)
            raise _Wrong(self._at, said if character else _("The document ends too early."))
        self._at = found.end()
        return float(found[0]) if found[1] or found[2] else int(found[0])
