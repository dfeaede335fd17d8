"""What of a list is new, what is there already, and what must not come back.

Apart from the rules of taking in, because whoever imports a list is told of each row that is not taken as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from incident.domain.cases.likeness import differences, is_same_customer, numbered, same
from incident.domain.events.cases import CaseGroup
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.domain.cases.register import Register
    from incident.domain.cases.words import CaseWords
    from incident.domain.commands import NewCase, ReceiveCases

__all__ = ["Differing", "Erased", "Sifted", "sifted"]


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


class Erased(Frozen):
    """A row that came in at the moment and by the channel of a case whose words were erased."""

    row: int
    case: int
    is_added: bool = False
    """Whoever imports the list takes such rows in all the same."""


class Sifted(Frozen):
    """A list, row by row."""

    new: Sequence[NewCase]
    groups: Mapping[int, CaseGroup]
    """By number: to which group customers belong whom the register has in none."""
    differing: Sequence[Differing]
    erased: Sequence[Erased]
    """At most as many rows as cases were erased of that moment and channel."""
    erased_timeless: int = 0
    """Cases erased of lists without moments, where this one takes in rows without any: nobody can tell who is who."""

    @property
    def barred(self) -> int:
        """How many rows are not taken in because of an erasure."""
        return sum(not each.is_added for each in self.erased)


def sifted(command: ReceiveCases, register: Register) -> Sifted:
    """The rows of the command, held against what is there and against each other."""
    sieve = _Sieve(command, register)
    for case in command.cases:
        sieve.take(case)
    timeless = command.imported and any(case.received_at is None for case in sieve.new)
    return Sifted(
        new=sieve.new,
        groups=sieve.groups,
        differing=sieve.differing,
        erased=sieve.erased,
        erased_timeless=register.erased_timeless if timeless else 0,
    )


class _Sieve:
    def __init__(self, command: ReceiveCases, register: Register) -> None:
        self._register, self._is_list, self._lets_in = register, command.imported, command.also_erased
        self._seen: dict[tuple[str, ...], int] = {}
        self._numbered: dict[str, tuple[int, int, CaseWords]] = {}
        self._met: set[int] = set()
        for number, words in command.known:
            self._seen.setdefault(same(words), number)
            self._remember(number, 0, words)
        self.new: list[NewCase] = []
        self.groups: dict[int, CaseGroup] = {}
        self.differing: list[Differing] = []
        self.erased: list[Erased] = []

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
        if self._is_list and self._is_barred(case):
            return
        if known is not None:
            self._differs(case, known[0], known[1], differences(case.words, known[2]), is_added=True)
        self._seen[same(case.words)] = 0
        self._remember(0, case.row, case.words)
        self.new.append(case)

    def _is_barred(self, case: NewCase) -> bool:
        """Whether it may be an erased customer; each of those bars one row, for no other is like it in more."""
        gone = next((each for each in self._register.erased_like(case) if each not in self._met), 0)
        if not gone:
            return False
        self._met.add(gone)
        self.erased.append(Erased(row=case.row, case=gone, is_added=self._lets_in))
        return not self._lets_in

    def _compare(self, case: NewCase, number: int, row: int, fields: tuple[str, ...]) -> None:
        """A row that is there: its group is put right where the register has none, else what differs is said."""
        if number and self._is_list and case.group is not CaseGroup.NONE:
            own = self.groups.get(number, self._register.group(number))
            if own is CaseGroup.NONE and not self._register.was_grouped(number):
                self.groups[number] = case.group
            elif own is not case.group:
                fields = (*fields, "group")
        if fields:
            self._differs(case, number, row, fields, is_added=False)

    def _differs(self, case: NewCase, number: int, row: int, fields: tuple[str, ...], *, is_added: bool) -> None:
        said = Differing(row=case.row, case=number, earlier_row=row, fields=fields, is_added=is_added)
        self.differing.append(said)
