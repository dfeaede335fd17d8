"""The doors to the world: what the application needs, and nothing of how it is done.

Contracts that every adapter keeps (tests/contracts holds them to it):
instants are aware UTC; a sequence is complete and ordered as documented; an
error is one of `incident.application.errors`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from incident.domain.events import Event, IncidentMode, Recorded
from incident.domain.frozen import Frozen
from incident.domain.runbook import Bundle
from incident.domain.tiers import Tier

__all__ = [
    "Assurance",
    "AttemptClass",
    "AttemptOutcome",
    "AttemptRecord",
    "Batch",
    "Clock",
    "CommandRecord",
    "Delivery",
    "DeliveryState",
    "Directory",
    "EventLog",
    "Finding",
    "Ids",
    "Library",
    "NewDelivery",
    "NewEvent",
    "OnUnknown",
    "Outbox",
    "Person",
    "Recipient",
    "Sender",
    "Summary",
    "Target",
    "Verifier",
]


class Clock(Protocol):
    """Where 'now' comes from."""

    def now(self) -> datetime:
        """The present instant, aware, UTC, microseconds."""
        ...


class Ids(Protocol):
    """Where new identities come from."""

    def new(self) -> str:
        """A fresh, unguessable, globally unique id of at most 40 URL-safe characters."""
        ...


# --- the log -----------------------------------------------------------------------------------


class Summary(Frozen):
    """One row of the list of incidents; a fold of the log, written with each append."""

    incident_id: str
    title: str
    tier: Tier
    mode: IncidentMode
    status: str
    """`open` or `closed`."""
    runbook: str
    commander: str
    declared_at: datetime
    updated_at: datetime
    seq: int
    """The last entry that this row knows of."""
    step: str
    """The id of the current step, '' when none is open."""
    steps_done: int
    steps_total: int
    next_due_at: datetime | None
    """The earliest running clock."""
    next_due: str
    """Which clock that is, such as `update` or `step:voice-notice`."""
    head: str = ""
    """Digest of entry `seq`; the log fills it in."""


class NewEvent(Frozen):
    """An event about to be recorded."""

    event_id: str
    event: Event


class OnUnknown(StrEnum):
    """What happens when nobody can say whether a message went out."""

    HOLD = "hold"
    """It becomes `unknown` and a person decides."""
    REPEAT = "repeat"
    """It goes again, marked as a possible repeat; for pagers."""


class NewDelivery(Frozen):
    """One message to one recipient, about to enter the outbox."""

    id: str
    key: str
    """Unique: incident, message, recipient, target. A second row with this key is the same row."""
    event_index: int
    """Which event of the batch caused it, from 0."""
    message: str
    """The message's id inside its incident, such as `M3`."""
    target_id: str
    exercise: bool
    recipient: str
    """The person or audience that is told, for display."""
    address: str
    """Where the target sends it; an e-mail address, or '' for a group channel."""
    language: str
    kind: str
    """`page` or `status`."""
    title: str
    body: str
    """Rendered once; carries the exercise marks where it must."""
    due_at: datetime
    expires_at: datetime
    on_unknown: OnUnknown = OnUnknown.HOLD


class Batch(Frozen):
    """Everything that one command writes, in one transaction, or nothing of it."""

    incident_id: str
    expected_seq: int
    """The last entry the decision was based on; 0 for a new incident."""
    command_id: str
    request_digest: str
    """Hex digest of the command, so that an id used for another command shows."""
    actor: str
    on_behalf_of: str | None
    occurred_at: datetime
    recorded_at: datetime
    events: Sequence[NewEvent]
    summary: Summary
    deliveries: Sequence[NewDelivery] = ()
    cancel_messages: Sequence[str] = ()
    """Messages whose pending deliveries are cancelled."""
    cancel_recipients: Sequence[tuple[str, str]] = ()
    """Message and recipient whose pending deliveries are cancelled."""
    retry_delivery: str | None = None
    """A failed or unknown delivery that becomes pending again, due now."""
    erase_contents: Sequence[str] = ()
    """Contents destroyed here: salt and bytes, outbox texts of the incident, the summary's title."""


class CommandRecord(Frozen):
    """That a command was executed, and what it wrote."""

    command_id: str
    incident_id: str
    first_seq: int
    count: int
    request_digest: str


class EventLog(Protocol):
    """The append-only log of all incidents of a workspace."""

    def read(self, incident_id: str, after: int = 0) -> Sequence[Recorded]:
        """The entries after that `seq`, in order, upcast to today's shapes; empty if none."""
        ...

    def append(self, batch: Batch) -> Sequence[Recorded]:
        """Write the batch and return its events in their places.

        Raises:
            LostRace: the incident's last entry is not `expected_seq`.
            CommandRepeated: `command_id` was executed before.
            StorageError: nothing was written.
        """
        ...

    def command(self, command_id: str) -> CommandRecord | None:
        """What the command wrote, or None if it was never executed."""
        ...

    def summaries(self, *, open_only: bool = True) -> Sequence[Summary]:
        """The incidents, gravest tier first, then the earliest due, then the id."""
        ...

    def summary(self, incident_id: str) -> Summary | None:
        """The row of one incident, or None."""
        ...

    def next_incident_id(self, mode: IncidentMode) -> str:
        """A free id, `INC-0001` or `EX-0001` and so on; taken only by appending to it."""
        ...

    def rebuild_summaries(self, fold: SummaryFold) -> int:
        """Recompute every summary from the log; returns how many differed from what stood there."""
        ...

    def change_mark(self) -> int:
        """A number that differs after any commit by anybody; cheap enough to ask twice a second."""
        ...

    def close(self) -> None:
        """Release files and connections; safe to call twice."""
        ...


class SummaryFold(Protocol):
    """Computes a summary from a whole log."""

    def __call__(self, entries: Sequence[Recorded]) -> Summary:
        """The summary after these entries."""
        ...


class Finding(Frozen):
    """One thing in the record that is not as it was written; interfaces turn it into a sentence."""

    code: str
    """`gap`, `digest`, `body`, `content-altered`, `content-missing`, `content-unnamed`, `content-not-erased`,
    `command-gap`, `command-count`, `summary-head`, `summary-missing`, `incident-missing`, `unchained`,
    `chain-gap`, `chain-digest`, `chain-head` or `guard-missing`."""
    incident_id: str
    """'' where the workspace as a whole is meant."""
    seq: int
    """The entry, or the position in the workspace's chain; 0 where neither is meant."""
    fields: Mapping[str, str | int] = field(default_factory=dict)


class Verifier(Protocol):
    """Recomputes the record in code that shares nothing with its writer; every log offers it."""

    def verify(self, incident_id: str | None = None) -> Sequence[Finding]:
        """What is not as it was written, in one incident or in all of the workspace; empty if nothing."""
        ...


# --- the outbox --------------------------------------------------------------------------------


class DeliveryState(StrEnum):
    """Where a delivery stands; every one ends in one of the last five."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Assurance(StrEnum):
    """What 'sent' is worth."""

    ACCEPTED = "accepted"
    """The provider took it; nobody looked at its answer, or the answer promises no more."""
    CONFIRMED = "confirmed"
    """The provider's answer was read and says that it was delivered onwards."""


class AttemptClass(StrEnum):
    """How one attempt ended."""

    DELIVERED = "delivered"
    NOT_SENT = "not-sent"
    """It surely did not go out: refused, DNS, TLS, 429, most 5xx. Tried again."""
    UNKNOWN = "unknown"
    """It may have gone out: read timeout, reset after the request was written, killed."""
    PERMANENT = "permanent"
    """Trying again is useless: 400, 401, 403, 404, redirect, provider says never."""


class AttemptOutcome(Frozen):
    """What a sender reports of one attempt; carries no secret."""

    result: AttemptClass
    assurance: Assurance | None = None
    status: int | None = None
    """HTTP or SMTP status."""
    provider_code: str = ""
    provider_id: str = ""
    retry_after: timedelta | None = None
    detail: str = ""
    """One line for a person, cleaned and without secrets."""


class Delivery(Frozen):
    """One row of the outbox."""

    id: str
    incident_id: str
    event_seq: int
    message: str
    target_id: str
    exercise: bool
    recipient: str
    address: str
    language: str
    kind: str
    title: str
    body: str
    state: DeliveryState
    assurance: Assurance | None
    on_unknown: OnUnknown
    created_at: datetime
    due_at: datetime
    expires_at: datetime
    tries: int
    fence: int
    """Grows with each claim; who holds an older number may record nothing."""
    owner: str
    lease_until: datetime | None
    provider_id: str
    last_class: AttemptClass | None
    last_detail: str


class AttemptRecord(Frozen):
    """One finished attempt, for the ledger."""

    delivery_id: str
    fence: int
    started_at: datetime
    ended_at: datetime
    outcome: AttemptOutcome


class Outbox(Protocol):
    """The ledger of deliveries; rows are created by `EventLog.append` only."""

    def claim(
        self, owner: str, now: datetime, lease: timedelta, limit: int, busy: Sequence[str] = ()
    ) -> Sequence[Delivery]:
        """Take up to `limit` due rows, one per target, none of a `busy` target, into `sending`; committed on return."""
        ...

    def still_claimed(self, delivery_id: str, fence: int) -> bool:
        """Whether the row is still `sending` under that fence; asked right before the send."""
        ...

    def record(self, attempt: AttemptRecord, state: DeliveryState, due_at: datetime | None = None) -> bool:
        """Write the attempt and the row's next state under its fence.

        `due_at` is when a row that goes back to `pending` is due. False if the fence is stale:
        the attempt is kept in the ledger, the row is not touched.
        """
        ...

    def reap(self, now: datetime) -> Sequence[Delivery]:
        """Settle rows whose lease ran out (`unknown`, or `pending` again under `repeat`) and rows
        past `expires_at` (`expired`); returns the rows that changed.
        """
        ...

    def deliveries(self, incident_id: str) -> Sequence[Delivery]:
        """All rows of an incident, oldest first."""
        ...

    def attempts(self, delivery_id: str) -> Sequence[AttemptRecord]:
        """The ledger of one row, in order."""
        ...

    def waiting(self, now: datetime) -> tuple[int, datetime | None]:
        """How many rows are pending or sending, and when the next of them is due."""
        ...

    def load_targets(self, targets: Sequence[Target]) -> None:
        """Replace the table of targets by the validated file's; targets that deliveries still need stay."""
        ...


class Target(Frozen):
    """A place that messages can be sent to. Holds a reference to its secret, never the secret."""

    id: str
    exercise: bool
    """Marked for exercises: it takes exercise messages, and those only."""
    kind: str
    """`apprise` or `smtp`."""
    secret: str
    """`env:NAME`, `file:PATH`, `cmd:…`: resolves to the Apprise URL or the SMTP password; '' if none is needed."""
    on_unknown: OnUnknown = OnUnknown.HOLD
    options: Mapping[str, str] = field(default_factory=dict)
    """For smtp: host, port, sender, security (none, starttls, tls), user."""


class Sender(Protocol):
    """Makes one attempt at one delivery."""

    def send(self, target: Target, delivery: Delivery, limit: timedelta) -> AttemptOutcome:
        """Try once, for at most `limit`; never raises for what a provider does."""
        ...

    def close(self) -> None:
        """End every child process."""
        ...


# --- the workspace -----------------------------------------------------------------------------


class Person(Frozen):
    """Somebody who can act, hold a role or be told."""

    id: str
    name: str
    language: str
    logins: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """The roles that the person may fill."""
    reach: tuple[tuple[str, str], ...] = ()
    """Target id and address, in the order the person prefers."""


class Recipient(Frozen):
    """Who is told, where, in which language."""

    name: str
    target_id: str
    address: str
    language: str


class Directory(Protocol):
    """The people, targets and audiences of a workspace."""

    def person(self, person_id: str) -> Person | None:
        """The person of that id, or None."""
        ...

    def person_of_login(self, login: str) -> Person | None:
        """The person with that login, or None."""
        ...

    def people(self) -> Sequence[Person]:
        """Everybody, by id."""
        ...

    def target(self, target_id: str) -> Target | None:
        """The target of that id, or None."""
        ...

    def targets(self) -> Sequence[Target]:
        """All targets, by id."""
        ...

    def audience(self, audience: str, roles: Mapping[str, str], *, exercise: bool) -> Sequence[Recipient]:
        """Who is told when a message goes to the audience; empty if nobody can be reached.

        `roles` maps roles to the persons who hold them in this incident.
        """
        ...


class Library(Protocol):
    """The runbooks that incidents can be declared with, compiled."""

    def bundle(self, runbook_id: str) -> Bundle:
        """The compiled runbook in all its languages.

        Raises:
            NotFound: no such runbook.
            DocumentError: it does not compile.
        """
        ...

    def runbook_ids(self) -> Sequence[str]:
        """The ids of all runbooks, sorted."""
        ...
