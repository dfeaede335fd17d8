"""What of a list is new, what is there already, and what must not come back.

Apart from the rules of taking in, because whoever imports a list is told of each row that is not taken as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from incident.domain.cases.likeness import differences, is_same_customer, numbered, same
from incident.domain.cases.traces import Traces
from incident.domain.events.cases import CaseGroup
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.domain.cases.register import Register
    from incident.domain.cases.words import CaseWords
    from incident.domain.commands import NewCase, ReceiveCases

__all__ = ["Differing", "Erased", "Sifted", "Verdict", "sifted"]


class Differing(Frozen):
    """A row that is an earlier case, or has its number elsewhere, and says something else of it."""

    row: int
    case: int
    """The earlier case; 0 where it stands in the same list."""
    earlier_row: int
    """Its row there."""
    fields: tuple[str, ...]
    """Elements of a case, or `group`."""
    is_added: bool
    """Both name and contact are others: it is a case of its own, tied to the earlier one."""


class Verdict(StrEnum):
    """What comes of rows that may be customers whose words were erased."""

    LEFT_OUT = "left-out"
    """No more of them than such customers: they stay out."""
    ASKED = "asked"
    """Nobody can tell which of them: they stay out until somebody does."""
    NAMED = "named"
    """Whoever imports the list says that it is them: they stay out."""
    LET_IN = "let-in"
    """Whoever imports the list takes in all of them."""


class Erased(Frozen):
    """Rows that may have come in at the moment and by the channel of cases whose words were erased."""

    rows: tuple[int, ...]
    cases: tuple[int, ...]
    verdict: Verdict

    @property
    def is_added(self) -> bool:
        """Whether they come in all the same."""
        return self.verdict is Verdict.LET_IN


class Sifted(Frozen):
    """A list, row by row."""

    new: Sequence[NewCase]
    groups: Mapping[int, CaseGroup]
    """By number: to which group customers belong whom the register has in none."""
    differing: Sequence[Differing]
    erased: Sequence[Erased]

    @property
    def barred(self) -> int:
        """How many rows are not taken in because of an erasure."""
        return sum(len(each.rows) for each in self.erased if not each.is_added)

    @property
    def is_settled(self) -> bool:
        """Whether every row that stays out because of an erasure was said to be one."""
        return all(each.is_added or each.verdict is Verdict.NAMED for each in self.erased)


def sifted(command: ReceiveCases, register: Register) -> Sifted:
    """The rows of the command, held against what is there and against each other."""
    sieve = _Sieve(command, register)
    for case in command.cases:
        sieve.take(case)
    erased = list(_erased(command, register, sieve)) if command.imported else []
    out = {row for each in erased if not each.is_added for row in each.rows}
    added = [each for each in sieve.tied if each.row not in out]
    return Sifted(
        new=[case for case in sieve.new if case.row not in out],
        groups=sieve.groups,
        differing=sorted([*sieve.differing, *added], key=lambda each: each.row),
        erased=erased,
    )


def _erased(command: ReceiveCases, register: Register, sieve: _Sieve) -> Iterator[Erased]:
    """The rows that may be erased customers: together those that may be the same ones, for nothing tells them apart."""
    alike: dict[tuple[int, ...], list[NewCase]] = {}
    traces = Traces(register)
    for case in sieve.new:
        alike.setdefault(traces.like(case), []).append(case)
    for cases, rows in alike.items():
        named = tuple(row.row for row in rows if row.row in command.erased_rows)
        if named:
            yield Erased(rows=named, cases=cases, verdict=Verdict.NAMED)
        elif cases:
            asked = Verdict.LEFT_OUT if len(rows) <= len(cases) else Verdict.ASKED
            verdict = Verdict.LET_IN if command.also_erased else asked
            yield Erased(rows=tuple(row.row for row in rows), cases=cases, verdict=verdict)


class _Sieve:
    def __init__(self, command: ReceiveCases, register: Register) -> None:
        self._register, self._is_list = register, command.imported
        self._seen: dict[tuple[str, ...], int] = {}
        self._numbered: dict[str, tuple[int, int, CaseWords]] = {}
        for number, words in command.known:
            self._seen.setdefault(same(words), number)
            self._remember(number, 0, words)
        self.new: list[NewCase] = []
        self.groups: dict[int, CaseGroup] = {}
        self.differing: list[Differing] = []
        self.tied: list[Differing] = []
        """The same of new ones, which differ from the case to which their number ties them."""

    def _remember(self, number: int, row: int, words: CaseWords) -> None:
        reference = numbered(words)
        if reference:
            self._numbered.setdefault(reference, (number, row, words))

    def take(self, case: NewCase) -> None:
        """One row."""
        number = self._seen.get(same(case.words))
        if number is not None:
            self._compare(case, number, 0, ())
            return
        known = self._numbered.get(numbered(case.words)) if self._is_list else None
        if known is not None and is_same_customer(case.words, known[2]):
            self._compare(case, known[0], known[1], differences(case.words, known[2]))
            return
        if known is not None:
            differing = differences(case.words, known[2])
            self.tied.append(_differing(case, known[0], known[1], differing, is_added=True))
        self._seen[same(case.words)] = 0
        self._remember(0, case.row, case.words)
        self.new.append(case)

    def _compare(self, case: NewCase, number: int, row: int, fields: tuple[str, ...]) -> None:
        """A row that is there: its group is put right where the register has none, else what differs is said."""
        if number and self._is_list and case.group is not CaseGroup.NONE:
            own = self.groups.get(number, self._register.group(number))
            if own is CaseGroup.NONE and not self._register.was_grouped(number):
                self.groups[number] = case.group
            elif own is not case.group:
                fields = (*fields, "group")
        if fields:
            self.differing.append(_differing(case, number, row, fields, is_added=False))


def _differing(case: NewCase, number: int, row: int, fields: tuple[str, ...], *, is_added: bool) -> Differing:
    return Differing(row=case.row, case=number, earlier_row=row, fields=fields, is_added=is_added)
