"""Where the present instant and new identities come from.

Apart from the other ports: time and chance are all that the rules would otherwise need of the world.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

__all__ = [
    "Clock",
    "Ids",
]


class Clock(Protocol):
    """Where 'now' comes from."""

    def now(self) -> datetime:
        """The present instant, aware, UTC, microseconds."""
        ...

    def was_set(self) -> bool:
        """Whether it was set by much a moment ago: what time alone makes happen is not believed then."""
        return False


class Ids(Protocol):
    """Where new identities come from."""

    def new(self) -> str:
        """A fresh, unguessable, globally unique id of at most 40 URL-safe characters."""
        ...
