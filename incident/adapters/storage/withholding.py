"""A log in a file as one person may read it: the records of exercises without notice are not there for their players.

Apart from the log, because a server keeps such records from whoever is connected by itself (ADR 13, ADR 38). Whoever
reads incidents for people reads through this, as commands and screens do; what sends and what verifies does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from incident.adapters.storage.log import StoredLog
from incident.domain.events import ReadersNamed
from incident.domain.messages.alone import NOTICE_RUNBOOK, PLAN_RUNBOOK

if TYPE_CHECKING:
    from incident.application.ports import CommandRecord, Delivery, Summary
    from incident.domain.cases.words import CaseWords
    from incident.domain.events import Recorded

__all__ = ["WithholdingLog", "withholding"]

_KEPT_BACK: Final = frozenset({NOTICE_RUNBOOK, PLAN_RUNBOOK})
"""What tells of exercises before they begin; other incidents that name their readers are open in a file (ADR 13)."""
_REAL: Final = "INC-"
"""A real incident is none of these: to append a note to one costs nothing more."""


T = TypeVar("T")


def withholding(whole: StoredLog | T, person: Callable[[], str]) -> StoredLog | T:
    """The log as that person may read it; one that is no file's already is."""
    return WithholdingLog(whole, person) if isinstance(whole, StoredLog) else whole


class WithholdingLog(StoredLog):
    """The same log; what the person may not know of reads as though nobody had written it."""

    def __init__(self, whole: StoredLog, person: Callable[[], str]) -> None:
        """`person` says who reads, by id, '' of nobody whom the workspace knows; asked once such a record is met."""
        super().__init__(whole._database, obstacle=whole.obstacle)  # noqa: SLF001 (two views of one log)
        self._person = person
        self._readers: dict[str, tuple[int, Sequence[str]]] = {}
        """Of each record by the entry up to which they were looked for."""

    def read(self, incident_id: str, after: int = 0) -> Sequence[Recorded]:
        return () if self._is_closed(incident_id) else super().read(incident_id, after)

    def case_words(self, incident_id: str, seqs: Sequence[int]) -> Mapping[str, CaseWords]:
        return {} if self._is_closed(incident_id) else super().case_words(incident_id, seqs)

    def part(self, incident_id: str, seq: int, content_id: str) -> bytes | None:
        return None if self._is_closed(incident_id) else super().part(incident_id, seq, content_id)

    def command(self, command_id: str) -> CommandRecord | None:
        record = super().command(command_id)
        return None if record is None or self._is_closed(record.incident_id) else record

    def summaries(self, *, open_only: bool = True) -> Sequence[Summary]:
        return [row for row in super().summaries(open_only=open_only) if not self._hides(row)]

    def summary(self, incident_id: str) -> Summary | None:
        row = super().summary(incident_id)
        return None if row is None or self._hides(row) else row

    def holding(self, kind: type) -> Sequence[str]:
        return self._open(super().holding(kind))

    def deliveries(self, incident_id: str) -> Sequence[Delivery]:
        return () if self._is_closed(incident_id) else super().deliveries(incident_id)

    def _open(self, incident_ids: Iterable[str]) -> Sequence[str]:
        return [each for each in incident_ids if not self._is_closed(each)]

    def _is_closed(self, incident_id: str) -> bool:
        row = None if incident_id.startswith(_REAL) else super().summary(incident_id)
        return row is not None and self._hides(row)

    def _hides(self, row: Summary) -> bool:
        if row.runbook not in _KEPT_BACK:
            return False
        seq, readers = self._readers.get(row.incident_id, (0, ()))
        if seq != row.seq:
            named = [
                each.event.persons for each in super().read(row.incident_id) if isinstance(each.event, ReadersNamed)
            ]
            readers = named[-1] if named else ()
            self._readers[row.incident_id] = row.seq, readers
        return bool(readers) and self._person() not in readers
