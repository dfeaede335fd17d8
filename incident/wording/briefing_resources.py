"""What a briefing says of resources: what was asked for, what comes and by when, who works and rests, teams, money.

Apart from the board, which has a row for each: a briefing is read once, so what is many is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.application.briefing import Briefing
from incident.domain.events import AllocationState as State
from incident.domain.resources.allocation import Allocation, Team
from incident.domain.resources.awaiting import at_work_longest, due_of
from incident.domain.resources.resource import Inventory
from incident.domain.resources.spending import spends
from incident.i18n import N_, _
from incident.wording.allocations import state_word
from incident.wording.money import money_words
from incident.wording.resource_board import awake_words, called, period_words, rest_words, team_words, whereabouts
from incident.wording.resources import given_types, own_names
from incident.wording.speech import Speech

__all__ = ["awake_lines", "resource_lines"]

_LONG: Final = timedelta(hours=1)
"""Before nobody has to be told who has been at work longest."""
MOST: Final = 3
"""As many of a line are named."""
_LINES: Final = (
    (N_("asked for, nobody has answered: {things}"), (State.REQUESTED,)),
    (N_("coming: {things}"), (State.APPROVED, State.ORDERED, State.EN_ROUTE)),
    (N_("at work: {things}"), (State.ASSIGNED,)),
    (N_("here and free: {things}"), (State.ON_HAND,)),
    (N_("out of use: {things}"), (State.OUT,)),
)


def resource_lines(briefing: Briefing, speech: Speech) -> Iterator[str]:
    """A line for each state, then teams, money and the period; what has no room is counted."""
    own, now = briefing.incident.resources, briefing.now
    if briefing.inventory is not None:
        speech = speech.changed(types=own_names(briefing.inventory), given=given_types(briefing.inventory))
    for words, states in _LINES:
        found = sorted(
            (each for each in own.live if each.state_at(now) in states), key=lambda each: _soonest(each, now)
        )
        if found:
            yield _(words).format(things=_named([_one(each, speech, now) for each in found], briefing))
    if own.teams:
        yield _("teams: {things}").format(
            things=_named([_team(each, briefing, speech) for each in own.teams.values()], briefing)
        )
    yield from _money(briefing)
    if period := period_words(own, speech, now):
        yield period


def awake_lines(briefing: Briefing, speech: Speech) -> Iterator[str]:
    """Who has been at work the longest, and when a rest is due to them; nothing in the first hour."""
    incident, now = briefing.incident, briefing.now
    if not any(now - each.since >= _LONG for each in at_work_longest(incident, now)):
        return
    due = rest_words(incident, briefing.inventory or Inventory(), speech, now)
    yield _("longest at work: {people}").format(people=_named(list(awake_words(incident, speech, now)), briefing))
    yield _("rest due: {people}").format(people=_named(list(due), briefing))


def _soonest(each: Allocation, now: datetime) -> tuple[bool, datetime]:
    due = due_of(each, now)
    return due is None, due or each.requested_at


def _named(things: Sequence[str], briefing: Briefing) -> str:
    named, more = _("; ").join(things[:MOST]), len(things) - MOST
    if more <= 0:
        return named
    said = _("{things}; and {count} more ('incident resource list {incident}')")
    return said.format(things=named, count=more, incident=briefing.incident.id)


def _one(each: Allocation, speech: Speech, now: datetime) -> str:
    """Its number and name, and what matters in its state; of what comes also how far it is."""
    state = each.state_at(now)
    how_far = state_word(state) if state in _LINES[1][1] else ""
    said = _(", ").join(filter(None, (how_far, whereabouts(each, speech, now))))
    return _("{name} ({said})").format(name=called(each, speech), said=said) if said else called(each, speech)


def _team(team: Team, briefing: Briefing, speech: Speech) -> str:
    lead = _("lead {person}").format(person=speech.person(team.lead))
    return _(", ").join((team_words(team, briefing.incident.resources), lead))


def _money(briefing: Briefing) -> Iterator[str]:
    """What was promised and what is spent, a line for each currency."""
    promised, spent = Counter[str](), Counter[str]()
    for each in spends([briefing.incident]):
        promised[each.currency] += each.promised
        spent[each.currency] += each.spent
    for currency in promised:
        said = _("money: {promised} promised, {spent} spent")
        yield said.format(
            promised=money_words(promised[currency], currency), spent=money_words(spent[currency], currency)
        )
