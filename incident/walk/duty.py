"""Whoever is on duty stands first: in a call for help, in a list of people, among those who may fill a role.

Apart from the rota, which knows no list of people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.i18n import _
from incident.walk.keys import key_of
from incident.wording.duty import duty_lines

if TYPE_CHECKING:  # not every team has a rota
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from incident.application.ports import Person
    from incident.domain.duties.rota import Rota
    from incident.domain.duties.stretches import OnDuty
    from incident.walk.moment import Walk
    from incident.wording.speech import Speech

__all__ = ["able_first", "duties_of", "duty_first", "has_rota", "woken_lines", "would_be_woken"]


def would_be_woken(walk: Walk, roles: Sequence[str]) -> Iterator[str]:
    """Who is on duty for these roles now, a line each; and that nothing of this wakes them. Nothing without a rota."""
    rotas = walk.directory.rotas() if walk.directory else ()
    yield from woken_lines(roles, rotas, walk.on_duty, walk.speech, walk.now)


def woken_lines(
    roles: Sequence[str], rotas: Sequence[Rota], on_duty: Sequence[OnDuty], speech: Speech, now: datetime
) -> Iterator[str]:
    """The same, where no incident is open yet."""
    lines = list(duty_lines(roles, rotas, on_duty, speech, now))
    yield from lines
    if lines:
        yield _("They are not woken by this: {key} shows how to reach them.").format(key=key_of("app.call", "!"))


def has_rota(walk: Walk, role: str) -> bool:
    """Whether somebody should be on duty for the role."""
    return walk.directory is not None and any(role in rota.roles for rota in walk.directory.rotas())


def duties_of(person: str, on_duty: Sequence[OnDuty], role: str = "") -> Sequence[OnDuty]:
    """What the person is on duty as now; as that role alone, if one is named."""
    return [each for each in on_duty if each.shift.person == person and (not role or role in each.rota.roles)]


def duty_first(people: Sequence[Person], on_duty: Sequence[OnDuty], role: str = "") -> Sequence[Person]:
    """All of them; those who are on duty first, in the order in which they are woken."""
    order = list(dict.fromkeys(each.shift.person for each in on_duty if not role or role in each.rota.roles))
    places = {person: place for place, person in enumerate(order)}
    return sorted(people, key=lambda person: places.get(person.id, len(places)))


def able_first(people: Sequence[Person], role: str, on_duty: Sequence[OnDuty]) -> Sequence[Person]:
    """Those who may fill the role, and whoever stands in for them now."""
    able = [person for person in people if role in person.roles or duties_of(person.id, on_duty, role)]
    return duty_first(able, on_duty, role)
