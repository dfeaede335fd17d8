"""What the board of resources says of each, and of all of them: the same on the screen and read aloud.

Apart from the entries of the timeline, which say what happened, and not how things stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from incident.domain.events import AllocationState
from incident.domain.incident import Incident
from incident.domain.resources.allocation import Allocation, Resources, Team
from incident.domain.resources.awaiting import (
    NOBODY_ON_IT,
    AtWork,
    answer_within,
    at_work_longest,
    due_of,
    is_late,
    unanswered,
    unasked,
    unattended,
)
from incident.domain.resources.resource import MONEY, Inventory, Stock
from incident.domain.resources.span import MOST, led, members, overfull, reporting_to_commander, unled, wants_split
from incident.domain.resources.supply import Gap, gaps
from incident.i18n import _, ngettext
from incident.wording.allocations import amount_words, or_else_words, out_words, source_words, whom_words
from incident.wording.quoting import said as quoted
from incident.wording.resources import own_names, resource_name
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.times import duration
from incident.wording.usual import reread

__all__ = [
    "awake_words",
    "away_words",
    "called",
    "counts_words",
    "due_words",
    "given_words",
    "late_words",
    "missing_words",
    "name_words",
    "nothing_words",
    "period_words",
    "report_words",
    "rest_words",
    "span_words",
    "split_words",
    "team_span_words",
    "team_words",
    "unanswered_words",
    "unasked_words",
    "whereabouts",
]

LEAST: Final = 3
"""As few as a person leads, by the rules of ICS."""
HAND_OVER_BEFORE: Final = timedelta(hours=1)
"""So long before a rest is due to whoever holds a role or leads a team, a hand-over is suggested."""
_COMING: Final = (AllocationState.APPROVED, AllocationState.ORDERED, AllocationState.EN_ROUTE)


def nothing_words(key: str) -> str:
    """What an empty board teaches."""
    return _("Nothing was asked for yet: {key} asks for something.").format(key=key)


def period_words(resources: Resources, speech: Speech, now: datetime, shift_ends: datetime | None = None) -> str:
    """Which operational period it is, and how long it lasts, or that it is over.

    Before anybody has entered one it is the shift (reference/UX.md D-2); '' where nobody says when that ends.
    """
    period = resources.period
    if period is None:
        return _("period: the shift, ends {time}").format(time=speech.when(shift_ends, now)) if shift_ends else ""
    said = _("period {number}, ends {time}") if now < period.ends_at else _("period {number} LATE, ended {time}")
    return said.format(number=period.number, time=speech.when(period.ends_at, now))


def counts_words(resources: Resources, now: datetime) -> list[str]:
    """How many stand how: one short word each."""
    count = Counter(each.state_at(now) for each in resources.allocations.values())
    late = sum(is_late(each, now) for each in resources.live)
    return [
        _("need {count}").format(count=count[AllocationState.REQUESTED]),
        *([_("LATE {count}").format(count=late)] if late else []),
        _("coming {count}").format(count=sum(count[each] for each in _COMING)),
        _("working {count}").format(count=count[AllocationState.ASSIGNED]),
        _("free {count}").format(count=count[AllocationState.ON_HAND]),
        _("out {count}").format(count=count[AllocationState.OUT]),
        _("released {count}").format(count=count[AllocationState.RELEASED]),
    ]


def name_words(allocation: Allocation, speech: Speech) -> str:
    """The person, or how many of what."""
    if allocation.person:
        return speech.person(allocation.person)
    what = given_words(allocation, speech)
    if allocation.need and not allocation.quantity:
        return _("{need} {what}").format(need=clean_line(allocation.need), what=what)
    return what


def given_words(allocation: Allocation, speech: Speech) -> str:
    """How many of what, in whose place where it is a substitute, and while it is asked for what would do as well."""
    given = speech.given.get(allocation.resource) or allocation.type
    what = amount_words(allocation.kind, given, allocation.quantity, allocation.unit, speech.types)
    if given == allocation.type:
        return or_else_words(what, allocation.substitutes, speech) if not allocation.resource else what
    return _("{what} instead of {asked}").format(what=what, asked=resource_name(allocation.type, speech.types))


def called(allocation: Allocation, speech: Speech) -> str:
    """Its number and its name, as whoever acts on it reads them."""
    return f"{allocation.id} {name_words(allocation, speech)}"


def team_words(team: Team, resources: Resources) -> str:
    """The team, and how many are in it."""
    return _("{team} ({count})").format(team=clean_line(team.id), count=len(members(resources, team.id)))


def whereabouts(allocation: Allocation, speech: Speech, now: datetime) -> str:
    """With whom it is, where, or until when: what matters in its state."""
    whom = whom_words(allocation.whom, speech) if allocation.whom else ""
    match allocation.state_at(now):
        case AllocationState.REQUESTED:
            return _needed(allocation, whom, speech, now)
        case AllocationState.APPROVED | AllocationState.ORDERED | AllocationState.EN_ROUTE:
            return _(", ").join(
                filter(None, (source_words(allocation.resource, allocation.giver), due_words(allocation, speech, now)))
            )
        case AllocationState.OUT:
            own = "" if allocation.person else source_words(allocation.resource, allocation.giver)
            return _(", ").join(filter(None, (own, away_words(allocation, speech, now))))
        case AllocationState.ASSIGNED | AllocationState.ON_HAND:
            back = allocation.back_at
            ends = _("back {time}").format(time=speech.when(back, now)) if back else ""
            site = clean_line(allocation.site or allocation.source_site)
            return _(", ").join(filter(None, (whom or site, ends)))
        case _:
            last = allocation.course[-1].because if allocation.course else None
            return reread(quoted(last)) if last is not None else ""


def _needed(allocation: Allocation, whom: str, speech: Speech, now: datetime) -> str:
    said = _("for {whom}").format(whom=whom) if whom else ""
    return _(", ").join(filter(None, (said, due_words(allocation, speech, now))))


def due_words(allocation: Allocation, speech: Speech, now: datetime) -> str:
    """By when, and that it is late once that hour has passed."""
    due = due_of(allocation, now)
    if due is None:
        return ""
    said = _("LATE, due by {time}") if due <= now else _("by {time}")
    return said.format(time=speech.when(due, now))


def away_words(allocation: Allocation, speech: Speech, now: datetime) -> str:
    """Why it cannot be used, and until when."""
    reason = out_words(allocation.out_reason) if allocation.out_reason else ""
    if allocation.out_until is None:
        return reason
    return _("{reason} until {time}").format(reason=reason, time=speech.when(allocation.out_until, now))


def missing_words(incident: Incident, stock: Stock, now: datetime) -> list[str]:
    """What the tier wants and is not to be had, the most first; last, of what nobody knows how many."""
    every = gaps(incident, stock, now)
    missing = sorted((each for each in every if each.gap > 0), key=lambda each: -each.gap)
    own = own_names(stock.inventory)
    return [_missing(each, resource_name(each.type, own)) for each in missing] + [
        _("{need} {what}").format(need=clean_line(each.need), what=resource_name(each.type, own))
        for each in every
        if each.of_nothing and not each.have
    ]


def _missing(gap: Gap, name: str) -> str:
    """How many, where, and how many of those are promised: nobody asks for these once more."""
    said = _("{count} {what} at {site}") if gap.site else _("{count} {what}")
    words = said.format(count=gap.gap, what=name, site=clean_line(gap.site))
    if not gap.coming:
        return words
    return _("{missing} ({count} on the way)").format(missing=words, count=gap.coming)


def late_words(resources: Resources, now: datetime) -> str:
    """How many requests nobody is on; '' for none."""
    late = len(unattended(resources, now))
    said = ngettext(
        "{count} request with nobody on it for over {time}.",
        "{count} requests with nobody on them for over {time}.",
        late,
    )
    return said.format(count=late, time=duration(NOBODY_ON_IT)) if late else ""


def unanswered_words(incident: Incident, inventory: Inventory | None, now: datetime) -> str:
    """How many requests have waited longer than the tier allows, the oldest named; '' for none."""
    late = unanswered(incident, inventory, now)
    if not late:
        return ""
    within, first = duration(answer_within(incident.tier, inventory)), late[0]
    what = amount_words(first.kind, first.type, first.quantity, first.unit, own_names(inventory) if inventory else None)
    said = _("{allocation}, {what}: no answer for over {time}")
    if len(late) == 1:
        return said.format(allocation=first.id, what=what, time=within)
    return _("{count} requests for resources without an answer for over {time}").format(count=len(late), time=within)


def unasked_words(incident: Incident, inventory: Inventory | None, *, with_types: bool = False) -> list[str]:
    """What a raise wants and nobody has asked for; `with_types`: as it is typed in a request, too."""
    own = own_names(inventory) if inventory else None
    words = [
        amount_words(want.kind, want.type, count, "", own)
        if count or want.kind == MONEY
        else _("{need} {what}").format(need=clean_line(want.need), what=resource_name(want.type, own))
        for want, count in unasked(incident, inventory)
    ]
    if not with_types:
        return words
    said, types = _("{what} ({type})"), (want.type for want, _count in unasked(incident, inventory))
    return [said.format(what=each, type=clean_line(type_)) for each, type_ in zip(words, types, strict=True)]


def report_words(incident: Incident, speech: Speech) -> list[str]:
    """Whoever reports to the commander: teams with their leads, then those in none."""
    own, every = incident.resources, reporting_to_commander(incident.resources)
    led = _("{team} ({person})")
    teams = [led.format(team=clean_line(each.id), person=speech.person(each.lead)) for each in own.teams.values()]
    return teams + [name_words(own.allocations[each], speech) for each in every if each in own.allocations]


def span_words(incident: Incident) -> str:
    """How many that is, beside how many one person leads."""
    count, groups = len(reporting_to_commander(incident.resources)), len(unled(incident.resources))
    if not groups or count > MOST:
        return _of_most(count)
    said = ngettext(
        "{count}, {groups} of them a group that nobody leads",
        "{count}, {groups} of them groups that nobody leads",
        groups,
    )
    return said.format(count=count, groups=groups)


def team_span_words(resources: Resources, team: Team) -> str:
    """The same of whoever reports to the lead of a team, however few."""
    count = led(resources, team.id)
    return _of_most(count) if count > MOST else str(count)


def _of_most(count: int) -> str:
    if count > MOST:
        said = _("{count}, and one person leads {least} to {most}: form a team")
    else:
        said = _("{count} of {least} to {most}, fine")
    return said.format(count=count, least=LEAST, most=MOST)


def split_words(resources: Resources, key: str) -> str:
    """Who leads too many, and what splits them; '' where nobody does. The program never does it by itself."""
    names = [_("the commander")] if wants_split(resources) else []
    names += [clean_line(each) for each in overfull(resources)]
    if not names:
        return ""
    said = _("Over {most} report to: {names}. {key} forms a team; assign some of them to it.")
    return said.format(most=MOST, names=_(", ").join(names), key=key)


def awake_words(incident: Incident, speech: Speech, now: datetime) -> Iterator[str]:
    """People at work without a rest, the longest first, with how long."""
    for each in at_work_longest(incident, now):
        yield _("{name} {time}").format(name=_worker(each, speech), time=duration(now - each.since))


def rest_words(incident: Incident, inventory: Inventory, speech: Speech, now: datetime) -> Iterator[str]:
    """When a rest is due to those who have been at work the longest; by then somebody takes over what they hold."""
    holding = {*incident.roles.values(), *(team.lead for team in incident.resources.teams.values())}
    for each in at_work_longest(incident, now):
        due = each.since + inventory.rest_after
        said = _("{name}, since {time}") if due <= now else _("{name} {time}")
        words = said.format(name=_worker(each, speech), time=speech.when(due, now))
        wants = each.person in holding and due <= now + HAND_OVER_BEFORE
        yield _("{words} (hand-over suggested)").format(words=words) if wants else words


def _worker(each: AtWork, speech: Speech) -> str:
    return name_words(each.allocation, speech) if each.allocation is not None else speech.person(each.person)
