"""One incident's entries, walked through from the first to the last."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeAlias

from incident.adapters.storage.verify.claims import Said, heed_claim
from incident.adapters.storage.verify.rows import Event
from incident.adapters.storage.verify.sealing import ZEROS, bytes_of, finding, sealed
from incident.application.ports import Finding

__all__ = ["Walk", "content_ids"]

_CONTENT_ID = re.compile(r"[0-9a-f]{64}")

_REACHING = ("TierRaised", "TierLowered", "MessageReleased")
_REACHING_EVERY = 25
_ORDERING = ("MessageReleased", "MessageRetried")
_SETTLING = ("ReportFiled", "ObligationExtended", "ObligationRuledOut")
"""What may call off the alert that a report was not filed."""
_NO_CONTENT = (
    ("FactRecorded", "value"),
    ("MessageReleased", "deliveries"),
    ("ExercisePrepared", "plan"),
    ("ExerciseEnded", "head"),
)

Named: TypeAlias = dict[str, int]
"""Content ids that the bodies of an incident name, and the entry that does."""


@dataclass(slots=True)
class Walk:
    """What one incident's entries said on the way through them."""

    incident: str
    seq: int = 0
    head: bytes = ZEROS
    latest: int = 0
    """The latest instant at which an entry was recorded, by whichever clock."""
    named: Named = field(default_factory=dict)
    places: list[int] = field(default_factory=list)
    """The positions of its entries among all."""
    commands: dict[int, str] = field(default_factory=dict)
    """By entry: the command that wrote it."""
    erased: set[tuple[object, str]] = field(default_factory=set)
    """Entry and content, as `ContentErased` names them."""
    delivered: dict[str, int] = field(default_factory=dict)
    """Deliveries that the log calls accepted, and the entry that does."""
    released: dict[str, int] = field(default_factory=dict)
    """Messages that have deliveries, and the entry that released each last without naming any."""
    made: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Deliveries that a release names: the entry, and the digest that it gives."""
    releases: dict[int, str] = field(default_factory=dict)
    """Entries that release a message, and which."""
    unnamed: set[tuple[str, int]] = field(default_factory=set)
    """Messages and the entries that released them without naming a delivery."""
    recalled: dict[str, int] = field(default_factory=dict)
    alerts: set[str] = field(default_factory=set)
    """The messages that asked somebody to see to a report."""
    """Messages that are no longer sent, and the last entry by which; '' for all whose words went."""
    steps: dict[str, set[str]] = field(default_factory=dict)
    """The messages of each step."""
    audiences: dict[str, set[str]] = field(default_factory=dict)
    """The messages to each audience."""
    orders: dict[str, list[int]] = field(default_factory=dict)
    """Deliveries that were ordered to go again, and the entries that did so."""
    ordered_at: dict[int, int] = field(default_factory=dict)
    """Entries that release a message or order a delivery again, and when that was."""
    due_at: dict[str, int | None] = field(default_factory=dict)
    """Deliveries of escalations, and when the log says that each is due; None where that is no time."""
    paused: dict[str, int] = field(default_factory=dict)
    """Deliveries of escalations that were put off, and the last entry that did so."""
    undelivered: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Messages whose deliveries had all ended unaccepted: the entry that says so last, and its time."""
    readers: tuple[int, frozenset[str]] = (0, frozenset())
    """The entry that last said who alone may know of it, and whom it named."""
    moments: set[tuple[str, str]] = field(default_factory=set)
    """Opening, going on and closing, with the digest of the entry, as the workspace's chain has them."""

    is_exercise: bool = False
    claims: Said = field(default_factory=dict)
    """What it holds of resources and budgets, and has held."""

    is_prepared: bool = False
    """Whether it is an exercise with a scenario."""
    lead_head: str = ""
    """Where the stream of those who lead it ended, as its log says."""
    ended_seq: int = 0

    def through(self, events: Iterable[Event]) -> Iterator[Finding]:
        for event in events:
            seq, kind, body, command, digest = event[1], event[3], event[9], event[10], event[11]
            if seq != self.seq + 1:
                yield finding("gap", self.incident, self.seq + 1, until=seq)
            if sealed(b"incident event 1\n", self.head, event[:11]).hex() != digest:
                yield finding("digest", self.incident, seq, type=kind, event_id=event[2])
            if event[12] <= max(self.places[-1:], default=0):
                yield finding("entry-moved", self.incident, seq)
            self.places.append(event[12])
            self.latest = max(self.latest, event[8])
            self.seq, self.head, self.commands[seq] = seq, bytes_of(digest), command
            yield from self._read(seq, kind, body, event[8])
            if kind in _ORDERING:  # what was done offline is due since it was done, an order when it is given
                self.ordered_at[seq] = event[7] if kind == "MessageReleased" else event[8]
            if seq == 1:
                self.moments.add(("opened", digest))
            elif kind == "IncidentClosed":
                self.moments.add(("closed", digest))
            elif kind in _REACHING or not seq % _REACHING_EVERY:
                self.moments.add(("reached", digest))

    def _read(self, seq: int, kind: str, body: str, recorded_at: int) -> Iterator[Finding]:
        try:
            parsed = json.loads(body)
        except (ValueError, RecursionError):
            yield finding("body", self.incident, seq, type=kind)
            return
        if kind == "ContentErased":
            self.recalled[""] = seq
        self.is_prepared |= kind == "ExercisePrepared"
        if kind == "ExerciseEnded" and isinstance(parsed, dict):
            self.lead_head, self.ended_seq = str(parsed.get("head") or ""), seq
        if kind == "MessageReleased" and isinstance(parsed, dict):
            self.releases[seq] = str(parsed.get("message"))
        if kind == "MessageUndelivered" and isinstance(parsed, dict):
            self.undelivered[str(parsed.get("message"))] = seq, recorded_at
        if kind == "ContentErased" and isinstance(parsed, dict):
            of = parsed.get("seq")
            self.erased.update((of, str(content)) for content in parsed.get("contents", ()))
        else:
            if isinstance(parsed, dict):
                self._heed(seq, kind, parsed)
                self._heed_calling_off(seq, kind, parsed)
                self._heed_escalation(seq, kind, parsed)
                heed_claim(self.claims, self.incident, seq, kind, parsed)
                self.is_exercise |= kind == "IncidentDeclared" and parsed.get("mode") == "exercise"
            self.named |= dict.fromkeys(content_ids(kind, parsed), seq)

    def _heed_escalation(self, seq: int, kind: str, parsed: Mapping[str, object]) -> None:
        """Attempts that are due later than their release, and the closing, after which nobody is woken."""
        if kind == "IncidentClosed":
            self.recalled |= dict.fromkeys((message for own in self.audiences.values() for message in own), seq)
        if kind == "EscalationPaused":
            self._put_off(seq, parsed.get("deliveries"), parsed.get("minutes"))
        rungs = parsed.get("rungs") if kind == "EscalationPlanned" else None
        for rung in rungs if isinstance(rungs, list) else ():
            if isinstance(rung, dict):
                self.due_at[str(rung.get("delivery"))] = _micros(str(rung.get("due_at")))

    def _put_off(self, seq: int, deliveries: object, minutes: object) -> None:
        for delivery in map(str, deliveries if isinstance(deliveries, list) else ()):
            due_at = self.due_at.get(delivery)
            if due_at is not None and isinstance(minutes, int):
                self.due_at[delivery], self.paused[delivery] = due_at + minutes * 60_000_000, seq

    def _heed(self, seq: int, kind: str, parsed: Mapping[str, object]) -> None:
        if kind == "MessageReleased" and "deliveries" in parsed:
            made = parsed["deliveries"]
            named = made.items() if isinstance(made, dict) else ()
            self.made |= {delivery: (seq, digest) for delivery, digest in named}
        elif kind == "MessageReleased":  # of version 1
            message = str(parsed.get("message"))
            self.released[message] = seq
            self.unnamed.add((message, seq))
        elif kind == "MessageDrafted":
            message = str(parsed.get("message"))
            self.steps.setdefault(str(parsed.get("step")), set()).add(message)
            self.audiences.setdefault(str(parsed.get("audience")), set()).add(message)
            self.recalled |= dict.fromkeys(filter(None, [str(parsed.get("corrects") or "")]), seq)
        elif kind == "MessageRetried":
            self.orders.setdefault(str(parsed.get("delivery")), []).append(seq)
        elif kind == "AudienceUnreachable":
            self.released.pop(str(parsed.get("message")), None)
        elif kind == "MessageDelivered":
            self.delivered[str(parsed.get("delivery"))] = seq
        elif kind == "ReadersNamed":
            persons = parsed.get("persons")
            self.readers = seq, frozenset(map(str, persons if isinstance(persons, list) else ()))

    def _heed_calling_off(self, seq: int, kind: str, parsed: Mapping[str, object]) -> None:
        """Entries that tell somebody not to be told any more."""
        if kind == "AudienceLeftOut":
            self.recalled |= dict.fromkeys(self.audiences.get(str(parsed.get("audience")), ()), seq)
        elif kind == "StepUndone":
            self.recalled |= dict.fromkeys(self.steps.get(str(parsed.get("step")), ()), seq)
        elif kind in ("MessageAcknowledged", "AudienceToldOtherwise"):
            self.recalled[str(parsed.get("message"))] = seq
        elif kind == "SubstituteAlerted":
            self.alerts.add(str(parsed.get("message")))
        elif kind in _SETTLING:
            self.recalled |= dict.fromkeys(self.alerts, seq)


def _micros(written: str) -> int | None:
    try:
        since = datetime.fromisoformat(written) - datetime(1970, 1, 1, tzinfo=UTC)
    except (ValueError, TypeError):
        return None
    return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds


def content_ids(kind: str, value: Any) -> Iterator[str]:  # noqa: ANN401  (whatever JSON holds)
    """The salted digests in a body; what only looks like one is none."""
    if isinstance(value, str):
        if _CONTENT_ID.fullmatch(value):
            yield value
    elif isinstance(value, list):
        for part in value:
            yield from content_ids(kind, part)
    elif isinstance(value, dict):
        for key, part in value.items():
            if (kind, key) not in _NO_CONTENT:
                yield from content_ids(kind, part)
