"""Entries as they stand in one log, to stand in another: byte for byte, with the same salts and digests.

Apart from the log, which writes what is new; a copy says again what was written elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from incident.adapters.storage.database import Session
from incident.domain.events import ContentErased
from incident.domain.frozen import Frozen

__all__ = ["Copy", "copied"]

_ENTRY: Final = (
    "incident_id", "seq", "event_id", "type", "schema_version", "actor", "on_behalf_of", "occurred_at", "recorded_at",
    "body", "command_id", "digest",
)  # fmt: skip
_CONTENT: Final = ("incident_id", "seq", "content_id", "salt", "bytes")


class Copy(Frozen):
    """What an incident has after some entry, as the parameters that write it."""

    entries: Sequence[Mapping[str, object]]
    contents: Sequence[Mapping[str, object]]
    erased: Sequence[Mapping[str, object]]
    """The contents of earlier entries that these entries destroy."""


def copied(session: Session, incident_id: str, after: int) -> Copy:
    """All that the incident has after that entry."""
    place = {"incident_id": incident_id, "after": after}
    entries = [dict(zip(_ENTRY, row, strict=True)) for row in session.all("copy-entries", **place)]
    contents = [dict(zip(_CONTENT, row, strict=True)) for row in session.all("copy-contents", **place)]
    return Copy(entries=entries, contents=contents, erased=[each for entry in entries for each in _erased(entry)])


def _erased(entry: Mapping[str, Any]) -> Sequence[Mapping[str, object]]:
    if entry["type"] != ContentErased.__name__:
        return []
    import json  # here: only a replica copies, and every command would pay for it

    body = json.loads(entry["body"])
    place = {"incident_id": entry["incident_id"], "seq": body["seq"]}
    return [{"content_id": content_id, **place} for content_id in body["contents"]]
