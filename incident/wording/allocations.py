"""What became of resources, as one line each, and the words of their states.

Apart from the names of types, which paper and screens share with runbooks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, assert_never

from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.events import AllocationState, OutReason
from incident.domain.events.resources import OfResources
from incident.domain.resources.allocation import WORKING, Allocation, Resources
from incident.domain.resources.giver import giver_of
from incident.domain.resources.resource import MONEY
from incident.i18n import N_, _
from incident.wording.money import money_words
from incident.wording.quoting import said as quoted
from incident.wording.quoting import with_reason
from incident.wording.resources import resource_name
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

__all__ = [
    "allocation_words",
    "amount_words",
    "for_words",
    "left_words",
    "or_else_words",
    "out_words",
    "source_word",
    "state_word",
    "whom_words",
]

_STATES: Final[Mapping[AllocationState, str]] = {
    AllocationState.REQUESTED: N_("requested"),
    AllocationState.APPROVED: N_("approved"),
    AllocationState.ORDERED: N_("ordered"),
    AllocationState.EN_ROUTE: N_("en route"),
    AllocationState.ON_HAND: N_("on hand"),
    AllocationState.ASSIGNED: N_("assigned"),
    AllocationState.OUT: N_("out"),
    AllocationState.RELEASED: N_("released"),
    AllocationState.DECLINED: N_("declined"),
    AllocationState.CANCELLED: N_("called off"),
}
_OUT: Final[Mapping[OutReason, str]] = {
    OutReason.REST: N_("rest"),
    OutReason.REPAIR: N_("repair"),
    OutReason.STAFFING: N_("nobody to work it"),
}
_SOURCES: Final = {"own": N_("its own team"), "team": N_("another team"), "vendor": N_("a vendor")}


def state_word(state: str) -> str:
    """A state in one or two words."""
    return _(_STATES[AllocationState(state)]) if state else ""


def out_words(reason: OutReason) -> str:
    """Why it cannot be used."""
    return _(_OUT[reason])


def source_word(source: str) -> str:
    """Whose a resource is."""
    return _(_SOURCES[source]) if source else ""


def amount_words(kind: str, type_: str, quantity: int, unit: str, own: Mapping[str, str] | None = None) -> str:
    """How many of what: '60 agents', '5,000.00 EUR emergency budget'; without a number where nobody has said one."""
    name = resource_name(type_, own)
    if kind == MONEY and quantity:
        return _("{money}, {name}").format(money=money_words(quantity, unit), name=name)
    if not quantity:
        return name
    return _("{quantity} × {name}").format(quantity=quantity, name=name)


def source_words(resource: str, giver: FreeText | None) -> str:
    """The line of the inventory, or who gives it."""
    return clean_line(resource) if giver is None else clean_line(quoted(giver))


def allocation_words(event: OfResources, speech: Speech) -> str:
    """What the event says of resources, teams and periods."""
    match event:
        case e.AllocationRequested():
            return with_reason(_requested(event, speech), event.because)
        case e.AllocationApproved():
            return with_reason(_approved(event, speech), giver_of(event)[1])
        case e.AllocationMoved():
            return with_reason(_moved(event, speech), event.because)
        case e.AllocationOut():
            return with_reason(_out(event, speech), event.because)
        case e.RestTakenBack():
            return with_reason(_no_rest(event, speech), event.because)
        case e.AllocationEnded():
            return with_reason(_ended(event), event.words)
        case e.TeamFormed():
            said = _("team '{team}' stands, led by {person}")
            return said.format(team=clean_line(event.team), person=speech.person(event.lead))
        case e.TeamDissolved():
            said = _("team '{team}' is dissolved; what it had is the commander's")
            return said.format(team=clean_line(event.team))
        case e.PeriodBegun():
            said = _("operational period {number} begins, until {until}")
            return said.format(number=event.number, until=speech.moment(event.ends_at))
        case _:
            assert_never(event)


def left_words(allocation: Allocation, whom: str, resources: Resources, speech: Speech) -> str:
    """Out of which team it is taken that works, by whoever it is for now; '' where it is in none, or stays in it."""
    team = resources.teams.get(allocation.whom)
    if team is None or not whom or whom == allocation.whom or allocation.state not in WORKING:
        return ""
    name = speech.person(allocation.person) if allocation.person else resource_name(allocation.type, speech.types)
    said = _("{allocation} ({name}) works in the team '{team}', led by {person}, and leaves it: tell {person}.")
    person = speech.person(team.lead)
    return said.format(allocation=allocation.id, name=name, team=clean_line(team.id), person=person)


def whom_words(whom: str, speech: Speech) -> str:
    """For whom it is: a role, a person, or a team by its name."""
    named = speech.role(whom)
    return named if named != clean_line(whom) else speech.person(whom)


def for_words(allocation: Allocation, speech: Speech) -> str:
    """Whom it is with, and for whom it was asked where that is somebody else."""
    whom = whom_words(allocation.whom, speech) if allocation.whom else ""
    if not allocation.asked_for:
        return whom
    return _("{whom}, asked for {asked}").format(whom=whom, asked=whom_words(allocation.asked_for, speech))


def _requested(event: e.AllocationRequested, speech: Speech) -> str:
    what = amount_words(event.kind, event.type, event.quantity, event.unit)
    if event.need and not event.quantity:
        what = _("{need} {what}").format(need=clean_line(event.need), what=what)
    said = _("{allocation} requested: {what}").format(allocation=event.allocation, what=what)
    said = or_else_words(said, event.substitutes, speech)
    if event.whom:
        said = _("{sentence}, for {whom}").format(sentence=said, whom=whom_words(event.whom, speech))
    if event.needed_by:
        said = _("{sentence}, needed by {time}").format(sentence=said, time=speech.moment(event.needed_by))
    return said


def or_else_words(said: str, substitutes: Sequence[str], speech: Speech) -> str:
    """What was asked for, and what would do as well."""
    if not substitutes:
        return said
    types = _(", ").join(resource_name(each, speech.types) for each in substitutes)
    return _("{sentence}, or else {types}").format(sentence=said, types=types)


def _approved(event: e.AllocationApproved, speech: Speech) -> str:
    giver, _why = giver_of(event)
    said = _("{allocation} approved by {person}: {quantity} of '{resource}'")
    if event.resource == event.budget:
        said = _("{allocation} approved by {person}: {money} of '{resource}'")
    words = said.format(
        allocation=event.allocation,
        person=speech.person(event.by),
        quantity=event.quantity,
        money=money_words(event.amount, event.currency) if event.amount else "",
        resource=source_words(event.resource, giver),
    )
    if not event.amount or event.resource == event.budget:
        return words
    return _("{sentence}, for {money}").format(sentence=words, money=money_words(event.amount, event.currency))


def _moved(event: e.AllocationMoved, speech: Speech) -> str:
    said = _("{allocation} {state}").format(allocation=event.allocation, state=state_word(event.to))
    if event.whom:
        said = _("{sentence}, for {whom}").format(sentence=said, whom=whom_words(event.whom, speech))
    if event.due_at:
        said = _("{sentence}, expected at {time}").format(sentence=said, time=speech.moment(event.due_at))
    if event.back_at:
        said = _("{sentence}, promised back at {time}").format(sentence=said, time=speech.moment(event.back_at))
    return said


def _out(event: e.AllocationOut, speech: Speech) -> str:
    if event.until is None:
        return _("{allocation} is out ({reason})").format(allocation=event.allocation, reason=out_words(event.reason))
    said = _("{allocation} is out ({reason}) until {until}")
    return said.format(allocation=event.allocation, reason=out_words(event.reason), until=speech.moment(event.until))


def _no_rest(event: e.RestTakenBack, speech: Speech) -> str:
    if event.until is None:
        return _("{allocation}: its rest is taken back").format(allocation=event.allocation)
    said = _("{allocation}: its rest until {until} is taken back")
    return said.format(allocation=event.allocation, until=speech.moment(event.until))


def _ended(event: e.AllocationEnded) -> str:
    return _("{allocation} {state}").format(allocation=event.allocation, state=state_word(event.how))
