"""Transactions on PostgreSQL, and what happens when the server goes away in one.

Connections are made when they are needed and kept for the next piece of work, as
many as there are threads at work. Not psycopg's pool: it connects in threads of its
own, so that a server that is down shows as a timeout instead of as its own words.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

import psycopg

from incident.adapters.storage.database import Database, Guards, Row, Session
from incident.adapters.storage.migrations import obstacle_of
from incident.adapters.storage.postgres import custody
from incident.adapters.storage.postgres.failures import explained, is_worth_repeating, without_secrets
from incident.adapters.storage.postgres.guards import standing_guards
from incident.adapters.storage.postgres.presence import NOTICED, ServerPresence
from incident.adapters.storage.queries import named_queries, with_parameters
from incident.application.errors import LedSideShut, StorageDamaged
from incident.application.ports import Backup, Unconfirmed
from incident.application.ports.leading import Presence

__all__ = ["PostgresDatabase", "PostgresSession", "connect"]

T = TypeVar("T")

_PAUSE_SECONDS = 0.1
"""Between tries to reach a server that restarts."""


def connect(url: str, *, options: str = "") -> psycopg.Connection:
    """A connection that commits by itself, and notices a silent line within seconds, not the hours that TCP allows."""
    return psycopg.connect(
        url,
        autocommit=True,
        options=options,
        connect_timeout=5,
        keepalives=1,
        keepalives_idle=5,
        keepalives_interval=2,
        keepalives_count=3,
        tcp_user_timeout=8_000,  # milliseconds
    )


class PostgresSession(Session):
    """Named queries on one connection; psycopg prepares those that come again."""

    def __init__(self, connection: psycopg.Connection, queries: Mapping[str, str]) -> None:
        self._connection = connection
        self._queries = queries

    def one(self, query: str, /, **values: object) -> Row | None:
        return self._execute(query, values).fetchone()

    def all(self, query: str, /, **values: object) -> Sequence[Row]:
        return self._execute(query, values).fetchall()

    def run(self, query: str, /, **values: object) -> int:
        return self._execute(query, values).rowcount

    def run_each(self, query: str, rows: Sequence[Mapping[str, object]], /) -> None:
        for values in rows:
            self._execute(query, values)

    def run_together(self, query: str, rows: Sequence[Mapping[str, object]], /) -> None:
        if rows:
            self._execute(query, {name: [row[name] for row in rows] for name in rows[0]})

    def lock(self, key: str, /) -> None:
        self._execute("lock", {"key": key})

    def array(self, values: Sequence[str], /) -> object:
        return list(values)

    def _execute(self, query: str, values: Mapping[str, object]) -> psycopg.Cursor[Row]:
        return self._connection.execute(self._queries[query], values or None)


class PostgresDatabase(Database):
    """A database, and the connections to it that are idle."""

    dialect = "postgres"

    def __init__(self, url: str, *, patience_seconds: float) -> None:
        self._url = url
        self._patience_seconds = patience_seconds
        self._queries = {name: with_parameters(text, r"%(\1)s") for name, text in named_queries("postgres").items()}
        self._idle: list[psycopg.Connection] = []
        self._closed = False
        self._presence = ServerPresence(self, url, self._queries, lambda: connect(url, options=NOTICED))

    def read(self, work: Callable[[Session], T]) -> T:
        return self.patiently(lambda connection: work(PostgresSession(connection, self._queries)))

    def read_still(self, work: Callable[[Session], T]) -> T:
        def attempt(connection: psycopg.Connection) -> T:
            with connection.transaction():
                connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                return work(PostgresSession(connection, self._queries))

        return self.patiently(attempt)

    def write(self, work: Callable[[Session], T]) -> T:
        def attempt(connection: psycopg.Connection) -> T:
            with connection.transaction():
                session = PostgresSession(connection, self._queries)
                obstacle = obstacle_of(session.one("controls"), without_secrets(self._url))
                if obstacle is not None:
                    raise obstacle
                return work(session)

        return self.patiently(attempt)

    def change_mark(self) -> int:
        """Every commit changes the snapshot, whatever order identities were handed out in; so do other databases."""
        (mark,) = self.read(lambda session: session.one("change-mark")) or (0,)
        return int(mark)

    def guards(self, session: Session) -> Guards:
        return standing_guards(session)

    def login(self, session: Session) -> str | None:
        row = session.one("login")
        return str(row[0]) if row else None

    def known_logins(self, session: Session) -> Mapping[str, str]:
        return dict(session.all("known-logins"))

    def require_led_side(self, session: Session, persons: Collection[str]) -> Sequence[str]:
        own, known = self.login(session), session.all("led-side")
        for login, person, is_open in known:
            if not is_open and (login == own or person in persons):
                raise LedSideShut(path=without_secrets(self._url), login=login)
        placed = {person for _login, person, _is_open in known}
        return [each for each in persons if each not in placed] if any(placed) else ()

    def name_readers(self, session: Session, incident_id: str, persons: Sequence[str]) -> None:
        session.run("drop-readers", incident_id=incident_id)
        session.run("add-readers", incident_id=incident_id, persons=session.array(persons))

    def readers(self, session: Session, incident_id: str | None) -> Sequence[tuple[str, str]]:
        return [(incident, person) for incident, person in session.all("raw-readers", only=incident_id)]

    def closed(self, session: Session) -> Sequence[str]:
        return [incident_id for (incident_id,) in session.all("closed")]

    def load_persons(self, logins: Mapping[str, str]) -> None:
        def is_other(session: Session) -> bool:
            may_write = session.one("may-write-persons") == (True,)
            return may_write and dict(session.all("persons")) != logins

        def replace(session: Session) -> None:
            session.run("drop-persons")
            session.run_each("add-person", [{"login": login, "person_id": id_} for login, id_ in logins.items()])

        if self.read(is_other):
            self.write(replace)

    def instance_id(self, session: Session) -> str:
        return custody.instance_id(session)

    def unconfirmed(self, session: Session) -> Unconfirmed | None:
        return custody.unconfirmed(session)

    def confirm(self, session: Session, at: datetime, person: str) -> int:
        return custody.confirm(session, at, person)

    def last_backup(self, _session: Session) -> Backup | None:
        """The server's backups are the server's: nobody can see from here when the last was."""
        return None

    def forget(self) -> None:
        """Nothing to do from here: vacuuming is the server's, and its log is the administrator's."""

    def presence(self) -> Presence:
        return self._presence

    def close(self) -> None:
        self._closed = True
        self._presence.close()
        while self._idle:
            self._idle.pop().close()

    def patiently(self, attempt: Callable[[psycopg.Connection], T]) -> T:
        """What the attempt returns; if the server goes away, tried on a new connection until the time is up."""
        started = time.monotonic()
        connection: psycopg.Connection | None = None
        while True:
            try:
                with self._borrowed() as connection:
                    return attempt(connection)
            except psycopg.Error as error:
                late = time.monotonic() - started > self._patience_seconds
                if late or not is_worth_repeating(error, connection):
                    login = connection.info.user if connection and not connection.closed else ""
                    raise explained(error, self._url, login) from error
            except StorageDamaged as damaged:
                damaged.fields.setdefault("path", without_secrets(self._url))
                raise
            time.sleep(_PAUSE_SECONDS)

    @contextmanager
    def _borrowed(self) -> Iterator[psycopg.Connection]:
        try:
            connection = self._idle.pop()
        except IndexError:  # asking first whether there is one would lose it to another thread
            connection = self._connect()
        try:
            yield connection
        finally:
            if self._closed or connection.closed:
                connection.close()
            else:
                self._idle.append(connection)

    def _connect(self) -> psycopg.Connection:
        patience = f"-c lock_timeout={int(self._patience_seconds * 1000)}"
        return connect(self._url, options=patience)
