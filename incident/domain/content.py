"""Words that may one day have to be erased, kept apart from the facts that may not.

An event never carries free text in its body: the body holds a salted digest,
and the words stand beside it, so that they can be deleted while the chain of
digests still verifies (DESIGN.md 4). These classes mark the places. They are
plain classes, not dataclasses, so that the codec can tell them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from incident.domain.cases.words import CaseWords
    from incident.domain.law.obligations import Register
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["CaseSheet", "FilePart", "FreeText", "PinnedBundle", "PinnedRegister"]

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


class FilePart:
    """A piece of a file that was kept as evidence; read from a log, `data` is None: nobody loads files with entries."""

    __slots__ = ("content_id", "data")

    def __init__(self, data: bytes | None, content_id: str = "") -> None:
        self.data = data
        self.content_id = content_id

    def __repr__(self) -> str:
        return f"FilePart({self.content_id!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FilePart) and self.content_id == other.content_id

    def __hash__(self) -> int:
        return hash(self.content_id)


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


class CaseSheet:
    """The words of the customers whose cases one entry adds: a content for each, so that each can be erased alone.

    A log that is read leaves the words where they are, because a note must not wait for thousands of customers: a sheet
    of the log knows only their contents, and `EventLog.case_words` has the words. One that is not written yet knows
    the words, and equals any of as many.
    """

    __slots__ = ("content_ids", "words")

    def __init__(self, words: Sequence[CaseWords] = (), content_ids: Sequence[str] = ()) -> None:
        self.words = tuple(words)
        self.content_ids = tuple(content_ids)

    def __len__(self) -> int:
        return len(self.content_ids) or len(self.words)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CaseSheet) or len(self) != len(other):
            return False
        return not (self.content_ids and other.content_ids) or self.content_ids == other.content_ids

    def __hash__(self) -> int:
        return hash(len(self))

    def __repr__(self) -> str:
        return f"CaseSheet({len(self)} cases)"
