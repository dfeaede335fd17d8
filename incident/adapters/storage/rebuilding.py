"""The list of incidents in a database, held against its log: made anew, or only compared.

Apart from the log, because only an upgrade and the doctor fold every incident; `refolding` says for every log alike
what a row should be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from incident.adapters.storage.claiming import Owed, claims_owed, claims_rebuilt
from incident.adapters.storage.database import Session
from incident.adapters.storage.refolding import differences, refolded
from incident.adapters.storage.rows import summary_of, summary_values
from incident.application.ports import Finding, SummaryFold
from incident.domain.events import Recorded

__all__ = ["compared", "rebuilt"]

Reader: TypeAlias = Callable[[str], Sequence[Recorded]]
"""Every entry of an incident."""


def rebuilt(session: Session, read: Reader, fold: SummaryFold) -> int:
    """Put right every row that is not what its log makes it; how many there were."""
    standing = {row[0]: summary_of(row) for row in session.all("summaries")}
    differing, owed = 0, list[Owed]()
    for (incident_id,) in session.all("incidents"):
        entries = read(incident_id)
        owed.append(claims_owed(session, incident_id, entries))
        made = refolded(entries, fold)
        if standing.pop(incident_id, None) != made and made is not None:
            session.run("put-summary", **summary_values(made))
            differing += 1
    for incident_id in standing:
        session.run("drop-summary", incident_id=incident_id)
    return differing + claims_rebuilt(session, owed) + len(standing)


def compared(session: Session, read: Reader, fold: SummaryFold, only: str | None) -> Sequence[Finding]:
    """What differs, of all incidents or of `only` that one."""
    standing = {row.incident_id: row for row in map(summary_of, session.all("summaries"))}
    known = [id_ for (id_,) in session.all("incidents") if only in (None, id_)]
    return list(differences(map(read, known), standing, fold))
