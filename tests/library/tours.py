"""Walks through a runbook that together take every option and every way out, and end.

A tour chooses what the tours before it have not taken; so a few of them cover a runbook, instead of one each.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import product

from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.conditions import Value, evaluate, facts_of
from incident.domain.runbooks.runbook import Bundle, Fact, FactType, Mode, Step, Verb
from incident.domain.walking.checklist import Item
from tests.domain.walks import Walk

__all__ = ["Tour", "Tours", "plausible"]

LEADER = "ann"
"""Declares, and so leads; approves."""
WORKER = "zoe"
SECOND = "bo"
MOMENT = timedelta(minutes=1)
MOST_MARKS = 1_000
"""More than any shipped runbook needs; a walk that takes more does not end."""


class Tours:
    """All tours of a runbook at a tier, until nothing is left that was not taken."""

    def __init__(self, bundle: Bundle, tier: Tier) -> None:
        self.bundle = bundle
        self.tier = tier
        self.options: Counter[tuple[str, str]] = Counter()
        self.failed: set[str] = set()
        self._ways = {
            step.branch.step
            for step in bundle.runbook.steps()
            if step.branch and step.branch.option is None and not step.branch.is_body
        }

    def choose(self, step: Step) -> str:
        """The option that was taken least."""
        option = min(step.options, key=lambda name: self.options[step.id, name])
        self.options[step.id, option] += 1
        return option

    def fails(self, step: Step) -> bool:
        """Whether the step goes not as expected this time: once, if it has a way out."""
        if step.id not in self._ways or step.id in self.failed:
            return False
        self.failed.add(step.id)
        return True

    def __iter__(self) -> Tours:
        return self

    def __next__(self) -> Tour:
        """The next tour; none is left once a whole tour took nothing new."""
        before = (set(self.options), set(self.failed))
        tour = Tour(self)
        tour.walk_on()
        if (set(self.options), self.failed) == before:
            raise StopIteration
        return tour


class Tour:
    """One walk from declaring to the last step."""

    def __init__(self, tours: Tours, *, tier: Tier | None = None) -> None:
        self.tours = tours
        self.walk = Walk(tours.bundle, tier=tier or tours.tier, by=LEADER)
        self._give_roles()
        self.marks = 0

    def walk_on(self, marks: int = MOST_MARKS) -> None:
        """Work the current step, and the next, up to the end or for so many marks.

        Raises:
            AssertionError: the walk does not end.
        """
        for _ in range(marks):
            current = self.walk.checklist.current
            if current is None:
                return
            self.walk.now += MOMENT
            self._work(current)
            self.marks += 1
        assert marks < MOST_MARKS, f"no end in sight at {self.walk.current()}"

    def _work(self, item: Item) -> None:
        step = item.step
        if self.tours.fails(step):
            self.walk.do(c.ReportNotAsExpected(by=WORKER, step=step.id, observed="nothing"))
            return
        match step.verb:
            case Verb.ASK:
                self.walk.do(c.AnswerStep(by=WORKER, step=step.id, option=self.tours.choose(step)))
            case Verb.WATCH | Verb.REPEAT:
                self._come_true(step)
            case Verb.WAIT:
                self._wait(step)
            case Verb.RECORD:
                self._record(step)
            case _:
                self._complete(step)

    def _complete(self, step: Step) -> None:
        value = str(step.range.high if step.range else 1) if step.asks_value else ""
        approver = self.walk.incident.person_of(step.approver) if step.approver else None
        if step.mode is Mode.CROSS_CHECK:
            approver = SECOND
        self.walk.do(c.CompleteStep(by=WORKER, step=step.id, value=value, approved_by=approver))

    def _give_roles(self) -> None:
        """A person of their own for every role that nobody holds."""
        for role in self.tours.bundle.runbook.roles:
            if self.walk.incident.person_of(role) is None:
                self.walk.do(c.AssignRole(by=LEADER, role=role, person=f"p-{role}"))

    def _record(self, step: Step) -> None:
        for name in step.facts:
            fact = self.tours.bundle.runbook.fact(name)
            assert fact is not None
            self.walk.do(c.RecordFact(by=WORKER, fact=name, value=self._stated(fact, 0)))
        self.walk.do(c.CompleteStep(by=WORKER, step=step.id))

    def _stated(self, fact: Fact, choice: int) -> Value:
        values = plausible(fact)
        value = values[choice % len(values)]
        return self.walk.now.isoformat() if fact.type is FactType.TIME else value

    def _come_true(self, step: Step) -> None:
        """State the facts that make the condition true, let it hold, and have it sensed; else a person decides."""
        facts = (
            [self.tours.bundle.runbook.fact(name) for name in sorted(facts_of(step.condition))]
            if step.condition
            else []
        )
        wanted = [fact for fact in facts if fact is not None]
        for values in product(*(plausible(fact) for fact in wanted)):
            stated = dict(zip((fact.id for fact in wanted), values, strict=True))
            situation = self.walk.incident.changed(facts={}).situation(self.walk.now).changed(facts=stated)
            if step.condition is not None and evaluate(step.condition, situation):
                self._hold(step, stated)
                return
        self.walk.do(c.OverrideStep(by=WORKER, step=step.id, because="nothing makes it true"))

    def _hold(self, step: Step, stated: dict[str, Value]) -> None:
        hold = step.hold.get(self.walk.incident.tier, timedelta(0))
        end = self.walk.now + hold
        while True:
            for name, value in stated.items():
                self.walk.do(c.RecordFact(by=WORKER, fact=name, value=value))
            if self.walk.now >= end:
                break
            self.walk.now = min(end, self.walk.now + (step.fresh or hold))
        self.walk.do(c.SenseStep(by="app", step=step.id))

    def _wait(self, step: Step) -> None:
        item = self.walk.item(step.id)
        if item.progress is None or item.progress.taken_at is None:
            self.walk.do(c.TakeStep(by=WORKER, step=step.id))
        self.walk.now += step.wait or timedelta(0)
        self.walk.do(c.SenseStep(by="app", step=step.id))


def plausible(fact: Fact) -> tuple[Value, ...]:
    """Values of a fact at both ends and in the middle."""
    match fact.type:
        case FactType.YES_NO:
            return (False, True)
        case FactType.TIME:
            return ("2026-11-21T00:00:00+00:00", "2026-11-01T00:00:00+00:00")
        case FactType.TEXT:
            return ("said",)
        case FactType.PERCENT:
            return (0.0, 100.0, 50.0, 1.0)
        case FactType.NUMBER:
            low, high = (fact.range.low, fact.range.high) if fact.range else (0.0, 1_000_000.0)
            return (low, high, (low + high) / 2, min(high, 100.0))
