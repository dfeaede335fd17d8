"""What the record of a notice keeps, so that the mail that it becomes can bring an entry for the reader's calendar.

Apart from the notice: its words are for people, these are for programs. No address is among them; whoever sends looks
them up, so that none stays in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final

from incident.application.errors import NotFound, StorageDamaged, StorageTooNew
from incident.domain.messages.alone import NOTICE_RUNBOOK

if TYPE_CHECKING:
    from incident.application.ports import EventLog
    from incident.application.service import IncidentService
    from incident.domain.exercises.announcing import Announcement
    from incident.domain.exercises.overdue import Planned
    from incident.domain.exercises.programme import Occurrence

__all__ = ["MEETING", "hours_told", "meeting_kept", "sequence_of", "uid_of", "with_hours_told"]

MEETING: Final = "meeting."
"""What the keys begin with: uid, sequence, begins, ends, organiser, summary, description."""


def uid_of(year: int, occurrence: Occurrence) -> str:
    """The same for ever: by it a calendar knows that this is the entry it has."""
    return f"drill-{year}-{occurrence.key}@incident"


def sequence_of(occurrence: Occurrence, changes: Mapping[str, int], *, is_timed: bool) -> int:
    """Larger where the entry has changed since it was last written; `changes` are those without a recorded move."""
    return 2 * (len(occurrence.moves) + changes.get(occurrence.key, 0)) + is_timed


def meeting_kept(
    due: Announcement, year: int, changes: Mapping[str, int], summary: str, description: str
) -> Mapping[str, str]:
    """Its words by key, in the language of the two that are given."""
    occurrence, ends = due.row.occurrence, due.begins + due.row.entry.length
    kept = {
        "uid": uid_of(year, occurrence),
        "sequence": str(sequence_of(occurrence, changes, is_timed=True)),
        "begins": due.begins.isoformat(),
        "ends": ends.isoformat(),
        "organiser": due.row.entry.owner,
        "summary": summary,
        "description": description,
    }
    return {f"{MEETING}{key}": words for key, words in kept.items()}


def hours_told(service: IncidentService, log: EventLog) -> Mapping[str, tuple[int, datetime]]:
    """Of each entry, by uid, the largest sequence that people were told, and the hour with it."""
    told: dict[str, tuple[int, datetime]] = {}
    for row in log.summaries(open_only=False):
        if row.runbook != NOTICE_RUNBOOK:
            continue
        with suppress(NotFound, StorageDamaged, StorageTooNew):  # closed to whoever asks, or 'incident verify' names it
            bundle = service.load(row.incident_id).bundle
            uid = bundle.text(f"{MEETING}uid", "en") if bundle else ""
            if bundle is not None and uid:
                begins = datetime.fromisoformat(bundle.text(f"{MEETING}begins", "en"))
                said = int(bundle.text(f"{MEETING}sequence", "en")), begins
                told[uid] = max(told.get(uid, said), said)
    return told


def with_hours_told(
    changes: Mapping[str, int], year: int, rows: Iterable[Planned], told: Mapping[str, tuple[int, datetime]]
) -> Mapping[str, int]:
    """`changes` as they have to be so that another hour than people were told has a larger sequence.

    A move may have its hour edited before the plan is approved anew, and no approval counts that. An hour that is kept
    from players stands in no notice of theirs, and is not counted.
    """
    counted = dict(changes)
    for row in rows:
        key, begins = row.occurrence.key, row.occurrence.begins
        last = told.get(uid_of(year, row.occurrence))
        if last is None or begins is None or row.entry.hides_hour:
            continue
        least = last[0] if begins == last[1] else last[0] + 2
        missing = least - sequence_of(row.occurrence, changes, is_timed=True)
        counted[key] = counted.get(key, 0) + max(0, (missing + 1) // 2)
    return counted
