"""The replica: a SQLite log of the open incidents, and the journal of commands given while the server was away.

Apart from other logs, because it is a copy: its rows go when the server's have moved on, so it has no guards. A
command and what it wrote here are one transaction; a journal of its own could know of a mark that is not drawn, or
not know of one that is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from incident.adapters.storage.copying import Copy
from incident.adapters.storage.database import Row, Session
from incident.adapters.storage.entries import Entry
from incident.adapters.storage.instants import from_micros, micros
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.replica.aside import kept_aside
from incident.adapters.storage.rows import summary_values
from incident.adapters.storage.sqlite.opening import PATIENCE_SECONDS, make_sqlite, open_database
from incident.application.errors import StorageDamaged, StorageReadOnly
from incident.application.ports import Batch, JournalEntry, Lost, Summary
from incident.domain import commands as c
from incident.domain.events import Recorded

__all__ = ["WITHOUT_SERVER", "Replica", "open_replica"]

T = TypeVar("T")

_SCRIPT: Final = Path(__file__).with_name("replica.sql")
WITHOUT_SERVER: Final = (
    c.TakeStep, c.CompleteStep, c.AnswerStep, c.ReportNotAsExpected, c.OverrideStep, c.DeferStep, c.RuleOutStep,
    c.HoldStep, c.ResumeStep, c.UndoMark, c.RecordFact, c.AddNote, c.CorrectEntry, c.MarkMilestone, c.RaiseTier,
    c.AddRunbook, c.StateClass, c.FileReport, c.AnswerNowLine, c.ExtendTimer,
    c.UnderstandQuestion, c.AnswerQuestion,
)  # fmt: skip
"""Marks, facts, notes, answers, raising, what is stated of the law; never closing or handing over (DESIGN.md 4)."""
_KINDS: Final[dict[str, type]] = {kind.__name__: kind for kind in WITHOUT_SERVER}


class Replica(StoredLog):
    """A log whose incidents can be taken from another log, and forgotten."""

    place = ""
    """The path of its file."""

    def latest(self) -> dict[str, tuple[int, str]]:
        """The last entry of each incident that stands here, and its digest."""
        return self._database.read(_latest)

    def confirmed(self, meant: Sequence[str]) -> dict[str, list[str]]:
        """The digests of the entries that the server has confirmed of these incidents, in order."""

        def work(session: Session) -> dict[str, list[str]]:
            here = {id_: seq for id_, (seq, _) in _latest(session).items() if id_ in meant}
            here |= {id_: seq for id_, seq in session.all("base") if id_ in here}
            asked = {id_: session.all("confirmed-digests", incident_id=id_, seq=seq) for id_, seq in here.items()}
            return {id_: [digest for (digest,) in rows] for id_, rows in asked.items()}

        return self._database.read(work)

    def keep_aside(self, lacking: Mapping[str, tuple[int, int]]) -> None:
        """What the server lacks of these incidents stays readable, and is told; once, however often it is found.

        Raises:
            StorageReadOnly: there is no room for it.
        """
        told = {(each.incident_id, each.after, each.until) for each in self.lost()} if lacking else set()
        untold = {id_: span for id_, span in lacking.items() if (id_, *span) not in told}
        if untold:
            try:
                lost = kept_aside(Path(self.place), untold)
            except (OSError, sqlite3.Error) as error:
                raise StorageReadOnly(path=self.place, detail=str(error)) from error
            self._database.write(lambda session: session.run_each("add-lost", [_lost_values(each) for each in lost]))

    def lost(self) -> Sequence[Lost]:
        """What the server has lost, as long as the files with it are there."""
        rows = self._database.read(lambda session: session.all("lost"))
        every = (Lost(incident_id=id_, after=after, until=until, file=file) for id_, after, until, file in rows)
        return [each for each in every if Path(each.file).exists()]

    def take(self, copies: Sequence[tuple[Summary, int, Copy]], gone: Sequence[str] = ()) -> None:
        """Add what the server has more after an entry, and drop the incidents that are no longer open there.

        Several programs of one machine follow into one replica: what another has brought further meanwhile stays.
        """

        def work(session: Session) -> None:
            for incident_id in gone:
                _forget(session, incident_id)
            here = _latest(session)
            for summary, after, copy in copies:
                if here.get(summary.incident_id, (0, ""))[0] != after:
                    continue
                session.run_each("add-entry", copy.entries)
                session.run_each("add-content", copy.contents)
                session.run_each("erase-content", copy.erased)
                session.run("put-summary", **summary_values(summary))

        if copies or gone:
            self._database.write(work)

    def unmerged(self) -> int:
        """How many commands stand in the journal."""
        row = self._database.read(lambda session: session.one("journal-length"))
        return int(row[0]) if row else 0

    def journal(self) -> Sequence[JournalEntry]:
        """The commands that no server has seen, in the order in which they were given.

        One that this program cannot read, because another version gave it, is left out and stays in the journal; so is
        one that is never done without the server.
        """
        rows = self._database.read(lambda session: session.all("journal"))
        entries = (_entry(row, self.place) for row in rows)
        return [entry for entry in entries if entry is not None]

    def strike_out(self, entry: JournalEntry) -> None:
        """The server has decided on the command."""
        self._database.write(lambda session: session.run("settle-journal", command_id=entry.command_id))

    def ahead(self) -> Sequence[str]:
        """The incidents with entries of this machine alone; the server's differ, or will."""
        return self._database.read(lambda session: [incident_id for (incident_id,) in session.all("ahead")])

    def fall_back(self) -> None:
        """Forget the incidents that are ahead, so that they are copied anew."""

        def work(session: Session) -> None:
            for (incident_id,) in session.all("ahead"):
                _forget(session, incident_id)
                session.run("drop-ahead", incident_id=incident_id)

        if self.ahead():
            self._database.write(work)

    def server(self) -> tuple[str, str | None]:
        """The instance that this is a copy of, '' if of none yet, and who was connected to it."""
        row = self._database.read(lambda session: session.one("server"))
        return ("", None) if row is None else (row[0], row[1])

    def follow(self, instance_id: str, login: str | None) -> None:
        """Be a copy of that instance; what stands here of another one goes, but for the journal."""
        if self.server() == (instance_id, login):
            return

        def work(session: Session) -> None:
            if (session.one("server") or ("",))[0] != instance_id:
                for incident_id, _, _ in session.all("latest"):
                    _forget(session, incident_id)
            session.run("put-server", instance_id=instance_id, login=login)

        self._database.write(work)

    def append_unmerged(self, batch: Batch, *, is_given_again: bool) -> Sequence[Recorded]:
        """As `append`; a command that is to be given again to the server is entered in the journal with it."""
        return self.append(batch if is_given_again else batch.changed(command=None))

    def _append(self, session: Session, batch: Batch) -> list[Entry]:
        entries = super()._append(session, batch)
        session.run("put-ahead", incident_id=batch.incident_id, seq=batch.expected_seq)
        if batch.command is not None:
            session.run("add-journal", **_journal_values(batch, batch.command))
        return entries


def open_replica(path: Path) -> Replica:
    """The replica in that file, made if it is not there; only its owner may read it.

    Raises:
        StorageError: it cannot be opened or made.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        make_sqlite(path)
        _unguard(path)
    except OSError as error:
        raise StorageReadOnly(path=str(path), detail=str(error)) from error
    except sqlite3.Error as error:
        raise StorageDamaged(path=str(path), detail=str(error)) from error
    database, obstacle = open_database(path, patience_seconds=PATIENCE_SECONDS)
    database.only_grows = False
    replica = Replica(database, obstacle=obstacle)
    replica.place = str(path)
    return replica


def _unguard(path: Path) -> None:
    """Take the guards off, and make the tables that only a replica has; done twice, it does nothing."""
    with closing(sqlite3.connect(path)) as connection:
        guards = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in guards:
            connection.execute(f"DROP TRIGGER IF EXISTS {name}")
        connection.executescript(_SCRIPT.read_text(encoding="utf-8"))


def _latest(session: Session) -> dict[str, tuple[int, str]]:
    return {incident_id: (seq, digest) for incident_id, seq, digest in session.all("latest")}


def _forget(session: Session, incident_id: str) -> None:
    for query in ("forget-contents", "forget-commands", "forget-entries", "drop-summary"):
        session.run(query, incident_id=incident_id)


def _lost_values(lost: Lost) -> dict[str, object]:
    return {"incident_id": lost.incident_id, "after": lost.after, "until": lost.until, "file": lost.file}


def _journal_values(batch: Batch, command: c.Command) -> dict[str, object]:
    return {
        "command_id": batch.command_id,
        "incident_id": batch.incident_id,
        "kind": type(command).__name__,
        "command": msgspec.json.encode(command),
        "actor": batch.actor,
        "on_behalf_of": batch.on_behalf_of,
        "occurred_at": micros(batch.occurred_at),
    }


def _entry(row: Row, journal: str) -> JournalEntry | None:
    command_id, incident_id, kind, command, actor, on_behalf_of, occurred_at, based_on, number = row
    try:
        read: c.Command = msgspec.json.decode(command, type=_KINDS[kind])
        at = from_micros(occurred_at)
    except (KeyError, msgspec.MsgspecError, StorageDamaged):
        return None
    return JournalEntry(
        command_id=command_id,
        incident_id=incident_id,
        command=read,
        actor=actor,
        on_behalf_of=on_behalf_of,
        occurred_at=at,
        based_on=based_on,
        number=number,
        journal=journal,
    )
