"""Who has command of each incident in sight, as the screens were told last: what moves is told to all of them.

Apart from the gateway, because it only remembers; the first look at an incident is no news.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first frame waits for none of it
    from collections.abc import Iterable, Iterator

    from incident.application.ports import Summary
    from incident.domain.incident import Incident

__all__ = ["Commanders"]


class Commanders:
    """By incident, the person who has command."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def first_seen(self, incident: str, person: str | None) -> None:
        """A screen shows it; what was known before stays known."""
        self._known.setdefault(incident, person or "")

    def acted_on(self, incident: Incident) -> None:
        """Somebody at this terminal did something to it, and was told what came of that."""
        from incident.domain.incident import COMMANDER  # here: the first frame needs no rules

        self._known[incident.id] = incident.person_of(COMMANDER) or ""

    def moved(self, rows: Iterable[Summary]) -> Iterator[tuple[str, str]]:
        """Incident and new commander of each whose command moved since, but by an act at this terminal."""
        for row in rows:
            before = self._known.get(row.incident_id, row.commander)
            self._known[row.incident_id] = row.commander
            if row.commander != before:
                yield row.incident_id, row.commander
