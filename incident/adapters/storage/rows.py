"""Rows of the databases to the words of the ports, and back.

Apart, because the order of columns is a contract between here and shared.sql only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

import msgspec

from incident.adapters.storage.database import Row
from incident.adapters.storage.digest import columns
from incident.adapters.storage.entries import Entry
from incident.adapters.storage.instants import from_micros, micros, micros_or_none, moment_or_none
from incident.adapters.storage.ledger import SealedDelivery
from incident.application.errors import StorageDamaged
from incident.application.ports import (
    Assurance,
    AttemptClass,
    AttemptOutcome,
    AttemptRecord,
    Batch,
    CommandRecord,
    Delivery,
    DeliveryState,
    OnUnknown,
    Summary,
)
from incident.domain.events import IncidentMode
from incident.domain.grading.tiers import Tier

__all__ = [
    "attempt_of",
    "command_of",
    "command_values",
    "content_values",
    "delivery_of",
    "delivery_values",
    "entry_values",
    "is_erased",
    "part_values",
    "summary_of",
    "summary_values",
]


def entry_values(entry: Entry) -> Mapping[str, object]:
    """The parameters of `add-entry`."""
    return {**columns(entry.row), "digest": entry.digest}


def content_values(entry: Entry) -> list[Mapping[str, object]]:
    """The parameters of `add-content`, for each content that the entry names."""
    return _values(entry, is_part=False)


def part_values(entry: Entry) -> list[Mapping[str, object]]:
    """The parameters of `add-part`, for each piece of a file that the entry names."""
    return _values(entry, is_part=True)


def _values(entry: Entry, *, is_part: bool) -> list[Mapping[str, object]]:
    if not entry.contents:
        return []
    place = {"incident_id": entry.row.incident_id, "seq": entry.row.seq}
    return [
        {**place, "content_id": content.content_id, "salt": content.salt, "bytes": content.data}
        for content in entry.contents
        if content.is_part is is_part
    ]


def command_of(row: Row) -> CommandRecord:
    """From the columns of `command`."""
    command_id, incident_id, first_seq, count, request_digest = row
    return CommandRecord(
        command_id=command_id,
        incident_id=incident_id,
        first_seq=first_seq,
        count=count,
        request_digest=request_digest,
    )


def command_values(batch: Batch) -> Mapping[str, object]:
    """The parameters of `add-command`."""
    return {
        "command_id": batch.command_id,
        "incident_id": batch.incident_id,
        "first_seq": batch.expected_seq + 1,
        "count": len(batch.events),
        "request_digest": batch.request_digest,
    }


def summary_of(row: Row) -> Summary:
    """From the columns of `summary`."""
    (incident_id, title, tier, mode, status, runbook, commander, declared_at, updated_at, seq, step, *rest) = row
    steps_done, steps_total, next_due_at, next_due, head, titles = rest
    try:
        declared, updated, next_due_at = from_micros(declared_at), from_micros(updated_at), moment_or_none(next_due_at)
        titles = _titles(titles)
    except StorageDamaged as damaged:
        detail = f"{incident_id}:{seq}: {damaged.fields['detail']}"
        raise StorageDamaged(incident_id=incident_id, seq=seq, detail=detail) from damaged
    return Summary(
        incident_id=incident_id,
        title=title,
        tier=Tier(tier),
        mode=IncidentMode(mode),
        status=status,
        runbook=runbook,
        commander=commander,
        declared_at=declared,
        updated_at=updated,
        seq=seq,
        step=step,
        steps_done=steps_done,
        steps_total=steps_total,
        next_due_at=next_due_at,
        next_due=next_due,
        head=head,
        titles=titles,
    )


def _titles(stored: str) -> Mapping[str, str]:
    if stored == "{}":
        return {}
    try:
        return msgspec.json.decode(stored, type=dict[str, str])
    except (msgspec.DecodeError, UnicodeEncodeError) as damaged:  # the second: bytes that are no text
        raise StorageDamaged(detail="titles") from damaged


def summary_values(summary: Summary) -> dict[str, object]:
    """The parameters of `put-summary`."""
    return {
        "incident_id": summary.incident_id,
        "title": summary.title,
        "tier": summary.tier.value,
        "mode": summary.mode.value,
        "status": summary.status,
        "runbook": summary.runbook,
        "commander": summary.commander,
        "declared_at": micros(summary.declared_at),
        "updated_at": micros(summary.updated_at),
        "seq": summary.seq,
        "step": summary.step,
        "steps_done": summary.steps_done,
        "steps_total": summary.steps_total,
        "next_due_at": micros_or_none(summary.next_due_at),
        "next_due": summary.next_due,
        "head": summary.head,
        "titles": msgspec.json.encode(summary.titles, order="sorted").decode(),
    }


Word = TypeVar("Word", bound=StrEnum)
T = TypeVar("T")

_DELIVERY = (
    "id", "incident_id", "event_seq", "message", "target_id", "exercise", "recipient", "address", "language", "kind",
    "title", "body", "state", "assurance", "on_unknown", "created_at", "due_at", "expires_at", "tries", "fence",
    "owner", "lease_until", "provider_id", "last_class", "last_detail",
)  # fmt: skip
"""The columns of `delivery`, in its order."""
_DELIVERY_WORDS: Mapping[str, tuple[type[StrEnum], StrEnum | None]] = {
    "state": (DeliveryState, DeliveryState.UNKNOWN),
    "assurance": (Assurance, Assurance.ACCEPTED),
    "on_unknown": (OnUnknown, OnUnknown.HOLD),
    "last_class": (AttemptClass, None),
}
"""What each word may be, and what the careful take it for if it is none of them."""


def delivery_of(row: Row) -> Delivery:
    """From the columns of `delivery`.

    One that cannot be read holds up no other: it has no text, so that nobody sends it, and says why.
    """
    given = dict(zip(_DELIVERY, row, strict=True))
    text = {name: value for name, value in given.items() if isinstance(value, str)}
    clean = {name: value.encode(errors="replace").decode() for name, value in text.items()}
    is_whole = clean == text and text["state"] in list(DeliveryState)
    given |= clean if is_whole else {**clean, **_unreadable()}
    for name in ("created_at", "due_at", "expires_at"):
        given[name] = from_micros(given[name])
    for name, (kind, careful) in _DELIVERY_WORDS.items():
        given[name] = given[name] and _word(kind, given[name], careful)
    given["exercise"] = bool(given["exercise"])
    given["lease_until"] = moment_or_none(given["lease_until"])
    return Delivery(**given)


def _unreadable() -> Mapping[str, str]:
    from incident.application.delivery.reasons import (  # here: half a millisecond, and rows are mostly whole
        Reason,
        detail,
    )

    return {"title": "", "body": "", "last_detail": detail(Reason.UNREADABLE)}


def is_erased(row: Row) -> bool:
    """Whether the words of this row of `delivery` are gone."""
    return not row[_DELIVERY.index("body")]


def _word(kind: type[Word], word: str, careful: T) -> Word | T:
    return kind(word) if word in list(kind) else careful


def delivery_values(sealed: SealedDelivery) -> Mapping[str, object]:
    """The parameters of `add-delivery`."""
    new = sealed.new
    return {
        **columns(sealed.row),
        "exercise": new.exercise,
        "recipient": new.recipient,
        "address": new.address,
        "whom_salt": sealed.whom_salt,
        "title": new.title,
        "body": new.body,
        "words_salt": sealed.words_salt,
        "due_at": micros(new.due_at),
        "expires_at": micros(new.expires_at),
    }


def attempt_of(row: Row) -> AttemptRecord:
    """From the columns of `attempts`."""
    (delivery_id, fence, started_at, ended_at, class_, assurance, status, code, provider_id, retry_after, words) = row
    return AttemptRecord(
        delivery_id=delivery_id,
        fence=fence,
        started_at=from_micros(started_at),
        ended_at=from_micros(ended_at),
        outcome=AttemptOutcome(
            result=_word(AttemptClass, class_, AttemptClass.UNKNOWN),
            assurance=assurance and _word(Assurance, assurance, Assurance.ACCEPTED),
            status=status,
            provider_code=code,
            provider_id=provider_id,
            retry_after=None if retry_after is None else timedelta(microseconds=retry_after),
            detail=words,
        ),
    )
