"""One of each kind of entry that those who lead an exercise write, with every field said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from incident.domain.content import FreeText
from incident.domain.exercises.evidence import Evidence, EvidenceKind
from incident.domain.exercises.leading import (
    InjectHeld,
    InjectMarked,
    InjectSkipped,
    LeadEvent,
    Mark,
    ObjectiveRated,
    ObservationAdded,
    ObservationKind,
    Rating,
    RatingGiven,
    ScenarioPinned,
    TextErased,
)
from incident.domain.exercises.scenario import (
    Expected,
    Inject,
    Objective,
    Scenario,
    ScenarioBundle,
    Task,
    Trigger,
    TriggerKind,
)
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.conditions import Condition, Op

__all__ = ["LEAD_EVENTS", "SAMPLE"]

_STEP = Evidence(kind=EvidenceKind.STEP, name="cause", option="vendor")
_WHEN = Evidence(
    kind=EvidenceKind.WHEN,
    condition=Condition(op=Op.MORE, args=(Condition(op=Op.FACT, name="share"), Condition(op=Op.LITERAL, value=0.1))),
)
_EITHER = Evidence(kind=EvidenceKind.ANY, parts=(Evidence(kind=EvidenceKind.TIER, tier=Tier.MAJOR), _WHEN))

SAMPLE = ScenarioBundle(
    scenario=Scenario(
        id="exercise.sample",
        revision=2,
        family="service-outage",
        runbook="outage.sample",
        tier=Tier.SERIOUS,
        length=timedelta(hours=2),
        objectives=(Objective(id="aim", tasks=("told", "found")),),
        tasks=(
            Task(id="told", evidence=_EITHER, within=timedelta(minutes=10), after="calls", steps=("notice",)),
            Task(id="found", evidence=_STEP, is_optional=True),
        ),
        injects=(
            Inject(
                id="calls",
                number=1,
                trigger=Trigger(kind=TriggerKind.AT, after="", delay=timedelta(seconds=90)),
                to=("all",),
                channel="phone",
                is_prompted=True,
                expected=(Expected(evidence=_STEP, by="technical", within=timedelta(minutes=5), tasks=("found",)),),
                hints=2,
                has_note=True,
            ),
            Inject(
                id="press",
                number=2,
                trigger=Trigger(kind=TriggerKind.ON, delay=timedelta(minutes=5), happened=_STEP),
                to=("commander", "scribe"),
                channel="press",
            ),
            Inject(
                id="late",
                number=3,
                trigger=Trigger(kind=TriggerKind.CONTINGENCY, after="calls", missing=_EITHER),
                to=("all",),
                channel="mail",
            ),
        ),
        artificialities=1,
    ),
    words={"en": {"title": "Sample", "truth": "The vendor lies"}, "zh-CN": {"title": "样例", "truth": "供应商说谎"}},
)

LEAD_EVENTS: dict[str, LeadEvent] = {
    type(each).__name__: each
    for each in (
        ScenarioPinned(bundle=SAMPLE),
        InjectHeld(inject="press"),
        InjectSkipped(inject="late", because=FreeText("too hard · 太难")),
        InjectMarked(inject="calls", mark=Mark.PART),
        ObservationAdded(
            kind=ObservationKind.SAFETY,
            text=FreeText("Bo left the room"),
            observed_at=datetime(2026, 11, 22, 2, 40, tzinfo=UTC),
            inject="calls",
            task="told",
        ),
        RatingGiven(
            task="told",
            given=Rating.MAJOR,
            proposed=Rating.SOME,
            evidence=("0193", "0194"),
            because=FreeText("told the wrong list"),
        ),
        ObjectiveRated(objective="aim", given=Rating.UNABLE, proposed=Rating.MAJOR, because=FreeText("never reached")),
        TextErased(seq=4, contents=("ab" * 32,), because="asked to", approved_by="cy"),
    )
}
