"""People and roles as rows: who holds what, who may fill what is open, and how each is reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from incident.application.ports import Person
from incident.domain.incident import COMMANDER
from incident.i18n import _
from incident.tui.views.lines import Line, beside, columns, line, width_of, wrap
from incident.tui.views.matching import fits
from incident.walk.duty import able_first, duties_of, duty_first
from incident.walk.moment import Walk
from incident.wording.cells import clauses
from incident.wording.duty import duty_words, with_duty
from incident.wording.people import reach_words
from incident.wording.roles import usual_role
from incident.wording.speech import Speech

if TYPE_CHECKING:  # not every team has a rota
    from incident.domain.duties.stretches import OnDuty

__all__ = ["PeopleRow", "Team", "people_row", "people_rows", "span_words"]

LEAST_SPAN, MOST_SPAN = 3, 7
"""How many one person leads well; ICS-200."""
LEAST_NAME = 22
LEAST_WORDS = 22
"""So much stays for what is said of the person."""
AROUND_WORDS = 5
"""Cells before and behind the words, beside the name."""
GAP = 2
MOST_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleRow:
    """A role, a person, or the heading of either."""

    heading: str = ""
    role: str = ""
    person: Person | None = None
    name: str = ""
    name_cells: int = LEAST_NAME
    """Of the column of names, the same in every row."""
    words: str = ""
    end: str = ""
    style: str = ""
    is_more: bool = False
    """Whether it only goes on with what the row above has no room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Everybody, and who of them is on duty at an instant."""

    people: Sequence[Person]
    on_duty: Sequence[OnDuty]
    now: datetime


def people_rows(team: Team, walk: Walk | None, speech: Speech, me: str, *, typed: str, width: int) -> list[PeopleRow]:
    """The roles of the incident, the open ones first, then everybody, on duty first; those that fit what was typed.

    What is too long for a row goes on in the rows under it: no name and no role is cut.
    """
    roles = list(_roles(team, walk, me)) if walk is not None else []
    persons = [_person(each, team, walk, speech, me) for each in duty_first(team.people, team.on_duty)]
    names = max((_least(row.name) for row in (*roles, *persons)), default=0)
    name_cells = max(LEAST_NAME, min(names, width - AROUND_WORDS - LEAST_WORDS))
    rows: list[PeopleRow] = []
    for heading, part in ((_("ROLES"), roles), (_("PEOPLE"), persons)):
        found = [
            replace(row, name_cells=name_cells)
            for row in part
            if fits(typed, [row.name, row.role], row.words) is not None
        ]
        rows += [PeopleRow(heading=heading), *(each for row in found for each in _wrapped(row, width))] if found else []
    return rows


def _least(name: str) -> int:
    """The cells without which the name is cut; that it is one's own goes before."""
    whole = clauses(name, LEAST_NAME)
    return width_of(name if whole.endswith("…") else whole)


def people_row(row: PeopleRow, width: int) -> Line:
    """The row in cells."""
    if row.heading:
        return line(" ", (row.heading, ".bright"))
    name = "" if row.is_more else clauses(row.name, row.name_cells)
    left = line("  ") + columns((name, row.name_cells)) + line(" ", (row.words, row.style) if row.style else row.words)
    return beside(
        left, line((row.end, ".wrong" if row.person and not row.person.can_be_reached else ".muted"), " "), width
    )


def _wrapped(row: PeopleRow, width: int) -> Iterator[PeopleRow]:
    """The row, and those that go on with it: whom a whole row cannot hold has the ways to reach them first."""
    room = width - row.name_cells - AROUND_WORDS
    if width_of(row.words) + width_of(row.end) + (GAP if row.end else 0) <= room:
        yield row
        return
    parts = wrap(row.words, room, MOST_ROWS)
    yield replace(row, words="" if row.end else parts[0])
    for words in parts if row.end else parts[1:]:
        yield replace(row, words=words, end="", is_more=True)


def span_words(walk: Walk) -> str:
    """How many the commander leads, against how many one person leads well."""
    roles = walk.incident.roles
    led = {person for role, person in roles.items() if role != COMMANDER} - {roles.get(COMMANDER, "")}
    words = _("people whom the commander leads: {count}; best are {least} to {most}").format(
        count=len(led), least=LEAST_SPAN, most=MOST_SPAN
    )
    return words if len(led) <= MOST_SPAN else _("{words}: TOO MANY").format(words=words)


def _roles(team: Team, walk: Walk, me: str) -> Iterator[PeopleRow]:
    incident, speech = walk.incident, walk.speech
    for role in dict.fromkeys([*walk.empty_roles, *incident.roles_to_fill(), *incident.runbook.roles]):
        holder = incident.person_of(role)
        if holder is not None:
            words, style = _you(speech.person(holder), holder, me), ""
        else:
            able = _(", ").join(_able(team, role, speech)) if walk.is_open else ""
            words = _("nobody, wanted now") if role in walk.empty_roles else _("nobody, not wanted")
            words = words if walk.is_open else _("nobody")
            is_served = any(role in each.rota.roles for each in team.on_duty)
            said = _("{words}; {names}") if is_served else _("{words}; may fill it: {names}")
            words = said.format(words=words, names=able) if able else words
            style = ".waiting" if role in walk.empty_roles else ".muted"
        yield PeopleRow(role=role, name=speech.role(role), words=words, style=style)


def _able(team: Team, role: str, speech: Speech) -> Iterator[str]:
    for person in able_first(team.people, role, team.on_duty):
        yield with_duty(speech.person(person.id), duties_of(person.id, team.on_duty, role), speech, team.now)


def _person(person: Person, team: Team, walk: Walk | None, speech: Speech, me: str) -> PeopleRow:
    held = [role for role, holder in walk.incident.roles.items() if holder == person.id] if walk else []
    words = _(", ").join(map(speech.role, held))
    if not held and person.roles:
        names = map(speech.role if walk else usual_role, person.roles)
        words = _("may be {roles}").format(roles=_(", ").join(names))
    duties = duties_of(person.id, team.on_duty)
    if duties:
        duty = duty_words(duties, speech, team.now)
        words = _("{duty}; holds {roles}").format(duty=duty, roles=words) if held else duty
    end = reach_words(person)
    name = _you(speech.person(person.id), person.id, me)
    return PeopleRow(person=person, name=name, words=words, end=end, style="" if held or duties else ".muted")


def _you(name: str, person: str, me: str) -> str:
    return _("{name} (you)").format(name=name) if person == me else name
