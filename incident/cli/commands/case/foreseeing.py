"""How many of a list that was not taken in yet would be repeats, and of customers who are seen to first.

Apart from the import, which counts what the register has then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from incident.domain.cases.register import Register
    from incident.domain.events.cases import CaseGroup, CasesReceived

__all__ = ["foreseen"]

T = TypeVar("T")


def foreseen(came: Sequence[CasesReceived], grouped: Mapping[int, CaseGroup], register: Register) -> tuple[int, int]:
    """Repeats, and cases of such customers, also as repeats of theirs; `grouped`: what is said of those there are."""
    stood = len(register)
    groups = _spread((each.groups, len(each.sheet)) for each in came)
    repeats = _spread((each.repeats, len(each.sheet)) for each in came)

    def is_first(number: int) -> bool:
        if number > stood:
            return bool(groups[number - stood - 1])
        return number > 0 and bool(grouped.get(number) or register.case(number).group)

    priority = sum(bool(own) or is_first(earlier) for own, earlier in zip(groups, repeats, strict=True))
    return sum(map(bool, repeats)), priority


def _spread(columns: Iterable[tuple[tuple[T, ...], int]]) -> Sequence[T]:
    """The value of each case; a single one is that of all."""
    return [value for column, count in columns for value in (column * count if len(column) == 1 else column)]
