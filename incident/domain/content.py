"""Words that may one day have to be erased, kept apart from the facts that may not.

An event never carries free text in its body: the body holds a salted digest,
and the words stand beside it, so that they can be deleted while the chain of
digests still verifies (DESIGN.md 4). These classes mark the places. They are
plain classes, not dataclasses, so that the codec can tell them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from incident.domain.obligations import Register
    from incident.domain.runbook import Bundle

__all__ = ["FreeText", "PinnedBundle", "PinnedRegister"]

T = TypeVar("T")


class FreeText:
    """Words written by a person or rendered for one; `words` is None once erased.

    Two texts are equal when their words are, wherever they are stored.
    """

    __slots__ = ("content_id", "words")

    def __init__(self, words: str | None, content_id: str = "") -> None:
        self.words = words
        self.content_id = content_id

    def __str__(self) -> str:
        return "" if self.words is None else self.words

    def __repr__(self) -> str:
        return f"FreeText({self.words!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FreeText) and self.words == other.words

    def __hash__(self) -> int:
        return hash(self.words)


class _Pinned(Generic[T]):
    """A document of the day on which an incident was declared; None once erased.

    It may come as a way to read it, taken when somebody first looks: a note needs no runbook.
    """

    __slots__ = ("_read", "_value", "content_id")

    def __init__(self, value: T | None, content_id: str = "", read: Callable[[], T | None] | None = None) -> None:
        self._value = value
        self._read = read
        self.content_id = content_id

    def _looked_at(self) -> T | None:
        if self._read is not None:
            self._value, self._read = self._read(), None
        return self._value

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._looked_at() == other._looked_at()

    def __hash__(self) -> int:
        return hash(self.content_id)


class PinnedBundle(_Pinned["Bundle"]):
    """The compiled runbook that an incident was declared with."""

    __slots__ = ()

    @property
    def bundle(self) -> Bundle | None:
        """The runbook with its words, or None once it is erased."""
        return self._looked_at()

    def __repr__(self) -> str:
        name = self.bundle.runbook.id if self.bundle else None
        return f"PinnedBundle({name!r})"


class PinnedRegister(_Pinned["Register"]):
    """The rules of law that an incident was declared under."""

    __slots__ = ()

    @property
    def register(self) -> Register | None:
        """The rules with their words, or None once they are erased."""
        return self._looked_at()

    def __repr__(self) -> str:
        names = [regime.id for regime in self.register.regimes] if self.register else None
        return f"PinnedRegister({names!r})"
