"""What a year of exercises came to, in numbers that follow from the plan and the log alone.

Apart from how each entry stands: this is what an auditor counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo

from incident.domain.exercises.holding import Held
from incident.domain.exercises.overdue import Place, Planned
from incident.domain.exercises.programme import Kind, Plan
from incident.domain.exercises.shifts import DayShift
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier

__all__ = ["Book", "Counts", "Covered", "counts", "coverage", "held_in"]


class Covered(Frozen):
    """How much of something the exercises of a year have reached."""

    what: str
    """`families`, `scenarios`, `tiers`, `shifts`, `roles`, `people`, or `steps` of a runbook."""
    done: int
    of: int
    missing: tuple[str, ...]
    runbook: str = ""


class Counts(Frozen):
    """How many times of entries there are of each kind."""

    full: int
    special: int
    held: int
    held_late: int
    due: int
    overdue: int
    ahead: int
    moved: int

    @property
    def planned(self) -> int:
        """All of them."""
        return self.full + self.special


class Book(Frozen):
    """What has to be known of a runbook that scenarios of the plan try out."""

    steps: tuple[str, ...]
    roles: tuple[str, ...]


def counts(rows: Sequence[Planned]) -> Counts:
    """Each time of each entry, once."""
    places = [row.place for row in rows]
    return Counts(
        full=sum(row.entry.kind is Kind.FULL for row in rows),
        special=sum(row.entry.kind is Kind.SPECIAL for row in rows),
        held=places.count(Place.HELD),
        held_late=sum(row.place is Place.HELD and row.is_late for row in rows),
        due=places.count(Place.DUE),
        overdue=places.count(Place.OVERDUE),
        ahead=places.count(Place.AHEAD),
        moved=sum(bool(row.occurrence.moves) for row in rows),
    )


def held_in(year: int, held: Sequence[Held], zone: tzinfo) -> Sequence[Held]:
    """The exercises that ended in that year, in their order; rehearsals for oneself are none."""
    found = (each for each in held if not each.is_solo and each.at.astimezone(zone).year == year)
    return sorted(found, key=lambda each: (each.at, each.exercise))


def coverage(
    plan: Plan,
    rows: Sequence[Planned],
    held: Sequence[Held],
    books: Mapping[str, Book],
    *,
    people: Collection[str],
    shift_of: Callable[[datetime], Iterable[DayShift]],
) -> Sequence[Covered]:
    """What was reached and what was not.

    Args:
        plan: of the year.
        rows: how it stands.
        held: the exercises of the year.
        books: the runbooks that its scenarios try out, by id.
        people: everybody.
        shift_of: the shifts that an instant belongs to.
    """
    special = {row.entry.family for row in rows if row.place is Place.HELD and row.entry.kind is Kind.SPECIAL}
    scenarios = {entry.scenario for entry in plan.entries}
    roles = {role for book in books.values() for role in book.roles}
    done = {name: {step for each in held if each.runbook == name for step in each.done} for name in books}
    return [
        _covered("families", plan.families, special),
        _covered("scenarios", scenarios, {each.scenario for each in held}),
        _covered("tiers", tuple(str(tier.value) for tier in Tier), {str(tier) for each in held for tier in each.tiers}),
        _covered("shifts", tuple(DayShift), {shift for each in held for shift in shift_of(each.began or each.at)}),
        _covered("roles", roles, {role for each in held for role in each.roles}),
        _covered("people", people, {person for each in held for person in each.players}),
        *(_covered("steps", books[name].steps, done[name]).changed(runbook=name) for name in sorted(books)),
    ]


def _covered(what: str, every: Collection[str], reached: Collection[str]) -> Covered:
    missing = [each for each in dict.fromkeys(every) if each not in reached]
    if not isinstance(every, tuple):
        missing.sort()
    of = len(set(every))
    return Covered(what=what, done=of - len(missing), of=of, missing=tuple(missing))
