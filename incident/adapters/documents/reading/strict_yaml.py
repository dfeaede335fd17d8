"""YAML, read strictly: what a person wrote is what is meant, or there is one sentence that says why not.

The tree is built here from libyaml's events and not by PyYAML's constructors: those read `no` as false and `012` as
ten, let the last of two equal keys win, follow aliases (300 bytes become a million nodes) and recurse until Python
gives up. Texts stay text; only `true`, `false`, `null`, whole and decimal numbers are more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from incident.adapters.documents.reading.characters import forbidden, name_of
from incident.adapters.documents.reading.nodes import Fields, Items, Mark, Node, Scalar
from incident.adapters.documents.reading.yaml_sentences import sentence_about
from incident.application.errors import DocumentError, Problem
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LARGEST", "parse"]

LARGEST: Final = 256 * 1024
"""Bytes that a document may have."""
DEEPEST: Final = 20
"""Lists and mappings within each other."""
MOST_NODES: Final = 20_000
"""Values in one document."""

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the pure one is eight times slower, and as strict
_WHOLE: Final = re.compile(r"-?(0|[1-9]\d{0,14})", re.ASCII)
_DECIMAL: Final = re.compile(r"-?(0|[1-9]\d{0,14})\.\d{1,15}", re.ASCII)
_WORDS: Final = {"": None, "~": None, "null": None, "true": True, "false": False}


class _Wrong(Exception):
    def __init__(self, at: Mark, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.at, self.message, self.hint = at, message, hint


def parse(data: bytes, path: str, *, rule: str = "RB001") -> Node:
    """The document in `data`, every value with its place.

    Args:
        data: the bytes of the file.
        path: how sentences name the file.
        rule: the id of the rule that an unreadable file breaks.

    Raises:
        DocumentError: it is not readable; carries exactly one problem.
    """
    try:
        return _tree(_text(data))
    except _Wrong as wrong:
        at, message, hint = wrong.at, wrong.message, wrong.hint
    raise DocumentError(
        (Problem(path=path, line=at.line, column=at.column, rule=rule, message=message, hint=hint),)
    ) from None


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        said = _("The file is larger than {limit} KB.").format(limit=LARGEST // 1024)
        raise _Wrong(Mark(1, 1), said, _("Split it, or move long texts elsewhere."))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        at = _mark(data[: error.start].decode(errors="replace"), None)
        said = _("The file is not UTF-8: byte 0x{byte:02X} fits no character.").format(byte=data[error.start])
        raise _Wrong(at, said, _("Save it as UTF-8, not as GBK or another encoding.")) from None
    text = text.replace("\r\n", "\n")
    offset = forbidden(text)
    if offset is not None:
        _refuse_character(text[offset], _mark(text, offset))
    return text


def _refuse_character(character: str, at: Mark) -> None:
    if character == "\t":
        raise _Wrong(at, _("A tab stands here."), _("Indent with spaces."))
    if character == "\ufeff" and at == (1, 1):
        raise _Wrong(at, _("The file begins with a byte order mark."), _("Save it as UTF-8 without one."))
    said = _("The invisible character {name} may not stand in a document.").format(name=name_of(character))
    raise _Wrong(at, said, _("Delete it."))


def _mark(text: str, offset: int | None) -> Mark:
    before = text[:offset]
    return Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _tree(text: str) -> Node:
    builder = _Builder(text.split("\n"))
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)
        raise _Wrong(at, *sentence_about(error.problem or "", builder.character(at))) from None
    except (yaml.YAMLError, RecursionError):
        raise _Wrong(Mark(1, 1), _("The file is not YAML.")) from None
    if builder.root is None:
        raise _Wrong(Mark(1, 1), _("The file is empty."))
    return builder.root


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=_LOADER)


class _Builder:
    """Turns events into nodes on a stack of its own, so that depth is a number and not a crash."""

    def __init__(self, lines: list[str]) -> None:
        self.root: Node | None = None
        self._lines = lines
        self._open: list[Items | Fields] = []
        self._key: list[tuple[str, Mark] | None] = []
        self._count = 0

    def character(self, at: Mark) -> str:
        line = self._lines[at.line - 1] if at.line <= len(self._lines) else ""
        return line[at.column - 1 : at.column]

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.AliasEvent():
                raise _Wrong(_at(event), _("An alias ('*') is not allowed."), _("Write the value out."))
            case yaml.MappingStartEvent():
                self._start(event, Fields(at=_at(event)))
            case yaml.SequenceStartEvent():
                self._start(event, Items(at=_at(event)))
            case yaml.CollectionEndEvent():
                self._open.pop()
                self._key.pop()
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.DocumentStartEvent() if self.root is not None:
                raise _Wrong(_at(event), _("A second document starts here."), _("Put it in a file of its own."))

    def _start(self, event: yaml.CollectionStartEvent, node: Items | Fields) -> None:
        self._refuse_marks(event)
        if len(self._open) >= DEEPEST:
            raise _Wrong(node.at, _("More than {limit} levels are nested here.").format(limit=DEEPEST))
        self._place(node)
        self._open.append(node)
        self._key.append(None)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_marks(event)
        at = _at(event)
        offset = forbidden(event.value)
        if offset is not None:  # an escape such as "\e" makes one out of harmless letters
            _refuse_character(event.value[offset], at)
        if self._open and isinstance(self._open[-1], Fields) and self._key[-1] is None:
            self._take_key(self._open[-1], event.value, at)
            return
        is_plain = not event.style  # None from the pure parser, '' from libyaml
        value = _typed(event.value) if is_plain else event.value
        self._place(Scalar(at=at, value=value, inside=_inside(event, quotes=0 if is_plain else 1)))

    def _take_key(self, parent: Fields, key: str, at: Mark) -> None:
        if not key:
            raise _Wrong(at, _("A key is missing before ':'."))
        if key in parent.fields:
            said = _("The key '{key}' stands twice; first in line {line}.").format(key=key, line=parent.keys[key].line)
            raise _Wrong(at, said, _("Delete one of the two."))
        self._key[-1] = (key, at)

    def _place(self, node: Node) -> None:
        self._count += 1
        if self._count > MOST_NODES:
            raise _Wrong(node.at, _("The file holds more than {limit} values.").format(limit=MOST_NODES))
        parent = self._open[-1] if self._open else None
        if parent is None:
            self.root = node
        elif isinstance(parent, Items):
            parent.items.append(node)
        else:
            self._place_value(parent, node)

    def _place_value(self, parent: Fields, node: Node) -> None:
        entry = self._key[-1]
        if entry is None:
            raise _Wrong(node.at, _("A list or a mapping cannot be a key."))
        key, at = entry
        parent.fields[key], parent.keys[key] = node, at
        self._key[-1] = None

    def _refuse_marks(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            raise _Wrong(_at(event), _("An anchor ('&') is not allowed."), _("Write the value out where it is used."))
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise _Wrong(_at(event), _("A tag ('!') is not allowed."), _("Put the text in quotes."))


def _at(event: yaml.Event) -> Mark:
    mark = event.start_mark
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)


def _inside(event: yaml.ScalarEvent, *, quotes: int) -> int:
    start, end = event.start_mark, event.end_mark
    exact = start and end and start.line == end.line and end.column - start.column == len(event.value) + 2 * quotes
    return quotes if exact else -1


def _typed(text: str) -> bool | int | float | str | None:
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
