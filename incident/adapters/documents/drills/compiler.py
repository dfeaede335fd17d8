"""From the file of a year's plan to its normal form, with every time at which something is to be held.

Apart from the rules, which ask whether the plan is a good one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeVar
from zoneinfo import ZoneInfo

from incident.adapters.calendars.recurrence import recurring_days
from incident.adapters.documents.reading.findings import did_you_mean, problem
from incident.domain.exercises.programme import (
    Basis,
    Blackout,
    Entry,
    Form,
    Kind,
    Move,
    Notice,
    Occurrence,
    Plan,
    Window,
)
from incident.domain.frozen import Frozen
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from incident.adapters.documents.drills.model import EntryFile, MoveFile, PlanFile
    from incident.adapters.documents.reading.nodes import Place
    from incident.application.errors import Problem

__all__ = ["Compiling", "Played", "Surroundings"]

T = TypeVar("T")
_UNKNOWN: Final = timedelta(hours=1)


class Played(Frozen):
    """What a plan has to know of a scenario."""

    family: str
    length: timedelta
    roles: tuple[str, ...] = ()
    """Of its runbook."""


class Surroundings(Frozen):
    """What the names in a plan are looked up in."""

    scenarios: Mapping[str, Played]
    people: Mapping[str, Collection[str]]
    """The roles that each person may fill."""
    zone: str

    @property
    def families(self) -> tuple[str, ...]:
        """The kinds of events that there are scenarios of."""
        return tuple(sorted({each.family for each in self.scenarios.values()}))


@dataclass(slots=True, kw_only=True)
class Compiling:
    """One file while it is compiled, and what is wrong with it so far."""

    file: PlanFile
    place: Place
    around: Surroundings
    problems: list[Problem]

    def plan(self) -> Plan:
        """The normal form, as far as the file says one."""
        file, place = self.file, self.place
        for key, person in (("owner", file.owner), ("approver", file.approver)):
            self._person(person, place / key)
        for index, person in enumerate(file.trusted):
            self._person(person, place / "trusted" / index)
        known = self.around.families
        for index, family in enumerate(file.families or ()):
            self._known(family, known, place / "families" / index, _("No scenario is of the family '{name}'."))
        entries = tuple(self._entry(name, each, place / "entries" / name) for name, each in file.entries.items())
        return Plan(
            year=file.year,
            owner=file.owner,
            approver=file.approver,
            families=tuple(file.families or known),
            entries=entries,
            blackouts=tuple(
                Blackout(window=self._window(each.first, each.last, place / "blackouts" / index), because=each.because)
                for index, each in enumerate(file.blackouts)
            ),
            trusted=tuple(file.trusted),
            most_per_quarter=file.most_per_quarter or 0,
        )

    def wrong(self, place: Place, rule: str, said: str, hint: str = "", *, severity: str = "error") -> None:
        """Note what is wrong at a place."""
        self.problems.append(problem(place, rule, said, hint, severity=severity))

    def _entry(self, name: str, file: EntryFile, place: Place) -> Entry:
        self._known(file.scenario, self.around.scenarios, place / "scenario", _("There is no scenario '{name}'."))
        self._person(file.owner, place / "owner")
        for index, person in enumerate(file.players):
            self._person(person, place / "players" / index)
        played = self.around.scenarios.get(file.scenario) or Played(family="", length=_UNKNOWN)
        for index, role in enumerate(file.roles if played.roles else ()):
            said = _("The runbook of the scenario has no role '{name}'.")
            self._known(role, played.roles, place / "roles" / index, said)
        return Entry(
            id=name,
            scenario=file.scenario,
            family=played.family,
            kind=Kind(file.kind),
            form=Form(file.form),
            basis=Basis(file.basis),
            cites=file.cites,
            owner=file.owner,
            length=file.length or played.length,
            notice=Notice(file.notice),
            purpose=file.purpose.strip(),
            roles=tuple(file.roles),
            players=tuple(dict.fromkeys(file.players)),
            units=tuple(file.units),
            occurrences=tuple(self._occurrences(name, file, place)),
        )

    def _occurrences(self, name: str, file: EntryFile, place: Place) -> Iterator[Occurrence]:
        planned = self._window(file.first, file.last, place)
        if file.first.year != self.file.year:
            said = _("The plan of {year} has nothing that begins in another year.").format(year=self.file.year)
            self.wrong(place / "first", "PL002", said)
        begins = self._moment(file.begins, planned, place / "begins")
        days = self._days(file, place)
        moves = self._moves(file.moved, days, place / "moved")
        for day in days:
            later = day - planned.first
            here = [move for of, move, _begins in moves if of == day]
            hours = [at for of, _move, at in moves if of == day]
            agreed = hours[-1] if hours else begins + later if begins else None  # by the clock on the wall
            yield Occurrence(
                key=f"{name}.{day}" if file.repeat else name,
                planned=Window(first=day, last=planned.last + later),
                begins=agreed.astimezone(UTC) if agreed else None,
                moves=tuple(here),
            )

    def _days(self, file: EntryFile, place: Place) -> Sequence[date]:
        if file.repeat is None:
            return [file.first]
        try:
            days = recurring_days(file.repeat, file.first, date(self.file.year, 12, 31))
        except ValueError:
            said = _("'{rule}' is no rule of recurrence.").format(rule=file.repeat)
            self.wrong(place / "repeat", "PL002", said, _("Write it as RFC 5545 has it: FREQ=MONTHLY;INTERVAL=6."))
            days = []
        return days or [file.first]  # what begins after the year is wrong, and has one day for what else is

    def _moves(
        self, files: Sequence[MoveFile], days: Sequence[date], place: Place
    ) -> list[tuple[date, Move, datetime | None]]:
        """Each move, the first day of what it moves, and the hour agreed then."""
        moves = []
        for index, file in enumerate(files):
            here = place / index
            of = file.of or days[0]
            if of not in days or (file.of is None and len(days) > 1):
                said = _("'of' has to name one of the days on which it begins: {days}.")
                self.wrong(here, "PL002", said.format(days=_(", ").join(map(str, days))))
            self._person(file.by, here / "by")
            window = self._window(file.first, file.last, here)
            begins = self._moment(file.begins, window, here / "begins")
            moves.append((of, Move(window=window, because=file.because, by=file.by, on=file.on), begins))
        return moves

    def _window(self, first: date, last: date, place: Place) -> Window:
        if first > last:
            self.wrong(place / "last", "PL002", _("The last day comes before the first."))
        return Window(first=first, last=last)

    def _moment(self, begins: datetime | None, window: Window, place: Place) -> datetime | None:
        """The hour by the clock of the plan's zone."""
        if begins is None:
            return None
        zone = ZoneInfo(self.around.zone)
        local = begins.replace(tzinfo=zone) if begins.tzinfo is None else begins.astimezone(zone)
        if not window.holds(local.date()):
            self.wrong(place, "PL002", _("It begins on a day that is not from 'first' to 'last'."))
        return local

    def _person(self, person: str, place: Place) -> None:
        self._known(person, self.around.people, place, _("There is no person '{name}'."))

    def _known(self, name: str, names: Collection[str], place: Place, said: str) -> None:
        if name not in names:
            self.wrong(place, "PL003", said.format(name=name), did_you_mean(name, names))
