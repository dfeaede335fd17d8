"""Everything that `incident verify` asks of a log: the record, the list, the heads.

Apart from `verify`, which shares nothing with the writer; the list can only be held
to the log by folding it as the program does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.application.errors import StorageDamaged
from incident.application.ports import Finding, Head, Verifier
from incident.application.summarising import summary_of_log

__all__ = ["audit"]


def audit(
    log: Verifier, incident_id: str | None = None, printed: str | None = None, now: datetime | None = None
) -> tuple[Sequence[Finding], Sequence[Head]]:
    """What is not as it was written, and where every chain ends; `printed` is a head from a message or a report."""
    found = list(log.verify(incident_id, now))
    if any(each.code == "table-missing" for each in found):
        return found, ()  # nothing else can be asked
    try:
        found += log.check_summaries(summary_of_log, incident_id)
    except StorageDamaged:
        if not found:  # else it was told already, entry by entry
            raise
    if printed is not None and not log.knows_head(printed):
        found.append(Finding(code="head-unknown", incident_id=incident_id or "", seq=0, fields={"head": printed}))
    return found, log.heads(incident_id)
