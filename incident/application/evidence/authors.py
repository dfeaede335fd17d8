"""Who wrote what somebody wants erased: the state of an incident no longer knows, and the log does.

Apart from the rules and from interfaces, which both ask, and only while an erasure waits or has just been settled.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incident.application.ports import Directory, EventLog
    from incident.domain.erasers import Told
    from incident.domain.events import Recorded
    from incident.domain.incident import Incident

__all__ = ["authors_of", "authors_to_tell", "told_by"]


def authors_of(entries: Sequence[Recorded], seqs: Collection[int]) -> tuple[str, ...]:
    """The persons whose entries these are, each once."""
    return tuple(dict.fromkeys(entry.person for entry in entries if entry.seq in seqs))


def authors_to_tell(log: EventLog, incident: Incident, now: datetime) -> Mapping[int, str]:
    """By entry, who wrote what is asked for, or was not long ago; nothing is read while nothing was."""
    wanted = {seq for each in incident.evidence.news(now) for seq in each.entries}
    if not wanted:
        return {}
    entries = log.read(incident.id, after=min(wanted) - 1)
    return {entry.seq: entry.person for entry in entries if entry.seq in wanted}


def told_by(directory: Directory, authors: Sequence[str] = ()) -> Told:
    """What the workspace says to the question who may settle an erasure."""
    from incident.domain.erasers import Told  # here: words are seldom erased

    known = tuple(person.id for person in directory.people())
    return Told(shown_to=directory.case_policy().shown_to, authors=authors, known=known)
