"""The tables of a database as `verify` wants them: raw, in order, unread.

Apart from the log, which decodes what it reads and trusts what it wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from incident.adapters.storage.database import Guards, Row, Session
from incident.adapters.storage.migrations import READER, readers_left
from incident.adapters.storage.verify import RawRows

__all__ = ["StoredRows"]

_QUERIES = (("retry_seq", "raw-deliveries"), ("whom_digest", "raw-deliveries-of-reader-4"))
"""A column, and what to ask of a database that has it."""
_TABLES = (
    "attempts", "budget_holds", "commands", "contents", "controller_stream", "events", "incident_summaries", "outbox",
    "reservations", "targets", "workspace_chain",
)  # fmt: skip


class StoredRows(RawRows):
    """What one session sees."""

    def __init__(
        self,
        session: Session,
        guards: Guards,
        closed: Sequence[str],
        readers: Sequence[tuple[str, str]] | None,
        dialect: str,
    ) -> None:
        self._session = session
        self._dialect = dialect
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
        known = self._columns()
        query = next((query for column, query in _QUERIES if column in known), "raw-deliveries-of-reader-3")
        return self._session.all(query, only=incident_id)

    def is_file(self) -> bool:
        return self._dialect == "sqlite"

    def controls(self) -> tuple[str, str] | None:
        """Held to what each migration leaves; a row that was set back to an older one is told by the guards since."""
        version, reader, *_ = self._session.one("controls") or (0, 0)
        left = readers_left(self._dialect)
        newest = max(left)
        if left.get(version) == reader or (version > newest and reader >= READER):
            return None
        built = version if version in left else newest
        return f"{version}/{reader}", f"{built}/{left[built]}"

    def newer(self) -> tuple[int, int] | None:
        version, *_ = self._session.one("controls") or (0,)
        newest = max(readers_left(self._dialect))
        return (version, newest) if version > newest else None

    def named(self) -> str:
        return str((self._session.one("controls") or ("", "", ""))[2])

    def custody(self) -> Sequence[Row] | None:
        return self._session.all("raw-custody") if self._session.one("has-custody") else None

    def tables(self) -> Iterable[str]:
        standing = {name for (name,) in self._session.all("tables")}
        return [name for name in _TABLES if name not in standing]

    def unsaid(self, incident_id: str | None, /) -> Iterable[Row]:
        rows = list(self._session.all("raw-unsaid", only=incident_id))
        may_read, *_ = self._session.one("may-read-stream") or (False,)
        return rows + list(self._session.all("raw-stream", only=incident_id) if may_read else ())

    def _columns(self) -> set[str]:
        return {name for (name,) in self._session.all("outbox-columns")}

    def closed(self) -> Iterable[str]:
        return self._closed

    def readers(self) -> Iterable[tuple[str, str]] | None:
        return self._readers

    def guards(self) -> Mapping[str, bool]:
        return self._guards.standing

    def strangers(self) -> Iterable[str]:
        return self._guards.strangers
