"""A rota as it was written: rotations that hand over by a local clock, and overrides that win over them.

What a calendar says of one stands here too, until it is written down.

Apart from roles, which an incident gives to persons: a rota says whom to wake before there is any incident. Apart too
from who is on duty, which `domain.duty` computes: every start reads a rota, and few ask it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from incident.domain.frozen import Frozen

__all__ = ["EVERY_DAY", "FURTHEST_WEST", "CalendarEntered", "CalendarSays", "Layer", "Override", "Rota"]

EVERY_DAY = frozenset(range(1, 8))
FURTHEST_WEST = timedelta(hours=12)
"""A day ends so much later than in UTC at most: where no zone is said, what is over by less may be today's."""


class Layer(Frozen):
    """One line of people who follow each other; at any instant at most one of them is on duty in it."""

    name: str
    people: tuple[str, ...]
    """In the order in which they take turns."""
    start: date
    """The local day on which the first person's first turn begins; before it nobody is on duty here."""
    zone: str
    """IANA zone of its clock."""
    begins: time
    ends: time
    """The same as `begins`: a day lasts until the next one begins."""
    turn_days: int = 7
    """How many days one person stays; days on which the layer rests count too."""
    weekdays: frozenset[int] = EVERY_DAY
    """The days on which a duty begins, Monday being 1."""
    worked: bool | None = None
    """True: only on days that are worked where the rota is; False: only on days off; None: on both."""


class Override(Frozen):
    """Somebody stands in for a time."""

    start: datetime
    end: datetime
    person: str
    layer: str = ""
    """Whose place it is; '' is the place of whoever would be woken first."""
    why: str = ""


class Rota(Frozen):
    """The layers of one duty, from the one that is woken first to the last."""

    id: str
    name: str
    """What people call it; '' is what the role of that id is called."""
    roles: tuple[str, ...]
    """Whoever is on duty here is offered for these roles."""
    layers: tuple[Layer, ...]
    overrides: tuple[Override, ...] = ()
    """Of two that hold at once the later one counts."""
    days_off: frozenset[date] = frozenset()
    """Days off beside the weekend."""
    made_up: frozenset[date] = frozenset()
    """Weekend days that are worked to make up for a holiday (调休)."""


class CalendarSays(Frozen):
    """What lies ahead in one calendar, of one rota or of days off."""

    calendar: str
    """What it is called: a second one of that name takes the place of the first."""
    rota: str = ""
    """'' where it says days off, which hold in every rota."""
    overrides: tuple[Override, ...] = ()
    days_off: tuple[tuple[date, str], ...] = ()
    """Each with its name."""


class CalendarEntered(Frozen):
    """What became of what a calendar says."""

    path: str
    """The file that was written."""
    replaced: int
    """Entries of that calendar that stood there before."""
    others: tuple[str, ...]
    """The calendars whose entries still stand beside it, in the same rota or as days off."""
