"""What stands below the lanes of resources: the one under the cursor, who reports to whom, and what happens next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Final

from incident.domain.events import AllocationState as State
from incident.domain.events import IncidentMode
from incident.domain.incident import COMMANDER
from incident.domain.resources.allocation import Allocation, Change, Team
from incident.domain.resources.resource import MONEY, Stock
from incident.domain.resources.span import members, reporting_to_commander
from incident.domain.resources.supply import offered
from incident.domain.resources.taking_back import last_change_by
from incident.domain.resources.usage import person_hours
from incident.i18n import _
from incident.tui.views.filling import filled, more_words
from incident.tui.views.frames import framed
from incident.tui.views.lines import Line, beside, blank, line, rule, shortened, width_of, wrap
from incident.tui.views.resource_lanes import MOST_EACH, SIDES
from incident.tui.views.resources import ResourceRow
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.allocations import state_word, whom_words
from incident.wording.money import money_words
from incident.wording.quoting import with_reason
from incident.wording.resource_board import (
    awake_words,
    late_words,
    missing_words,
    name_words,
    rest_words,
    span_words,
    split_words,
    team_span_words,
)
from incident.wording.resources import resource_name, use_words
from incident.wording.safe import clean_line

__all__ = ["box_lines", "coming_lines", "coming_words", "last_lines", "period_lines", "report_rows"]

BOX_ROWS: Final = 6
LABEL: Final = 11
"""Cells of a label."""
_MOST: Final = 3
_HOUR: Final = timedelta(hours=1)


def box_lines(row: ResourceRow | None, stock: Stock, walk: Walk, width: int) -> list[Line]:
    """The one under the cursor, and who reports to whom, beside each other."""
    left = width // 2
    own = row.allocation if row else None
    title = _("SELECTED   {what}").format(what=name_words(own, walk.speech)) if own else _("SELECTED")
    chosen = (
        list(_in_rows(_selected(own, stock, walk), left - SIDES))
        if own
        else list(_of_team(row.team if row else None, walk))
    )
    boxes = (
        framed(title, _tall(chosen), left),
        framed(_("WHO REPORTS TO WHOM"), _tall(list(_reports(walk, width - left - SIDES))), width - left),
    )
    return [line("").join(parts) for parts in zip_longest(*boxes, fillvalue=blank())]


def _tall(rows: Sequence[Line]) -> list[Line]:
    return [*rows, *[blank()] * BOX_ROWS][:BOX_ROWS]


def _labelled(label: str, words: str) -> Line:
    return line((label, ".muted")).pad_right(max(1, LABEL - line(label).cell_length)) + line(words)


def _in_rows(said: Iterable[tuple[str, str]], width: int) -> Iterator[Line]:
    """Each label with its words, on as many rows as they need, two at most."""
    for label, words in said:
        for number, row in enumerate(wrap(words, width - LABEL, MOST_EACH)):
            yield _labelled("" if number else label, row)


def _selected(own: Allocation, stock: Stock, walk: Walk) -> Iterator[tuple[str, str]]:
    speech, now = walk.speech, walk.now
    words = _("{person} {time}").format(person=speech.person(own.requested_by), time=speech.when(own.requested_at, now))
    asked = own.asked_for or own.whom
    whom = _("for {whom}").format(whom=whom_words(asked, speech)) if asked else ""
    yield (_("asked by"), with_reason(_(", ").join(filter(None, (words, whom))), own.because))
    if own.needed_by:
        yield (_("needed"), _("by {time}").format(time=speech.when(own.needed_by, now)))
    changes = [f"{speech.when(each.at, now)} {state_word(each.state)}" for each in own.changes[-_MOST:]]
    yield (_("history"), " -> ".join(changes) or state_word(own.state_at(now)))
    if own.substitutes:
        yield (_("or else"), _(", ").join(resource_name(each, speech.types) for each in own.substitutes))
    line_of_it = stock.inventory.resources.get(own.resource)
    if line_of_it is not None and (use := use_words(line_of_it, speech)):
        yield (_("use"), use)
    if own.state is State.REQUESTED:
        found = list(_matches(own, stock, walk))
        yield (_("matches"), _(", ").join(found[:_MOST]) or _("nothing of the inventory is free"))


def _matches(own: Allocation, stock: Stock, walk: Walk) -> Iterator[str]:
    """What the inventory has free for it."""
    incident, now = walk.incident, walk.now
    for each in stock.inventory.resources.values():
        free = stock.free(each, incident.tier, now, exercise=incident.mode is IncidentMode.EXERCISE)
        if offered(own, each) and free:
            count = money_words(free, each.unit) if each.kind == MONEY else str(free)
            said = _("{name} ({count} free)").format(name=clean_line(each.id), count=count)
            yield walk.speech.person(each.person) if each.person else said


def _of_team(team: Team | None, walk: Walk) -> Iterator[Line]:
    if team is not None:
        yield _labelled(_("lead"), walk.speech.person(team.lead))
        names = (name_words(each, walk.speech) for each in members(walk.incident.resources, team.id))
        yield _labelled(_("in it"), _(", ").join(names) or _("nobody yet"))


def _reports(walk: Walk, width: int) -> Iterator[Line]:
    """The commander, each team with its lead and members, then those in none; what has no room is counted."""
    rows = [wrap(words, width - 2, 2) for words in report_rows(walk)]
    room = [n for n in range(len(rows) + 1) if sum(map(len, rows[:n])) + (n < len(rows)) <= BOX_ROWS][-1]
    for number, (first, *others) in enumerate(rows[:room]):
        yield line((first, ".bright" if not number else ""))
        yield from (line(f"  {row}") for row in others)
    if room < len(rows):
        yield line((more_words(len(rows) - room, key_of("resources.whole", "g")), ".muted"))


def report_rows(walk: Walk) -> Iterator[str]:
    """The same in words: one row each, those who are in no team in one."""
    incident, speech = walk.incident, walk.speech
    own = incident.resources
    holder = incident.person_of(COMMANDER)
    name = speech.person(holder) if holder else _("nobody yet")
    yield "  ".join((_("IC"), name, span_words(incident)))
    for team in own.teams.values():
        people = _(", ").join(name_words(each, speech) for each in members(own, team.id))
        said = _("{team} ({person})").format(team=clean_line(team.id), person=speech.person(team.lead))
        said = _(", ").join((said, team_span_words(own, team)))
        yield _("{team}: {people}").format(team=said, people=people) if people else said
    if alone := [own.allocations[each] for each in reporting_to_commander(own) if each in own.allocations]:
        yield _(", ").join(name_words(each, speech) for each in alone)


def coming_lines(walk: Walk, width: int, room: int) -> list[Line]:
    """What time brings next, the soonest first; how many more there are stands in its title."""
    found = sorted(_coming(walk), key=lambda each: each[0])
    rows = [line((f"   {_hour(at, walk)}  ", ".bright" if at > walk.now else ".wrong"), words) for at, words in found]
    rows = rows or [line((" " + _("Nothing has an hour yet."), ".muted"))]
    more = more_words(len(rows) - room, key_of("resources.whole", "g")) if len(rows) > room else ""
    title = "   ".join(filter(None, (_("NEXT TO HAPPEN"), more)))
    return [rule(width, title), *(shortened(each, width) for each in rows[:room])]


def coming_words(walk: Walk) -> Sequence[str]:
    """The same in words, all of it."""
    return [f"{_hour(at, walk)}  {words}" for at, words in sorted(_coming(walk), key=lambda each: each[0])]


def _hour(at: datetime, walk: Walk) -> str:
    """When it is; of what should have been by now, that it is late."""
    time = walk.speech.when(at, walk.now)
    return time if at > walk.now else _("{time} LATE").format(time=time)


def _coming(walk: Walk) -> Iterator[tuple[datetime, str]]:
    own, speech, now = walk.incident.resources, walk.speech, walk.now
    for each in own.live:
        name, whom = name_words(each, speech), whom_words(each.whom, speech) if each.whom else ""
        state = each.state_at(now)
        if state is State.REQUESTED and each.needed_by:
            yield each.needed_by, _("{name} needed: NOBODY ON IT").format(name=name)
        if state in (State.APPROVED, State.ORDERED, State.EN_ROUTE) and each.due_at:
            said = _("{name} arrives, for {whom}") if whom else _("{name} arrives")
            yield each.due_at, said.format(name=name, whom=whom)
        if state is State.OUT and each.out_until:
            yield each.out_until, _("{name}: AVAILABLE by itself").format(name=name)
        if each.back_at:
            yield each.back_at, _("{name} promised back").format(name=name)
    if own.period is not None:
        yield own.period.ends_at, _("operational period {number} ends").format(number=own.period.number)


def period_lines(walk: Walk, stock: Stock, width: int) -> list[Line]:
    """How long people were at work, who is awake longest and is to rest, what nobody is on, who leads too many."""
    own, speech, now = walk.incident.resources, walk.speech, walk.now
    key = key_of("resources.whole", "g")
    awake = list(awake_words(walk.incident, speech, now))
    due = list(rest_words(walk.incident, stock.inventory, speech, now))
    resting = _(", ").join([name_words(each, speech) for each in own.live if each.rests_at(now)])
    used = person_hours(own, own.period.began_at if own.period else walk.incident.declared_at, now)
    said = [_("used {hours} person-hours").format(hours=f"{used / _HOUR:.1f}")]
    said.append(_("longest at work: {people}").format(people=awake[0]) if awake else _("nobody is at work yet"))
    rests = _("rests, cannot be assigned: {people}").format(people=resting) if resting else ""
    warned = (split_words(own, key_of("resources.team", "t")), late_words(own, now), rests)
    rows = [line(f"   {row}") for row in filled([*said, *awake[1:]], width - 4, 2, key)]
    if awake:
        due[0] = _("rest due: {people}").format(people=due[0])
        rows += [line(f"   {row}") for row in filled(due, width - 4, 1, key)]
    for each in filter(None, warned):
        first, *others = wrap(each, width - 6, 2)
        rows += [line((f"   ! {first}", ".wrong")), *(line((f"     {row}", ".wrong")) for row in others)]
    if missing := missing_words(walk.incident, stock, now):
        lead = "   " + _("missing: {what}").format(what="")
        first, *others = filled(missing, width - width_of(lead) - 1, 2, key)
        rows += [line(f"{lead}{first}"), *(line(" " * width_of(lead) + row) for row in others)]
    return [rule(width, _("THIS PERIOD")), *rows]


def last_lines(walk: Walk, width: int, room: int) -> list[Line]:
    """What was done last, the newest first."""
    changes = [(each, own) for own in walk.incident.resources.allocations.values() for each in own.changes]
    newest = sorted(changes, key=lambda found: found[0].at)[: -room - 1 : -1]
    rows = [_changed(change, own, walk) for change, own in newest]
    rows = rows or [line((" " + _("Nothing was done yet."), ".muted"))]
    undone = last_change_by(walk.incident.resources, walk.person)
    if undone and newest and newest[0][0] is undone[1]:
        hint = _("{key} undoes").format(key=key_of("resources.undo", "u"))
        rows[0] = beside(rows[0], line((hint, ".muted"), " "), width)
    return [rule(width, _("LAST CHANGES")), *(shortened(each, width) for each in rows)]


def _changed(change: Change, own: Allocation, walk: Walk) -> Line:
    said = _("{person}: {what} {state}").format(
        person=walk.speech.person(change.by), what=name_words(own, walk.speech), state=state_word(change.state)
    )
    return line((f" {walk.speech.when(change.at, walk.now)}  ", ".muted"), with_reason(said, change.because))
