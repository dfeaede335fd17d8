"""From 'these are told, and this follows' to the attempts of an escalation, each with its hour.

Apart from the telling, which makes rows of them: this decides whom, in which order and after how long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Final

from incident.application.ports import Escalation, Recipient
from incident.domain.frozen import Frozen

__all__ = ["AT_ONCE", "Attempt", "attempts_of"]

AT_ONCE: Final = timedelta(0)


class Attempt(Frozen):
    """One way to one person, and how long after the release."""

    recipient: Recipient
    after: timedelta = AT_ONCE
    chains: tuple[str, ...] = ()
    """For whose silence; empty where nothing follows."""

    @property
    def who(self) -> str:
        """The person's id; of a channel its name."""
        return _who(self.recipient)


def attempts_of(
    told: Sequence[Recipient],
    escalation: Callable[[timedelta], Escalation],
    ways: Callable[[str], Sequence[Recipient]],
    is_left_out: Callable[[str], bool],
    besides: Sequence[Recipient] = (),
) -> tuple[Attempt, ...]:
    """All attempts, each place once: everybody's first way, then their others, then who is next, way by way.

    `escalation` says what follows so long after the release: who is on duty may change until then. `besides` are told
    at once, and by nobody's silence. A channel beside persons is told and waited for by nobody: it cannot answer. Where
    nobody can be told, because a role is empty or has no way, who is next is told at once.
    """
    after = escalation(AT_ONCE).after
    heads = [each.changed(person=who) for each in told if each.person for who in (each.person, *each.others)]
    ladders = {_who(head): [head, *_others(head, ways)] for head in heads or told}
    found = [Attempt(recipient=each, chains=_of(each, ladders)) for each in told]
    for head, ladder in ladders.items():
        found += _steps(ladder[1:], after, after, (head,))
    start = max(map(len, ladders.values()), default=0) * after
    found += _next([*found], start, tuple(ladders), escalation, is_left_out)
    return _each_place_once([*found, *(Attempt(recipient=each) for each in besides)])


def _next(
    before: Sequence[Attempt],
    start: timedelta,
    chains: tuple[str, ...],
    escalation: Callable[[timedelta], Escalation],
    is_left_out: Callable[[str], bool],
) -> Iterator[Attempt]:
    """Whoever follows, as it stands at their turn; nobody waits for a place that has had it."""
    taken, number = {each.recipient.place for each in before}, 0
    while number < len(then := escalation(start).then):
        own = [way for way in then[number] if not is_left_out(_who(way))]
        chains = chains or tuple(map(_who, own[:1]))
        known = [way for way in own if way.place in taken]
        new = [way for way in own if way.place not in taken]
        yield from _steps(known, start, AT_ONCE, chains)
        yield from _steps(new, start, escalation(start).after, chains)
        taken.update(way.place for way in new)
        start += len(new) * escalation(start).after
        number += 1


def _who(recipient: Recipient) -> str:
    return recipient.person or recipient.name


def _of(told: Recipient, ladders: dict[str, list[Recipient]]) -> tuple[str, ...]:
    return tuple(who for who in (_who(told), *told.others) if who in ladders)


def _others(head: Recipient, ways: Callable[[str], Sequence[Recipient]]) -> list[Recipient]:
    """The ways that are left once the first one was taken."""
    return [each for each in (ways(head.person) if head.person else ()) if each.place != head.place]


def _steps(ways: Sequence[Recipient], start: timedelta, after: timedelta, chains: tuple[str, ...]) -> Iterator[Attempt]:
    for number, way in enumerate(ways):
        yield Attempt(recipient=way, after=start + number * after, chains=chains)


def _each_place_once(attempts: Sequence[Attempt]) -> tuple[Attempt, ...]:
    """The earliest at each place, for the silence of all."""
    kept: dict[tuple[str, str, str], Attempt] = {}
    for each in sorted(attempts, key=lambda each: each.after):
        known = kept.get(each.recipient.place, each)
        recipient = known.recipient if known.recipient.person else each.recipient
        chains = tuple(dict.fromkeys((*known.chains, *each.chains)))
        kept[recipient.place] = known.changed(recipient=recipient, chains=chains)
    return tuple(kept.values())
