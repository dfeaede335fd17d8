"""People to choose from, in every dialogue alike.

Apart from the parts of a dialogue, which know nothing of a team.
"""

from __future__ import annotations

from collections.abc import Iterable

from incident.application.ports import Person
from incident.walk.flows.asking import Choice
from incident.wording.safe import clean_line

__all__ = ["of_people"]


def of_people(people: Iterable[Person], *, but: str = "") -> tuple[Choice, ...]:
    """Each by the name that the team's file gives; `but`: who is not among them."""
    return tuple(Choice(value=each.id, words=clean_line(each.name)) for each in people if each.id != but)
