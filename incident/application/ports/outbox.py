"""The ledger of deliveries, the places they go to, and who sends them.

Apart from the log, because its rows change their state, and those of the log never do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol, TypeAlias

from incident.domain.frozen import Frozen

__all__ = [
    "BUNDLE_WINDOW",
    "HEAD_START",
    "MOST_BUNDLED",
    "PAGE_EXPIRES",
    "Assurance",
    "AttemptClass",
    "AttemptOutcome",
    "AttemptRecord",
    "Backup",
    "Beginnings",
    "Delivery",
    "DeliveryState",
    "NewDelivery",
    "OnUnknown",
    "Outbox",
    "Sender",
    "Settlement",
    "Target",
    "Unconfirmed",
    "Wait",
    "in_doubt",
]


BUNDLE_WINDOW: Final = timedelta(minutes=2)
"""How far apart two pieces of news may have been due that leave in one."""

MOST_BUNDLED: Final = 20
"""Deliveries that leave in one, at most."""

PAGE_EXPIRES: Final = timedelta(hours=4)
"""How long after its hour a page is worth sending: it asks one person to act (reference/DELIVERY.md 2)."""

HEAD_START: Final = timedelta(seconds=15)
"""How long a due row is left to workers that know its target, before others say that it has none."""


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
    tried_at: datetime | None = None
    """When its first recorded attempt began; None where one row is read alone, as the next."""
    left_at: datetime | None = None
    """Of what was sent, when that attempt began; None of all else."""
    put_offs: int = 0
    """How many of its tries only left it for later, as its turn had not come; 0 as above, or if its words are gone."""
    bundled_into: str = ""
    """The delivery that carried it at its last claim; '' where it went alone, or carried others."""
    carries: tuple[Delivery, ...] = ()
    """What a claim put into it: they leave in one with it, and end as it does."""
    calendar: str = ""
    """The iCalendar file that a mail brings along; '' where nobody is invited to anything."""


class AttemptRecord(Frozen):
    """One finished attempt, for the ledger."""

    delivery_id: str
    fence: int
    started_at: datetime
    ended_at: datetime
    outcome: AttemptOutcome


class Settlement(Frozen):
    """An attempt, and where it leaves its delivery."""

    attempt: AttemptRecord
    state: DeliveryState
    due_at: datetime | None = None
    """When a row that goes back to `pending` is due."""


class Target(Frozen):
    """A place that messages can be sent to. Holds a reference to its secret, never the secret."""

    id: str
    exercise: bool
    """Marked for exercises: it takes exercise messages, and those only."""
    kind: str
    """Who sends: `apprise`, `smtp`, or a service of its own such as `aliyun-sms`."""
    secret: str
    """`env:NAME`, `file:PATH`, `cmd:…`, `keyring:NAME`: leads to the service's URL, key or password; '' for none."""
    on_unknown: OnUnknown = OnUnknown.HOLD
    fallback: tuple[str, str] | None = None
    """Target and address that a channel's message goes to when this one refuses it for good; None where to none."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What the kind needs besides: of smtp host, port, sender, security (none, starttls, tls), user; of SMS by template
    user, sign, template, variables (`name=part,…`), longest.
    """


class Backup(Frozen):
    """A backup that the log knows of."""

    taken_at: datetime
    place: str
    """The file, as it was named."""


class Unconfirmed(Frozen):
    """That the log is a copy and sends nothing: the one it was copied from may still be sending."""

    backed_up_at: datetime | None = None
    """When the backup was taken; None where nobody wrote that down."""
    restored_at: datetime | None = None
    """When it was put back; None where the backup itself is used."""


Span: TypeAlias = tuple[datetime, datetime]
"""After the first instant, up to the second and with it."""


class Wait(Frozen):
    """A delivery that is put off."""

    delivery_id: str
    due_at: datetime
    since: datetime
    """When that was said: when the row was made, or its last attempt ended."""


def in_doubt(_row: Delivery) -> bool:
    """Of a claim that ran out, nobody knows whether its send began."""
    return False


class Outbox(Protocol):
    """The ledger of deliveries; rows are created by `EventLog.append` only."""

    def claim(
        self,
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        busy: Sequence[str] = (),
        *,
        known: Sequence[str] | None = None,
        rooms: Mapping[str, int] | None = None,
        over: Sequence[Wait] = (),
    ) -> Sequence[Delivery]:
        """Take up to `limit` due rows, one per target, none of a `busy` target, into `sending`; committed on return.

        Rows of targets that are not `known` are left for as long as `HEAD_START` to whoever knows them; None knows all.
        To a target in `rooms`, a row takes along what waits for the same recipient of the same incident, up to so many
        bytes in all and `MOST_BUNDLED`: news that were due within `BUNDLE_WINDOW`, and never a page.
        Rows whose wait is `over` are due, whatever `now` is, unless they were put off anew since.
        """
        ...

    def still_claimed(self, delivery_id: str, fence: int) -> bool:
        """Whether the row is still `sending` under that fence and was not recalled; asked right before the send."""
        ...

    def record(self, attempt: AttemptRecord, state: DeliveryState, due_at: datetime | None = None) -> bool:
        """Write the attempt and the row's next state under its fence.

        `due_at` is when a row that goes back to `pending` is due. A row that was cancelled or erased while it was
        being sent never does: it is `cancelled` instead, or `unknown` if it may have gone out.
        False if the fence is stale: the attempt is kept in the ledger, the row is not touched.
        """
        ...

    def record_together(self, settled: Sequence[Settlement]) -> Sequence[bool]:
        """`record` of each, all or none: what left in one ends as one."""
        ...

    def reap(
        self, now: datetime, kept: Span | None = None, never_begun: Callable[[Delivery], bool] = in_doubt
    ) -> Sequence[Delivery]:
        """Settle rows whose lease ran out (`unknown`, or `pending` again under `repeat`) and rows
        past `expires_at` (`expired`), but for those that became so within `kept`; returns the rows that changed.

        A claim whose send was `never_begun` is no unknown one: the row waits again, with an attempt that says so.

        Where a server keeps the rows and says how late it is, nothing is kept.
        """
        ...

    def too_late(self, kept: Span) -> int:
        """How many rows `reap` keeps for that span."""
        ...

    def written_before(self, before: datetime) -> datetime | None:
        """When the latest entry was recorded of those that were recorded by then; None where there is none."""
        ...

    def waits(self, now: datetime) -> Sequence[Wait]:
        """What is pending and due later."""
        ...

    def deliveries(self, incident_id: str) -> Sequence[Delivery]:
        """All rows of an incident, oldest first."""
        ...

    def attempts(self, delivery_id: str) -> Sequence[AttemptRecord]:
        """The ledger of one row, in order."""
        ...

    def waiting(self) -> tuple[int, datetime | None]:
        """How many rows are pending or sending, and when the first of them is or was due; a claim runs to its lease."""
        ...

    def underway_in(self) -> Sequence[str]:
        """The incidents that have rows pending or sending, those that are closed by now as well."""
        ...

    def unconfirmed(self) -> Unconfirmed | None:
        """Why nothing is claimed or expires before a person confirms the log; None where nothing is in the way."""
        ...

    def confirm(self, person: str, now: datetime) -> int:
        """Let the log send, on that person's word; how many deliveries of the copy may have gone out before.

        Those are `unknown` from now on, or go again marked as a possible repeat where their target wants that.
        """
        ...

    def last_backup(self) -> Backup | None:
        """The latest backup that is known of; None where none is, or a server keeps the log."""
        ...

    def load_targets(self, targets: Sequence[Target]) -> None:
        """Replace the table of targets by the validated file's; targets that deliveries still need stay."""
        ...


class Beginnings(Protocol):
    """What a machine knows of sends that began on it: kept without a commit, good for as long as the machine runs."""

    def stands(self, owner: str) -> bool:
        """Whether what that claimer begins is kept, and may still be under that name."""
        ...

    def open(self, owner: str) -> None:
        """Keep from now on what that claimer begins; where that cannot be done, nobody knows of his sends."""
        ...

    def close(self, owner: str) -> None:
        """Forget it: all that this claimer began is written down."""
        ...

    def never_begun(self, row: Delivery) -> bool:
        """Whether the send of that claim has not begun, and from now on never can; False where nobody can know."""
        ...


class Sender(Protocol):
    """Makes one attempt at one delivery."""

    def get_ready(self) -> None:
        """Begin now whatever the first attempt would have to wait for, if there is anything; returns at once."""
        return

    def send(self, target: Target, delivery: Delivery, limit: timedelta) -> AttemptOutcome:
        """Try once, for at most `limit`; never raises for what a provider does."""
        ...

    def close(self) -> None:
        """End every child process."""
        ...
