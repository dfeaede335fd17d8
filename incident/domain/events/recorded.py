"""An event in its place in the log: who entered it, and when.

Apart from the register of events, which only says what can have happened.
"""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.domain.events import Event

__all__ = ["Recorded"]


class Recorded(Frozen):
    """An event in its place in the log."""

    incident_id: str
    seq: int
    """1, 2, 3 … without a gap; the only order there is."""
    event_id: str
    event: Event
    actor: str
    """The person who entered it, or 'app' for the program itself."""
    on_behalf_of: str | None
    occurred_at: datetime
    recorded_at: datetime
    digest: str = field(default="", compare=False)
    """Hex SHA-256 over the previous digest and this row; the writer of the log fills it in."""

    @property
    def person(self) -> str:
        """Whose act it is: the one represented, else the one who entered it."""
        return self.on_behalf_of or self.actor
