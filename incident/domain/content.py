"""Words that may one day have to be erased, kept apart from the facts that may not.

An event never carries free text in its body: the body holds a salted digest,
and the words stand beside it, so that they can be deleted while the chain of
digests still verifies (DESIGN.md 4). These classes mark the places. They are
plain classes, not dataclasses, so that the codec can tell them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from incident.domain.obligations import Register
    from incident.domain.runbook import Bundle

__all__ = ["FreeText", "PinnedBundle", "PinnedRegister"]


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


class PinnedBundle:
    """The compiled runbook that an incident was declared with; None once erased.

    It may come as a way to read it, taken when somebody first looks: a note needs no runbook.
    """

    __slots__ = ("_bundle", "_read", "content_id")

    def __init__(
        self, bundle: Bundle | None, content_id: str = "", read: Callable[[], Bundle | None] | None = None
    ) -> None:
        self._bundle = bundle
        self._read = read
        self.content_id = content_id

    @property
    def bundle(self) -> Bundle | None:
        """The runbook with its words, or None once it is erased."""
        if self._read is not None:
            self._bundle, self._read = self._read(), None
        return self._bundle

    def __repr__(self) -> str:
        name = self.bundle.runbook.id if self.bundle else None
        return f"PinnedBundle({name!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PinnedBundle) and self.bundle == other.bundle

    def __hash__(self) -> int:
        return hash(self.content_id)


class PinnedRegister:
    """The rules of law that an incident was declared under; None once erased. Read when somebody first looks."""

    __slots__ = ("_read", "_register", "content_id")

    def __init__(
        self, register: Register | None, content_id: str = "", read: Callable[[], Register | None] | None = None
    ) -> None:
        self._register = register
        self._read = read
        self.content_id = content_id

    @property
    def register(self) -> Register | None:
        """The rules with their words, or None once they are erased."""
        if self._read is not None:
            self._register, self._read = self._read(), None
        return self._register

    def __repr__(self) -> str:
        names = [regime.id for regime in self.register.regimes] if self.register else None
        return f"PinnedRegister({names!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PinnedRegister) and self.register == other.register

    def __hash__(self) -> int:
        return hash(self.content_id)
