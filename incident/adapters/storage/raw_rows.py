"""The tables of a database as `verify` wants them: raw, in order, unread.

Apart from the log, which decodes what it reads and trusts what it wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from incident.adapters.storage.database import Guards, Row, Session
from incident.adapters.storage.verify import RawRows

__all__ = ["StoredRows"]

_SEALED_SINCE = 4
"""The `min_reader` of databases that have a seal for each delivery."""


class StoredRows(RawRows):
    """What one session sees."""

    def __init__(
        self, session: Session, guards: Guards, closed: Sequence[str], readers: Sequence[tuple[str, str]] | None
    ) -> None:
        self._session = session
        self._guards = guards
        self._closed = closed
        self._readers = readers

    def events(self, incident_id: str | None) -> Iterable[Row]:
        return self._session.all("raw-events", only=incident_id)

    def contents(self, incident_id: str | None) -> Iterable[Row]:
        return self._session.all("raw-contents", only=incident_id)

    def commands(self, incident_id: str | None) -> Iterable[Row]:
        return self._session.all("raw-commands", only=incident_id)

    def heads(self, incident_id: str | None) -> Iterable[Row]:
        return self._session.all("raw-heads", only=incident_id)

    def chain(self) -> Iterable[Row]:
        return self._session.all("raw-chain")

    def attempts(self, incident_id: str | None) -> Iterable[Row]:
        return self._session.all("raw-attempts", only=incident_id)

    def deliveries(self, incident_id: str | None) -> Iterable[Row]:
        _, reader, *_ = self._session.one("controls") or (0, 0)
        query = "raw-deliveries" if reader >= _SEALED_SINCE else "raw-unsealed-deliveries"
        return self._session.all(query, only=incident_id)

    def closed(self) -> Iterable[str]:
        return self._closed

    def readers(self) -> Iterable[tuple[str, str]] | None:
        return self._readers

    def guards(self) -> Mapping[str, bool]:
        return self._guards.standing

    def strangers(self) -> Iterable[str]:
        return self._guards.strangers
