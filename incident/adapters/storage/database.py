"""What the log asks of a database: one way to read, one way to write, whatever the dialect.

Apart, so that the log says once what an append does, and SQLite and PostgreSQL
each say once how a transaction is opened, repeated and explained when it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias, TypeVar

from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.application.errors import StorageError
    from incident.application.ports import Backup, Unconfirmed
    from incident.application.ports.leading import Presence

__all__ = ["Database", "Guards", "Row", "Session"]

T = TypeVar("T")

Row: TypeAlias = tuple[Any, ...]
"""A row as the driver hands it over; rows.py gives its columns their types."""


class Guards(Frozen):
    """What stands between the record and raw SQL."""

    standing: Mapping[str, bool]
    """Every guard that must be there, and whether it is on and says what the migrations made it say."""
    strangers: Sequence[str]
    """Triggers and rules on the tables that no migration made."""


class Session(Protocol):
    """One transaction, or one look at the database."""

    def one(self, query: str, /, **values: object) -> Row | None:
        """The first row that the named query finds."""
        ...

    def all(self, query: str, /, **values: object) -> Sequence[Row]:
        """Every row that the named query finds or returns."""
        ...

    def run(self, query: str, /, **values: object) -> int:
        """How many rows the named query changed."""
        ...

    def run_each(self, query: str, rows: Sequence[Mapping[str, object]], /) -> None:
        """The named query once for each of the rows."""
        ...

    def run_together(self, query: str, rows: Sequence[Mapping[str, object]], /) -> None:
        """As `run_each`, in one statement where the dialect's query takes a list of each value."""
        ...

    def lock(self, key: str, /) -> None:
        """Keep others who lock the same key waiting until this transaction ends."""
        ...

    def array(self, values: Sequence[str], /) -> object:
        """The values as one parameter."""
        ...


class Database(Protocol):
    """A database that holds a log. Everything it raises is a `StorageError`, or what `work` raised."""

    dialect: ClassVar[str]
    """The name of the folder with its migrations."""

    def read(self, work: Callable[[Session], T]) -> T:
        """What `work` finds; it may be run again if the database was busy or went away."""
        ...

    def read_still(self, work: Callable[[Session], T]) -> T:
        """As `read`, while nothing that `work` looks at moves."""
        ...

    def write(self, work: Callable[[Session], T]) -> T:
        """What `work` returns, once everything it did is on disk; nothing of it is if it raises.

        It may be run more than once, each time in a new transaction.
        """
        ...

    @property
    def warning(self) -> StorageError | None:
        """What is about to keep everybody from writing, if this program has met it."""
        return None

    def try_to_write(self, work: Callable[[Session], T]) -> T:
        """As `write`, for who only wants to know whether it could be done."""
        return self.write(work)

    def change_mark(self) -> int:
        """A number that differs after any commit by anybody."""
        ...

    def guards(self, session: Session) -> Guards:
        """The guards that keep the record append-only, and what else acts on its tables."""
        ...

    def login(self, session: Session) -> str | None:
        """Who the database says is connected; None where it asks nobody."""
        ...

    def known_logins(self, session: Session) -> Mapping[str, str] | None:
        """Every login that may write, and whose it is; None where the database asks nobody."""
        ...

    def require_led_side(self, session: Session, persons: Collection[str]) -> Sequence[str]:
        """What those who lead an exercise keep is open to them and to whoever is connected; those it knows no login of.

        Raises:
            LedSideShut: to the login of one of them it is shut.
        """
        ...

    def name_readers(self, session: Session, incident_id: str, persons: Sequence[str]) -> None:
        """From now on only these read the incident, where the database knows who asks; nobody named opens it to all."""
        ...

    def readers(self, session: Session, incident_id: str | None) -> Sequence[tuple[str, str]] | None:
        """Incident and person of everybody who was named; None where the database knows nobody who asks."""
        ...

    def closed(self, session: Session) -> Sequence[str]:
        """The incidents that are there and not for whoever is connected."""
        ...

    def load_persons(self, logins: Mapping[str, str]) -> None:
        """Replace the table of who is who, where there is one and whoever is connected may."""
        ...

    def instance_id(self, session: Session) -> str:
        """The name of this database, which no copy of it has."""
        ...

    def unconfirmed(self, session: Session) -> Unconfirmed | None:
        """Why nothing may be sent: the database is a copy, and nobody has confirmed it."""
        ...

    def confirm(self, session: Session, at: datetime, person: str) -> int:
        """Let it send; how many deliveries may have gone out before."""
        ...

    def last_backup(self, session: Session) -> Backup | None:
        """The latest backup that the database knows of."""
        ...

    def forget(self) -> None:
        """Take what was deleted out of files that still hold it."""
        ...

    def presence(self) -> Presence:
        """Which exercises an open program leads; always the same, and closed with the connections."""
        ...

    def close(self) -> None:
        """Release every connection; safe to call twice."""
        ...
