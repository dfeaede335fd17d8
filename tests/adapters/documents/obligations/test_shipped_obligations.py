"""The shipped register held to the cases of reference/STANDARDS.md 7.4, to the minute; 8 and 9 are of surges."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from incident.adapters.calendars.holidays_package import HolidaysPackage
from incident.adapters.documents.obligations.library import ObligationLibrary
from incident.domain.grading.tiers import Tier
from incident.domain.law.applicability import Applied, Circumstances, Verdict, applicable, grade_class, tier_required
from incident.domain.law.deadlines import Basis, Deadline, Marks, Terms, blocks_lowering, deadlines, longest_end
from incident.domain.law.obligations import Confidence, LegalStatus, Moment, Obligation, Register
from incident.domain.law.periods import Unit
from incident.domain.runbooks.conditions import Situation, Value
from incident.domain.timing.extending import Extension, ExtensionFault, Term, extended, faults_of
from incident.shipped import library_root

PROPOSED = {
    "eu.digital-omnibus.authority",
    "tw.pdpa.general",
    "uk.csr-bill.full",
    "uk.csr-bill.initial",
    "us.circia.incident",
    "us.circia.ransom",
}


def _at(written: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone))


T0 = _at("2026-11-20 23:30")
"""A Friday night."""
LEAK: dict[str, Value] = {
    "pi_exposed": True,
    "harm_avoided": False,
    "consumer_data": False,
    "cii_involved": False,
    "central_organ": False,
    "crime_suspected": False,
}


@pytest.fixture(scope="module")
def register() -> Register:
    return ObligationLibrary([library_root()], HolidaysPackage()).register()


def _applied(register: Register, facts: dict[str, Value], **changes: Any) -> tuple[Applied, ...]:  # noqa: ANN401
    known = Circumstances(now=T0, facts=facts, jurisdictions=frozenset({"cn"}), sectors=frozenset())
    return applicable(register, known.changed(**changes))


def _binding(found: tuple[Applied, ...]) -> dict[str, Obligation]:
    return {each.obligation.id: each.obligation for each in found if each.verdict is Verdict.APPLIES}


def _due(
    register: Register, obligation_id: str, marks: Marks, facts: dict[str, Value] | None = None
) -> tuple[Deadline, ...]:
    obligation = register.obligation(obligation_id)
    assert obligation is not None
    situation = Situation(facts=facts or {}, tier=None, now=T0)
    return deadlines(obligation, marks, Terms(calendars=register.calendars, situation=situation))


def _stated(zone: str = "Asia/Shanghai", **moments: str) -> Marks:
    return Marks(moments={Moment(name.replace("_", "-")): _at(when, zone) for name, when in moments.items()})


class TestCase1AnOrdinaryOperatorOnFridayNight:
    def test_a_million_people_are_due_at_half_past_three_and_not_on_monday(self, register: Register) -> None:
        binding = _binding(_applied(register, {**LEAK, "people_affected": 1_000_000.0}))
        assert "cn.cac.ordinary" in binding
        (due,) = _due(register, "cn.cac.ordinary", _stated(aware="2026-11-20 23:30"))
        assert due.due_at == _at("2026-11-21 03:30")

    def test_one_person_less_leaves_immediately_and_a_question(self, register: Register) -> None:
        facts = {**LEAK, "people_affected": 999_999.0}
        binding = _binding(_applied(register, facts))
        assert {"cn.personal-information.authority", "cn.personal-information.individuals"} <= binding.keys()
        assert [each.id for each in binding.values() if each.due.unit.is_counted] == []
        (due,) = _due(register, "cn.personal-information.authority", _stated(aware="2026-11-20 23:30"))
        assert (due.is_immediate, due.due_at, due.basis) == (True, None, (Basis.NO_NUMBER,))
        cac = register.regime("cn.cac")
        assert cac is not None
        graded = grade_class(cac, Circumstances(now=T0, facts=facts))
        assert graded.proposed is None
        assert ("larger", "catch-all") in graded.judgements


def test_case_2_critical_infrastructure_has_an_hour_and_two_recipients(register: Register) -> None:
    facts = {**LEAK, "people_affected": 1_000_000.0, "cii_involved": True}
    binding = _binding(_applied(register, facts))
    assert "cn.cac.cii" in binding
    assert "cn.cac.ordinary" not in binding
    both = _due(register, "cn.cac.cii", _stated(aware="2026-11-20 23:30"))
    assert {each.recipient for each in both} == {"protection-department", "public-security"}
    assert {each.due_at for each in both} == {_at("2026-11-21 00:30")}


def test_case_2_a_central_organ_has_two_hours(register: Register) -> None:
    facts = {**LEAK, "people_affected": 1_000_000.0, "central_organ": True}
    binding = _binding(_applied(register, facts))
    assert "cn.cac.central-organ" in binding
    assert not {"cn.cac.ordinary", "cn.cac.cii"} & binding.keys()
    (due,) = _due(register, "cn.cac.central-organ", _stated(aware="2026-11-20 23:30"))
    assert due.due_at == _at("2026-11-21 01:30")


def test_case_3_christmas_moves_no_gdpr_deadline(register: Register) -> None:
    facts: dict[str, Value] = {"pi_exposed": True, "risk_unlikely": False, "for_client": False}
    assert "eu.gdpr.authority" in _binding(_applied(register, facts, jurisdictions=frozenset({"eu"})))
    (due,) = _due(register, "eu.gdpr.authority", _stated("Europe/Brussels", aware="2026-12-24 18:00"))
    assert due.due_at == _at("2026-12-27 18:00", "Europe/Brussels")


@pytest.mark.parametrize(
    ("classified", "due_at"),
    [
        ("2026-11-17 20:00", "2026-11-18 00:00"),
        ("2026-11-18 08:00", "2026-11-18 09:00"),
        ("2026-11-18 09:01", "2026-11-18 13:01"),
    ],
    ids=["4 hours", "the cap wins", "classified after the cap"],
)
def test_case_4_dora_counts_from_classification_and_awareness(register: Register, classified: str, due_at: str) -> None:
    marks = _stated("Europe/Brussels", aware="2026-11-17 09:00", classified=classified)
    (due,) = _due(register, "eu.dora.initial", marks)
    assert due.due_at == _at(due_at, "Europe/Brussels")


def test_dora_reports_at_noon_after_the_weekend_unless_it_is_a_bank(register: Register) -> None:
    marks = _stated("Europe/Brussels", aware="2026-11-21 09:00", classified="2026-11-21 10:00")
    small: dict[str, Value] = {"noon_rule_excluded": False}
    assert _due(register, "eu.dora.initial", marks, small)[0].due_at == _at("2026-11-23 12:00", "Europe/Brussels")
    for bank in ({"noon_rule_excluded": True}, {}):
        (due,) = _due(register, "eu.dora.initial", marks, dict[str, Value](bank))
        assert due.due_at == _at("2026-11-21 14:00", "Europe/Brussels")


def test_case_5_singapore_counts_from_the_assessment(register: Register) -> None:
    marks = _stated("Asia/Singapore", discovered="2026-11-10 14:00", assessed="2026-11-23 11:00")
    (due,) = _due(register, "sg.pdpa.commission", marks)
    assert (due.due_at, due.last_day) == (_at("2026-11-27 00:00", "Asia/Singapore"), date(2026, 11, 26))
    (bar,) = _due(register, "sg.pdpa.assess", marks)
    assert (bar.due_at, bar.last_day) == (_at("2026-12-11 00:00", "Asia/Singapore"), date(2026, 12, 10))
    assert [_due(register, "sg.pdpa.commission", Marks())[0].basis] == [(Basis.WAITS_FOR_START,)]


def test_case_6_the_closing_report_starts_when_handling_has_ended(register: Register) -> None:
    (waiting,) = _due(register, "cn.cac.closing", _stated(aware="2026-11-20 23:30"))
    assert (waiting.started_at, waiting.due_at) == (None, None)
    (due,) = _due(register, "cn.cac.closing", _stated(aware="2026-11-20 23:30", handling_ended="2026-11-24 09:00"))
    assert (due.due_at, due.last_day) == (_at("2026-12-25 00:00"), date(2026, 12, 24))


def test_a_closing_report_due_in_the_national_holiday_is_due_after_it(register: Register) -> None:
    (due,) = _due(register, "cn.cac.closing", _stated(handling_ended="2026-09-03 09:00"))
    assert (due.last_day, Basis.MOVED_PAST_HOLIDAY in due.basis) == (date(2026, 10, 8), True)


@pytest.mark.parametrize(("insider", "tier"), [(True, Tier.MAJOR), (False, Tier.SERIOUS)])
def test_case_7_an_insider_with_250_call_records_is_for_the_police(
    register: Register, tier: Tier, *, insider: bool
) -> None:
    found = _applied(register, {**LEAK, "insider": insider, "records_logs": 250.0, "people_affected": 250.0})
    assert ("cn.criminal-line.police" in _binding(found)) is insider
    assert tier_required(found) is tier


@pytest.mark.parametrize(
    ("records", "insider", "outsider"),
    [("records_private", 25, 50), ("records_logs", 250, 500), ("records_other", 2500, 5000)],
)
def test_the_criminal_line_is_half_as_high_for_an_insider(
    register: Register, records: str, insider: int, outsider: int
) -> None:
    def is_reached(count: int, *, inside: bool) -> bool:
        found = _applied(register, {records: float(count), "insider": inside})
        return "cn.criminal-line.police" in _binding(found)

    assert [is_reached(count, inside=True) for count in (insider - 1, insider)] == [False, True]
    assert [is_reached(count, inside=False) for count in (outsider - 1, outsider)] == [False, True]


def test_case_10_a_late_extension_changes_nothing_and_the_law_bounds_the_others(register: Register) -> None:
    received = _stated(received="2026-10-12 10:00")
    (due,) = _due(register, "cn.banking-complaints.decision", received)
    assert due.due_at == _at("2026-10-28 00:00")
    rule = register.obligation("cn.banking-complaints.decision")
    assert rule is not None
    cap_at = longest_end(rule, received, Terms(calendars=register.calendars))
    assert cap_at == _at("2026-12-12 00:00")
    term = Term(due_at=due.due_at)
    asked = Extension(
        asked_at=due.due_at + timedelta(minutes=1),
        asked_by="ana",
        until=_at("2026-11-12 00:00"),
        because="complex",
        approved_by="bo",
        told_at=due.due_at,
    )
    assert faults_of(term, asked, cap_at) == (ExtensionFault.TOO_LATE,)
    assert extended(term, asked, cap_at).until == due.due_at
    early = asked.changed(asked_at=due.due_at - timedelta(days=1))
    assert extended(term, early, cap_at).until == _at("2026-11-12 00:00")
    assert faults_of(term, early.changed(until=_at("2026-12-13 00:00")), cap_at) == (ExtensionFault.PAST_CAP,)


def test_case_11_an_open_statutory_clock_keeps_the_tier(register: Register) -> None:
    aware = _stated(aware="2026-11-20 23:30")
    clocks = _due(register, "cn.cac.ordinary", aware)
    assert blocks_lowering(clocks, Tier.GENERAL) == clocks
    assert blocks_lowering(clocks, Tier.SERIOUS) == clocks
    filed = Marks(moments=aware.moments, filed={"cn.cac.ordinary/provincial-cac": _at("2026-11-21 02:00")})
    assert blocks_lowering(_due(register, "cn.cac.ordinary", filed), Tier.GENERAL) == ()


def test_case_12_what_is_proposed_never_starts_unless_somebody_enables_it(register: Register) -> None:
    proposed = {each.id for each in register.obligations() if each.status is LegalStatus.PROPOSED}
    assert proposed == PROPOSED
    everywhere = frozenset(each.jurisdiction for each in register.obligations())
    every_sector = frozenset(each.sector for each in register.obligations())
    facts: dict[str, Value] = {fact.id: True for fact in register.facts}
    places: dict[str, Any] = {"jurisdictions": everywhere, "sectors": every_sector}
    assert not proposed & {each.obligation.id for each in _applied(register, facts, **places)}
    enabled = _applied(register, facts, **places, enabled=frozenset(proposed))
    assert proposed <= _binding(enabled).keys()


def test_what_was_repealed_binds_nobody(register: Register) -> None:
    found = _applied(register, {"complaint": True}, enabled=frozenset({"cn.market-complaints.mediation-before-2026"}))
    assert "cn.market-complaints.mediation" in _binding(found)
    assert "cn.market-complaints.mediation-before-2026" not in {each.obligation.id for each in found}


def test_no_chinese_breach_rule_of_general_reach_has_72_hours(register: Register) -> None:
    """Trap 2 of reference/STANDARDS.md 0: such a rule does not exist."""
    mainland = [each for each in register.obligations() if each.jurisdiction == "cn" and each.sector == "any"]
    assert [
        each.id for each in mainland if (each.due.n, each.due.unit) in {(72, Unit.HOUR), (3, Unit.CALENDAR_DAY)}
    ] == []


def test_the_sec_counts_business_days_over_thanksgiving(register: Register) -> None:
    (due,) = _due(register, "us.sec.item-105", _stated("America/New_York", determined="2026-11-24 20:00"))
    assert due.due_at == _at("2026-12-01 17:30", "America/New_York")


def test_seven_working_days_jump_over_the_national_holiday(register: Register) -> None:
    """From Tuesday 29 September: 30, then 8, 9 and Saturday 10 October, which makes up, 12, 13, 14."""
    (due,) = _due(register, "cn.market-complaints.acceptance", _stated(received="2026-09-29 09:00"))
    assert due.last_day == date(2026, 10, 14)


def test_what_nobody_verified_says_so(register: Register) -> None:
    """The rows of reference/STANDARDS.md that were never read in a source."""
    unverified = {each.id for each in register.obligations() if not each.source.confidence.is_verified}
    assert {"cn.finance.nfra-report", "cn.finance.pboc-brief", "us.states.texas"} <= unverified
    assert all(
        each.source.where for each in register.obligations() if each.source.confidence is not Confidence.RECOMMENDED
    )


def test_every_report_names_who_gets_it_in_both_languages(register: Register) -> None:
    for each in register.obligations():
        keys = [f"{each.id}.title", f"{each.id}.trigger", *(f"{each.id}.recipient.{who}" for who in each.recipients)]
        assert all(key in register.words[language] for key in keys for language in ("en", "zh-CN")), each.id
