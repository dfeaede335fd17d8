"""A year's plan of exercises, as a team wrote it: what is to be held when, on which rule, and who takes part.

Apart from what was held, which only the log knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from incident.domain.events.exercising import Basis, Form, Kind, Notice
from incident.domain.frozen import Frozen

__all__ = ["Basis", "Blackout", "Entry", "Form", "Kind", "Lack", "Move", "Notice", "Occurrence", "Plan", "Window"]


class Window(Frozen):
    """The days within which it is to be held, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day <= self.last


class Blackout(Frozen):
    """Days on which nobody exercises."""

    window: Window
    because: str


class Move(Frozen):
    """Somebody put it off, or forward, and said why."""

    window: Window
    because: str
    by: str
    on: date


class Occurrence(Frozen):
    """One time that an entry is to be held."""

    key: str
    """The entry's id, and of one that repeats the first day as it was planned: a key is never another time's."""
    planned: Window
    """As the rule of recurrence has it."""
    begins: datetime | None = None
    """The agreed hour, in UTC; None while only the days are known."""
    moves: tuple[Move, ...] = ()

    @property
    def window(self) -> Window:
        """As it stands after the last move."""
        return self.moves[-1].window if self.moves else self.planned

    @property
    def overdue_after(self) -> date:
        """The last day that it may be held on; a move that came after that day changes nothing."""
        last = self.planned.last
        for move in self.moves:
            if move.on <= last:
                last = move.window.last
        return last


class Entry(Frozen):
    """What is to be exercised."""

    id: str
    scenario: str
    family: str
    kind: Kind
    form: Form
    basis: Basis
    cites: str
    """The rule in the words of whoever wrote the plan: a clause, an incident, an action."""
    owner: str
    length: timedelta
    notice: Notice = Notice.ANNOUNCED
    purpose: str = ""
    roles: tuple[str, ...] = ()
    players: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    """Who else takes part: departments, providers, authorities."""
    occurrences: tuple[Occurrence, ...] = ()

    @property
    def hides_hour(self) -> bool:
        """Whether those who are to play must not know when it begins."""
        return self.notice is not Notice.ANNOUNCED

    def without_hour(self) -> Entry:
        """As whoever must not know when it begins may see it."""
        return self.changed(occurrences=tuple(each.changed(begins=None) for each in self.occurrences))


class Lack(Frozen):
    """What the programme's rule asks for and the plan does not have; without a family it is the full exercise."""

    family: str = ""


class Plan(Frozen):
    """A year's programme."""

    year: int
    owner: str
    approver: str
    families: tuple[str, ...]
    """The kinds of events that each need a special exercise."""
    entries: tuple[Entry, ...]
    blackouts: tuple[Blackout, ...] = ()
    trusted: tuple[str, ...] = ()
    """Who may know of exercises without notice."""
    most_per_quarter: int = 0
    """How often one person may be asked to play in a quarter; 0 where nobody counts."""

    def occurrences(self) -> Iterator[tuple[Entry, Occurrence]]:
        """Every time of every entry, in the order of their days."""
        every = ((entry, each) for entry in self.entries for each in entry.occurrences)
        yield from sorted(every, key=lambda pair: (pair[1].window.first, pair[1].window.last, pair[1].key))

    def lacks(self) -> Sequence[Lack]:
        """At least one full exercise a year, and a special one for each family (reference: CBRC, AQ/T 9007)."""
        special = {entry.family for entry in self.entries if entry.kind is Kind.SPECIAL}
        full = any(entry.kind is Kind.FULL for entry in self.entries)
        return [*(() if full else (Lack(),)), *(Lack(family=each) for each in self.families if each not in special)]

    def blackout(self, day: date) -> Blackout | None:
        """Why nobody exercises on that day, if so."""
        return next((each for each in self.blackouts if each.window.holds(day)), None)

    def is_trusted(self, person: str) -> bool:
        """Whether they may know of exercises without notice: who owns or approves the plan has to."""
        return person in (*self.trusted, self.owner, self.approver)

    @property
    def readers(self) -> tuple[str, ...]:
        """Who alone may read all of it; nobody is named where anybody may."""
        hides = any(each.hides_hour for each in self.entries)
        return tuple(dict.fromkeys((self.approver, self.owner, *self.trusted))) if hides else ()

    def seen_by(self, person: str) -> Plan:
        """The plan without what that person must not know beforehand; who leads an exercise knows of it."""
        if self.is_trusted(person):
            return self
        shown = (each for each in self.entries if each.notice is not Notice.NO_NOTICE or each.owner == person)
        return self.changed(
            entries=tuple(each.without_hour() if each.hides_hour and each.owner != person else each for each in shown)
        )
