"""How the entries of a plan stand: held, due, overdue, ahead.

Apart from the plan, because only the log says what was held. What is overdue stays so until it is held: an edit of the
file does not undo it, for what was approved counts until another plan is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, tzinfo
from enum import StrEnum

from incident.domain.exercises.holding import Held
from incident.domain.exercises.programme import Entry, Occurrence, Plan
from incident.domain.frozen import Frozen

__all__ = ["Place", "Planned", "answered_by", "departures", "planned_standings", "unrecorded_changes"]


class Place(StrEnum):
    """Where an entry stands."""

    HELD = "held"
    OVERDUE = "overdue"
    DUE = "due"
    """Its days have begun."""
    AHEAD = "ahead"


class Planned(Frozen):
    """One time of an entry, and what became of it."""

    entry: Entry
    occurrence: Occurrence
    place: Place
    held: Held | None = None
    is_late: bool = False
    """Whether it was held after its last day, or still is not."""

    @property
    def without(self) -> Sequence[str]:
        """The roles that it asked for and nobody had."""
        return [role for role in self.entry.roles if self.held is not None and role not in self.held.roles]


def planned_standings(
    plan: Plan, held: Sequence[Held], today: date, zone: tzinfo, approved: Plan | None = None
) -> Sequence[Planned]:
    """Each time of each entry in the order of days.

    One exercise counts once, for what has waited longest. A rehearsal for oneself counts for nothing here.

    Args:
        plan: as the file says now.
        held: the exercises of the log, in any order.
        today: the day in `zone`.
        zone: in which days are counted.
        approved: the plan as it was approved last, which holds where the file departs from it without a word.
    """
    left = sorted((each for each in held if not each.is_solo), key=lambda each: (each.at, each.exercise))
    rows: list[Planned] = []
    for entry, occurrence in _held_to(plan, approved):
        found = next((each for each in left if _counts(each, entry, occurrence, zone)), None)
        if found is not None:
            left.remove(found)
        rows.append(_standing(entry, occurrence, found, today, zone))
    return rows


def answered_by(rows: Sequence[Planned], scenario: str, today: date) -> Planned | None:
    """What an exercise of that scenario counts for if it is begun today: what has waited longest."""
    waiting = (row for row in rows if row.held is None and row.entry.scenario == scenario)
    return next((row for row in waiting if _may_be_held(row.occurrence, today)), None)


def departures(plan: Plan, approved: Plan) -> Sequence[str]:
    """The times that were approved and that the file lacks, or has on other days or at another hour unrecorded."""
    now = {each.key: each for _entry, each in plan.occurrences()}
    return [old.key for _entry, old in approved.occurrences() if _is_departed(old, now.get(old.key))]


def _is_departed(old: Occurrence, new: Occurrence | None) -> bool:
    if new is None or new.planned != old.planned or new.moves[: len(old.moves)] != old.moves:
        return True
    return new.moves == old.moves and new.begins != old.begins


def unrecorded_changes(approved: Iterable[Plan]) -> Mapping[str, int]:
    """By key how often an approval has put a time elsewhere without a recorded move; the first approval comes first."""
    last: dict[str, Occurrence] = {}
    changes = Counter[str]()
    for _entry, new in (each for plan in approved for each in plan.occurrences()):
        old = last.get(new.key, new)
        if (old.window, old.begins) != (new.window, new.begins):
            changes[new.key] += max(0, 1 + len(old.moves) - len(new.moves))
        last[new.key] = new
    return changes


def _held_to(plan: Plan, approved: Plan | None) -> Iterator[tuple[Entry, Occurrence]]:
    if approved is None:
        yield from plan.occurrences()
        return
    gone = set(departures(plan, approved))
    kept = [pair for pair in plan.occurrences() if pair[1].key not in gone]
    back = [pair for pair in approved.occurrences() if pair[1].key in gone]
    yield from sorted([*kept, *back], key=lambda pair: (pair[1].window.first, pair[1].window.last, pair[1].key))


def _counts(held: Held, entry: Entry, occurrence: Occurrence, zone: tzinfo) -> bool:
    return held.scenario == entry.scenario and _may_be_held(occurrence, held.at.astimezone(zone).date())


def _may_be_held(occurrence: Occurrence, day: date) -> bool:
    return day >= min(occurrence.planned.first, occurrence.window.first)


def _standing(entry: Entry, occurrence: Occurrence, held: Held | None, today: date, zone: tzinfo) -> Planned:
    last = occurrence.overdue_after
    if held is not None:
        is_late = held.at.astimezone(zone).date() > last
        return Planned(entry=entry, occurrence=occurrence, place=Place.HELD, held=held, is_late=is_late)
    if today > last:
        return Planned(entry=entry, occurrence=occurrence, place=Place.OVERDUE, is_late=True)
    place = Place.DUE if today >= occurrence.window.first else Place.AHEAD
    return Planned(entry=entry, occurrence=occurrence, place=place)
