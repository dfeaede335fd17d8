"""Pages that left while the log could not be used, and where they wait for an incident to take them in.

Apart from the outbox, which stands in the log that is missing then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from incident.domain.frozen import Frozen

__all__ = ["Page", "PageSpool"]


class Page(Frozen):
    """What was paged while there was no log."""

    id: str
    at: datetime
    by: str
    people: Sequence[str]
    text: str
    came: Sequence[tuple[str, str, str]] | None = None
    """Person, target and state of every way; None of one during which the program ended: nobody knows."""


class PageSpool(Protocol):
    """Where pages wait for an incident; it outlives the program."""

    def keep(self, page: Page) -> None:
        """Have it on disk, in the place of an earlier one of its id.

        Raises:
            StorageError: it could not be written.
        """
        ...

    def pages(self) -> Sequence[Page]:
        """Those that no incident has taken in yet, the oldest first."""
        ...

    def taken(self, page_id: str) -> None:
        """An incident has it now.

        Raises:
            StorageError: it could not be written.
        """
        ...
