"""The tables of a database as `verify` wants them: raw, in order, unread.

Apart from the log, which decodes what it reads and trusts what it wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from incident.adapters.storage.database import Guards, Row, Session
from incident.adapters.storage.migrations import READER, readers_left
from incident.adapters.storage.verify import RawRows

__all__ = ["StoredRows"]

_QUERIES = (
    ("paused_seq", "raw-deliveries"),
    ("retry_seq", "raw-deliveries-of-reader-11"),
    ("whom_digest", "raw-deliveries-of-reader-4"),
)
"""A column, and what to ask of a database that has it."""
_TABLES = (
    "attempts", "budget_holds", "commands", "contents", "controller_stream", "events", "incident_summaries", "outbox",
    "reservations", "targets", "workspace_chain",
)  # fmt: skip

_LATER = {
    "evidence_parts": {"sqlite": 18, "postgres": 21},
    "controller_contents": {"sqlite": 21, "postgres": 24},
    "named_deliveries": {"sqlite": 22},
}
"""Tables that a later migration made: its number, by dialect that has it."""


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
        yield from self._session.all("raw-contents", only=incident_id)
        if self._has("evidence_parts"):
            for incident, seq, name in self._session.all("raw-part-names", only=incident_id):
                place = {"incident_id": incident, "seq": seq, "content_id": name}
                yield from self._session.all("raw-part", **place)  # one at a time: files are large

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

    def lists(self, incident_id: str | None, /) -> Iterable[Row] | None:
        return self._session.all("raw-lists", only=incident_id) if self._has("named_deliveries") else None

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
        version, *_ = self._session.one("controls") or (0,)
        built = [*_TABLES, *(name for name, of in _LATER.items() if version >= of.get(self._dialect, version + 1))]
        return sorted(name for name in built if not self._has(name))

    def claims(self, incident_id: str | None) -> Iterable[Row]:
        return self._session.all("raw-claims", only=incident_id) if self._keeps_claims() else ()

    def _keeps_claims(self) -> bool:
        """Whether the tables are those that entries write; before, none did."""
        return ("ended_seq",) in [tuple(row) for row in self._session.all("claims-columns")]

    def unsaid(self, incident_id: str | None, /) -> Iterable[Row]:
        return [] if self._keeps_claims() else self._session.all("raw-unsaid", only=incident_id)

    def led(self, incident_id: str | None) -> Iterable[Row]:
        may_read, _all = self._session.one("may-read-stream") or (False, False)
        is_sealed = ("digest",) in [tuple(row) for row in self._session.all("stream-columns")]
        return self._session.all("raw-stream", only=incident_id) if may_read and is_sealed else ()

    def led_contents(self, incident_id: str | None) -> Iterable[Row]:
        may_read, _all = self._session.one("may-read-stream") or (False, False)
        is_kept = may_read and self._has("controller_contents")
        return self._session.all("raw-lead-contents", only=incident_id) if is_kept else ()

    def sees_all_leading(self) -> bool:
        _may_read, sees_all = self._session.one("may-read-stream") or (False, False)
        return bool(sees_all)

    def _has(self, table: str) -> bool:
        return table in {name for (name,) in self._session.all("tables")}

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
