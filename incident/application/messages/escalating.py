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
    escalation: Escalation,
    ways: Callable[[str], Sequence[Recipient]],
    is_left_out: Callable[[str], bool],
    besides: Sequence[Recipient] = (),
) -> tuple[Attempt, ...]:
    """All attempts, each place once: everybody's first way, then their others, then who is next, way by way.

    `besides` are told at once, and by nobody's silence. A channel beside persons is told and waited for by nobody: it
    cannot answer. Where nobody can be told, because a role is empty or has no way, who is next is told at once.
    """
    heads = [each for each in told if each.person] or list(told)
    ladders = {_who(head): [head, *_others(head, ways)] for head in heads}
    found = [Attempt(recipient=each, chains=_of(each, ladders)) for each in told]
    for head, ladder in ladders.items():
        found += _steps(ladder[1:], escalation.after, escalation.after, (head,))
    start = max(map(len, ladders.values()), default=0) * escalation.after
    then = [kept for each in escalation.then if (kept := [way for way in each if not is_left_out(_who(way))])]
    chains = tuple(ladders) or tuple(_who(each[0]) for each in then[:1])
    for each in then:
        found += _steps(each, start, escalation.after, chains)
        start += len(each) * escalation.after
    return _each_place_once([*found, *(Attempt(recipient=each) for each in besides)])


def _who(recipient: Recipient) -> str:
    return recipient.person or recipient.name


def _of(told: Recipient, ladders: dict[str, list[Recipient]]) -> tuple[str, ...]:
    return (_who(told),) if _who(told) in ladders else ()


def _others(head: Recipient, ways: Callable[[str], Sequence[Recipient]]) -> list[Recipient]:
    """The ways that are left once the first one was taken."""
    return [each for each in (ways(head.person) if head.person else ()) if _place(each) != _place(head)]


def _steps(ways: Sequence[Recipient], start: timedelta, after: timedelta, chains: tuple[str, ...]) -> Iterator[Attempt]:
    for number, way in enumerate(ways):
        yield Attempt(recipient=way, after=start + number * after, chains=chains)


def _each_place_once(attempts: Sequence[Attempt]) -> tuple[Attempt, ...]:
    """The earliest at each place, for the silence of all."""
    kept: dict[tuple[str, str, str], Attempt] = {}
    for each in sorted(attempts, key=lambda each: each.after):
        known = kept.get(_place(each.recipient), each)
        recipient = known.recipient if known.recipient.person else each.recipient
        chains = tuple(dict.fromkeys((*known.chains, *each.chains)))
        kept[_place(recipient)] = known.changed(recipient=recipient, chains=chains)
    return tuple(kept.values())


def _place(recipient: Recipient) -> tuple[str, str, str]:
    return recipient.target_id, recipient.address, recipient.language
