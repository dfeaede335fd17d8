"""One whole outage that plays itself, through the same service that people use.

Declared at tier 2, walked step by step by a shift of three, one step not as
expected, raised to tier 1 half-way, its messages really sent, and closed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from incident.application.actor import Actor
from incident.application.service import Outcome
from incident.application.services import Services
from incident.application.timers import tick
from incident.demo.script import COMMANDER, LIAISON, PAUSE, SCRIPTS, STAFF, TECHNICAL, Script
from incident.domain import commands as c
from incident.domain.events import Milestone, NoteKind
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident, StepState
from incident.domain.runbooks.conditions import Value, facts_of
from incident.domain.runbooks.runbook import FactType, Mode, Step, Verb
from incident.domain.walking.checklist import Checklist, Item, build_checklist

__all__ = ["RUNBOOK", "FastClock", "Play"]

RUNBOOK = "outage.core-channel"
GOES_WRONG = "voice-notice"
RAISED_AFTER = "first-update"
RESTORED_AFTER = "fix"
ANSWERS = {"authority": "no-report", "cause": "vendor"}
UPDATE = "outage-update"
SEND_AT_ONCE = timedelta(seconds=5)
OBSERVED = 10.0
BEFORE_STALE = 0.8
"""A careful responder states a watched value again before it is too old to count."""
MOST_STEPS = 500
"""More than any checklist has; a walk that takes longer has lost its way."""


class FastClock(Protocol):
    """A clock that can be told to let time pass."""

    def advance(self, by: timedelta) -> None:
        """Let time pass at once."""
        ...


class Play:
    """Plays one incident from declaration to closing."""

    def __init__(self, services: Services, clock: FastClock, language: str, say: Callable[[str], None]) -> None:
        self._services = services
        self._clock = clock
        self._script: Script = SCRIPTS[language]
        self._language = language
        self._say = say
        self._id = ""

    def declare(self) -> Incident:
        """Open the incident at tier 2 and put the shift on its roles."""
        bundle = self._services.library.bundle(RUNBOOK)
        workspace = self._services.workspace
        command = c.DeclareIncident(
            by=COMMANDER,
            title=self._script.title,
            tier=Tier.SERIOUS,
            bundle=bundle,
            zone=workspace.zone,
            contact=workspace.contact,
            held_to=self._services.held_to(),
        )
        outcome = self._services.service.declare(command, Actor(person=COMMANDER))
        self._id = outcome.incident.id
        self._say(f"{self._id} {self._script.title}")
        for role, person in STAFF.items():
            if outcome.incident.person_of(role) != person:
                self._do(c.AssignRole(by=COMMANDER, role=role, person=person))
        for line in range(1, outcome.incident.now_lines + 1):
            self._do(c.AnswerNowLine(by=COMMANDER, line=line))
        return self._incident()

    def walk_to_the_end(self) -> Incident:
        """Work every step, raise the tier on the way, and close."""
        self.walk(MOST_STEPS)
        self._do(c.CloseIncident(by=COMMANDER))
        return self._incident()

    def walk(self, steps: int) -> None:
        """Work so many steps, or as many as there are."""
        for _ in range(steps):
            current = self._checklist().current
            if current is None:
                return
            self._work(current)
            self._after(current.step)

    def _work(self, item: Item) -> None:
        self._pass_time(PAUSE)
        step = item.step
        self._say(f"{item.number:>3}  {self._words(f'step.{step.id}.title')}")
        if step.id == GOES_WRONG and item.state is not StepState.NOT_AS_EXPECTED:
            self._do(c.ReportNotAsExpected(by=LIAISON, step=step.id, observed=self._script.observed))
            return
        match step.verb:
            case Verb.ASK:
                option = ANSWERS.get(step.id, step.options[0])
                self._do(c.AnswerStep(by=COMMANDER, step=step.id, option=option))
            case Verb.RECORD:
                self._record(step)
                self._complete(step)
            case Verb.WATCH:
                self._soak(step)
            case _:
                self._complete(step)

    def _record(self, step: Step) -> None:
        for fact in step.facts:
            self._do(c.RecordFact(by=LIAISON, fact=fact, value=self._value(fact)))

    def _value(self, fact_id: str) -> Value:
        value = self._script.facts.get(fact_id)
        fact = self._incident().runbook.fact(fact_id)
        if fact is not None and fact.type is FactType.TIME and isinstance(value, float):
            return (self._incident().declared_at - timedelta(minutes=value)).isoformat()
        return value

    def _complete(self, step: Step) -> None:
        value = _observed_number(step) if step.asks_value else ""
        person = STAFF.get(step.by or "commander", COMMANDER)
        if step.verb in (Verb.TELL, Verb.APPROVE) and step.approver is not None:
            self._with_approval(step, person)
            return
        self._do(c.CompleteStep(by=person, step=step.id, value=value))
        if step.mode is Mode.CROSS_CHECK:
            second = TECHNICAL if person != TECHNICAL else COMMANDER
            self._do(c.CompleteStep(by=second, step=step.id, value=value))

    def _with_approval(self, step: Step, author: str) -> None:
        """Somebody writes it, the approving role says yes."""
        approver = STAFF[step.approver or "commander"]
        if step.verb is Verb.TELL and author != approver:
            self._do(c.CompleteStep(by=author, step=step.id))
        self._do(c.CompleteStep(by=approver, step=step.id))

    def _soak(self, step: Step) -> None:
        """State the watched values again and again until the condition has held long enough."""
        interval = min(filter(None, (step.fresh, step.hold.get(self._incident().tier))), default=PAUSE)
        for _ in range(MOST_STEPS):
            for fact in sorted(_watched(step)):
                self._do(c.RecordFact(by=TECHNICAL, fact=fact, value=self._value(fact)))
            tick(self._services.service, self._id)
            progress = self._incident().steps.get(step.id)
            if progress is not None and progress.state is StepState.SENSED:
                return
            self._pass_time(interval * BEFORE_STALE)

    def _after(self, step: Step) -> None:
        if step.id == RAISED_AFTER and self._incident().tier is not Tier.MAJOR:
            self._pass_time(PAUSE)
            self._do(c.RecordFact(by=TECHNICAL, fact="affected_share", value=14.0))
            self._do(c.RaiseTier(by=TECHNICAL, to=Tier.MAJOR, because=self._script.raise_because))
            self._say(f"     {self._script.raise_because}")
            for kind, words in self._script.notes:
                self._do(c.AddNote(by=LIAISON, kind=NoteKind(kind), text=words))
        if step.id == RESTORED_AFTER and Milestone.RESTORED not in self._incident().milestones:
            now = self._services.service.now()
            self._do(c.MarkMilestone(by=TECHNICAL, milestone=Milestone.RESTORED, at=now))
            self._do(c.SendMessage(by=LIAISON, audience="customers", template=UPDATE, approved_by=COMMANDER))
        self._services.dispatcher.drain(SEND_AT_ONCE)

    def _pass_time(self, span: timedelta) -> None:
        self._clock.advance(span)
        tick(self._services.service, self._id)

    def _do(self, command: c.Command) -> Outcome:
        return self._services.service.execute(self._id, command, Actor(person=command.by))

    def _incident(self) -> Incident:
        return self._services.service.load(self._id)

    def _checklist(self) -> Checklist:
        return build_checklist(self._incident(), self._services.service.now())

    def _words(self, key: str) -> str:
        bundle = self._incident().bundle
        return bundle.text(key, self._language) if bundle else key


def _observed_number(step: Step) -> str:
    """A plausible number for a step that asks what was observed."""
    return f"{min(OBSERVED, step.range.high) if step.range else OBSERVED:g}"


def _watched(step: Step) -> frozenset[str]:
    """The facts that the step's condition rests on."""
    return facts_of(step.condition) if step.condition else frozenset()
