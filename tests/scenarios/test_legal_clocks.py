"""The cases of reference/STANDARDS.md 7.4, to the minute, as a team lives them: commands in, clocks out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.application.timers import tick
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.events import Milestone
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Status
from incident.domain.law.applicability import Verdict, tier_required
from incident.domain.law.obligations import Cap, Moment
from incident.domain.law.statutory import duties, sleeping
from incident.domain.refusals import Refusal, RefusalCode, Refused
from incident.domain.walking.checklist import build_checklist
from tests.desks import LEAK, LegalDesk, instant, shipped_register
from tests.domain.duties import duty as a_duty
from tests.domain.duties import period, register_of

CAC = "cn.cac.ordinary/provincial-cac"
NIGHT = "2026-11-20 23:30"
"""A Friday night."""


def _leak(people: float = 1_000_000, **facts: bool) -> LegalDesk:
    desk = LegalDesk("cn", NIGHT, facts={**LEAK, "people_affected": people, **facts})
    desk.mark("aware", NIGHT)
    return desk


class TestCase1AnOrdinaryOperatorOnFridayNight:
    def test_a_million_people_are_due_at_half_past_three_and_not_on_monday(self) -> None:
        assert _leak().due(CAC) == "2026-11-21 03:30"

    def test_one_person_less_has_no_number_and_is_due_at_once(self) -> None:
        desk = _leak(999_999)
        assert desk.clocks() == {}
        (duty,) = desk.duties("cn.personal-information.authority")
        assert (duty.is_open, duty.due_at, duty.deadline.is_immediate) == (True, None, True)

    def test_one_person_less_asks_which_class_it_is(self) -> None:
        (duty,) = _leak(999_999).duties("cn.cac.ordinary")
        assert (duty.binds, [(ask.kind.value, ask.id) for ask in duty.applied.asks]) == (False, [("class", "cn.cac")])


class TestCase2CriticalInfrastructureAndCentralOrgans:
    def test_critical_infrastructure_has_an_hour_to_each_of_two(self) -> None:
        desk = _leak(cii_involved=True)
        both = {"cn.cac.cii/protection-department", "cn.cac.cii/public-security"}
        assert {key: desk.due(key) for key in desk.clocks()} == dict.fromkeys(both, "2026-11-21 00:30")

    def test_a_central_organ_has_two_hours(self) -> None:
        assert _leak(central_organ=True).due("cn.cac.central-organ/own-department") == "2026-11-21 01:30"

    def test_reporting_to_one_of_two_leaves_the_other_open(self) -> None:
        desk = _leak(cii_involved=True)
        with pytest.raises(Refused) as refused:
            desk.file("cn.cac.cii", "2026-11-20 23:50")
        assert refused.value.code is Refusal.RECIPIENT_UNKNOWN
        desk.file("cn.cac.cii", "2026-11-20 23:50", "public-security")
        assert list(desk.clocks()) == ["cn.cac.cii/protection-department"]
        desk.file("cn.cac.cii", "2026-11-20 23:55")
        assert desk.clocks() == {}


def test_case_3_christmas_moves_no_gdpr_deadline() -> None:
    known = {"pi_exposed": True, "risk_unlikely": False, "for_client": False}
    desk = LegalDesk("eu", "2026-12-24 18:00", zone="Europe/Brussels", facts=known)
    desk.mark("aware", "2026-12-24 18:00")
    assert [desk.due(key) for key in desk.clocks() if key.startswith("eu.gdpr.authority")] == ["2026-12-27 18:00"]


@pytest.mark.parametrize(
    ("classified", "due_at"),
    [
        ("2026-11-17 20:00", "2026-11-18 00:00"),
        ("2026-11-18 08:00", "2026-11-18 09:00"),
        ("2026-11-18 09:01", "2026-11-18 13:01"),
    ],
    ids=["4 hours", "the cap wins", "classified after the cap"],
)
def test_case_4_dora_counts_from_classification_and_awareness(classified: str, due_at: str) -> None:
    desk = LegalDesk("eu", "2026-11-17 09:00", zone="Europe/Brussels", sectors=("eu-financial",))
    desk.mark("aware", "2026-11-17 09:00")
    desk.clock.set(desk.at(classified))
    desk.do(c.StateClass(by="ana", regime="eu.dora", statutory_class="major", because="two criteria"))
    (key,) = (key for key in desk.clocks() if key.startswith("eu.dora.initial"))
    assert desk.due(key) == due_at


def test_case_5_singapore_counts_from_the_assessment() -> None:
    known = {"pi_exposed": True, "people_affected": 600.0, "significant_harm": False}
    desk = LegalDesk("sg", "2026-11-10 15:00", zone="Asia/Singapore", facts=known)
    desk.mark("discovered", "2026-11-10 14:00")
    assert [(key.partition("/")[0], desk.due(key)) for key in desk.clocks()] == [("sg.pdpa.assess", "2026-12-11 00:00")]
    desk.mark("assessed", "2026-11-23 11:00")
    found = {key.partition("/")[0]: desk.due(key) for key in desk.clocks()}
    assert found["sg.pdpa.commission"] == "2026-11-27 00:00"  # the end of Thursday 26


def test_case_6_the_closing_report_starts_when_handling_has_ended() -> None:
    desk = _leak()
    assert [duty.waits for duty in desk.duties("cn.cac.closing")] == [True]
    desk.mark("handling-ended", "2026-11-24 09:00")
    assert desk.due("cn.cac.closing/same-channel") == "2026-12-25 00:00"  # the end of 24 December


@pytest.mark.parametrize(("insider", "tier"), [(True, Tier.MAJOR), (False, Tier.SERIOUS)])
def test_case_7_an_insider_with_250_call_records_is_for_the_police(tier: Tier, *, insider: bool) -> None:
    desk = LegalDesk("cn", NIGHT, tier=Tier.GENERAL, facts={**LEAK, "people_affected": 250.0})
    desk.mark("aware", NIGHT)
    desk.fact(insider=insider, records_logs=250.0)
    assert any(duty.is_open for duty in desk.duties("cn.criminal-line.police")) is insider
    applied = [duty.applied for duty in duties(desk.incident, desk.clock.now())]
    assert tier_required(applied) is tier
    assert desk.incident.tier is Tier.GENERAL  # proposed, and changed by nobody


class TestCase10AnExtension:
    def desk(self) -> LegalDesk:
        desk = LegalDesk("cn", "2026-10-12 10:00", facts={"complaint": True}, sectors=("banking",))
        desk.mark("received", "2026-10-12 10:00")
        assert desk.due(self.KEY) == "2026-10-28 00:00"
        return desk

    KEY = "cn.banking-complaints.decision/complainant"

    def order(self, desk: LegalDesk, until: str, **changes: object) -> c.ExtendObligation:
        asked = c.ExtendObligation(
            by="ana",
            obligation="cn.banking-complaints.decision",
            until=desk.at(until),
            because="Article 12: complex",
            approved_by="bo",
            told_at=desk.clock.now(),
        )
        return asked.changed(**changes)

    def test_in_time_it_moves_the_clock_and_keeps_what_was_due(self) -> None:
        desk = self.desk()
        desk.do(self.order(desk, "2026-11-12 00:00"))
        assert desk.due(self.KEY) == "2026-11-12 00:00"
        (duty,) = desk.duties("cn.banking-complaints.decision")
        assert duty.deadline.due_at == desk.at("2026-10-28 00:00")

    @pytest.mark.parametrize(
        ("until", "changes", "fault"),
        [
            ("2026-12-13 00:00", {}, "past-cap"),
            ("2026-11-12 00:00", {"approved_by": "ana"}, "approver-is-asker"),
            ("2026-11-12 00:00", {"approved_by": ""}, "no-approver"),
            ("2026-11-12 00:00", {"told_at": None}, "not-told"),
        ],
    )
    def test_what_the_law_asks_of_it_is_asked(self, until: str, changes: dict[str, object], fault: str) -> None:
        desk = self.desk()
        with pytest.raises(Refused) as refused:
            desk.do(self.order(desk, until, **changes))
        assert (refused.value.code, refused.value.fields["faults"]) == (Refusal.EXTENSION_REFUSED, (fault,))

    def test_after_expiry_it_is_refused_and_the_due_time_stays(self) -> None:
        desk = self.desk()
        desk.clock.set(desk.at("2026-10-28 00:01"))
        with pytest.raises(Refused) as refused:
            desk.do(self.order(desk, "2026-11-12 00:00", told_at=desk.at("2026-10-20 09:00")))
        assert refused.value.fields["faults"] == ("too-late",)
        assert desk.due(self.KEY) == "2026-10-28 00:00"

    def test_word_to_whoever_waits_that_is_yet_to_be_given_counts_for_nothing(self) -> None:
        desk = self.desk()
        with pytest.raises(Refused) as refused:
            desk.do(self.order(desk, "2026-11-12 00:00", told_at=desk.at("2026-10-20 09:00")))
        assert refused.value.code is Refusal.TIME_IN_FUTURE

    def test_a_clock_that_has_not_started_gets_no_more_time(self) -> None:
        """A second limit bounds it already; where the extension would end, nobody can say yet."""
        cap = Cap(period=period(24, "hour"), start=Moment.AWARE)
        rule = a_duty(start=Moment.CLASSIFIED, caps=(cap,), extensions=(period(48, "hour"),), recipients=())
        desk = LegalDesk("cn", NIGHT, register=register_of(rule))
        desk.mark("aware", NIGHT)
        assert desk.due(rule.id) == "2026-11-21 23:30"
        with pytest.raises(Refused) as refused:
            desk.do(self.order(desk, "2027-11-21 00:00", obligation=rule.id))
        assert refused.value.code is Refusal.EXTENSION_NOT_ALLOWED

    def test_where_the_law_allows_none_there_is_none(self) -> None:
        desk = _leak()
        asked = c.ExtendObligation(
            by="ana", obligation="cn.cac.ordinary", until=desk.at("2026-11-22 00:00"), because="busy", approved_by="bo"
        )
        with pytest.raises(Refused) as refused:
            desk.do(asked)
        assert refused.value.code is Refusal.EXTENSION_NOT_ALLOWED


class TestCase11TheTierOfAnIncidentWithAnOpenClock:
    def lower(self) -> c.LowerTier:
        return c.LowerTier(by="ana", to=Tier.GENERAL, because="it is quiet")

    def test_it_is_not_lowered_and_the_refusal_names_the_regime_and_the_due_time(self) -> None:
        desk = _leak()
        desk.do(c.RuleOutObligation(by="ana", obligation="cn.cac.update", because="nothing new"))
        desk.do(c.RuleOutObligation(by="ana", obligation="cn.cac.sector", because="no rule of ours"))
        with pytest.raises(Refused) as refused:
            desk.do(self.lower().changed(to=Tier.SERIOUS))
        assert refused.value.code is Refusal.LOWER_DEADLINE_OPEN
        fields = refused.value.fields
        assert (fields["regime"], fields["obligation"], fields["due"]) == ("cn.cac", CAC, desk.at("2026-11-21 03:30"))

    def test_once_everything_is_reported_or_ruled_out_it_is(self) -> None:
        desk = _leak()
        for duty in [duty for duty in duties(desk.incident, desk.clock.now()) if duty.is_open]:
            desk.file(duty.obligation.id, "2026-11-21 01:00", duty.deadline.recipient)
        desk.do(self.lower())
        assert desk.incident.tier is Tier.GENERAL

    def test_raising_and_lowering_move_no_legal_clock(self) -> None:
        desk = LegalDesk("cn", NIGHT, tier=Tier.GENERAL, facts={**LEAK, "people_affected": 1_000_000})
        desk.mark("aware", "2026-11-20 22:10")
        before = desk.clocks()[CAC]
        desk.clock.forward(minutes=40)
        desk.do(c.RaiseTier(by="ana", to=Tier.MAJOR, because="the law"))
        assert desk.clocks()[CAC] == before


class TestCase12WhatIsProposed:
    def test_it_starts_no_clock(self) -> None:
        desk = LegalDesk("us", NIGHT, sectors=("us-critical",), facts={"covered_cyber_incident": True})
        desk.mark("believed", NIGHT)
        assert not [key for key in desk.clocks() if key.startswith("us.circia")]
        assert "us.circia.incident" in {each.id for each in sleeping(desk.incident)}

    def test_it_does_once_somebody_has_switched_it_on(self) -> None:
        desk = LegalDesk("us", NIGHT, sectors=("us-critical",), facts={"covered_cyber_incident": True})
        desk.mark("believed", NIGHT)
        desk.do(c.EnableObligation(by="ana", obligation="us.circia.incident", because="the board wants it"))
        assert [desk.due(key) for key in desk.clocks() if key.startswith("us.circia.incident")] == ["2026-11-23 23:30"]

    def test_what_is_law_needs_no_switch(self) -> None:
        desk = _leak()
        with pytest.raises(Refused) as refused:
            desk.do(c.EnableObligation(by="ana", obligation="cn.cac.ordinary", because="sure"))
        assert refused.value.code is Refusal.OBLIGATION_COUNTS


class TestMoments:
    def test_every_start_of_the_register_can_be_stated_or_comes_by_itself(self) -> None:
        starts = {each.start for each in shipped_register().obligations()}
        starts |= {cap.start for each in shipped_register().obligations() for cap in each.caps}
        by_itself = {Moment.DECLARED, Moment.FILED}
        assert {each.value for each in starts - by_itself} <= {each.value for each in Milestone}
        assert {each.value for each in Moment} == {each.value for each in (*Milestone, *by_itself)}

    def test_a_corrected_moment_moves_the_clock_and_keeps_what_was_stated(self) -> None:
        desk = _leak()
        desk.mark("aware", "2026-11-20 22:45")
        assert desk.due(CAC) == "2026-11-21 02:45"
        last = desk.log.read(desk.id)[-1].event
        assert isinstance(last, e.MilestoneMarked)
        assert last.instead_of == desk.at(NIGHT)

    def test_a_moment_to_come_is_refused(self) -> None:
        desk = _leak()
        late = c.MarkMilestone(by="ana", milestone=Milestone.AWARE, at=desk.clock.now() + timedelta(minutes=3))
        with pytest.raises(Refused) as refused:
            desk.do(late)
        assert refused.value.code is Refusal.TIME_IN_FUTURE

    def test_a_moment_of_one_regime_starts_its_clocks_alone(self) -> None:
        desk = LegalDesk("cn", NIGHT, facts={**LEAK, "people_affected": 1_000_000})
        desk.mark("aware", NIGHT, "cn.cac")
        assert desk.due(CAC) == "2026-11-21 03:30"
        assert [duty.waits for duty in desk.duties("cn.personal-information.authority")] == [True]


class TestClasses:
    def test_a_stated_class_goes_before_what_the_facts_say(self) -> None:
        desk = _leak()
        desk.do(c.StateClass(by="ana", regime="cn.cac", statutory_class="general", because="copies were recovered"))
        assert CAC not in desk.clocks()
        assert desk.incident.tier is Tier.MAJOR

    def test_another_class_needs_a_reason_and_keeps_the_one_before(self) -> None:
        desk = _leak()
        desk.do(c.StateClass(by="ana", regime="cn.cac", statutory_class="larger"))
        with pytest.raises(Refused) as refused:
            desk.do(c.StateClass(by="ana", regime="cn.cac", statutory_class="major"))
        assert refused.value.code is Refusal.TEXT_EMPTY
        desk.do(c.StateClass(by="ana", regime="cn.cac", statutory_class="major", because="10 million"))
        last = desk.log.read(desk.id)[-1].event
        assert isinstance(last, e.ClassStated)
        assert (last.instead_of, desk.incident.law.classes) == ("larger", {"cn.cac": "major"})

    @pytest.mark.parametrize(
        ("regime", "name", "code", "near"),
        [
            ("cn.cca", "larger", Refusal.REGIME_UNKNOWN, "cn.cac"),
            ("cn.cac", "lager", Refusal.CLASS_UNKNOWN, "larger"),
        ],
    )
    def test_a_wrong_word_is_answered_with_the_nearest(
        self, regime: str, name: str, code: RefusalCode, near: str
    ) -> None:
        with pytest.raises(Refused) as refused:
            _leak().do(c.StateClass(by="ana", regime=regime, statutory_class=name))
        assert (refused.value.code, refused.value.fields["near"]) == (code, near)


class TestUnknownFacts:
    def test_they_start_no_clock_and_ask(self) -> None:
        desk = LegalDesk("cn", NIGHT, facts={"people_affected": 1_000_000, "central_organ": False})
        desk.mark("aware", NIGHT)
        assert desk.clocks() == {}
        (duty,) = desk.duties("cn.cac.ordinary")
        assert (duty.applied.verdict, [ask.id for ask in duty.applied.asks]) == (Verdict.ASKS, ["cii_involved"])
        assert duty.due_at == desk.at("2026-11-21 03:30")  # what it would be, if the answer is no
        desk.fact(cii_involved=False)
        assert desk.due(CAC) == "2026-11-21 03:30"

    def test_a_standing_fact_is_asked_in_no_incident_and_yields_to_what_is_stated(self) -> None:
        standing = {"central_organ": False, "cii_involved": False}
        desk = _held({"people_affected": 1_000_000.0}, standing)
        assert CAC in desk.clocks()
        desk.fact(cii_involved=True)
        assert CAC not in desk.clocks()


def _held(facts: dict[str, float], standing: dict[str, bool]) -> LegalDesk:
    desk = LegalDesk("cn", NIGHT, facts=facts, standing=standing)
    desk.mark("aware", NIGHT)
    return desk


class TestTheEnd:
    def test_an_open_deadline_refuses_closing(self) -> None:
        desk = _ready_to_close()
        with pytest.raises(Refused) as refused:
            desk.do(c.CloseIncident(by="ana", because="stable"))
        assert refused.value.code is Refusal.CLOSE_DEADLINES_OPEN
        assert CAC in str(refused.value.fields["obligations"])

    def test_closed_over_it_the_incident_stays_in_sight_until_it_is_met(self) -> None:
        desk = _ready_to_close()
        desk.do(c.CloseIncident(by="ana", because="stable; the report follows", with_deadlines=True))
        assert desk.incident.status is Status.CLOSED
        assert [row.incident_id for row in desk.log.summaries()] == [desk.id]
        for duty in [duty for duty in duties(desk.incident, desk.clock.now()) if duty.is_open]:
            desk.file(duty.obligation.id, "2026-11-21 01:00", duty.deadline.recipient)
        assert desk.log.summaries() == []

    def test_its_clocks_go_on_warning_after_closing(self) -> None:
        desk = _ready_to_close()
        desk.do(c.CloseIncident(by="ana", because="stable; the report follows", with_deadlines=True))
        desk.clock.set(desk.at("2026-11-21 03:30"))
        tick(desk.service, desk.id)
        warned = [entry.event for entry in desk.log.read(desk.id) if isinstance(entry.event, e.ClockWarned)]
        assert any(CAC in each.clock and each.threshold is e.Threshold.DUE for each in warned)

    def test_without_a_reason_nothing_is_closed_over_a_deadline(self) -> None:
        with pytest.raises(Refused):
            _ready_to_close().do(c.CloseIncident(by="ana", with_deadlines=True))


def _ready_to_close() -> LegalDesk:
    """Every step is settled, and the report is not made."""
    desk = _leak()
    while items := build_checklist(desk.incident, desk.clock.now()).open_items:
        desk.do(c.RuleOutStep(by="ana", step=items[0].step.id, because="not here"))
    return desk


@pytest.mark.parametrize(
    ("minutes", "threshold"), [(120, e.Threshold.HALF), (192, e.Threshold.MOST), (240, e.Threshold.DUE)]
)
def test_a_legal_clock_warns_at_half_at_80_percent_and_at_zero(minutes: int, threshold: e.Threshold) -> None:
    desk = _leak()
    desk.clock.forward(minutes=minutes)
    tick(desk.service, desk.id)
    warned = [entry.event for entry in desk.log.read(desk.id) if isinstance(entry.event, e.ClockWarned)]
    assert [each.threshold for each in warned if CAC in each.clock] == [threshold]


def test_the_three_reports_of_dora_follow_one_another_each_with_its_own_deadline() -> None:
    desk = LegalDesk("eu", "2026-11-17 09:00", zone="Europe/Brussels", sectors=("eu-financial",))
    desk.mark("aware", "2026-11-17 09:00")
    desk.do(c.StateClass(by="ana", regime="eu.dora", statutory_class="major"))
    desk.file("eu.dora.initial", "2026-11-17 12:00")
    assert [desk.due(key) for key in desk.clocks() if "eu.dora" in key] == ["2026-11-20 12:00"]
    desk.file("eu.dora.intermediate", "2026-11-19 10:00")
    assert [desk.due(key) for key in desk.clocks() if "eu.dora" in key] == ["2026-12-20 00:00"]


def test_an_edit_of_the_register_changes_no_incident_that_runs() -> None:
    desk = _leak()
    pinned = desk.incident.law.pinned
    assert pinned is not None
    assert pinned.register is not None
    rule = pinned.register.obligation("cn.cac.ordinary")
    assert rule == shipped_register().obligation("cn.cac.ordinary")
    assert rule is not shipped_register().obligation("cn.cac.ordinary")  # it was read from the log


def test_only_the_rules_of_the_named_places_are_pinned() -> None:
    pinned = LegalDesk("sg", NIGHT).incident.law.pinned
    assert pinned is not None
    assert pinned.register is not None
    assert {each.id.partition(".")[0] for each in pinned.register.regimes} <= {"sg", "any"}
    assert all(key.partition(".")[0] != "cn" for words in pinned.register.words.values() for key in words)


def test_rules_pinned_late_are_those_of_the_day_of_declaration() -> None:
    """A rule that comes into force between the declaration and the pinning binds the next incident, not this one."""
    day = instant("2026-11-21 00:00").date()
    old, new = a_duty(recipients=()), a_duty(id="test.rule.second", recipients=(), effective_from=day)
    desk = LegalDesk("cn", NIGHT, register=register_of(old, new), pins=False)
    assert desk.duties(old.id) == []
    desk.clock.set(desk.at("2026-11-21 08:00"))
    desk.do(c.PinObligations(by="ana", held_to=desk.held))
    desk.mark("aware", NIGHT)
    assert desk.due(old.id) == "2026-11-21 03:30"
    pinned = desk.incident.law.pinned
    assert pinned is not None
    assert pinned.register is not None
    assert [each.id for each in pinned.register.obligations()] == [old.id]
