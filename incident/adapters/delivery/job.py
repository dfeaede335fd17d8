"""What goes to a sender child and what comes back: the only words that the two speak."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from incident.application.ports import Delivery

__all__ = ["UNDERWAY", "Crash", "Job", "Underway"]

UNDERWAY: Final = "underway"
"""Said before the first byte that may carry the message; without it, nothing went out."""

Underway = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One attempt, with the secret that it needs."""

    kind: str
    secret: str = field(repr=False)
    options: Mapping[str, str]
    delivery: Delivery
    link: str = field(default="", repr=False)
    """Where its recipient acknowledges it; '' where nobody can."""
    seconds: float
    """The longest that it may take."""
    end: float
    """The instant by `awake_seconds` after which nothing may be sent: the claim may have run out."""
    marks: tuple[str, ...] = ()
    """The files that say that its send began; without all of them nothing may go out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """The child cannot go on; it ends after this."""

    error: str
    """The kind of error. Its text may hold a secret and stays where it is."""
