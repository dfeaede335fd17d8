"""How an allocation ends: given back with thanks, declined, or called off."""

from __future__ import annotations

from dataclasses import dataclass, replace

from incident.domain import commands as c
from incident.domain.events import AllocationState
from incident.domain.resources.allocation import WORKING, Allocation
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready
from incident.walk.flows.resources.asked import asked_money, asked_why
from incident.walk.flows.resources.moving import moved_words
from incident.walk.moment import Walk
from incident.wording.money import money_words, parse_money
from incident.wording.resource_board import called
from incident.wording.usual import ENDED, THANKED, spoken

__all__ = ["EndFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndFlow:
    """The way that its state leaves open; which one is asked only where there are two."""

    walk: Walk
    allocation: Allocation
    how: AllocationState | None = None
    """The way that was chosen before."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"resource-end.{self.allocation.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("THE END of {allocation}").format(allocation=called(self.allocation, self.walk.speech))

    def part(self, answers: Answers) -> Part:
        """How, what it cost, the thanks or the reason."""
        how = self._how(answers)
        if how is None:
            ways = self._ways()
            words = _("How does it end?")
            return Question(
                id="how", words=words, choices=tuple(Choice(value=each.value, words=_way(each)) for each in ways)
            )
        is_thanked = how is AllocationState.RELEASED
        if is_thanked and self.allocation.amount and "spent" not in answers:
            words = _("What did it cost in the end? Enter alone: all of {money}.")
            money = money_words(self.allocation.amount, self.allocation.currency)
            own = self.allocation.currency
            asked = asked_money("spent", words.format(money=money), may_be_empty=True, currency=own)
            return replace(asked, left_empty=_("all of {money}").format(money=money))
        if "because" not in answers:
            if is_thanked:
                return asked_why(_("What do you say to those who helped? Enter alone: nothing."), spoken(THANKED))
            return asked_why(reasons=spoken(ENDED), may_be_empty=False)
        spent = parse_money(answers.get("spent", ""))
        command = c.EndAllocation(
            by=self.walk.person,
            allocation=self.allocation.id,
            how=how,
            because=answers["because"],
            spent=spent[0] if spent else None,
            currency=spent[1] if spent else "",
        )
        return Ready(commands=(command,), said=moved_words(self.allocation, how))

    def _how(self, answers: Answers) -> AllocationState | None:
        ways = self._ways()
        if "how" in answers:
            return AllocationState(answers["how"])
        return self.how or (ways[0] if len(ways) == 1 else None)

    def _ways(self) -> tuple[AllocationState, ...]:
        match self.allocation.state_at(self.walk.now):
            case AllocationState.REQUESTED:
                return (AllocationState.DECLINED, AllocationState.CANCELLED)
            case state if state in WORKING or state is AllocationState.OUT:
                return (AllocationState.RELEASED,)
            case _:
                return (AllocationState.RELEASED, AllocationState.CANCELLED)


def _way(how: AllocationState) -> str:
    match how:
        case AllocationState.DECLINED:
            return _("declined: nobody gives it")
        case AllocationState.CANCELLED:
            return _("called off: it is not needed")
        case _:
            return _("given back, with thanks")
