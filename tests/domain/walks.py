"""Incidents driven by commands alone: no log, no clock, no files.

`Walk` decides and folds as the service does, so that a rule's test reads as
given, when, then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from incident.domain import commands as c
from incident.domain.decide import decide
from incident.domain.events import Event, IncidentMode, Recorded
from incident.domain.evolve import evolve
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.refusals import Refused
from incident.domain.runbooks.conditions import Condition, Op, Value
from incident.domain.runbooks.runbook import (
    Branch,
    Bundle,
    Fact,
    FactType,
    LowerRule,
    Phase,
    RaiseRule,
    Range,
    Runbook,
    Staffing,
    Step,
    TierPolicy,
    Verb,
)
from incident.domain.timing.clocks import Clock, running_clocks
from incident.domain.walking.checklist import Checklist, Item, build_checklist

ALL = (Tier.MAJOR, Tier.SERIOUS, Tier.GENERAL)
NIGHT = datetime(2026, 11, 21, tzinfo=UTC)


def at(clock: str) -> datetime:
    """An instant of the test's night, from `HH:MM` or `HH:MM:SS`."""
    hours, minutes, *seconds = (int(part) for part in clock.split(":"))
    return NIGHT + timedelta(hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)


def minutes(tier_1: float, tier_2: float, tier_3: float) -> dict[Tier, timedelta]:
    """A limit per tier, in minutes."""
    return {tier: timedelta(minutes=m) for tier, m in zip(ALL, (tier_1, tier_2, tier_3), strict=True)}


def step(step_id: str, verb: Verb = Verb.DO, **fields: Any) -> Step:  # noqa: ANN401  (the fields of Step)
    """A step that stands at all tiers unless told otherwise."""
    return Step(**{"id": step_id, "verb": verb, "tiers": ALL, **fields})


def under(parent: str, option: str | None = None) -> Branch:
    """The branch of an option, or of 'not as expected'."""
    return Branch(step=parent, option=option)


def fact_is(name: str) -> Condition:
    """The condition that a yes-or-no fact is yes."""
    return Condition(op=Op.FACT, name=name)


def less(name: str, than: float) -> Condition:
    """The condition that a number lies below another."""
    literal = Condition(op=Op.LITERAL, value=than)
    return Condition(op=Op.LESS, args=(Condition(op=Op.FACT, name=name), literal))


FACTS = (
    Fact(id="share", type=FactType.PERCENT),
    Fact(id="data_out", type=FactType.YES_NO),
    Fact(id="since", type=FactType.TIME),
    Fact(id="channel", type=FactType.TEXT),
    Fact(id="calls", type=FactType.NUMBER, range=Range(low=0, high=500)),
)
POLICIES = {
    Tier.MAJOR: (("commander", "deputy", "liaison"), 15, 20, 120),
    Tier.SERIOUS: (("commander", "liaison"), 30, 60, 480),
    Tier.GENERAL: (("commander",), 240, 1440, 2880),
}
WORDS = {
    "en": {
        "title": "A channel is down",
        "template.first.title": "${title}",
        "template.first.body": "${share} of customers, next word ${next_update}, ${missing}",
        "template.update.title": "Update",
        "template.update.body": "Still down",
    },
    "zh-CN": {
        "title": "渠道中断",
        "template.first.title": "${title}",
        "template.first.body": "影响 ${share} 的客户，下次通报 ${next_update}",
    },
}


def body(container: str, option: str | None = None) -> Branch:
    """The place of a step that a `repeat`, `together` or `run` is made of."""
    return Branch(step=container, option=option, is_body=True)


def plan(
    *phases: Phase | Sequence[Step],
    raises: Sequence[RaiseRule] = (),
    lowers: Sequence[LowerRule] = (),
    added: Mapping[str, Mapping[Tier, tuple[str, ...]]] | None = None,
) -> Bundle:
    """A bundle whose phases are given as phases or as plain lists of steps."""
    made = tuple(
        phase if isinstance(phase, Phase) else Phase(id=f"p{n}", steps=tuple(phase))
        for n, phase in enumerate(phases, 1)
    )
    runbook = Runbook(
        id="test.plan",
        revision=1,
        family="service-outage",
        owner="duty-manager",
        reviewed_on="2026-11-01",
        review_every=timedelta(days=90),
        facts=FACTS,
        triage={Tier.MAJOR: (fact_is("data_out"),), Tier.GENERAL: ()},
        tiers={
            tier: TierPolicy(
                fill=fill,
                first_update=timedelta(minutes=first),
                update_every=timedelta(minutes=every),
                restore=timedelta(minutes=restore),
            )
            for tier, (fill, first, every, restore) in POLICIES.items()
        },
        roles=("commander", "deputy", "liaison", "technical"),
        staffing=Staffing(never_combine=(("commander", "technical"),)),
        phases=made,
        raise_rules=tuple(raises),
        lower_rules=tuple(lowers),
        added=added or {},
    )
    return Bundle(runbook=runbook, words=WORDS)


class Walk:
    """One incident, and what was decided about it."""

    def __init__(
        self,
        bundle: Bundle,
        tier: Tier = Tier.SERIOUS,
        by: str = "ann",
        clock: str = "02:40",
        facts: Mapping[str, Value] | None = None,
        *,
        mode: IncidentMode = IncidentMode.REAL,
    ) -> None:
        self.incident = Incident(id="INC-0001")
        self.entries: list[Recorded] = []
        self.now = at(clock)
        self.do(c.DeclareIncident(by=by, title="Voice is down", tier=tier, bundle=bundle, facts=facts, mode=mode))

    def do(self, command: c.Command, clock: str | None = None) -> Sequence[Event]:
        """Decide the command, at a later moment if one is given, and fold what it makes happen."""
        if clock is not None:
            self.now = at(clock)
        events = decide(self.incident, command, self.now)
        for event in events:
            self.record(event, command.by)
        return events

    def refusal(self, command: c.Command, clock: str | None = None) -> Refused:
        """Why the command is refused; it must be, and must leave no trace."""
        before = self.incident
        with pytest.raises(Refused) as refused:
            self.do(command, clock)
        assert self.incident is before
        return refused.value

    def record(self, event: Event, by: str) -> None:
        """Put an event into the log without asking the rules."""
        seq = self.incident.version + 1
        entry = Recorded(
            incident_id=self.incident.id,
            seq=seq,
            event_id=f"e{seq}",
            event=event,
            actor=by,
            on_behalf_of=None,
            occurred_at=self.now,
            recorded_at=self.now,
        )
        self.entries.append(entry)
        self.incident = evolve(self.incident, entry)

    def done(self, step_id: str, by: str = "ann", clock: str | None = None, **fields: str) -> Sequence[Event]:
        """Mark a step as expected."""
        return self.do(c.CompleteStep(by=by, step=step_id, **fields), clock)  # type: ignore[arg-type]  # tests pass its fields

    def delivered(self, message_id: str = "M1", clock: str | None = None) -> None:
        """A first delivery of the message is accepted."""
        command = c.ReportDelivered(by="app", message=message_id, delivery=f"d of {message_id}")
        assert self.do(command, clock)

    @property
    def checklist(self) -> Checklist:
        """The list as it stands now."""
        return build_checklist(self.incident, self.now)

    def current(self) -> str | None:
        """The id of the current step."""
        return self.checklist.current.step.id if self.checklist.current else None

    def item(self, step_id: str) -> Item:
        """The line of a step that must stand."""
        item = self.checklist.item(step_id)
        assert item is not None, f"{step_id} does not stand"
        return item

    def glyphs(self) -> dict[str, str]:
        """Step id to glyph, in the order of work."""
        return {item.step.id: item.state.glyph for item in self.checklist.items}

    def clock(self, clock_id: str) -> Clock:
        """A clock that must run."""
        clocks = running_clocks(self.incident, self.checklist, self.now)
        return next(clock for clock in clocks if clock.id == clock_id)
