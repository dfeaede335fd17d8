"""A review as plain values for a JSON file: `"version": 1`, ids instead of sentences.

Instants are ISO 8601 in UTC, lengths of time are whole seconds under a key that
ends in `_seconds`, words that were erased are null.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from incident.application.review.deciding import decision_rows
from incident.application.review.model import Review
from incident.application.review.standouts import first_page
from incident.domain.content import FreeText, PinnedBundle
from incident.domain.events import Recorded

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["VERSION", "Plain", "plain_key", "review_as_json"]

VERSION = 1
"""Grows when a key is renamed, removed or means something else; a new key does not change it."""

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"


def review_as_json(review: Review) -> dict[str, Plain]:
    """The review as `json.dumps` takes it; the keys are the names of the fields."""
    page = as_plain(first_page(review))
    own = {"first_page": page, "deciding": as_plain(decision_rows(review)), "is_draft": review.is_draft}
    return {"version": VERSION, **_fields(review), **own}


def as_plain(value: object) -> Plain:
    """One value of a review or of an event, in plain types."""
    if isinstance(value, Recorded):
        return {**_fields(value), "type": type(value.event).__name__}
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, Mapping):
        return {str(as_plain(key)): as_plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [as_plain(one) for one in value]
    return _scalar(value)


def _scalar(value: object) -> Plain:
    match value:
        case Enum():
            return _scalar(value.value)
        case FreeText():
            return value.words
        case PinnedBundle():
            return value.bundle.runbook.id if value.bundle else None
        case datetime():
            return value.astimezone(UTC).isoformat()
        case timedelta():
            return int(value.total_seconds())
        case bool() | int() | float() | str():
            return value
        case _:
            return None


def _fields(row: DataclassInstance) -> dict[str, Plain]:
    plain: dict[str, Plain] = {}
    for one in fields(row):
        plain[plain_key(one)] = as_plain(getattr(row, one.name))
    return plain


def plain_key(field: Field[object]) -> str:
    """What a field is called in JSON."""
    return f"{field.name}_seconds" if "timedelta" in str(field.type) else field.name
