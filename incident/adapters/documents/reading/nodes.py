"""A document as it was written: values that remember their line and column.

Apart from the parser and from the models, because both the sentences about wrong values and the compiler's findings
must point at a place in the file, long after the text was read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

__all__ = ["Fields", "Items", "Mark", "Node", "Place", "Plain", "Scalar", "last_line", "plain"]

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
"""A document as plain values."""


class Mark(NamedTuple):
    """A place in a file; both numbers count from 1."""

    line: int
    column: int


@dataclass(slots=True, kw_only=True)
class Scalar:
    """One value."""

    at: Mark
    value: bool | int | float | str | None
    inside: int = -1
    """Cells from `at` to the first character of a text on one line; -1 where offsets do not carry over."""


@dataclass(slots=True, kw_only=True)
class Items:
    """A list."""

    at: Mark
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Fields:
    """A mapping; every key is text, as written."""

    at: Mark
    fields: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Mark] = field(default_factory=dict)


Node: TypeAlias = Scalar | Items | Fields


def plain(node: Node) -> Plain:
    """The same document without its places."""
    match node:
        case Scalar():
            return node.value
        case Items():
            return [plain(item) for item in node.items]
        case Fields():
            return {key: plain(value) for key, value in node.fields.items()}


class Place(NamedTuple):
    """A path into a document; `/` goes one key or index deeper. A tuple: compiling makes a thousand of them."""

    file: str
    root: Node
    path: tuple[str | int, ...] = ()

    def __truediv__(self, step: str | int) -> Place:
        return Place(self.file, self.root, (*self.path, step))

    @property
    def node(self) -> Node | None:
        """What stands there, None if nothing does."""
        node: Node | None = self.root
        for step in self.path:
            node = _below(node, step)
        return node

    @property
    def at(self) -> Mark:
        """Where the value begins; where it is missing, the place that lacks it."""
        node, at = self.root, self.root.at
        for step in self.path:
            below = _below(node, step)
            if below is not None:  # a step that a model's union put into the path is no place
                node, at = below, below.at
        return at

    @property
    def key(self) -> Mark:
        """Where the key of the value begins, for a value that should not be there at all."""
        parent = Place(self.file, self.root, self.path[:-1])
        name = self.path[-1] if self.path else ""
        node = self.root
        for step in parent.path:
            node = _below(node, step) or node
        return node.keys.get(str(name), parent.at) if isinstance(node, Fields) else parent.at

    def character(self, offset: int) -> Mark:
        """Where the character at that offset of a text stands."""
        node = self.node
        if isinstance(node, Scalar) and node.inside >= 0:
            return Mark(node.at.line, node.at.column + node.inside + offset)
        return self.at


def _below(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, Fields):
        return node.fields.get(str(step))
    if isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def last_line(node: Node) -> int:
    """The line on which the last value of the node begins."""
    below = node.fields.values() if isinstance(node, Fields) else node.items if isinstance(node, Items) else ()
    return max((last_line(each) for each in below), default=node.at.line)
