"""Who enters a command.

Apart from the service, because a list of incidents is shown to somebody too, and needs none of the rules.
"""

from __future__ import annotations

from incident.domain.frozen import Frozen

__all__ = ["Actor"]


class Actor(Frozen):
    """Who enters a command, and for whom."""

    person: str
    on_behalf_of: str | None = None

    @property
    def acts_as(self) -> str:
        """Whose act it is."""
        return self.on_behalf_of or self.person

    @property
    def entered_by(self) -> str:
        """Who sits at the terminal, where that is not whose act it is; else ''."""
        return self.person if self.on_behalf_of not in (None, self.person) else ""
