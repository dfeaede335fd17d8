"""What the letters of the walk do: each asks what is missing, then gives commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from incident.domain import commands as c
from incident.domain.checklist import Item
from incident.domain.decide import decide
from incident.domain.incident import StepState
from incident.domain.refusals import Refused
from incident.domain.runbook import Verb
from incident.i18n import _
from incident.tui.screens.page import Page
from incident.tui.views.status import undo_words
from incident.walk.flows import reasons
from incident.walk.flows.answering import AnswerFlow
from incident.walk.flows.asking import Flow, Ready
from incident.walk.flows.beginning import NowFlow
from incident.walk.flows.closing import CloseFlow
from incident.walk.flows.deferring import AskFlow, DeferFlow
from incident.walk.flows.facts import FactFlow, RecordFlow
from incident.walk.flows.marking import MarkFlow
from incident.walk.flows.messages import ApproveFlow, TellFlow, UpdateFlow
from incident.walk.flows.roles import RoleFlow
from incident.walk.flows.tiers import AddFlow, LowerFlow, RaiseFlow, other_tiers
from incident.walk.moment import Walk
from incident.wording.refusals import say_refusal

__all__ = ["WalkMarks"]

StepFlow = Callable[[Walk, Item], Flow]


class WalkMarks(Page):
    """The verbs of the walk, apart from how it is shown."""

    incident_id: str
    walk: Walk | None
    _may_undo = 0
    """At which entry the person was told what undo would take back."""

    def flow_named(self, name: str, walk: Walk) -> Flow | None:
        """The dialogue that a draft of that name belongs to, or None if it makes no sense any more."""
        kind, _dot, step = name.partition(".")
        if not step:
            whole = {"fact": FactFlow(walk=walk, item=walk.shown), "role": self._roles(walk)}
            whole |= {
                "now": NowFlow(walk=walk),
                "raise": RaiseFlow(walk=walk),
                "note": reasons.NoteFlow(walk=walk, step=None),
            }
            return whole.get(kind)
        item = walk.checklist.item(step)
        make = self._step_flows().get(kind)
        return make(walk, item) if make is not None and item is not None and not item.is_complete else None

    async def action_as_expected(self) -> None:
        """Mark the step shown as expected; ask only for what its verb needs."""
        walk, item = self._open_step()
        if walk is None or item is None:
            return
        kind = {Verb.RECORD: "record", Verb.TELL: "tell", Verb.APPROVE: "approve"}.get(item.step.verb, "mark")
        if item.step.verb is Verb.ASK:
            self.say(_("This step is a decision: press the number of the answer."), refused=True)
            return
        if self._is_held(item):
            return
        if kind != "mark" and MarkFlow.is_taken_first(item):
            kind = "mark"
        await self.ask(self._step_flows()[kind](walk, item), self.incident_id)

    async def action_option(self, number: int) -> None:
        """Answer the decision shown; another answer later opens other steps."""
        walk = self.walk
        item = walk.shown if walk else None
        if walk is None or item is None or item.step.verb is not Verb.ASK or number > len(item.step.options):
            self.say(_("'{key}' chooses nothing here. ? shows the keys.").format(key=number))
            return
        if not self._is_held(item):
            await self.ask(AnswerFlow(walk=walk, item=item, number=number), self.incident_id)

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

    async def action_hold(self) -> None:
        """Interrupt the walk here, or go on."""
        walk, item = self._open_step()
        if walk is None or item is None:
            return
        if item.state is StepState.HELD:
            said = _("Going on with step {number}.").format(number=item.number)
            self.perform(Ready(commands=(c.ResumeStep(by=walk.person, step=item.step.id),), said=said))
            return
        await self._ask_of_step("hold")

    async def action_note(self) -> None:
        """Write a line into the timeline; possible on a closed incident too."""
        walk = self.walk
        if walk is not None:
            step = walk.shown.step.id if walk.shown else None
            await self.ask(reasons.NoteFlow(walk=walk, step=step), self.incident_id)

    async def action_fact(self) -> None:
        """State a fact."""
        if (walk := self._open_walk()) is not None:
            await self.ask(FactFlow(walk=walk, item=walk.shown), self.incident_id)

    async def action_roles(self) -> None:
        """Give a role to a person."""
        if (walk := self._open_walk()) is not None:
            await self.ask(self._roles(walk), self.incident_id)

    async def action_update(self) -> None:
        """Send the due update."""
        if (walk := self._open_walk()) is not None:
            await self.ask(UpdateFlow(walk=walk, people=tuple(self.session.people)), self.incident_id)

    async def action_raise_tier(self) -> None:
        """Demand more: a graver tier, or another runbook where a rule calls for one and for no tier."""
        if (walk := self._open_walk()) is None:
            return
        first = next(iter(walk.proposals), None)
        if first is not None and first.is_addition(walk.incident):
            because = walk.speech.text(first.words)
            await self.ask(AddFlow(walk=walk, runbook=first.runbook, because=because), self.incident_id)
        elif other_tiers(walk, graver=True):
            await self.ask(RaiseFlow(walk=walk), self.incident_id)
        else:
            self.say(_("There is no graver tier."))

    async def action_lower_tier(self) -> None:
        """Demand less."""
        if (walk := self._open_walk()) is None:
            return
        if other_tiers(walk, graver=False):
            await self.ask(LowerFlow(walk=walk), self.incident_id)
        else:
            self.say(_("There is no milder tier."))

    def action_undo(self) -> None:
        """Take back the last own mark, and say which."""
        if (walk := self._open_walk()) is None:
            return
        mark = walk.undoable()
        said = _("Taken back: {mark}").format(mark=undo_words(walk, *mark)) if mark else ""
        command = c.UndoMark(by=walk.person)
        if mark is None or self._may_undo == walk.incident.version:
            self.perform(Ready(commands=(command,), said=said))
        else:
            self.take_back(command, said)

    def take_back(self, command: c.UndoMark, said: str) -> None:
        """Give the undoing to the gateway, which looks first whether it was the person's last act."""
        raise NotImplementedError

    async def action_close(self) -> None:
        """End the incident, once nothing is open."""
        if (walk := self._open_walk()) is None:
            return
        left = walk.checklist.open_work
        if left:
            numbers = _(", ").join(item.number for item in left[:6])
            self.say(
                _("Not yet: {count} steps are open ({numbers}).").format(count=len(left), numbers=numbers), refused=True
            )
            return
        probe = c.CloseIncident(by=walk.person, because="-", with_deadlines=True)  # for open deadlines the flow asks
        try:
            decide(walk.incident, probe, walk.now)
        except Refused as refused:  # said now, not after a reason and a phrase were typed
            self.say(say_refusal(refused, walk.speech, walk.now), refused=True)
            return
        await self.ask(CloseFlow(walk=walk), self.incident_id)

    def _open_walk(self) -> Walk | None:
        walk = self.walk
        if walk is not None and not walk.is_open:
            self.say(_("The incident is closed; m adds a note."), refused=True)
            return None
        return walk

    def _open_step(self) -> tuple[Walk | None, Item | None]:
        walk = self._open_walk()
        if walk is not None and walk.shown is None:
            self.say(_("No step is open here."))
        return walk, walk.shown if walk else None

    async def _ask_of_step(self, kind: str) -> None:
        walk, item = self._open_step()
        if walk is None or item is None:
            return
        if item.is_complete:
            self.say(_("Step {number} is done. u takes your last mark back.").format(number=item.number), refused=True)
            return
        if kind == "override" and item.step.verb not in (Verb.WATCH, Verb.WAIT, Verb.REPEAT):
            self.say(_("Only what ends by itself can be overridden."), refused=True)
            return
        if not self._is_held(item):
            await self.ask(self._step_flows()[kind](walk, item), self.incident_id)

    def _is_held(self, item: Item) -> bool:
        """Whether the step is held, so that it takes no mark; says so."""
        if item.state is not StepState.HELD:
            return False
        self.say(_("Step {number} is held: press h to go on, then mark it.").format(number=item.number), refused=True)
        return True

    def _roles(self, walk: Walk) -> Flow:
        return RoleFlow(walk=walk, people=self.session.people)

    def _step_flows(self) -> Mapping[str, StepFlow]:
        people = tuple(self.session.people)
        return {
            "mark": lambda walk, item: MarkFlow(walk=walk, item=item, people=people),
            "record": lambda walk, item: RecordFlow(walk=walk, item=item),
            "tell": lambda walk, item: TellFlow(walk=walk, item=item, people=people),
            "approve": lambda walk, item: ApproveFlow(walk=walk, item=item),
            "not-expected": reasons.not_expected,
            "defer": lambda walk, item: DeferFlow(walk=walk, item=item, people=people),
            "rule-out": reasons.rule_out,
            "override": reasons.override,
            "hold": reasons.hold,
            "ask": lambda walk, item: AskFlow(walk=walk, item=item, people=people),
        }
