"""What becomes of a resource on its way: ordered, under way, here, at work, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.events import AllocationState, OutReason
from incident.domain.resources.allocation import Allocation
from incident.domain.resources.resource import STAFF
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready
from incident.walk.flows.moments import asked_ahead, read_ahead
from incident.walk.flows.resources.asked import asked_whom, asked_why
from incident.walk.moment import Walk
from incident.wording.allocations import left_words, out_words, state_word
from incident.wording.resource_board import called

__all__ = ["AssignFlow", "MoveFlow", "OutFlow", "moved_words"]

_DUE = (AllocationState.ORDERED, AllocationState.EN_ROUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFlow:
    """It is ordered, under way, or here."""

    walk: Walk
    allocation: Allocation
    to: AllocationState

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"resource-move.{self.allocation.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        said = _("{allocation} {state}")
        return said.format(allocation=called(self.allocation, self.walk.speech), state=state_word(self.to))

    def part(self, answers: Answers) -> Part:
        """When it should arrive, why."""
        if self.to in _DUE and "due" not in answers:
            words = _("When should it arrive? 03:30 or 20m; Enter alone leaves it out.")
            return asked_ahead(self.walk, words, id="due", may_be_empty=True)
        if "because" not in answers:
            return asked_why()
        command = c.MoveAllocation(
            by=self.walk.person,
            allocation=self.allocation.id,
            to=self.to,
            due_at=read_ahead(answers.get("due", ""), self.walk),
            because=answers["because"],
        )
        return Ready(commands=(command,), said=moved_words(self.allocation, self.to))


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignFlow:
    """It is put to work for somebody."""

    walk: Walk
    people: Sequence[Person]
    allocation: Allocation

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"resource-assign.{self.allocation.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("ASSIGN {allocation}").format(allocation=called(self.allocation, self.walk.speech))

    def part(self, answers: Answers) -> Part:
        """For whom, why."""
        if "whom" not in answers:
            return asked_whom(self.walk, self.people, _("For whom does it work?"))
        if "because" not in answers:
            left = left_words(self.allocation, answers["whom"], self.walk.incident.resources, self.walk.speech)
            return replace(asked_why(), notes=(left,) if left else ())
        command = c.MoveAllocation(
            by=self.walk.person,
            allocation=self.allocation.id,
            to=AllocationState.ASSIGNED,
            whom=answers["whom"],
            because=answers["because"],
        )
        return Ready(commands=(command,), said=moved_words(self.allocation, AllocationState.ASSIGNED))


@dataclass(frozen=True, slots=True, kw_only=True)
class OutFlow:
    """It cannot be used for a while."""

    walk: Walk
    allocation: Allocation

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"resource-out.{self.allocation.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("OUT OF USE: {allocation}").format(allocation=called(self.allocation, self.walk.speech))

    def part(self, answers: Answers) -> Part:
        """Why, and until when; a rest ends at an hour that is known."""
        if "reason" not in answers:
            choices = tuple(Choice(value=each.value, words=out_words(each)) for each in self._reasons())
            return Question(id="reason", words=_("Why can it not be used?"), choices=choices)
        reason = OutReason(answers["reason"])
        if "until" not in answers:
            if reason is OutReason.REST:
                return asked_ahead(self.walk, _("Until when? 06:00 or 8h."))
            words = _("Until when? 06:00 or 8h; Enter alone: nobody knows.")
            return asked_ahead(self.walk, words, may_be_empty=True)
        command = c.PutOut(
            by=self.walk.person,
            allocation=self.allocation.id,
            reason=reason,
            until=read_ahead(answers["until"], self.walk),
        )
        return Ready(commands=(command,), said=moved_words(self.allocation, AllocationState.OUT))

    def _reasons(self) -> Sequence[OutReason]:
        """Nobody repairs people."""
        return [each for each in OutReason if each is not OutReason.REPAIR or self.allocation.kind != STAFF]


def moved_words(allocation: Allocation, to: AllocationState) -> str:
    """To which state it came."""
    return _("{allocation} {state}").format(allocation=allocation.id, state=state_word(to))
