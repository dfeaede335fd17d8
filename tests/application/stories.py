"""One incident from the declaration to the closing, as a log: what reviews and reports are tested on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from incident.application.ports import (
    Assurance,
    AttemptClass,
    AttemptOutcome,
    AttemptRecord,
    Delivery,
    DeliveryState,
)
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.events import Milestone, NoteKind, Recorded, Threshold
from incident.domain.grading.tiers import Tier
from tests.bundles import a_bundle
from tests.deliveries import a_delivery
from tests.domain.walks import Walk, at

__all__ = ["a_night", "ledger", "with_digests"]


def a_night(*, mode: e.IncidentMode = e.IncidentMode.REAL) -> Walk:
    """Tier 2 at 02:40, a step not as expected, the first update 4 min late, raised at 03:21, restored 04:20; open."""
    walk = Walk(a_bundle(), by="ana", facts={"affected_share": 3.0})
    if mode is not e.IncidentMode.REAL:
        declared = walk.entries[0]
        assert isinstance(declared.event, e.IncidentDeclared)
        walk.entries[0] = replace(declared, event=replace(declared.event, mode=mode))
    walk.do(c.AssignRole(by="ana", role="technical", person="bo"), "02:43")
    walk.do(c.AssignRole(by="ana", role="customer-liaison", person="chen"), "02:44")
    walk.do(c.ReportNotAsExpected(by="chen", step="notice", observed="Silence | <b>nothing</b>"), "02:50")
    walk.done("notice-if-not", "chen", "02:58")
    walk.done("agents", "chen", "03:00")
    walk.done("customers", "chen", "03:05")
    walk.done("customers", "ana", "03:14")
    walk.delivered("M2")
    walk.do(c.AddNote(by="bo", text="Fail over to B", kind=NoteKind.DECISION), "03:16")
    walk.do(c.CorrectEntry(by="bo", seq=walk.incident.version, text="to C"), "03:17")
    walk.do(c.AddNote(by="bo", text="Why did the alert fire late?", kind=NoteKind.TODO), "03:18")
    walk.do(c.RecordFact(by="bo", fact="data_exposed", value=True), "03:20")
    walk.do(c.RaiseTier(by="ana", to=Tier.MAJOR, because="Data may be out"), "03:21")
    walk.do(c.WarnClock(by="app", clock="step:customers@1795229400", threshold=Threshold.MOST), "03:22")
    walk.do(c.DeferStep(by="bo", step="cause", because="No access", until_time=at("04:10")), "03:25")
    walk.do(c.AssignRole(by="ana", role="customer-liaison", person="dee"), "03:40")
    walk.do(c.AnswerStep(by="bo", step="cause", option="vendor"), "04:00")
    walk.done("hotline", "bo", "04:05")
    walk.do(c.OverrideStep(by="bo", step="stable", because="Checked by hand"), "04:30")
    walk.do(c.MarkMilestone(by="ana", milestone=Milestone.RESTORED, at=at("04:20")), "04:31")
    return walk


def closed(walk: Walk, clock: str = "05:00") -> Walk:
    """The same night, closed by its commander with whatever was left open."""
    walk.now = at(clock)
    walk.record(e.IncidentClosed(), "ana")
    return walk


def ledger() -> tuple[Sequence[Delivery], dict[str, Sequence[AttemptRecord]]]:
    """One delivery that was sent, one that nobody knows of."""
    sent = replace(
        a_delivery(id="d1", message="M1", recipient="agents"),
        state=DeliveryState.SENT,
        assurance=Assurance.CONFIRMED,
    )
    unknown = replace(
        a_delivery(id="d2", message="M2", recipient="Ana Lima"),
        state=DeliveryState.UNKNOWN,
        last_class=AttemptClass.UNKNOWN,
        last_detail="read-timeout",
    )
    attempts: dict[str, Sequence[AttemptRecord]] = {
        "d1": [
            _attempt("d1", AttemptClass.NOT_SENT, at("03:00:10")),
            _attempt("d1", AttemptClass.DELIVERED, at("03:01")),
        ],
        "d2": [_attempt("d2", AttemptClass.UNKNOWN, at("03:14:20"))],
    }
    return (sent, unknown), attempts


def with_digests(entries: Sequence[Recorded]) -> list[Recorded]:
    """The entries with a digest each, as a log would have written them."""
    return [replace(entry, digest=f"{entry.seq:064x}") for entry in entries]


def _attempt(delivery: str, result: AttemptClass, ended: datetime) -> AttemptRecord:
    return AttemptRecord(
        delivery_id=delivery,
        fence=1,
        started_at=ended - timedelta(seconds=1),
        ended_at=ended,
        outcome=AttemptOutcome(result=result),
    )
