"""Evidence as JSON has it, in answers to programs and in manifests alike."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from incident.domain.content import FreeText
from incident.domain.evidence import Exhibit

__all__ = ["exhibit_shape", "fields"]

_EXHIBIT: Final = (
    "name", "where", "sha256", "size", "found_at", "found_by", "added_at", "added_by", "kept_at", "step", "holder",
    "added_entered_by",
)  # fmt: skip
_TRANSFER: Final = (
    "giver", "to", "because", "offered_at", "taken_at", "declined_at", "declined_by", "declined_because",
    "offer_entered_by", "taken_entered_by", "declined_entered_by",
)  # fmt: skip
_GONE: Final = ("erased_at", "erased_by", "erased_because", "erased_entered_by")


def exhibit_shape(exhibit: Exhibit) -> dict[str, Any]:
    """A piece of evidence with its chain of custody."""
    return {
        "id": exhibit.id,
        "entry": exhibit.seq,
        **fields(exhibit, *_EXHIBIT),
        "transfers": [fields(each, *_TRANSFER) for each in exhibit.transfers],
        **fields(exhibit, *_GONE),
    }


def fields(value: object, *names: str) -> dict[str, Any]:
    """The fields of those names: instants in UTC, texts as they are or null once erased, null for what is not there."""
    return {name: _plain(getattr(value, name)) for name in names}


def _plain(value: object) -> Any:  # noqa: ANN401  (what JSON can hold)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, FreeText):
        return value.words
    if isinstance(value, tuple):
        return list(value)
    return None if value == "" else value
