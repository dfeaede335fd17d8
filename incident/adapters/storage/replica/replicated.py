"""A server's log with a replica beside it: whichever can answer, answers.

Apart from the replica, which knows nothing of a server, from the line to it, and from merging, which gives the
journal's commands anew. While the server answers, everything goes to it, and the replica follows. Once it does not,
the replica answers and takes what may be done without it. Nothing is taken up again by itself: whoever executes
commands merges first (`incident.application.merging`).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeVar

from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.replica.aside import lacking
from incident.adapters.storage.replica.outbox import ReplicatedOutbox
from incident.adapters.storage.replica.replica import WITHOUT_SERVER
from incident.application.errors import CutOff, LostRace, StorageError, StorageUnreachable
from incident.application.ports import (
    Batch,
    CommandRecord,
    Cut,
    EventLog,
    Finding,
    Head,
    JournalEntry,
    Link,
    Lost,
    Summary,
    SummaryFold,
    Verifier,
)
from incident.domain import commands as c
from incident.domain.cases.words import CaseWords
from incident.domain.events import IncidentMode, Recorded
from incident.domain.resources.resource import Claim, Resting

if TYPE_CHECKING:
    from incident.application.ports.leading import LeadStream, Presence

__all__ = ["ReplicatedLog"]

T = TypeVar("T")

_logger = logging.getLogger(__name__)

_BY_TIME: Final = (c.SenseStep, c.WarnClock)
"""What timers append; the server's own timers will, so it is not given again."""


class ReplicatedLog(ReplicatedOutbox, EventLog, Verifier, Link):
    """Implements the log, the outbox and the link; may be used by several threads at once."""

    _compared = -1
    """The line after whose beginning the server was last held to what it had confirmed."""

    @property
    def cut(self) -> Cut | None:
        since = self._cut_since
        return None if since is None else Cut(since=since, unmerged=self._replica.unmerged())

    @property
    def is_back(self) -> bool:
        return self._returned is not None

    @property
    def epoch(self) -> int:
        return self._epoch

    def resume(self) -> Sequence[JournalEntry]:
        with self._changing:
            server, self._returned = self._returned, None
            if server is not None:
                self._server, self._cut_since = server, None
                self._epoch += 1
        return self._replica.journal()

    def is_known(self, command_id: str) -> bool:
        return self._only_server(lambda log: log.command(command_id)) is not None

    def strike_out(self, entry: JournalEntry) -> None:
        if self._server is not None:
            self._replica.strike_out(entry)

    @property
    def lost(self) -> Sequence[Lost]:
        return self._replica.lost()

    def catch_up(self) -> int:
        self._only_server(lambda log: log.change_mark())
        self._only_server(self._keep_lost)  # before what is ahead goes: it may rest on what the server lacks
        self._replica.fall_back()
        self._follow()
        return self._replica.unmerged()

    def read(self, incident_id: str, after: int = 0) -> Sequence[Recorded]:
        return self._either(lambda log: log.read(incident_id, after))

    def case_words(self, incident_id: str, seqs: Sequence[int]) -> Mapping[str, CaseWords]:
        return self._either(lambda log: log.case_words(incident_id, seqs))

    def append(self, batch: Batch) -> Sequence[Recorded]:
        server = self._server
        if server is None:
            return self._append_here(batch)
        try:
            return server.append(batch)
        except StorageUnreachable as why:
            self._lose(server, why)
            if not isinstance(batch.command, (*WITHOUT_SERVER, *_BY_TIME)):
                raise CutOff(command=type(batch.command).__name__, unsure=True) from why
            raise LostRace(incident_id=batch.incident_id, expected_seq=batch.expected_seq) from why

    def command(self, command_id: str) -> CommandRecord | None:
        return self._either(lambda log: log.command(command_id))

    def summaries(self, *, open_only: bool = True) -> Sequence[Summary]:
        return self._either(lambda log: log.summaries(open_only=open_only))

    def holding(self, kind: type) -> Sequence[str]:
        return self._either(lambda log: log.holding(kind))

    def summary(self, incident_id: str) -> Summary | None:
        return self._either(lambda log: log.summary(incident_id))

    def part(self, incident_id: str, seq: int, content_id: str) -> bytes | None:
        return self._only_server(lambda log: log.part(incident_id, seq, content_id))

    def leading(self) -> LeadStream:
        """Of the server alone: what players must not know is in no copy."""
        return self._only_server(lambda log: log.leading())

    def presence(self) -> Presence:
        """The server's: who is cut off from it leads nothing that players could know of."""
        return self._only_server(lambda log: log.presence())

    def next_incident_id(self, mode: IncidentMode) -> str:
        return self._either(lambda log: log.next_incident_id(mode))

    def rebuild_summaries(self, fold: SummaryFold) -> int:
        return self._only_server(lambda log: log.rebuild_summaries(fold))

    def claims(self) -> Sequence[Claim]:
        return self._either(lambda log: log.claims())

    def rests(self, now: datetime) -> Sequence[Resting]:
        return self._either(lambda log: log.rests(now))

    @property
    def obstacle(self) -> StorageError | None:
        return (self._server or self._replica).obstacle

    def session_login(self) -> str | None:
        server = self._server
        return self._replica.server()[1] if server is None else self._either(lambda log: log.session_login())

    def change_mark(self) -> int:
        """As the log's; when it has moved, the replica moves along."""
        mark = self._either(lambda log: log.change_mark())
        if mark != self._followed and self._server is not None:
            self._follow()
            self._followed = mark
        return hash((self._epoch, mark))

    @property
    def warning(self) -> StorageError | None:
        return self._replica.warning

    def check_writable(self) -> None:
        """As the log's.

        Raises:
            StorageUnreachable: the line is cut.
            StorageError: the server could not write.
        """
        self._only_server(lambda log: log.check_writable())

    def schema_version(self) -> int:
        """As the log's."""
        return self._either(lambda log: log.schema_version())

    def verify(self, incident_id: str | None = None, now: datetime | None = None) -> Sequence[Finding]:
        return self._only_server(lambda log: log.verify(incident_id, now))

    def closed_to_me(self) -> Sequence[str]:
        return self._only_server(lambda log: log.closed_to_me())

    def check_summaries(self, fold: SummaryFold, incident_id: str | None = None) -> Sequence[Finding]:
        return self._only_server(lambda log: log.check_summaries(fold, incident_id))

    def heads(self, incident_id: str | None = None) -> Sequence[Head]:
        return self._only_server(lambda log: log.heads(incident_id))

    def knows_head(self, digest: str) -> bool:
        return self._only_server(lambda log: log.knows_head(digest))

    def known_logins(self) -> Mapping[str, str] | None:
        return self._from_server(lambda log: log.known_logins(), None)

    def load_persons(self, logins: Mapping[str, str]) -> None:
        self._from_server(lambda log: log.load_persons(logins), None)

    def close(self) -> None:
        self._closing.set()
        if self._followed is None:
            self._follow()  # a command ends before anybody asks what has changed
        for log in (self._server, self._returned, self._replica):
            if log is not None:
                log.close()

    def _append_here(self, batch: Batch) -> Sequence[Recorded]:
        """Take the command into the replica, if it may be done without the server; messages leave when it is merged."""
        if not isinstance(batch.command, (*WITHOUT_SERVER, *_BY_TIME)):
            raise CutOff(command=type(batch.command).__name__)
        return self._replica.append_unmerged(
            batch.changed(deliveries=(), cancel_messages=(), cancel_deliveries=(), pause_deliveries=()),
            is_given_again=isinstance(batch.command, WITHOUT_SERVER),
        )

    def _follow(self) -> None:
        """Bring the replica to where the server's open incidents are."""
        server = self._server
        if server is None:
            return
        try:
            self._copy_from(server)
        except StorageUnreachable as why:
            self._lose(server, why)
        except StorageError:
            _logger.exception("The replica could not follow")  # the server has everything; the next change tries again

    def _copy_from(self, server: StoredLog) -> None:
        self._replica.follow(server.instance_id(), server.session_login())
        if self._compared != self._epoch:
            self._keep_lost(server)
        here, there = self._replica.latest(), {each.incident_id: each for each in server.summaries()}
        strange = [id_ for id_, each in there.items() if _is_strange(here.get(id_), each)]
        copies = []
        for id_, each in there.items():
            known, _ = (0, "") if id_ in strange else here.get(id_, (0, ""))
            if known < each.seq:
                copies.append((each, known, server.copy(id_, known)))
        self._replica.take(copies, gone=[*strange, *(id_ for id_ in here if id_ not in there)])

    def _keep_lost(self, server: StoredLog) -> None:
        """Once a line: a server that was away may be another one now, without what the first confirmed last."""
        here, there = self._replica.latest(), {each.incident_id: each for each in server.summaries()}
        asked = [id_ for id_, known in here.items() if id_ not in there or known != (there[id_].seq, there[id_].head)]
        self._replica.keep_aside(lacking(server, self._replica.confirmed(asked), there))
        self._compared = self._epoch


def _is_strange(here: tuple[int, str] | None, there: Summary) -> bool:
    """Whether what stands here is not what the server has, as far as the last entries tell."""
    if here is None:
        return False
    seq, digest = here
    return seq > there.seq or (seq == there.seq and digest != there.head)
