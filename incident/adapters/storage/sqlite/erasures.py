"""What a log says was erased, and may be there again in a backup that is put in its place.

Apart from putting it back. What those who lead an exercise erased is erased again here: their entries stand in a stream
of their own, which no rule of an incident decides.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from incident.adapters.storage.instants import from_micros
from incident.application.ports.leading import LeadBatch
from incident.domain.exercises.erasing import texts_of
from incident.domain.exercises.leading import TextErased
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.adapters.storage.log import StoredLog

__all__ = ["Erasure", "LedErasure", "erased_again", "led_erasures", "log_erasures"]

_OF_LOGS: Final = """SELECT incident_id, actor, on_behalf_of, occurred_at, body, digest FROM events
WHERE type = 'ContentErased' ORDER BY position"""
_OF_THOSE_WHO_LEAD: Final = """SELECT exercise_id, event_id, actor, occurred_at, body FROM controller_stream
WHERE type = 'TextErased' ORDER BY exercise_id, seq"""


class Erasure(Frozen):
    """What somebody erased after the backup was made."""

    incident_id: str
    actor: str
    on_behalf_of: str | None
    occurred_at: datetime
    seq: int
    contents: tuple[str, ...]
    because: str


class LedErasure(Frozen):
    """One of their erasures, as the former log has it."""

    exercise_id: str
    event_id: str
    actor: str
    occurred_at: datetime
    said: TextErased


def log_erasures(standing: sqlite3.Connection) -> Sequence[tuple[str, Erasure]]:
    """Those of the log, each with the digest of its entry."""
    rows = standing.execute(_OF_LOGS).fetchall()
    return [(row[5], _erasure(*row[:5])) for row in rows]


def _erasure(incident_id: str, actor: str, on_behalf_of: str | None, occurred_at: int, body: str) -> Erasure:
    said = json.loads(body)
    return Erasure(
        incident_id=incident_id,
        actor=actor,
        on_behalf_of=on_behalf_of,
        occurred_at=from_micros(occurred_at),
        seq=said["seq"],
        contents=tuple(said["contents"]),
        because=said["because"],
    )


def led_erasures(standing: sqlite3.Connection) -> Sequence[LedErasure]:
    """All of them, in their order."""
    return [
        LedErasure(
            exercise_id=exercise_id,
            event_id=event_id,
            actor=actor,
            occurred_at=from_micros(occurred_at),
            said=_said(json.loads(body)),
        )
        for exercise_id, event_id, actor, occurred_at, body in standing.execute(_OF_THOSE_WHO_LEAD)
    ]


def erased_again(log: StoredLog, erasures: Sequence[LedErasure], now: datetime) -> int:
    """Destroy what is still there, in the name and at the time of whoever did it; how many destroyed something."""
    return sum(_erased_again(log, each, now) for each in erasures)


def _erased_again(log: StoredLog, erasure: LedErasure, now: datetime) -> bool:
    entries = log.leading().read(erasure.exercise_id)
    texts = [text for entry in entries if entry.seq == erasure.said.seq for text in texts_of(entry)]
    words = {text.content_id for text in texts if text.words is not None}
    left = tuple(content for content in erasure.said.contents if content in words)
    if not left:
        return False
    batch = LeadBatch(
        exercise_id=erasure.exercise_id,
        expected_seq=len(entries),
        actor=erasure.actor,
        occurred_at=erasure.occurred_at,
        recorded_at=now,
        events=((erasure.event_id, erasure.said.changed(contents=left)),),
    )
    log.leading().append(batch)
    return True


def _said(body: dict[str, str]) -> TextErased:
    return TextErased(
        seq=int(body["seq"]),
        contents=tuple(body["contents"]),
        because=body["because"],
        approved_by=body["approved_by"],
    )
