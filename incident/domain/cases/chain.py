"""The entries about cases that an incident's state holds: the last one, which knows the one before it.

Apart from the register that they fold to, which is made when somebody looks: a note on an incident with thousands of
cases adds nothing here and reads nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incident.domain.cases.register import Register
    from incident.domain.events import Recorded
    from incident.domain.incident import Incident

__all__ = ["CaseChain"]


class CaseChain:
    """One entry about cases, and all those before it."""

    __slots__ = ("_made", "_made_of", "count", "earlier", "entry")

    def __init__(self, entry: Recorded, earlier: CaseChain | None, added: int) -> None:
        self.entry = entry
        self.earlier = earlier
        self.count: int = added + (earlier.count if earlier else 0)
        """The cases there are, which is also the number of the last."""
        self._made: Register | None = None
        self._made_of: object = None

    def entries(self) -> Iterator[Recorded]:
        """Every entry about cases, the first one first."""
        links = [self]
        while links[-1].earlier is not None:
            links.append(links[-1].earlier)
        return (each.entry for each in reversed(links))

    def register(self, incident: Incident, make: Callable[[Incident, CaseChain], Register]) -> Register:
        """The register after this entry, made once for a history of tiers."""
        if self._made is None or self._made_of is not incident.tier_changes:
            self._made, self._made_of = make(incident, self), incident.tier_changes
        return self._made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CaseChain) and self.entry.event_id == other.entry.event_id

    def __hash__(self) -> int:
        return hash(self.entry.event_id)
