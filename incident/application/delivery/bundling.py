"""News that waits together leaves in one: to which targets, and how much of it fits.

Apart from the dispatcher and the outboxes, which must agree on it. What wakes somebody or wants an answer leaves alone
and at once; nothing is held back to be bundled, so that one piece of news goes as soon as it did (DELIVERY.md 5, 39).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from incident.application.ports import MOST_BUNDLED, Delivery, OnUnknown, Target

__all__ = ["Bundles", "Rooms", "bundles", "fitting", "in_one_with", "may_lead", "size_of"]

Bundles = Mapping[str, Sequence[Delivery]]
"""What left in one, by the id of the row that led it."""

ROOM: Final = 16_000
"""Bytes of one message that are tried first: mail and most channels take them."""
LEAST_ROOM: Final = 1_000
"""A channel that takes less is a text message or a pager; there, each piece of news stays one."""
WHOLE_TEXTS: Final = frozenset({"apprise", "smtp", "feishu", "dingtalk"})
"""Kinds of targets that take a text as it is; the others fill a template with one message."""


class Rooms:
    """How much a target takes in one, as far as this program has found out."""

    def __init__(self) -> None:
        self._found: dict[str, int] = {}

    def of(self, targets: Sequence[Target]) -> Mapping[str, int]:
        """Bytes, by the target's id; of none that takes one message only."""
        known = ((each.id, self._found.get(each.id, ROOM)) for each in targets if each.kind in WHOLE_TEXTS)
        return {target: room for target, room in known if room >= LEAST_ROOM}

    def too_much(self, bundle: Delivery) -> None:
        """The target refused so much before anything went out: half of it is tried next."""
        sizes = (size_of(each.title, each.body) for each in (bundle, *bundle.carries))
        self._found[bundle.target_id] = sum(sizes) // 2


def may_lead(row: Delivery) -> bool:
    """Whether others may leave with it: it wakes nobody, and goes out once."""
    return row.kind == "status" and row.on_unknown is OnUnknown.HOLD and bool(row.body)


def bundles(rows: Sequence[Delivery]) -> Bundles:
    """Found once for all rows: to look through ten thousand of them for each takes minutes."""
    found: dict[str, list[Delivery]] = {row.bundled_into: [] for row in rows if row.bundled_into}
    for row in rows if found else ():
        for head in {row.id, row.bundled_into} & found.keys():
            found[head].append(row)
    return found


def in_one_with(row: Delivery, among: Bundles) -> tuple[str, ...]:
    """The other messages that left in one with it at its last claim."""
    beside = (each.message for each in among.get(row.bundled_into or row.id, ()) if each.id != row.id)
    return tuple(dict.fromkeys(each for each in beside if each != row.message))


def size_of(title: str, body: str) -> int:
    """Bytes."""
    return len(title.encode(errors="replace")) + len(body.encode(errors="replace"))


def fitting(first: int, others: Iterable[int], room: int) -> int:
    """How many of the others, in their order, fit beside the first; what does not, leads the next."""
    count = 0
    for size in others:
        first += size
        if first > room or count == MOST_BUNDLED - 1:
            break
        count += 1
    return count
