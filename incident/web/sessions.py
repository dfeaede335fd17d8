"""Who is logged in: random tokens in memory, ended by log-out, by rest, or by a password that changed.

Apart from the server: nothing of a session is on a disk, so that a restart of the server logs everybody out.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aiohttp.web import WebSocketResponse

__all__ = ["Login", "Sessions"]

_TOKEN_BYTES: Final = 32


@dataclass(slots=True, kw_only=True, eq=False)
class Login:
    """One person in one browser."""

    person: str
    seal: str
    """Of the password that opened it."""
    language: str
    """What the browser speaks."""
    is_asked: bool
    """Whether the person chose that language, and not the browser."""
    used: float
    """When a key was pressed or a page was asked for."""
    terminals: set[WebSocketResponse] = field(default_factory=set)


class Sessions:
    """All that are open."""

    def __init__(self, clock: Callable[[], float], *, idle: float) -> None:
        """`clock` tells seconds that only grow; after `idle` of them without a key a session ends."""
        self._clock = clock
        self._idle = idle
        self._open: dict[bytes, Login] = {}

    def begin(self, person: str, *, seal: str, language: str, is_asked: bool) -> str:
        """Log the person in; the token that proves it."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self._open[_name(token)] = Login(
            person=person, seal=seal, language=language, is_asked=is_asked, used=self._clock()
        )
        return token

    def find(self, token: str) -> Login | None:
        """The session of that token, unless it has rested too long."""
        login = self._open.get(_name(token))
        return login if login is not None and not self._is_over(login) else None

    def use(self, login: Login) -> None:
        """A sign of life: a key, or a page that was asked for."""
        login.used = self._clock()

    def end(self, token: str) -> Login | None:
        """Log out; the session that was open."""
        return self._open.pop(_name(token), None)

    def drop(self, login: Login) -> None:
        """End a session without its token."""
        self._open = {name: each for name, each in self._open.items() if each is not login}

    def ended(self) -> Iterator[Login]:
        """Take out and tell those that have rested too long."""
        for name, login in list(self._open.items()):
            if self._is_over(login):
                del self._open[name]
                yield login

    def every(self) -> Iterator[Login]:
        """All that are open."""
        yield from list(self._open.values())

    def _is_over(self, login: Login) -> bool:
        return login.used + self._idle < self._clock()


def _name(token: str) -> bytes:
    """What a token is kept under: looking it up takes a time that tells nothing of it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
