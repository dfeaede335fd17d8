"""Erasing what those who lead an exercise wrote: whose words go, and who has to agree.

Apart from erasing in the log of an incident, whose entries others decide and everybody reads.
"""

from __future__ import annotations

from collections.abc import Sequence

from incident.domain.content import FreeText
from incident.domain.decide.words import require_text
from incident.domain.exercises.leading import LeadEntry, TextErased
from incident.domain.refusals import Refusal, Refused

__all__ = ["erased", "texts_of"]


def texts_of(entry: LeadEntry) -> tuple[FreeText, ...]:
    """Every text of the entry; not the scenario, which the team's own folder holds."""
    names: Sequence[str] = getattr(type(entry.event), "__names__", ())
    return tuple(value for name in names if isinstance(value := getattr(entry.event, name), FreeText))


def erased(entries: Sequence[LeadEntry], seq: int, because: str, by: str, approved_by: str) -> TextErased:
    """Destroy the words of that entry, if somebody else than who asks agreed.

    Raises:
        Refused: there is no such entry, it has no words any more, or nobody else agreed.
    """
    if not 1 <= seq <= len(entries):
        raise Refused(Refusal.LEAD_ENTRY_UNKNOWN, seq=seq, last=len(entries))
    contents = tuple(text.content_id for text in texts_of(entries[seq - 1]) if text.words is not None)
    if not contents:
        raise Refused(Refusal.ENTRY_WORDLESS, seq=seq)
    if approved_by == by:
        raise Refused(Refusal.APPROVER_IS_ASKER, person=by)
    return TextErased(seq=seq, contents=contents, because=str(require_text(because, "reason")), approved_by=approved_by)
