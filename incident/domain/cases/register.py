"""All cases of an incident as they stand, for whoever looks at cases: made once for each state of the log.

What most readings ask, how many wait and until when, goes over columns of numbers; a `Case` is made when one is
looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from incident.domain.cases.case import Case
from incident.domain.cases.columns import Columns
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.domain.cases.chain import CaseChain
    from incident.domain.events.cases import CaseGroup
    from incident.domain.incident import Incident

__all__ = ["NO_CASES", "Register", "Waiting", "register_of"]

_HOUR: Final = 3600


class Waiting(Frozen):
    """The cases that are due within the same hour, as one."""

    hour: int
    """Since 1970: names them for as long as one of them waits."""
    count: int
    received_at: datetime
    """When the one that is due first came in."""
    due_at: datetime
    """When it is due."""


class Register:
    """The cases by number."""

    def __init__(self, columns: Columns) -> None:
        self._of = columns

    def __len__(self) -> int:
        return len(self._of.received)

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and 1 <= number <= len(self)

    @property
    def numbers(self) -> range:
        """Every number that a case has."""
        return range(1, len(self) + 1)

    def case(self, number: int) -> Case:
        """The case of that number, which is one of `numbers`."""
        of, at = self._of, number - 1
        seq, content_id = of.places[at]
        return Case(
            number=number,
            seq=seq,
            content_id=content_id,
            received_at=_instant(of.received[at]),
            channel=of.channels[at],
            group=self._groups[at],
            owner=of.owners[at],
            repeats=of.repeats[at],
            answer_due_at=_instant(of.answer_due[at]),
            done_due_at=_instant(of.done_due[at]),
            calendar=of.calendars[at],
            accepted=of.accepted.get(number),
            handed_to=of.handed_to.get(number, ""),
            paused=of.paused.get(number),
            answered=of.answered.get(number),
            told=of.told.get(number),
            done=of.done.get(number),
            extension=of.extensions.get(number),
            satisfaction=of.satisfaction.get(number),
            erased=of.erased.get(number),
        )

    def group(self, number: int) -> CaseGroup:
        """To which group that customer belongs, as was said with that case or of it."""
        return self._of.groups[number - 1]

    def was_grouped(self, number: int) -> bool:
        """Whether somebody has said since to which."""
        return number in self._of.grouped

    def was_undated(self, number: int) -> bool:
        """Whether its list said no time: it came in at some time before the list did."""
        return number in self._of.undated

    @property
    def erased(self) -> AbstractSet[int]:
        """Whose words are gone."""
        return self._of.erased.keys()

    @property
    def untold(self) -> Sequence[int]:
        """Whose customers nobody has told what came of it, and somebody still can."""
        return [number for number in self.numbers if number not in self._of.told and number not in self._of.erased]

    def handed_to(self, person: str) -> Sequence[int]:
        """Which cases wait for that person to accept them."""
        return [number for number, to in self._of.handed_to.items() if to == person and number not in self._settled]

    def taken_from(self, person: str, since: datetime) -> Mapping[str, Sequence[int]]:
        """Which cases others accepted last, after that time, that were that person's, by who did."""
        found: dict[str, list[int]] = {}
        for number in self._taken.get(person, ()):
            if self._of.accepted[number].at > since:
                found.setdefault(self._of.owners[number - 1], []).append(number)
        return found

    def approved_by(self, person: str) -> Sequence[int]:
        """Which cases have more time because that person agreed, and have not lost their words."""
        given = self._of.extensions.items()
        return [number for number, each in given if each.approved_by == person and number not in self._of.erased]

    @property
    def owners(self) -> Sequence[str]:
        """Everybody who owns a case that waits for somebody: for its end, or for word of it."""
        return tuple(dict.fromkeys(o for n, o in enumerate(self._of.owners, 1) if n not in self._settled))

    def owned_by(self, person: str) -> Sequence[int]:
        """Which cases of that person wait for somebody: for their end, or for word of it."""
        out = self._settled
        return [number for number, owner in enumerate(self._of.owners, 1) if owner == person and number not in out]

    @property
    def to_ask(self) -> Sequence[int]:
        """Whose customers are still to be asked whether they are content: their case is done."""
        out = self._of.satisfaction.keys() | self._of.erased.keys()
        return [number for number in sorted(self._of.done) if number not in out]

    @cached_property
    def first_to_ask(self) -> Sequence[int]:
        """Of each calendar the case that ended first of those whose customers are to be asked."""
        first: dict[str, int] = {}
        for number in self.to_ask:
            calendar = self._of.calendars[number - 1]
            before = first.get(calendar)
            if before is None or self._of.done[number].at < self._of.done[before].at:
                first[calendar] = number
        return tuple(first.values())

    def first_of(self, number: int) -> int:
        """The case that it repeats, where that has words still; else itself."""
        earlier = self._of.repeats[number - 1] if number in self else 0
        return number if not earlier or earlier in self._of.erased else earlier

    def repeated_by(self, number: int) -> Sequence[int]:
        """Which cases, with words still, are a later word of the same customer's."""
        return self._repeated_by.get(number, ())

    def linked(self, numbers: Iterable[int]) -> Sequence[int]:
        """The cases, with words still, that these repeat or are repeated by, also by way of others; without these."""
        asked = set(numbers)
        met, left = set(asked), list(asked)
        while left:
            number = left.pop()
            near = {*self.repeated_by(number), self._of.repeats[number - 1]} - met - {0}
            met |= near
            left += near
        return sorted(met - asked - self._of.erased.keys())

    @cached_property
    def _repeated_by(self) -> Mapping[int, Sequence[int]]:
        found: dict[int, list[int]] = {}
        for number, earlier in enumerate(self._of.repeats, 1):
            if earlier and number not in self._of.erased:
                found.setdefault(earlier, []).append(number)
        return found

    @property
    def paused_count(self) -> int:
        """How many wait for their customer."""
        return len(self._of.paused.keys() - self._of.erased.keys())

    @property
    def open_count(self) -> int:
        """How many are not over."""
        return len(self) - len(self._over)

    @cached_property
    def content_ids(self) -> Mapping[str, int]:
        """The number of the case whose words a content is."""
        return {content: number for number, (_seq, content) in enumerate(self._of.places, 1)}

    def overdue(self, now: datetime) -> int:
        """How many have waited too long, for a first answer or for their end."""
        count = bisect_right(self._dues, now.timestamp())
        if count < len(self._dues) and now >= _instant(self._dues[count]):  # asked too: a present instant remembers it
            return count + 1
        return count

    def in_order(self, now: datetime) -> Sequence[int]:
        """Overdue first, then by what is due next; customers who are seen to first before others.

        Who has to do something first comes after them, then what is done, and last what was erased. What is done is
        overdue too once its customer should have had an answer.
        """
        at, of = now.timestamp(), self._of
        keys = []
        for number, due in zip(self.numbers, self._due, strict=True):
            if number in of.erased:
                keys.append((5, False, of.received[number - 1], number))
            elif number in of.done:
                if number not in of.answered and due <= at:
                    keys.append((0, not self._groups[number - 1], due, number))
                else:
                    keys.append((4 if number in of.told else 3, False, of.received[number - 1], number))
            elif number in of.paused:
                keys.append((2, not self._groups[number - 1], due, number))
            else:
                keys.append((0 if due <= at else 1, not self._groups[number - 1], due, number))
        return [key[-1] for key in sorted(keys)]

    @cached_property
    def to_answer(self) -> Sequence[Waiting]:
        """Who waits for a first answer, done or not, by the hour in which it is due, the earliest first."""
        return self._as_one(self.hours_to_answer, self._of.answer_due)

    @cached_property
    def to_end(self) -> Sequence[Waiting]:
        """The same of those whose case is not over."""
        return self._as_one(self.hours_to_end, self._of.done_due)

    @cached_property
    def hours_to_answer(self) -> Mapping[int, Sequence[int]]:
        """Their numbers, by the hour since 1970 in which the answer is due."""
        out = self._of.answered.keys() | self._of.erased.keys()
        return _by_hour((n for n in self.numbers if n not in out), self._of.answer_due)

    @cached_property
    def hours_to_end(self) -> Mapping[int, Sequence[int]]:
        """The same of those whose case is not over."""
        over, paused = self._over, self._of.paused
        return _by_hour((n for n in self.numbers if n not in over and n not in paused), self._of.done_due)

    def _as_one(self, hours: Mapping[int, Sequence[int]], dues: Sequence[int]) -> Sequence[Waiting]:
        received = self._of.received
        return [_waiting(hour, [(dues[n - 1], received[n - 1]) for n in hours[hour]]) for hour in sorted(hours)]

    @cached_property
    def _over(self) -> AbstractSet[int]:
        """Done, or erased: nothing has to be done about them any more."""
        return self._of.done.keys() | self._of.erased.keys()

    @cached_property
    def _taken(self) -> Mapping[str, Sequence[int]]:
        """The cases that others accepted last, by whose they were."""
        found: dict[str, list[int]] = {}
        for number, former in self._of.taken_from.items():
            if former != self._of.owners[number - 1]:
                found.setdefault(former, []).append(number)
        return found

    @cached_property
    def _settled(self) -> AbstractSet[int]:
        """Erased, or done and told: they wait for nobody any more."""
        return (self._of.done.keys() & self._of.told.keys()) | self._of.erased.keys()

    @cached_property
    def _groups(self) -> Sequence[CaseGroup]:
        """The group of each: a repeat is of the same customer, so that of its first case, unless it was said of it."""
        of, groups = self._of, list(self._of.groups)
        for number in range(1, len(groups) + 1):
            met, first = {0}, number
            while first not in met and not of.groups[first - 1] and first not in of.grouped:
                met.add(first)
                first = of.repeats[first - 1]
            if first and number not in of.erased:
                groups[number - 1] = of.groups[first - 1]
        return groups

    @cached_property
    def _due(self) -> Sequence[int]:
        """What is due next of each case, also of one that is done."""
        answered, done = self._of.answered, self._of.done
        pairs = zip(self.numbers, self._of.answer_due, self._of.done_due, strict=True)
        return [
            end if number in answered else answer if number in done else min(answer, end)
            for number, answer, end in pairs
        ]

    @cached_property
    def _dues(self) -> Sequence[int]:
        """The same of those whose time runs, in order."""
        of = self._of
        out = of.erased.keys() | of.paused.keys() | (of.done.keys() & of.answered.keys())
        return sorted(due for number, due in enumerate(self._due, 1) if number not in out)


NO_CASES: Final = Register(Columns())
"""Of an incident without any."""


def register_of(incident: Incident) -> Register:
    """The register of the incident; made once for each of its entries about cases."""
    return incident.cases.register(incident, _made) if incident.cases else NO_CASES


def _made(incident: Incident, chain: CaseChain) -> Register:
    columns = Columns()
    for entry in chain.entries():
        columns.take_in(incident, entry)
    return Register(columns)


def _by_hour(numbers: Iterable[int], dues: Sequence[int]) -> Mapping[int, Sequence[int]]:
    hours: dict[int, list[int]] = {}
    for number in numbers:
        hours.setdefault(dues[number - 1] // _HOUR, []).append(number)
    return hours


def _waiting(hour: int, waiting: Sequence[tuple[int, int]]) -> Waiting:
    due, received = min(waiting)
    return Waiting(hour=hour, count=len(waiting), received_at=_instant(received), due_at=_instant(due))


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
