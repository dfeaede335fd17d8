"""What the entries about cases add up to, in columns: one value a case, in the order of the numbers.

Apart from the register that reads them, so that the fold of each kind of entry stands by itself. Instants are seconds
since 1970, because ten thousand of them are compared at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from incident.domain import events as e
from incident.domain.cases.case import Extension, Satisfaction, Stamp
from incident.domain.cases.masking import masked_entry

if TYPE_CHECKING:
    from datetime import timedelta

    from incident.domain.events import Recorded
    from incident.domain.grading.tiers import Tier
    from incident.domain.incident import Incident

__all__ = ["Columns"]

T = TypeVar("T")


class Columns:
    """The cases; position 0 is the case of number 1."""

    def __init__(self) -> None:
        self.places: list[tuple[int, str]] = []
        """The entry that holds the words of the case, and their content."""
        self.received: list[int] = []
        self.undated: set[int] = set()
        """Of which a list said no time, so that they stand at the moment of their import."""
        self.answer_due: list[int] = []
        self.done_due: list[int] = []
        self.channels: list[e.cases.CaseChannel] = []
        self.groups: list[e.cases.CaseGroup] = []
        self.owners: list[str] = []
        self.grouped: set[int] = set()
        """Whose group was set since they came in."""
        self.repeats: list[int] = []
        self.calendars: list[str] = []
        self.accepted: dict[int, Stamp] = {}
        """By number, as all that follow: what was done about some of the cases."""
        self.taken_from: dict[int, str] = {}
        """Whose it was before whoever accepted it last."""
        self.handed_to: dict[int, str] = {}
        self.paused: dict[int, Stamp] = {}
        self.answered: dict[int, Stamp] = {}
        self.told: dict[int, Stamp] = {}
        self.done: dict[int, Stamp] = {}
        self.extensions: dict[int, Extension] = {}
        self.satisfaction: dict[int, Satisfaction] = {}
        self.erased: dict[int, Stamp] = {}

    def take_in(self, incident: Incident, entry: Recorded) -> bool:
        """One more entry; whether it is about cases that are there."""
        fold = _FOLDS.get(type(entry.event))
        if fold is None or not all(1 <= number <= len(self.received) for number in _about(entry.event)):
            return False
        fold(self, entry, masked_entry(entry.event), incident)
        return True


def _about(event: Any) -> Sequence[int]:  # noqa: ANN401  (any entry about cases)
    """The cases that must be there, for the past is never refused; of those that come in, none."""
    numbers: Sequence[int] = getattr(event, "cases", ())
    return (*numbers, event.case) if hasattr(event, "case") else numbers


def _received(to: Columns, entry: Recorded, event: e.cases.CasesReceived, incident: Incident) -> None:
    count = len(event.sheet)
    received = _spread(event.received, count)
    to.places += [(entry.seq, content) for content in event.sheet.content_ids or [""] * count]  # '' until it is written
    entered = int(entry.occurred_at.timestamp())
    if event.imported and entered in received:
        to.undated |= {number for number, at in enumerate(received, len(to.received) + 1) if at == entered}
    to.received += received
    to.channels += _spread(event.channels, count)
    to.groups += _spread(event.groups, count)
    to.owners += _spread(event.owners, count)
    to.repeats += _spread(event.repeats, count)
    to.calendars += [event.limits.calendar] * count
    to.answer_due += _dues(incident, entry, received, event.limits.answer_within)
    to.done_due += _dues(incident, entry, received, event.limits.done_within)


def _spread(column: Sequence[T], count: int) -> list[T]:
    """A value for each case; a single one is that of all."""
    return list(column) * count if len(column) == 1 else list(column)


def _dues(
    incident: Incident, entry: Recorded, received: Sequence[int], within: Callable[[Tier], timedelta]
) -> list[int]:
    """When each is due, after all raises and lowerings since: a raise brings it forward, and moves nothing back."""
    later = [change for change in incident.tier_changes if change.seq > entry.seq]
    length = int(within(later[0].old if later else incident.tier).total_seconds())
    dues = [at + length for at in received]
    for change in later:
        length = int(within(change.new).total_seconds())
        if change.is_raise:
            latest = int(change.at.timestamp()) + length
            dues = [min(due, latest) for due in dues]
        else:
            dues = [at + length for at in received]
    return dues


def _stamp(stamps: dict[int, Stamp], entry: Recorded, cases: Sequence[int]) -> None:
    stamp = Stamp(at=entry.occurred_at, by=entry.person)
    for number in cases:
        stamps.setdefault(number, stamp)


def _accepted(to: Columns, entry: Recorded, event: e.cases.CasesAccepted, _: Incident) -> None:
    to.accepted |= dict.fromkeys(event.cases, Stamp(at=entry.occurred_at, by=entry.person))
    for number in event.cases:
        to.taken_from[number] = to.owners[number - 1]
        to.owners[number - 1] = entry.person
        to.handed_to.pop(number, None)


def _handed_on(to: Columns, _: Recorded, event: e.cases.CasesHandedOn, __: Incident) -> None:
    to.handed_to |= dict.fromkeys(event.cases, event.to)


def _paused(to: Columns, entry: Recorded, event: e.cases.CasesPaused, _: Incident) -> None:
    _stamp(to.paused, entry, event.cases)


def _resumed(to: Columns, entry: Recorded, event: e.cases.CasesResumed, _: Incident) -> None:
    _goes_on(to, entry, event.cases)


def _goes_on(to: Columns, entry: Recorded, cases: Sequence[int]) -> None:
    """The end is due as much later as the pause was long."""
    for number in cases:
        since = to.paused.pop(number, None)
        if since is not None:
            to.done_due[number - 1] += max(0, int((entry.occurred_at - since.at).total_seconds()))


def _answered(to: Columns, entry: Recorded, event: e.cases.CasesAnswered, _: Incident) -> None:
    _stamp(to.answered, entry, event.cases)


def _told(to: Columns, entry: Recorded, event: e.cases.CasesTold, _: Incident) -> None:
    _stamp(to.told, entry, event.cases)
    _stamp(to.answered, entry, event.cases)


def _done(to: Columns, entry: Recorded, event: e.cases.CasesDone, _: Incident) -> None:
    _stamp(to.done, entry, event.cases)
    _goes_on(to, entry, event.cases)


def _extended(to: Columns, entry: Recorded, event: e.cases.CaseExtended, __: Incident) -> None:
    to.done_due[event.case - 1] = int(event.until.timestamp())
    to.extensions[event.case] = Extension(
        until=event.until,
        because=event.because,
        approved_by=event.approved_by,
        message=event.message,
        given=Stamp(at=entry.occurred_at, by=entry.person),
    )


def _prioritised(to: Columns, _: Recorded, event: e.cases.CasesPrioritised, __: Incident) -> None:
    for number in event.cases:
        to.groups[number - 1] = event.group
    to.grouped |= set(event.cases)


def _linked(to: Columns, _: Recorded, event: e.cases.CaseLinked, __: Incident) -> None:
    to.repeats[event.case - 1] = event.repeats


def _asked(to: Columns, entry: Recorded, event: e.cases.SatisfactionAsked, _: Incident) -> None:
    first = to.satisfaction.get(event.case)
    asked_at = first.asked_at if first else entry.occurred_at
    said = Satisfaction(asked_at=asked_at, by=entry.person, score=event.score, text=event.text)
    to.satisfaction[event.case] = said


def _erased(to: Columns, entry: Recorded, event: e.ContentErased, _: Incident) -> None:
    gone = {(event.seq, content) for content in event.contents}
    numbers = [number for number, place in enumerate(to.places, 1) if place in gone]
    _stamp(to.erased, entry, numbers)
    for later, first in enumerate(to.repeats, 1):
        if first in numbers and not to.groups[later - 1] and later not in to.grouped:
            to.groups[later - 1] = to.groups[first - 1]  # the same customer, whose later word still stands
    for number in numbers:
        to.groups[number - 1] = e.cases.CaseGroup.NONE  # of whom nobody knows any more, it says how they are


_Fold: TypeAlias = Callable[[Columns, "Recorded", Any, "Incident"], None]

_FOLDS: Final[Mapping[type, _Fold]] = {
    e.cases.CasesReceived: _received,
    e.cases.CasesAccepted: _accepted,
    e.cases.CasesHandedOn: _handed_on,
    e.cases.CasesPaused: _paused,
    e.cases.CasesResumed: _resumed,
    e.cases.CasesAnswered: _answered,
    e.cases.CasesTold: _told,
    e.cases.CasesDone: _done,
    e.cases.CaseExtended: _extended,
    e.cases.CasesPrioritised: _prioritised,
    e.cases.CaseLinked: _linked,
    e.cases.SatisfactionAsked: _asked,
    e.ContentErased: _erased,
}
"""Who looked at contacts stands in the log and changes no case."""
