"""What verifying reads: the tables as they stand, whatever holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeAlias

__all__ = ["Attempt", "Delivery", "Event", "Held", "RawRows"]


Event: TypeAlias = tuple[str, int, str, str, int, str, str | None, int, int, str, str, str, int]
Held: TypeAlias = tuple[str, str, str, int, str, str, int, int, int, str, int | None]
Led: TypeAlias = tuple[str, int, str, str, int, str, int, int, str, str]
Attempt: TypeAlias = tuple[
    str | None,
    int | None,
    str | None,
    *tuple[str, int, int, int, int, str, str | None, int | None, str, str, int | None, str, str, bytes, str],
]
Delivery: TypeAlias = tuple[
    str, int, str, int,
    str, str, str, str, int, str, str, str, int, int, str, str,
    bytes, str, str,
    bytes, str, str,
    int, str | None, str | None, str, str,
    int, int, int, int | None, int | None,
    int | None, int, str, int,
]  # fmt: skip


class RawRows(Protocol):
    """The tables as they stand, in order, unread by anybody."""

    def events(self, incident_id: str | None) -> Iterable[Event]:
        """Incident, seq, event id, type, version, actor, on behalf of, occurred, recorded, body, command, digest,
        position.
        """
        ...

    def contents(self, incident_id: str | None) -> Iterable[tuple[str, int, str, bytes, bytes]]:
        """Incident, seq, content id, salt, bytes."""
        ...

    def commands(self, incident_id: str | None) -> Iterable[tuple[str, int, int, str]]:
        """Incident, first seq, count, command; by incident and first seq."""
        ...

    def attempts(self, incident_id: str | None) -> Iterable[Attempt]:
        """Incident, seq and body of the delivery, None where it is gone; its id, number, fence, start, end, class,
        assurance, status, provider's code, provider's id, retry after, digest of the detail; detail, salt, digest;
        by delivery and number.
        """
        ...

    def deliveries(self, incident_id: str | None) -> Iterable[Delivery]:
        """Incident, seq, state and tries; id, key, message, target, exercise, language, kind, what is done if nobody
        knows, created, lifetime, digest of the recipient, of the words; salt, recipient, address; salt, title, body;
        fence, class, assurance, detail and provider's id as last told; whether it was recalled, when it is due, when it
        is too late, when it was too late, the entry that last ordered it again, None where nobody wrote that down;
        until when it is claimed, its position, which other one carried it last, the entry
        that last put it off; by position.
        """
        ...

    def lists(self, incident_id: str | None, /) -> Iterable[tuple[str, int, str, str]] | None:
        """Incident, seq, delivery, and '' or for the end of a list: the message; None where no such list is kept."""
        ...

    def is_file(self) -> bool:
        """Whether positions of entries and of deliveries have no gap, and notes about copies begin with the first copy.

        A server counts on where a transaction did not go on, and notes that the database was made.
        """
        ...

    def heads(self, incident_id: str | None) -> Iterable[tuple[str, int, str]]:
        """Incident, last seq and head as the list of incidents has them."""
        ...

    def chain(self) -> Iterable[tuple[int, str, str, str, str]]:
        """Position, kind, incident, head, digest; by position."""
        ...

    def closed(self) -> Iterable[str]:
        """Incidents that are there, and not for whoever asks."""
        ...

    def readers(self) -> Iterable[tuple[str, str]] | None:
        """Incident and person of everybody who alone may know; None where the database keeps no such table."""
        ...

    def unsaid(self, incident_id: str | None, /) -> Iterable[tuple[str, int, str, str]]:
        """Incident, seq, table and id of rows that no kind of entry makes, as far as whoever asks may see them."""
        ...

    def led(self, incident_id: str | None) -> Iterable[Led]:
        """Exercise, seq, event id, type, version, actor, occurred, recorded, body, digest of what those who lead wrote,
        as far as whoever asks may see it; by exercise and seq.
        """
        ...

    def led_contents(self, incident_id: str | None) -> Iterable[tuple[str, int, str, bytes, bytes]]:
        """Exercise, seq, content id, salt, bytes of the words of the same; by exercise and seq."""
        ...

    def sees_all_leading(self) -> bool:
        """Whether whoever asks sees the streams of all exercises."""
        ...

    def claims(self, incident_id: str | None) -> Iterable[Held]:
        """Table, id, resource, whether of an exercise, incident, allocation, the entry that made it, how much, of how
        much, currency, the entry that ended it; of things the currency is ''.
        """
        ...

    def controls(self) -> tuple[str, str] | None:
        """The version that the database says it is of, and the one that its tables are of, if they differ."""
        ...

    def newer(self) -> tuple[int, int] | None:
        """The version that the database says it is of, and the newest that this program knows, if that is older."""
        ...

    def named(self) -> str:
        """The name that the database was given when it was made."""
        ...

    def custody(self) -> Sequence[tuple[int, str, str, int]] | None:
        """What was noted about copies: number, kind, name of the database from then on, deliveries; None without it."""
        ...

    def tables(self) -> Iterable[str]:
        """The tables that are gone."""
        ...

    def guards(self) -> Mapping[str, bool]:
        """The guards that must stand, and whether each stands as it was built."""
        ...

    def strangers(self) -> Iterable[str]:
        """What acts on the tables although nobody built it: triggers and rules."""
        ...
