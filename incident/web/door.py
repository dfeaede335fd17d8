"""The door: a name and a password in, a person out, or how long to wait.

Apart from the pages, so that neither time nor words tell whether the name or the password was wrong.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Final, Protocol

from incident.application.errors import NotFound
from incident.application.messages.people import person_called
from incident.domain.frozen import Frozen
from incident.web.delays import Delays

if TYPE_CHECKING:
    from incident.application.ports import Directory, Person

__all__ = ["Door", "Judge", "Shut"]

_AT_ONCE: Final = 2
"""Passwords judged at a time: each takes memory and a core."""
_SLOWNESS_SECONDS: Final = 0.5
"""No refusal comes sooner, whatever was wrong."""
_LONGEST_OF_PERSON: Final = 15.0
"""Short: whoever guesses at a name must not keep its person out."""
_LONGEST_OF_ADDRESS: Final = 60.0
_LONGEST_NAME: Final = 100


class Judge(Protocol):
    """Knows who may come in."""

    def are_any(self) -> bool: ...
    def seal(self, person: str) -> str: ...
    def admits(self, person: str | None, password: str) -> bool: ...


class Shut(Frozen):
    """Nobody came in."""

    wait: float = 0.0
    """Seconds until the next attempt is looked at."""


class Door:
    """Lets persons of the workspace in."""

    def __init__(self, people: Callable[[], Directory], judge: Judge, clock: Callable[[], float] = monotonic) -> None:
        self.judge = judge
        self.people = people
        self._clock = clock
        self._persons = Delays(clock, longest=_LONGEST_OF_PERSON)
        self._addresses = Delays(clock, longest=_LONGEST_OF_ADDRESS)
        self._judging = asyncio.Semaphore(_AT_ONCE)

    async def knock(self, name: str, password: str, address: str) -> Person | Shut:
        """The person, if the password is theirs."""
        person = self._called(name)
        key = person.id if person else name.casefold()[:_LONGEST_NAME]
        wait = max(self._persons.left(key), self._addresses.left(address))
        if wait:
            return Shut(wait=wait)
        self._persons.begin(key)
        self._addresses.begin(address)
        if await self._is_right(person, password) and person is not None:
            self._persons.forgive(key)
            self._addresses.take_back(address)
            return person
        return Shut(wait=max(self._persons.left(key), self._addresses.left(address)))

    async def _is_right(self, person: Person | None, password: str) -> bool:
        started = self._clock()
        async with self._judging:
            is_right = await asyncio.to_thread(self.judge.admits, person.id if person else None, password)
        if not is_right:
            await asyncio.sleep(started + _SLOWNESS_SECONDS - self._clock())
        return is_right

    def _called(self, name: str) -> Person | None:
        """The person of that id, login or name."""
        people = self.people()
        typed = " ".join(name.split())
        try:
            return people.person_of_login(typed) or person_called(people, typed)
        except NotFound:
            return None
