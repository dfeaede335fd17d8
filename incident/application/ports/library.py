"""The runbooks that incidents can be declared with: each of them whole, and all of them for a list.

Apart from the people, because a list of two hundred runbooks must not cost the reading of two hundred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from incident.application.errors import DocumentError, Problem

if TYPE_CHECKING:  # a command that opens no runbook loads none of it
    from collections.abc import Callable, Iterator

    from incident.domain.runbooks.outline import Outline
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["Library", "Offer"]


class Offer:
    """One runbook of the library as its files were when it was listed; read whole when somebody first looks."""

    __slots__ = ("_bundle", "_read", "id", "is_draft", "outline", "problems")

    def __init__(
        self,
        runbook_id: str,
        outline: Outline | None,
        read: Callable[[], Bundle],
        problems: tuple[Problem, ...] = (),
        *,
        is_draft: bool = False,
    ) -> None:
        """`outline` is None where its files say no runbook; `problems` says why. A draft nobody relies on yet."""
        self.id = runbook_id
        self.outline = outline
        self.problems = problems
        self.is_draft = is_draft
        self._read = read
        self._bundle: Bundle | None = None

    @property
    def bundle(self) -> Bundle:
        """The compiled runbook in all its languages.

        Raises:
            DocumentError: its files say none.
        """
        if self.outline is None:
            raise DocumentError(self.problems)
        if self._bundle is None:
            self._bundle = self._read()
        return self._bundle

    def __repr__(self) -> str:
        return f"Offer({self.id!r})"


class Library(Protocol):
    """The runbooks that incidents can be declared with, compiled."""

    def bundle(self, runbook_id: str) -> Bundle:
        """The compiled runbook in all its languages.

        Raises:
            NotFound: no such runbook.
            DocumentError: it does not compile.
        """
        ...

    def is_draft(self, runbook_id: str) -> bool:
        """Whether its files say that it is a draft, which others do not rely on yet."""
        ...

    def every(self) -> Iterator[Offer]:
        """Every runbook in the order of ids, as the files are at this moment; one that is broken hides no other."""
        ...
