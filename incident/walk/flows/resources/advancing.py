"""The next state of a resource: which one its state leads to, then what that asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from incident.application.ports import Person
from incident.domain.events import AllocationState as State
from incident.domain.resources.allocation import Allocation
from incident.domain.resources.resource import Stock
from incident.i18n import N_, _
from incident.walk.flows.asking import Answers, Choice, Flow, Part, Question
from incident.walk.flows.resources.ending import EndFlow
from incident.walk.flows.resources.giving import ApproveRequestFlow
from incident.walk.flows.resources.moving import AssignFlow, MoveFlow, OutFlow
from incident.walk.flows.resources.taking_back import TakeBackFlow
from incident.walk.moment import Walk
from incident.wording.resource_board import called

__all__ = ["AdvanceFlow"]

_GIVEN: Final = (State.ORDERED, State.EN_ROUTE, State.ON_HAND, State.ASSIGNED)
_NEXT: Final[Mapping[State, tuple[State, ...]]] = {
    State.REQUESTED: (State.APPROVED, State.ORDERED, State.DECLINED, State.CANCELLED),
    State.APPROVED: (*_GIVEN, State.CANCELLED),
    State.ORDERED: (*_GIVEN[1:], State.CANCELLED),
    State.EN_ROUTE: (*_GIVEN[2:], State.CANCELLED),
    State.ON_HAND: (State.ASSIGNED, State.OUT, State.RELEASED),
    State.ASSIGNED: (State.ON_HAND, State.OUT, State.RELEASED),
    State.OUT: (State.ON_HAND, State.RELEASED),
}
"""The likeliest first, an end last."""
_NO_REST: Final = "no-rest"
"""No state: what was said of its rest is taken back."""
_WORDS: Final[Mapping[State, str]] = {
    State.APPROVED: N_("approve it: nobody else has it then"),
    State.ORDERED: N_("it is ordered"),
    State.EN_ROUTE: N_("it is on its way"),
    State.ON_HAND: N_("it is here, and free"),
    State.ASSIGNED: N_("it goes to work"),
    State.OUT: N_("it cannot be used for a while"),
    State.RELEASED: N_("give it back, with thanks"),
    State.DECLINED: N_("decline it: nobody gives it"),
    State.CANCELLED: N_("call it off: it is not needed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceFlow:
    """Asks what becomes of it, then goes on as that does."""

    walk: Walk
    people: Sequence[Person]
    stock: Stock
    allocation: Allocation

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"resource-next.{self.allocation.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("WHAT BECOMES of {allocation}").format(allocation=called(self.allocation, self.walk.speech))

    def part(self, answers: Answers) -> Part:
        """Which state, then what that asks for."""
        if answers.get("next") == _NO_REST:
            return TakeBackFlow(walk=self.walk, allocation=self.allocation).part(answers)
        if "next" in answers:
            return _leading(self, State(answers["next"])).part(answers)
        rests = self.allocation.rests_at(self.walk.now)
        ways = (State.RELEASED,) if rests else _NEXT[self.allocation.state_at(self.walk.now)]
        asked = self._asked_for
        ways = ways if asked is None or asked.can_give else ways[1:]
        choices = tuple(Choice(value=each.value, words=self._way(each)) for each in ways)
        if rests:
            choices = (Choice(value=_NO_REST, words=_("it rests by mistake: take the rest back")), *choices)
        notes = () if asked is None or asked.can_give else asked.here or (_("The inventory has nothing of it."),)
        return Question(id="next", words=_("What becomes of it?"), notes=notes, choices=choices)

    @property
    def _asked_for(self) -> ApproveRequestFlow | None:
        """The approval of what is asked for, which nobody begins while the inventory can give nothing of it."""
        if self.allocation.state is not State.REQUESTED:
            return None
        return ApproveRequestFlow(walk=self.walk, people=self.people, stock=self.stock, allocation=self.allocation)

    def _way(self, to: State) -> str:
        if to is State.ORDERED and self.allocation.state is State.REQUESTED:
            return _("order it of somebody else: a vendor, another team")
        return _(_WORDS[to])


def _leading(of: AdvanceFlow, to: State) -> Flow:
    """The dialogue that leads to that state."""
    walk, own = of.walk, of.allocation
    match to:
        case State.APPROVED:
            return ApproveRequestFlow(walk=walk, people=of.people, stock=of.stock, allocation=own)
        case State.ORDERED if own.state is State.REQUESTED:
            return ApproveRequestFlow(walk=walk, people=of.people, stock=of.stock, allocation=own, is_order=True)
        case State.ASSIGNED:
            return AssignFlow(walk=walk, people=of.people, allocation=own)
        case State.OUT:
            return OutFlow(walk=walk, allocation=own)
        case State.RELEASED | State.DECLINED | State.CANCELLED:
            return EndFlow(walk=walk, allocation=own, how=to)
        case _:
            return MoveFlow(walk=walk, allocation=own, to=to)
