"""What a verb of the walk begins: the dialogue for this kind of step, or the sentence why there is none.

Apart from the keys and words that say the verb, so that a key of the full screen and a word typed in line mode are one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.decide import decide
from incident.domain.incident import StepState
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbooks.runbook import Verb
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.walk.flows import reasons
from incident.walk.flows.answering import AnswerFlow
from incident.walk.flows.asking import Flow, Ready
from incident.walk.flows.beginning import NowFlow
from incident.walk.flows.calling import CallFlow
from incident.walk.flows.closing import CloseFlow
from incident.walk.flows.deferring import AskFlow, DeferFlow
from incident.walk.flows.evidence import evidence_flow
from incident.walk.flows.facts import FactFlow, RecordFlow
from incident.walk.flows.handover import (
    AcceptFlow,
    CallOffFlow,
    OfferFlow,
    ReadBackFlow,
    TakeCommandFlow,
    offered_to,
    own_offer,
)
from incident.walk.flows.law import law_flow
from incident.walk.flows.marking import MarkFlow
from incident.walk.flows.messages import ApproveFlow, TellFlow
from incident.walk.flows.paper import PaperFlow
from incident.walk.flows.questions import QuestionFlow
from incident.walk.flows.roles import RoleFlow
from incident.walk.flows.taking import TakeFlow, asks_for_time, more_time
from incident.walk.flows.tiers import AddFlow, LowerFlow, RaiseFlow, other_tiers
from incident.walk.flows.updating import UpdateFlow
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.walk.standing import closed_words
from incident.wording.refusals import say_refusal

__all__ = ["Begun", "Nothing", "Verbs"]

OVERRIDDEN: Final = (Verb.WATCH, Verb.WAIT, Verb.REPEAT)
MOST_NAMED: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """Why nothing begins."""

    words: str
    is_refusal: bool = True


Begun: TypeAlias = Flow | Ready | Nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbs:
    """The verbs at one moment, about the step that is shown."""

    walk: Walk
    people: tuple[Person, ...]

    def as_expected(self) -> Begun:
        """Mark the step; ask only for what its kind needs."""
        item = self._open_step()
        if isinstance(item, Nothing):
            return item
        if item.step.verb is Verb.ASK:
            return Nothing(words=_("This step is a decision: press the number of the answer."))
        if item.is_complete and item.step.verb is not Verb.RECORD:
            return self._settled(item)
        kind = {Verb.RECORD: "record", Verb.TELL: "tell", Verb.APPROVE: "approve"}.get(item.step.verb, "mark")
        if MarkFlow.is_taken_first(item):
            kind = "mark"
        return self._held(item) or self._of_step(kind, item)

    def option(self, number: int) -> Begun:
        """Answer the decision, or later another way; a step whose time is up gets that many minutes."""
        item = self.walk.shown
        if item is not None and self.walk.is_open and asks_for_time(self.walk, item):
            return self._held(item) or more_time(self.walk, item, number)
        if item is None or item.step.verb is not Verb.ASK or not 0 < number <= len(item.step.options):
            words = _("'{key}' chooses nothing here. {help} shows the keys.").format(
                key=number, help=key_of("app.help", "?")
            )
            return Nothing(words=words, is_refusal=False)
        return self._held(item) or AnswerFlow(walk=self.walk, item=item, number=number)

    def of_step(self, kind: str) -> Begun:
        """One of the verbs that any open step knows: not-expected, defer, rule-out, override, ask, take."""
        item = self._open_step()
        if isinstance(item, Nothing):
            return item
        if item.is_complete:
            return self._settled(item)
        if kind == "override" and item.step.verb not in OVERRIDDEN:
            return Nothing(words=_("Only a step that waits or is watched can be overridden; this one a person marks."))
        return self._held(item) or self._of_step(kind, item)

    def take(self) -> Begun:
        """Begin the step, so that others see who is on it, and its timer runs."""
        return self.of_step("take")

    def hold(self) -> Begun:
        """Interrupt the walk here, or go on."""
        item = self._open_step()
        if isinstance(item, Nothing):
            return item
        if item.state is StepState.HELD:
            said = _("Going on with step {number}.").format(number=item.number)
            return Ready(commands=(c.ResumeStep(by=self.walk.person, step=item.step.id),), said=said)
        return self.of_step("hold")

    def now(self) -> Begun:
        """What comes before every step: what nobody has answered, else what was not done, or ticked by mistake."""
        incident = self.walk.incident
        if (closed := self._closed()) is not None or incident.now_unanswered:
            return closed or NowFlow(walk=self.walk)
        if not all(answer.done for answer in incident.now_answers.values()):
            return NowFlow(walk=self.walk, mends=True)
        if any(answer.by == self.walk.person for answer in incident.now_answers.values()):
            return NowFlow(walk=self.walk, denies=True)
        return Nothing(words=_("Nothing is left to do before the first step."), is_refusal=False)

    def paper(self) -> Begun:
        """What was ticked on paper, as ranges with their times."""
        return self._closed() or PaperFlow(walk=self.walk)

    def note(self) -> Begun:
        """A line for the timeline; possible on a closed incident too."""
        return reasons.NoteFlow(walk=self.walk, step=self.walk.shown.step.id if self.walk.shown else None)

    def fact(self) -> Begun:
        """A fact, of which those of the step shown stand first."""
        return self._closed() or FactFlow(walk=self.walk, item=self.walk.shown)

    def questions(self) -> Begun:
        """A question that waits: understood, answered, given to a person; or a new one."""
        return self._closed() or QuestionFlow(walk=self.walk, people=self.people)

    def call(self) -> Begun:
        """Who would come."""
        return CallFlow(walk=self.walk, people=self.people)

    def roles(self) -> Begun:
        """A role for a person."""
        return self._closed() or RoleFlow(walk=self.walk, people=self.people)

    def hand_over(self) -> Begun:
        """What comes next of a hand-over: saying back what is offered, accepting it, else offering one's own."""
        offered = offered_to(self.walk)
        if offered is None:
            return self.offer()
        return self.read_back() if offered.read_back is None else self.accept()

    def offer(self) -> Begun:
        """All that the person carries, for somebody else."""
        own = own_offer(self.walk)
        if own is not None:
            words = _("You have offered {handover} to {name}; it can be called off.")
            return Nothing(words=words.format(handover=own.id, name=self.walk.speech.person(own.to)))
        return self._closed() or OfferFlow(walk=self.walk, people=self.people)

    def read_back(self, wanted_for: str = "") -> Begun:
        """What was heard, said in one's own words."""
        offered = offered_to(self.walk)
        return (
            self._not_offered()
            if offered is None
            else ReadBackFlow(walk=self.walk, handover=offered, wanted_for=wanted_for)
        )

    def accept(self) -> Begun:
        """What is carried from now on."""
        offered = offered_to(self.walk)
        if offered is None:
            return self._not_offered()
        if offered.read_back is None:
            return Nothing(words=_("Read it back first."))
        return AcceptFlow(walk=self.walk, handover=offered)

    def call_off(self) -> Begun:
        """One's own offer, or one that is declined."""
        handover = own_offer(self.walk) or offered_to(self.walk)
        if handover is None:
            return Nothing(words=_("No hand-over of yours is under way."))
        return CallOffFlow(walk=self.walk, handover=handover)

    def take_command(self) -> Begun:
        """Command, by the phrase."""
        return self._closed() or TakeCommandFlow(walk=self.walk)

    def law(self, name: str) -> Begun:
        """What the law asks for, by the name of its dialogue."""
        flow = law_flow(name, self.walk, self.people)
        return flow or Nothing(words=_("The incident is held to no rules of law."), is_refusal=False)

    def update(self) -> Begun:
        """The due update."""
        return self._closed() or UpdateFlow(walk=self.walk, people=self.people)

    def raise_tier(self) -> Begun:
        """A graver tier, or another runbook where a rule calls for one and for no tier."""
        walk = self.walk
        if (closed := self._closed()) is not None:
            return closed
        first = next(iter(walk.proposals), None)
        if first is not None and first.is_addition(walk.incident):
            return AddFlow(walk=walk, runbook=first.runbook, because=walk.speech.text(first.words))
        if other_tiers(walk, graver=True):
            return RaiseFlow(walk=walk)
        return Nothing(words=_("There is no graver tier."), is_refusal=False)

    def lower_tier(self) -> Begun:
        """A milder tier."""
        if (closed := self._closed()) is not None:
            return closed
        if other_tiers(self.walk, graver=False):
            return LowerFlow(walk=self.walk)
        return Nothing(words=_("There is no milder tier."), is_refusal=False)

    def close(self) -> Begun:
        """The end, once nothing is open."""
        if (closed := self._closed()) is not None:
            return closed
        walk, left = self.walk, self.walk.checklist.open_work
        if left:
            named = [item.number for item in left[:MOST_NAMED]]
            numbers = _(", ").join([*named, *(["…"] if left[MOST_NAMED:] else [])])
            words = _("Not yet: {count} steps are open ({numbers}).").format(count=len(left), numbers=numbers)
            return Nothing(words=words)
        probe = c.CloseIncident(by=walk.person, because="-", with_deadlines=True)  # for open deadlines the flow asks
        try:
            decide(walk.incident, probe, walk.now)
        except Refused as refused:  # said now, not after a reason and a phrase were typed
            if refused.code is Refusal.CLOSE_CASES_UNTOLD:
                from incident.walk.flows.cases.untold import UntoldFlow  # here: few incidents have cases

                return UntoldFlow(walk=walk)
            return Nothing(words=say_refusal(refused, walk.speech, walk.now))
        return CloseFlow(walk=walk)

    def named(self, name: str) -> Flow | None:
        """The dialogue that a draft of that name belongs to, or None if it makes no sense any more."""
        kind, _dot, step = name.partition(".")
        if not step:
            own = self._whole().get(kind) or law_flow(kind, self.walk, self.people)
            return own or evidence_flow(kind, self.walk, self.people)
        item = self.walk.checklist.item(step)
        makes_sense = item is not None and (kind == "record" or not item.is_complete) and kind in _KINDS
        return self._of_step(kind, item) if makes_sense and item is not None else None

    def _whole(self) -> Mapping[str, Flow]:
        walk, offered = self.walk, offered_to(self.walk)
        read_back = {"read-back": ReadBackFlow(walk=walk, handover=offered)} if offered else {}
        return {
            **read_back,
            "hand-over": OfferFlow(walk=walk, people=self.people),
            "fact": FactFlow(walk=walk, item=walk.shown),
            "role": RoleFlow(walk=walk, people=self.people),
            "now": NowFlow(walk=walk),
            "paper": PaperFlow(walk=walk),
            "question": QuestionFlow(walk=walk, people=self.people),
            "raise": RaiseFlow(walk=walk),
            "note": reasons.NoteFlow(walk=walk, step=None),
        }

    def _of_step(self, kind: str, item: Item) -> Flow:
        walk, people = self.walk, self.people
        match kind:
            case "record":
                return RecordFlow(walk=walk, item=item)
            case "tell":
                return TellFlow(walk=walk, item=item, people=people)
            case "approve":
                return ApproveFlow(walk=walk, item=item)
            case "defer":
                return DeferFlow(walk=walk, item=item, people=people)
            case "ask":
                return AskFlow(walk=walk, item=item, people=people)
            case "take":
                return TakeFlow(walk=walk, item=item)
            case "mark":
                return MarkFlow(walk=walk, item=item, people=people)
            case _:
                return _REASONS[kind](walk, item)

    def _not_offered(self) -> Nothing:
        return self._closed() or Nothing(words=_("Nothing is offered to you."))

    def _closed(self) -> Nothing | None:
        return None if self.walk.is_open else Nothing(words=closed_words())

    def _open_step(self) -> Item | Nothing:
        shown = self.walk.shown
        return self._closed() or shown or Nothing(words=_("No step is open here."), is_refusal=False)

    def _settled(self, item: Item) -> Nothing:
        """Why a step that needs nothing any more takes no mark."""
        progress = item.progress
        words = _("Step {number} is done. {key} takes your last mark back.")
        if progress is not None and progress.state is not StepState.NOT_APPLICABLE and progress.by != self.walk.person:
            refused = Refused(Refusal.STEP_DONE, step=item.step.id, by=progress.by, at=progress.at)
            return Nothing(words=say_refusal(refused, self.walk.speech, self.walk.now))
        if item.state is StepState.NOT_APPLICABLE:
            words = _("Step {number} does not apply; only who said so can take that back.")
            own = _("Step {number} does not apply. {key} takes your last mark back.")
            words = own if progress is not None and progress.by == self.walk.person else words
        return Nothing(words=words.format(number=item.number, key=key_of("walk.undo", "u")))

    @staticmethod
    def _held(item: Item) -> Nothing | None:
        """Why a step that is held takes no mark; None if it is not held."""
        if item.state is not StepState.HELD:
            return None
        words = _("Step {number} is held: press {key} to go on, then mark it.")
        return Nothing(words=words.format(number=item.number, key=key_of("walk.hold", "h")))


_REASONS: Final = {
    "not-expected": reasons.not_expected,
    "rule-out": reasons.rule_out,
    "override": reasons.override,
    "hold": reasons.hold,
}
_KINDS: Final = frozenset({"record", "tell", "approve", "defer", "ask", "mark", "take", *_REASONS})
