"""What the check finds in a plan: would whoever keeps to it exercise enough, on days that suit, with people who can?

    PL001  the file cannot be read, or a key is unknown, missing or of another kind
    PL002  days, hours or a recurrence make no sense
    PL003  a scenario, a person, a role or a family is not there
    PL004  the year lacks its full exercise, or a family its special one
    PL005  it stands on days on which nobody exercises
    PL006  real resources are moved before anybody has talked it through
    PL007  somebody is asked too often, or nobody who is asked may fill a role
    PL008  who keeps the plan approves it
    PL009  two files plan the same year

Apart from the compiler, which says what a file means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from incident.domain.exercises.programme import Form
from incident.domain.exercises.turns import overloaded
from incident.i18n import _
from incident.wording.outlines import family_word

if TYPE_CHECKING:
    from incident.adapters.documents.drills.compiler import Compiling
    from incident.adapters.documents.reading.nodes import Place
    from incident.domain.exercises.programme import Entry, Occurrence, Plan

__all__ = ["judge"]


def judge(compiling: Compiling, plan: Plan) -> None:
    """Note everything that is wrong with the plan as such."""
    place = compiling.place
    for lack in plan.lacks():
        words = _("There is no full exercise in the year; without one the plan is not approved.")
        if lack.family:
            said = _("There is no special exercise of the family '{family}'; without one the plan is not approved.")
            words = said.format(family=family_word(lack.family))
        compiling.wrong(place / "entries", "PL004", words, severity="warning")
    if plan.owner == plan.approver:
        compiling.wrong(place / "approver", "PL008", _("Who keeps the plan cannot approve it."))
    for entry, occurrence in plan.occurrences():
        _blackouts(compiling, plan, entry, occurrence)
    for entry in plan.entries:
        _talked_through(compiling, plan, entry)
        _able(compiling, entry)
    for person, quarter, count in overloaded(plan):
        said = _("{person} is invited {count} times in quarter {quarter}; the plan allows {most}.")
        words = said.format(person=person, count=count, quarter=quarter, most=plan.most_per_quarter)
        compiling.wrong(place / "most_per_quarter", "PL007", words, severity="warning")


def _blackouts(compiling: Compiling, plan: Plan, entry: Entry, occurrence: Occurrence) -> None:
    """An agreed hour or all the days within a blackout are wrong; that some of the days are is worth a word."""
    place, window, zone = _place_of(compiling, entry), occurrence.window, ZoneInfo(compiling.around.zone)
    for each in plan.blackouts:
        if each.window.first > window.last or each.window.last < window.first:
            continue
        is_agreed = occurrence.begins is not None and each.window.holds(occurrence.begins.astimezone(zone).date())
        is_inside = each.window.holds(window.first) and each.window.holds(window.last)
        said = _("From {start} to {end} nobody exercises: {reason}.")
        words = said.format(start=each.window.first, end=each.window.last, reason=each.because.rstrip(".。"))
        severity = "error" if is_agreed or is_inside else "warning"
        compiling.wrong(place, "PL005", words, _("Hold it on other days."), severity=severity)


def _talked_through(compiling: Compiling, plan: Plan, entry: Entry) -> None:
    if entry.form is not Form.FULL_SCALE:
        return
    first = min(each.window.first for each in entry.occurrences)
    before = (
        each
        for other, each in plan.occurrences()
        if other.scenario == entry.scenario and other.form is Form.TABLETOP and each.window.last < first
    )
    if next(before, None) is None:
        said = _("Nobody talks '{scenario}' through at a table before it is played with real resources.")
        words = said.format(scenario=entry.scenario)
        compiling.wrong(_place_of(compiling, entry) / "form", "PL006", words, severity="warning")


def _able(compiling: Compiling, entry: Entry) -> None:
    able = {role for person in entry.players for role in compiling.around.people.get(person, ())}
    for index, role in enumerate(entry.roles if entry.players else ()):
        if role not in able:
            place = _place_of(compiling, entry) / "roles" / index
            said = _("Nobody who is invited may fill the role '{role}'.").format(role=role)
            compiling.wrong(place, "PL007", said, severity="warning")


def _place_of(compiling: Compiling, entry: Entry) -> Place:
    return compiling.place / "entries" / entry.id
