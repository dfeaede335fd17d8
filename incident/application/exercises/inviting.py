"""What the record of a notice keeps, so that the mail that it becomes can bring an entry for the reader's calendar.

Apart from the notice: its words are for people, these are for programs. No address is among them; whoever sends looks
them up, so that none stays in the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from incident.domain.exercises.announcing import Announcement
    from incident.domain.exercises.programme import Occurrence

__all__ = ["MEETING", "meeting_kept", "sequence_of", "uid_of"]

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
