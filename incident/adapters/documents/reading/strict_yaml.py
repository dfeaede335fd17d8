"""YAML, read strictly: what a person wrote is what is meant, or there is one sentence that says why not.

The tree is built here from libyaml's events and not by PyYAML's constructors: those read `no` as false and `012` as
ten, let the last of two equal keys win, follow aliases (300 bytes become a million nodes) and recurse until Python
gives up. Texts stay text; only `true`, `false`, `null`, whole and decimal numbers are more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import yaml

from incident.adapters.documents.reading.characters import forbidden, name_of
from incident.adapters.documents.reading.nodes import Fields, Items, Mark, Node, Plain, Scalar
from incident.adapters.documents.reading.yaml_sentences import sentence_about
from incident.application.errors import DocumentError, Problem
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LARGEST", "Bounds", "Tree", "parse", "parse_tree"]

LARGEST: Final = 256 * 1024
"""Bytes that a document may have."""
DEEPEST: Final = 20
"""Lists and mappings within each other."""
MOST_NODES: Final = 20_000
"""Values in one document."""


class Bounds(NamedTuple):
    """How much one document may hold."""

    size: int = LARGEST
    """Bytes."""
    values: int = MOST_NODES


_ORDINARY: Final = Bounds()
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the pure one is eight times slower, and as strict
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?", re.ASCII)
_FIRST: Final = frozenset("-0123456789")
"""What a number begins with."""
_WORDS: Final = {"": None, "~": None, "null": None, "true": True, "false": False}


class _Wrong(Exception):
    def __init__(self, at: Mark, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.at, self.message, self.hint = at, message, hint


class Tree(NamedTuple):
    """A document."""

    root: Node
    """Every value with its place."""
    values: Plain
    """The same without places."""


def parse(data: bytes, path: str, *, rule: str = "RB001", bounds: Bounds = _ORDINARY) -> Node:
    """The document in `data`, every value with its place.

    Args:
        data: the bytes of the file.
        path: how sentences name the file.
        rule: the id of the rule that an unreadable file breaks.
        bounds: how much the file may hold.

    Raises:
        DocumentError: it is not readable; carries exactly one problem.
    """
    return parse_tree(data, path, rule=rule, bounds=bounds).root


def parse_tree(data: bytes, path: str, *, rule: str = "RB001", bounds: Bounds = _ORDINARY) -> Tree:
    """The document in `data` both with its places and without; arguments and errors are those of `parse`."""
    try:
        return _tree(_text(data, bounds.size), bounds.values)
    except _Wrong as wrong:
        at, message, hint = wrong.at, wrong.message, wrong.hint
    raise DocumentError(
        (Problem(path=path, line=at.line, column=at.column, rule=rule, message=message, hint=hint),)
    ) from None


def _text(data: bytes, largest: int) -> str:
    if len(data) > largest:
        said = _("The file is larger than {limit} KB.").format(limit=largest // 1024)
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


def _tree(text: str, most: int) -> Tree:
    loader = _LOADER(text)
    builder = _Builder(most)
    try:
        builder.take_all(loader.get_event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)
        raise _Wrong(at, *sentence_about(error.problem or "", _character(text, at))) from None
    except (yaml.YAMLError, RecursionError):
        raise _Wrong(Mark(1, 1), _("The file is not YAML.")) from None
    finally:
        loader.dispose()
    if builder.root is None:
        raise _Wrong(Mark(1, 1), _("The file is empty."))
    return Tree(builder.root, builder.values)


def _character(text: str, at: Mark) -> str:
    lines = text.split("\n")
    line = lines[at.line - 1] if at.line <= len(lines) else ""
    return line[at.column - 1 : at.column]


class _Value(Scalar):
    """A scalar that works out where it stands when somebody asks: of a document without mistakes nobody does."""

    __slots__ = ("_event",)

    def __init__(self, event: yaml.ScalarEvent, value: Plain) -> None:
        self._event = event
        self.value = value  # type: ignore[assignment]  # a scalar's, never a list's

    @property
    def at(self) -> Mark:  # type: ignore[override]  # read, and never set
        return _at(self._event)

    @property
    def inside(self) -> int:  # type: ignore[override]  # read, and never set
        return _inside(self._event, quotes=1 if self._event.style else 0)


class _List(Items):
    """The same for a list."""

    __slots__ = ("_event",)

    def __init__(self, event: yaml.Event) -> None:
        self._event, self.items = event, []

    @property
    def at(self) -> Mark:  # type: ignore[override]  # read, and never set
        return _at(self._event)


class _Mapping(Fields):
    """The same for a mapping."""

    __slots__ = ("_event", "events")

    def __init__(self, event: yaml.Event) -> None:
        self._event, self.fields = event, {}
        self.events: dict[str, yaml.Event] = {}

    @property
    def at(self) -> Mark:  # type: ignore[override]  # read, and never set
        return _at(self._event)

    @property
    def keys(self) -> dict[str, Mark]:  # type: ignore[override]  # read, and never set
        return {key: _at(event) for key, event in self.events.items()}


class _Builder:
    """Turns events into nodes on a stack of its own, so that depth is a number and not a crash.

    The plain values are made beside the nodes: going over all of them again would cost a tenth of the reading.
    """

    def __init__(self, most: int) -> None:
        self.root: Node | None = None
        self.values: Plain = None
        self._open: list[tuple[_List | _Mapping, Any]] = []
        self._mapping: _Mapping | None = None
        self._items: list[Node] = []
        self._plain: Any = None
        self._key: yaml.ScalarEvent | None = None
        self._count, self._most = 0, most

    def take_all(self, next_event: Callable[[], yaml.Event | None]) -> None:
        """Take events until there are no more."""
        take: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: lambda event: self._start(event, _Mapping(event), {}),
            yaml.SequenceStartEvent: lambda event: self._start(event, _List(event), []),
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.DocumentStartEvent: self._document,
            yaml.AliasEvent: _refuse_alias,
        }
        for event in iter(next_event, None):
            handler = take.get(type(event))
            if handler is not None:
                handler(event)

    def _document(self, event: yaml.Event) -> None:
        if self.root is not None:
            raise _Wrong(_at(event), _("A second document starts here."), _("Put it in a file of its own."))

    def _start(self, event: yaml.CollectionStartEvent, node: _List | _Mapping, values: Any) -> None:  # noqa: ANN401
        if event.anchor is not None or event.tag is not None:
            _refuse_marks(event)
        if len(self._open) >= DEEPEST:
            raise _Wrong(node.at, _("More than {limit} levels are nested here.").format(limit=DEEPEST))
        self._place(node, values)
        self._open.append((node, values))
        self._enter()

    def _end(self, _event: yaml.Event) -> None:
        self._open.pop()
        self._enter()

    def _enter(self) -> None:
        """Go on in the innermost collection that is open."""
        if self._open:
            node, self._plain = self._open[-1]
            self._mapping = node if isinstance(node, _Mapping) else None
            self._items = node.items if isinstance(node, _List) else []

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            _refuse_marks(event)
        value = event.value
        if event.style == '"':  # an escape such as "\e" makes a forbidden character out of harmless letters
            offset = forbidden(value)
            if offset is not None:
                _refuse_character(value[offset], _at(event))
        if self._mapping is not None and self._key is None:
            self._take_key(self._mapping, event)
            return
        is_plain = not event.style  # None from the pure parser, '' from libyaml
        said = _typed(value) if is_plain else value
        self._place(_Value(event, said), said)

    def _take_key(self, parent: _Mapping, event: yaml.ScalarEvent) -> None:
        key = event.value
        if not key:
            raise _Wrong(_at(event), _("A key is missing before ':'."))
        if key in parent.fields:
            said = _("The key '{key}' stands twice; first in line {line}.").format(key=key, line=parent.keys[key].line)
            raise _Wrong(_at(event), said, _("Delete one of the two."))
        self._key = event

    def _place(self, node: Node, value: Plain) -> None:
        self._count += 1
        if self._count > self._most:
            raise _Wrong(node.at, _("The file holds more than {limit} values.").format(limit=self._most))
        mapping = self._mapping
        if mapping is not None:
            if self._key is None:
                raise _Wrong(node.at, _("A list or a mapping cannot be a key."))
            key = self._key.value
            mapping.fields[key], mapping.events[key], self._plain[key] = node, self._key, value
            self._key = None
        elif self._open:
            self._items.append(node)
            self._plain.append(value)
        else:
            self.root, self.values = node, value


def _refuse_alias(event: yaml.Event) -> None:
    raise _Wrong(_at(event), _("An alias ('*') is not allowed."), _("Write the value out."))


def _refuse_marks(event: yaml.NodeEvent) -> None:
    if event.anchor is not None:
        raise _Wrong(_at(event), _("An anchor ('&') is not allowed."), _("Write the value out where it is used."))
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
    if text[0] not in _FIRST or not _NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)
