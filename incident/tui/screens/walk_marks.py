"""What the letters of the walk do: each begins what its verb begins, on this screen."""

from __future__ import annotations

from typing import Final

from incident.domain import commands as c
from incident.domain.incident import StepState
from incident.tui.screens.page import Page
from incident.walk.flows.asking import Flow, Ready
from incident.walk.flows.beginning import NowFlow
from incident.walk.moment import Walk
from incident.walk.standing import closed_words
from incident.walk.undoing import undo_of, undone_words
from incident.walk.verbs import Begun, Nothing, Verbs

__all__ = ["WalkMarks"]

BY_ITSELF: Final = frozenset({StepState.TO_DO, StepState.WATCHED, StepState.SENSED})
"""How a step stands that no person has marked."""


class WalkMarks(Page):
    """The verbs of the walk, apart from how it is shown."""

    incident_id: str
    walk: Walk | None
    _may_undo = 0
    """At which entry the person was told what undo would take back."""

    def flow_named(self, name: str, walk: Walk) -> Flow | None:
        """The dialogue that a draft of that name belongs to, or None if it makes no sense any more."""
        return self._verbs(walk).named(name)

    def first_lines(self, walk: Walk) -> Flow | None:
        """What comes by itself before the first step: once, and not where somebody is at the steps already."""
        incident, begun = walk.incident, self.session.begun
        is_under_way = any(each.state not in BY_ITSELF for each in incident.steps.values())
        if not incident.now_unanswered or not walk.can_write or is_under_way or incident.id in begun:
            return None
        begun.add(incident.id)
        return NowFlow(walk=walk, is_unbidden=True)

    async def action_as_expected(self) -> None:
        """Mark the step shown as expected; ask only for what its verb needs."""
        if self.walk is not None:
            await self._begin(self._verbs(self.walk).as_expected())

    async def action_option(self, number: int) -> None:
        """Answer the decision shown; another answer later opens other steps."""
        if self.walk is not None:
            await self._begin(self._verbs(self.walk).option(number))

    async def action_not_expected(self) -> None:
        """The expected result did not come."""
        await self._ask_of_step("not-expected")

    async def action_defer(self) -> None:
        """Put the step off."""
        await self._ask_of_step("defer")

    async def action_rule_out(self) -> None:
        """The step does not apply."""
        await self._ask_of_step("rule-out")

    async def action_override(self) -> None:
        """A watched step counts although it is not sensed."""
        await self._ask_of_step("override")

    async def action_ask(self) -> None:
        """Ask a person to see to the step."""
        await self._ask_of_step("ask")

    async def action_take(self) -> None:
        """Begin the step."""
        await self._ask_of_step("take")

    async def action_hold(self) -> None:
        """Interrupt the walk here, or go on."""
        if self.walk is not None:
            await self._begin(self._verbs(self.walk).hold())

    async def action_now(self) -> None:
        """What comes before every step."""
        if self.walk is not None:
            await self._begin(self._verbs(self.walk).now())

    async def action_note(self) -> None:
        """Write a line into the timeline; possible on a closed incident too."""
        if self.walk is not None:
            await self._begin(self._verbs(self.walk).note())

    async def action_paper(self) -> None:
        """Type in what was ticked on paper."""
        if self.walk is not None:
            await self._begin(self._verbs(self.walk).paper())

    async def action_questions(self) -> None:
        """Understand, answer or give a question, or put a new one."""
        if self.walk is not None:
            await self._begin(self._verbs(self.walk).questions())

    async def action_fact(self) -> None:
        """State a fact."""
        if self.walk is not None:
            await self._begin(self._verbs(self.walk).fact())

    async def action_roles(self) -> None:
        """Give a role to a person."""
        if self.walk is not None:
            await self._begin(self._verbs(self.walk).roles())

    async def action_update(self) -> None:
        """Send the due update."""
        if self.walk is not None:
            await self._begin(self._verbs(self.walk).update())

    async def action_raise_tier(self) -> None:
        """Demand more: a graver tier, or another runbook where a rule calls for one and for no tier."""
        if self.walk is not None:
            await self._begin(self._verbs(self.walk).raise_tier())

    async def action_lower_tier(self) -> None:
        """Demand less."""
        if self.walk is not None:
            await self._begin(self._verbs(self.walk).lower_tier())

    async def action_close(self) -> None:
        """End the incident, once nothing is open; a rehearsal is paused, goes on and ends."""
        if self.walk is not None and self.walk.incident.exercise is not None and await self._rehearsed(self.walk):
            return
        if self.walk is not None:
            await self._begin(self._verbs(self.walk).close())

    async def _rehearsed(self, walk: Walk) -> bool:
        from incident.walk.flows.exercises.rehearsing import RehearsalFlow, rehearses  # here: few are exercises

        if rehearses(walk):
            await self.ask(RehearsalFlow(walk=walk))
        return rehearses(walk)

    def action_undo(self) -> None:
        """Take back the last own mark, and say which."""
        walk = self.walk
        if walk is None:
            return
        if not walk.is_open:
            self.say(closed_words(), refused=True)
            return
        mark = walk.undoable()
        said = undone_words(walk, mark) if mark else ""
        command = undo_of(walk, mark) if mark else c.UndoMark(by=walk.person)
        if mark is None or self._may_undo == walk.incident.version:
            self.perform(Ready(commands=(command,), said=said))
        else:
            self.take_back(command, said)

    def action_redo(self) -> None:
        """Set the mark again that was taken back last."""
        if self.walk is None:
            return
        if not self.walk.is_open:
            self.say(closed_words(), refused=True)
            return
        self.set_again(self.walk)

    def set_again(self, walk: Walk) -> None:
        """Have the gateway look up what was taken back."""
        raise NotImplementedError

    def take_back(self, command: c.UndoMark, said: str) -> None:
        """Give the undoing to the gateway, which looks first whether it was the person's last act."""
        raise NotImplementedError

    def _verbs(self, walk: Walk) -> Verbs:
        return Verbs(walk=walk, people=tuple(self.session.people))

    async def _ask_of_step(self, kind: str) -> None:
        if self.walk is not None:
            await self._begin(self._verbs(self.walk).of_step(kind))

    async def _begin(self, begun: Begun) -> None:
        if isinstance(begun, Nothing):
            self.say(begun.words, refused=begun.is_refusal)
        elif isinstance(begun, Ready):
            self.perform(begun)
        else:
            await self.ask(begun, self.incident_id)
