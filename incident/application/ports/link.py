"""The line to the server that keeps the log: whether it stands, and what was done while it did not.

Apart from the log, because only a server's log can be cut off; one in a file is there or is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.domain.commands import Command

__all__ = ["Cut", "JournalEntry", "Link", "Lost"]


class Cut(Frozen):
    """The server does not answer: since when, and how many commands it has to be given."""

    since: datetime
    unmerged: int


class JournalEntry(Frozen):
    """A command that was given while the server was away, with all that is needed to give it again."""

    command_id: str
    incident_id: str
    command: Command
    actor: str
    on_behalf_of: str | None
    occurred_at: datetime
    based_on: int
    """The last entry of the incident that its giver could know of."""
    number: int = 0
    """Its own number in the journal."""
    journal: str = ""
    """The file that it stands in."""


class Lost(Frozen):
    """What the server had confirmed and no longer has: a standby took over, or an older copy was put in its place."""

    incident_id: str
    after: int
    """The last entry that it has of these."""
    until: int
    """The last that it had confirmed to this machine."""
    file: str
    """A log of this machine in which they can still be read; who needs it no more moves it away."""


class Link(Protocol):
    """What an interface shows of the line, and what merging needs of it."""

    @property
    def cut(self) -> Cut | None:
        """How the line is cut; None while the server answers."""
        ...

    @property
    def is_back(self) -> bool:
        """Whether there are commands to merge, or a line to take up again, and the server answers."""
        ...

    @property
    def lost(self) -> Sequence[Lost]:
        """What the server has lost and nobody has dealt with: the files with it are there."""
        ...

    def resume(self) -> Sequence[JournalEntry]:
        """Ask the server from now on; the commands that it has to be given, in the order in which they were given.

        Raises:
            StorageError: it went away again.
        """
        ...

    def is_known(self, command_id: str) -> bool:
        """Whether the server has executed the command of that id.

        Raises:
            StorageUnreachable: it went away again.
        """
        ...

    def strike_out(self, entry: JournalEntry) -> None:
        """The server has decided on the command: it need not be given again."""
        ...

    def catch_up(self) -> int:
        """Take the server's entries for those of this machine; how many commands still wait.

        Raises:
            StorageUnreachable: it went away again.
        """
        ...
