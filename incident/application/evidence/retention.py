"""What the workspace's rules say is to be erased: so long after an incident was closed, by kind of what is kept.

Apart from erasing itself, which asks nothing of rules: this only names what is due, and a person confirms it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.application.messages.echoes import contents_of
from incident.application.ports import EventLog
from incident.domain import events as e
from incident.domain.frozen import Frozen

__all__ = ["KINDS", "Due", "due"]

KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "evidence": (e.EvidenceAdded,),
    "notes": (e.NoteAdded, e.EntryCorrected),
    "messages": (e.MessageDrafted,),
    "facts": (e.FactRecorded,),
    "cases": (
        e.cases.CasesReceived,
        e.cases.CasesHandedOn,
        e.cases.CasesPaused,
        e.cases.CasesAnswered,
        e.cases.CasesTold,
        e.cases.CasesDone,
        e.cases.CaseExtended,
        e.cases.SatisfactionAsked,
    ),
}
"""What a rule of `retention` in `incident.yaml` may name, and the entries whose words and files it is about."""


class Due(Frozen):
    """What one rule says of one incident."""

    incident_id: str
    entries: tuple[int, ...]
    rule: str
    """The rule as the record keeps it: `retention: evidence 1095d`."""


def due(log: EventLog, retention: Mapping[str, timedelta], now: datetime, only: str | None = None) -> Iterator[Due]:
    """What is due in closed incidents, or in one of them: what was erased before is not."""
    for summary in log.summaries(open_only=False):
        if summary.status == "closed" and only in (None, summary.incident_id):
            yield from _in_incident(summary.incident_id, log.read(summary.incident_id), retention, now)


def _in_incident(
    incident_id: str, entries: Sequence[e.Recorded], retention: Mapping[str, timedelta], now: datetime
) -> Iterator[Due]:
    closed_at = max(entry.occurred_at for entry in entries if isinstance(entry.event, e.IncidentClosed))
    erased = {
        (entry.event.seq, content)
        for entry in entries
        if isinstance(entry.event, e.ContentErased)
        for content in entry.event.contents
    }
    for kind, length in retention.items():
        if closed_at + length > now:
            continue
        left = tuple(
            entry.seq
            for entry in entries
            if isinstance(entry.event, KINDS[kind])
            and any((entry.seq, content) not in erased for content in contents_of(entry.event))
        )
        if left:
            yield Due(incident_id=incident_id, entries=left, rule=f"retention: {kind} {length.days}d")
