"""`u` on the board of resources: the last change that whoever sits here made, by the command that undoes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from incident.domain.resources.allocation import Allocation
from incident.domain.resources.taking_back import Way, counter_commands, last_change_by, way_back
from incident.i18n import _
from incident.walk.flows.asking import Answers, Part, Ready
from incident.walk.flows.resources.asked import asked_why
from incident.walk.moment import Walk
from incident.wording.allocations import state_word, whom_words
from incident.wording.resource_board import name_words
from incident.wording.usual import TAKEN_BACK, spoken

__all__ = ["TakeBackFlow", "take_back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackFlow:
    """Says what is undone and what that comes to, then asks why."""

    walk: Walk
    allocation: Allocation

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"resource-undo.{self.allocation.id}.{len(self.allocation.changes)}"

    @property
    def title(self) -> str:
        """Which change it is."""
        own, walk = self.allocation, self.walk
        last = own.changes[-1]
        return _("UNDO: {allocation} {what} {state} {time}").format(
            allocation=own.id,
            what=name_words(own, walk.speech),
            state=state_word(last.state),
            time=walk.speech.when(last.at, walk.now),
        )

    def part(self, answers: Answers) -> Part:
        """Why."""
        own = self.allocation
        said = _said(own, self.walk)
        if "because" not in answers:
            return asked_why(_("{what} Why?").format(what=said), spoken(TAKEN_BACK), may_be_empty=False)
        return Ready(
            commands=tuple(counter_commands(own, self.walk.person, answers["because"], self.walk.now)), said=said
        )


def take_back(walk: Walk) -> TakeBackFlow | str:
    """What `u` begins, or why it begins nothing."""
    found = last_change_by(walk.incident.resources, walk.person)
    if found is None:
        return _("You have changed no resource yet: there is nothing to undo.")
    own, change = found
    last = own.changes[-1]
    if last.at != change.at or last.by != change.by:
        words = _("{person} has changed {allocation} since. Ask them.")
        return words.format(person=walk.speech.person(last.by), allocation=own.id)
    if way_back(own, walk.now) is Way.NONE:
        return _("{allocation} was out before. Take it out again, with the reason.").format(allocation=own.id)
    return TakeBackFlow(walk=walk, allocation=own)


def _said(own: Allocation, walk: Walk) -> str:
    match way_back(own, walk.now):
        case Way.RESTS_NOT:
            words = _("{allocation} is as though it had never been sent to rest.")
        case Way.CALLED_OFF:
            words = _("{allocation} is called off.")
        case Way.ASKED_AGAIN:
            words = _("{allocation} is called off, and the same is asked for again.")
        case Way.GIVEN_BACK:
            words = _("{allocation} is given back.")
        case Way.ASKED_ANEW:
            words = _("{allocation} stays over; the same is asked for again.")
        case Way.MOVED_BACK | Way.NONE:
            before = own.changes[-2]
            whom = whom_words(before.whom, walk.speech) if before.whom else ""
            words = _("{allocation} is {state} again, for {whom}.") if whom else _("{allocation} is {state} again.")
            return words.format(allocation=own.id, state=state_word(before.state), whom=whom)
        case way:
            assert_never(way)
    return words.format(allocation=own.id)
