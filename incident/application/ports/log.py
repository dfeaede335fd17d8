"""The append-only log: what one command writes, what is read back, and whether it is still what was written.

Apart from the ledger of deliveries, though one transaction writes both: who reads the record needs none of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from incident.application.errors import StorageError
from incident.application.ports.outbox import NewDelivery
from incident.domain.cases.words import CaseWords
from incident.domain.events import Event, IncidentMode, Recorded
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.resources.resource import Claim, Resting

if TYPE_CHECKING:
    from incident.application.ports.leading import LeadStream, Presence
    from incident.domain.commands import Command

__all__ = [
    "Batch",
    "CommandRecord",
    "EventLog",
    "Finding",
    "Head",
    "NewEvent",
    "Summary",
    "SummaryFold",
    "Verifier",
]


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
    titles: Mapping[str, str] = field(default_factory=dict)
    """The title by language, where a runbook or a scenario gave it."""

    @property
    def is_in_sight(self) -> bool:
        """Whether it stays on the list: while it is open, and closed as long as the law or customers wait."""
        return self.status == "open" or self.next_due.startswith(("report:", "unverified:", "case-ask"))


class NewEvent(Frozen):
    """An event about to be recorded."""

    event_id: str
    event: Event


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
    command: Command | None = None
    """What was asked for: a log that is cut off from its server gives it again later."""
    deliveries: Sequence[NewDelivery] = ()
    cancel_messages: Sequence[str] = ()
    """Messages whose pending deliveries are cancelled; those being sent are not sent again."""
    cancel_deliveries: Sequence[str] = ()
    """Deliveries, in the same way.

    Of all that is cancelled here, what is being sent at that moment is named by the `MessageAcknowledged` of the batch,
    if it has one: a delivery that began to leave since the decision is a lost race.
    """
    stop_deliveries: Sequence[str] = ()
    """Deliveries that are cancelled and must still be pending; one that has begun to leave is a lost race."""
    retry_delivery: str | None = None
    """A failed or unknown delivery that becomes pending again, due now, for its whole lifetime."""
    pause_deliveries: Sequence[str] = ()
    """Deliveries that come later, by the batch's `EscalationPaused`; one that was tried since is a lost race."""
    erase_contents: Sequence[str] = ()
    """Contents destroyed here, each named by a `ContentErased` of the batch and by the entry that this event names.

    Destroyed are salt and bytes; with the title or a fact, the texts of all deliveries of the incident, and with the
    title the one in the list; with a drafted message, the texts, recipients and addresses of its deliveries and the
    details of their attempts. Other entries that repeat the words keep them: each is erased by its own number.
    """


class CommandRecord(Frozen):
    """That a command was executed, and what it wrote."""

    command_id: str
    incident_id: str
    first_seq: int
    count: int
    request_digest: str


class SummaryFold(Protocol):
    """Computes a summary from a whole log."""

    def __call__(self, entries: Sequence[Recorded]) -> Summary:
        """The summary after these entries."""
        ...


class EventLog(Protocol):
    """The append-only log of all incidents of a workspace."""

    def read(self, incident_id: str, after: int = 0) -> Sequence[Recorded]:
        """The entries after that `seq`, in order, upcast to today's shapes; empty if none."""
        ...

    def case_words(self, incident_id: str, seqs: Sequence[int]) -> Mapping[str, CaseWords]:
        """The words of the cases that those entries added, by content; reading the entries leaves them out."""
        ...

    def append(self, batch: Batch) -> Sequence[Recorded]:
        """Write the batch and return its events in their places.

        Raises:
            LostRace: the incident's last entry is not `expected_seq`, a delivery to be stopped has begun to leave, or
                another incident holds by now what is given out.
            CommandRepeated: `command_id` was executed before.
            NotFound: a content to be erased is not the named entry's; a delivery to be sent again is not there.
            StorageError: nothing was written.
        """
        ...

    def command(self, command_id: str) -> CommandRecord | None:
        """What the command wrote, or None if it was never executed."""
        ...

    def summaries(self, *, open_only: bool = True) -> Sequence[Summary]:
        """The incidents, gravest tier first, then the earliest due, then the id; `open_only`: those in sight."""
        ...

    def holding(self, kind: type) -> Sequence[str]:
        """The ids of the incidents that hold an entry of that kind of event, in order; none of them is read."""
        ...

    def summary(self, incident_id: str) -> Summary | None:
        """The row of one incident, or None."""
        ...

    def part(self, incident_id: str, seq: int, content_id: str) -> bytes | None:
        """The piece of a file that the entry names by that id; None once it is erased.

        Raises:
            CutOff: only the server has it, and the line to it is cut.
        """
        ...

    def next_incident_id(self, mode: IncidentMode) -> str:
        """A free id, `INC-0001` or `EX-0001` and so on; taken only by appending to it."""
        ...

    def rebuild_summaries(self, fold: SummaryFold) -> int:
        """Recompute every summary from the log; returns how many differed from what stood there."""
        ...

    def claims(self) -> Sequence[Claim]:
        """What all incidents hold of resources and budgets; whose it is only where whoever asks may know of it."""
        ...

    def rests(self, now: datetime) -> Sequence[Resting]:
        """Who rests though no incident holds them any more, in the order of the resources; of every incident.

        Also of those of which whoever asks may not know: nothing is said but who and until when.
        """
        ...

    @property
    def obstacle(self) -> StorageError | None:
        """What keeps everybody with this program from writing although reading works, or None; costs nothing."""
        ...

    @property
    def warning(self) -> StorageError | None:
        """What is about to keep everybody from writing, found out while this program wrote, or None; costs nothing."""
        return None

    def check_writable(self) -> None:
        """Begin to write as an append does, and take it back.

        Raises:
            StorageError: nothing could be written now.
        """
        ...

    def session_login(self) -> str | None:
        """Who the database says is connected; None where it asks nobody and a login is an honour system."""
        ...

    def known_logins(self) -> Mapping[str, str] | None:
        """Every login that may write, and the person whose it is, '' of nobody; None as `session_login`."""
        ...

    @property
    def epoch(self) -> int:
        """Another number once entries that were read may no longer be the log's: a copy answers, or no longer does."""
        ...

    def change_mark(self) -> int:
        """A number that differs after any commit by anybody; cheap enough to ask twice a second."""
        ...

    def leading(self) -> LeadStream:
        """The stream of those who lead exercises, which no player's process reads."""
        ...

    def presence(self) -> Presence:
        """Which exercises an open program leads; always the same of one log."""
        ...

    def close(self) -> None:
        """Release files and connections; safe to call twice."""
        ...


class Finding(Frozen):
    """One thing in the record that is not as it was written; interfaces turn it into a sentence."""

    code: str
    """`gap`, `digest`, `body`, `content-altered`, `content-missing`, `content-unnamed`, `content-not-erased`,
    `command-gap`, `command-count`, `command-other`, `attempt-gap`, `attempt-digest`, `attempt-altered`,
    `attempt-missing`, `delivery-missing`, `deliveries-missing`, `delivery-unsaid`, `delivery-altered`,
    `delivery-state`, `delivery-told`, `table-missing`, `version-other`, `summary-head`, `summary-missing`,
    `summary-differs`, `incident-missing`, `unchained`, `chain-gap`, `chain-digest`, `chain-head`,
    `readers-other`, `row-unsaid`, `claim-altered`, `claim-missing`, `head-unknown`, `guard-missing`
    or `guard-strange`."""
    incident_id: str
    """'' where the workspace as a whole is meant."""
    seq: int
    """The entry, or the position in the workspace's chain; 0 where neither is meant."""
    fields: Mapping[str, str | int] = field(default_factory=dict)


class Head(Frozen):
    """Where a chain ends: to be written down elsewhere, and looked for later."""

    incident_id: str
    """'' for the workspace's own chain."""
    seq: int
    digest: str


class Verifier(Protocol):
    """Recomputes the record in code that shares nothing with its writer; every log offers it."""

    def verify(self, incident_id: str | None = None, now: datetime | None = None) -> Sequence[Finding]:
        """What is not as it was written, in one incident or in all of the workspace; empty if nothing.

        Without `now` nothing is held to how late it is.
        """
        ...

    def closed_to_me(self) -> Sequence[str]:
        """Incidents that are there and that whoever is connected may not know more of; nothing of them is verified."""
        ...

    def check_summaries(self, fold: SummaryFold, incident_id: str | None = None) -> Sequence[Finding]:
        """Every row of the list that the log, folded anew, does not make."""
        ...

    def heads(self, incident_id: str | None = None) -> Sequence[Head]:
        """The head of the incident, or of each; then the workspace's."""
        ...

    def knows_head(self, digest: str) -> bool:
        """Whether a head that was printed once, of any chain, is in the record."""
        ...
