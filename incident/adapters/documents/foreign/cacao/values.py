"""A foreign object while it is read: takes what it understands, and remembers what nobody asked for.

That memory is how nothing is dropped in silence: whatever key was never asked for becomes a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.plain_words import cleaned
from incident.adapters.documents.reading.nodes import Fields, Items, Mark, Node, Plain, Scalar, plain
from incident.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from incident.adapters.documents.foreign.notes import Notes

__all__ = ["Values", "leftovers"]

_KINDS: Final = {Fields: N_("an object"), Items: N_("a list")}


class Values:
    """One object of a file. Values of another type than wanted count as missing, with a warning."""

    def __init__(self, node: Fields, notes: Notes, seen: list[Values], kind: str) -> None:
        self.at = node.at
        self.kind = kind
        """What a warning calls it."""
        self.node = node
        self._notes = notes
        self._seen = seen
        self._asked: set[str] = set()
        seen.append(self)

    def __contains__(self, key: str) -> bool:
        return key in self.node.fields

    def keys(self) -> list[str]:
        """Every key, in the order of the file."""
        return list(self.node.fields)

    def place(self, key: str) -> Mark:
        """Where the value of the key begins; where the object does, if there is none."""
        node = self.node.fields.get(key)
        return node.at if node is not None else self.at

    def ignore(self, *keys: str) -> None:
        """These need no warning."""
        self._asked.update(keys)

    def text(self, key: str) -> str:
        """A clean text, '' if there is none; a number is taken as its digits."""
        node = self._take(key)
        if isinstance(node, Scalar):
            return self._scalar_text(node)
        if node is not None:
            self._misfit(key, node, _("a text"))
        return ""

    def number(self, key: str) -> float | None:
        """A number; one in quotes will do."""
        node = self._take(key)
        if node is None:
            return None
        value = node.value if isinstance(node, Scalar) else None
        try:
            return None if isinstance(value, bool) else float(value)  # type: ignore[arg-type]  # None: TypeError
        except (TypeError, ValueError):
            self._misfit(key, node, _("a number"))
            return None

    def flag(self, key: str) -> bool:
        """Whether the key says yes."""
        node = self._take(key)
        return isinstance(node, Scalar) and str(node.value).lower() in {"true", "yes", "1"}

    def texts(self, key: str) -> list[tuple[str, Mark]]:
        """The texts of a list, each with its place; a text alone is a list of one."""
        node = self._take(key)
        items = node.items if isinstance(node, Items) else [] if node is None else [node]
        found = [(self._scalar_text(item), item.at) for item in items if isinstance(item, Scalar)]
        if len(found) < len(items):
            self._misfit(key, next(item for item in items if not isinstance(item, Scalar)), _("a text"))
        return [(text, at) for text, at in found if text]

    def object(self, key: str, kind: str) -> Values | None:
        """The object below the key."""
        node = self._take(key)
        if isinstance(node, Fields):
            return Values(node, self._notes, self._seen, kind)
        if node is not None and not _is_empty(node):
            self._misfit(key, node, _("an object"))
        return None

    def objects(self, key: str, kind: str) -> list[Values]:
        """The objects of a list; one alone is a list of one."""
        node = self._take(key)
        items = node.items if isinstance(node, Items) else [] if node is None or _is_empty(node) else [node]
        for item in items:
            if not isinstance(item, Fields):
                self._misfit(key, item, _("an object"))
        return [Values(item, self._notes, self._seen, kind) for item in items if isinstance(item, Fields)]

    def entries(self, key: str, kind: str) -> dict[str, Values]:
        """The objects that stand below the key by their names."""
        inner = self.object(key, kind)
        found = {name: inner.object(name, kind) for name in inner.keys()} if inner else {}  # noqa: SIM118 - not a dict
        return {name: each for name, each in found.items() if each is not None}

    def plain(self, key: str) -> Plain:
        """Whatever stands there, without its places."""
        node = self._take(key)
        return None if node is None else plain(node)

    def unasked(self) -> Iterator[tuple[str, Mark]]:
        """Keys that nobody asked for."""
        for key in self.node.fields:
            if key not in self._asked:
                yield key, self.node.keys.get(key, self.at)

    def _take(self, key: str) -> Node | None:
        self._asked.add(key)
        node = self.node.fields.get(key)
        return None if isinstance(node, Scalar) and node.value is None else node

    def _scalar_text(self, node: Scalar) -> str:
        if isinstance(node.value, bool):
            return str(node.value).lower()
        return "" if node.value is None else cleaned(str(node.value))

    def _misfit(self, key: str, node: Node, wanted: str) -> None:
        found = _(_KINDS[type(node)]) if type(node) in _KINDS else _scalar_kind(node)
        said = _("'{key}' of {kind} should be {wanted}, not {found}; it is not used.")
        self._notes.tolerated(said.format(key=key, kind=self.kind, wanted=wanted, found=found), node.at)


def leftovers(seen: list[Values], notes: Notes) -> None:
    """Warn about every key that nobody asked for."""
    for values in seen:
        for key, at in values.unasked():
            notes.not_kept(_("'{key}' of {kind} stays in the original only.").format(key=key, kind=values.kind), at)


def _scalar_kind(node: Node) -> str:
    return _("a text") if isinstance(node, Scalar) and isinstance(node.value, str) else _("a number or a truth value")


def _is_empty(node: Node) -> bool:
    return isinstance(node, Items) and not node.items
