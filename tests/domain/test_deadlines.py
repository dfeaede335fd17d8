from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from incident.domain.grading.tiers import Tier
from incident.domain.law.deadlines import Basis, Deadline, Marks, Terms, blocks_lowering, deadlines, longest_end
from incident.domain.law.obligations import Cap, LegalStatus, Moment, Obligation
from incident.domain.law.periods import LastDay, Period, Reckoning, Unit
from incident.domain.runbooks.conditions import Condition, Op, Situation
from tests.domain.duties import FEBRUARY, at, duty, period

AWARE = at("2026-11-20 23:30")
STATED = Marks(moments={Moment.AWARE: AWARE})
TERMS = Terms(calendars={"cn": FEBRUARY})
CAP = Cap(period=period(24, "hour"), start=Moment.AWARE)


def _one(obligation: Obligation, marks: Marks = STATED, terms: Terms = TERMS) -> Deadline:
    (found,) = deadlines(obligation, marks, terms)
    return found


def _marks(**moments: str) -> Marks:
    return Marks(moments={Moment(name.replace("_", "-")): at(when) for name, when in moments.items()})


def test_a_clock_waits_until_its_moment_is_stated() -> None:
    waiting = _one(duty(), Marks())
    assert (waiting.started_at, waiting.due_at, waiting.is_open) == (None, None, False)
    assert waiting.basis == (Basis.WAITS_FOR_START,)


def test_each_recipient_has_a_deadline_that_is_met_alone() -> None:
    rule = duty(recipients=("police", "department"))
    marks = Marks(moments=STATED.moments, filed={"test.rule.first/police": AWARE + timedelta(hours=1)})
    police, department = deadlines(rule, marks, TERMS)
    assert (police.is_open, department.is_open) == (False, True)
    assert department.key == "test.rule.first/department"


def test_a_report_for_nobody_in_particular_has_one_deadline() -> None:
    assert _one(duty(recipients=())).key == "test.rule.first"


def test_late_is_what_was_met_or_still_stands_after_the_due_time() -> None:
    due = AWARE + timedelta(hours=4)
    running = _one(duty())
    assert (running.is_late(due), running.is_late(due + timedelta(seconds=1))) == (False, True)
    met = _one(duty(), Marks(moments=STATED.moments, filed={"test.rule.first/authority": due}))
    assert not met.is_late(due + timedelta(days=1))


def test_a_moment_of_one_regime_goes_before_the_common_one() -> None:
    own = at("2026-11-21 08:00")
    marks = Marks(moments={Moment.AWARE: AWARE, "test.rule:aware": own})
    assert _one(duty(), marks).started_at == own
    assert _one(duty(regime="other.rule"), marks).started_at == AWARE


def test_the_earlier_of_two_limits_is_due() -> None:
    rule = duty(start=Moment.CLASSIFIED, caps=(CAP,))
    early = _one(rule, _marks(aware="2026-11-20 09:00", classified="2026-11-20 20:00"))
    assert (early.due_at, Basis.CAPPED in early.basis) == (at("2026-11-21 00:00"), False)
    late = _one(rule, _marks(aware="2026-11-20 09:00", classified="2026-11-21 08:00"))
    assert (late.due_at, Basis.CAPPED in late.basis) == (at("2026-11-21 09:00"), True)


def test_a_cap_holds_a_late_start_unless_the_rule_waives_it() -> None:
    marks = _marks(aware="2026-11-20 09:00", classified="2026-11-21 10:00")
    strict = _one(duty(start=Moment.CLASSIFIED, caps=(CAP,)), marks)
    assert strict.due_at == at("2026-11-21 09:00")
    waived = _one(duty(start=Moment.CLASSIFIED, caps=(CAP.changed(is_waived_late=True),)), marks)
    assert (waived.due_at, Basis.CAP_WAIVED in waived.basis) == (at("2026-11-21 14:00"), True)


def test_a_cap_bounds_a_clock_that_still_waits() -> None:
    waiting = _one(duty(start=Moment.CLASSIFIED, caps=(CAP,)))
    assert (waiting.started_at, waiting.due_at) == (None, (AWARE + timedelta(hours=24)).astimezone(UTC))


def test_a_cap_whose_moment_is_unknown_bounds_nothing() -> None:
    found = _one(duty(start=Moment.CLASSIFIED, caps=(CAP,)), _marks(classified="2026-11-21 10:00"))
    assert (found.due_at, found.basis) == (at("2026-11-21 14:00"), (Basis.HOURS_RUN_ON,))


def test_immediately_has_no_number_and_only_a_workspace_adds_a_target() -> None:
    rule = duty(due=Period(unit=Unit.IMMEDIATELY))
    bare = _one(rule)
    assert (bare.is_immediate, bare.due_at, bare.target_at, bare.basis) == (True, None, None, (Basis.NO_NUMBER,))
    aimed = _one(rule, terms=TERMS.changed(targets={rule.id: period(24, "hour")}))
    assert (aimed.due_at, aimed.target_at) == (None, AWARE + timedelta(hours=24))
    assert aimed.basis == (Basis.NO_NUMBER, Basis.TARGET_OF_OUR_OWN)
    assert not aimed.is_late(AWARE + timedelta(days=9))


def test_a_target_that_names_no_number_either_is_no_target() -> None:
    rule = duty(due=Period(unit=Unit.AS_REGULATED))
    found = _one(rule, terms=TERMS.changed(targets={rule.id: Period(unit=Unit.IMMEDIATELY)}))
    assert (found.target_at, found.basis) == (None, (Basis.SET_ELSEWHERE,))


def test_a_report_that_follows_another_starts_with_its_filing() -> None:
    rule = duty(id="test.rule.second", start=Moment.FILED, after="test.rule.first")
    assert _one(rule).started_at is None
    filed = Marks(filed={"test.rule.first/b": AWARE + timedelta(hours=1), "test.rule.first/a": AWARE})
    assert _one(rule, filed).started_at == AWARE


def test_progress_is_due_again_after_each_report_until_handling_ends() -> None:
    rule = duty(due=period(2, "hour"), repeats=period(2, "hour"))
    assert _one(rule).due_at == AWARE + timedelta(hours=2)
    reported = AWARE + timedelta(minutes=90)
    filed = {"test.rule.first/authority": reported}
    again = _one(rule, Marks(moments=STATED.moments, filed=filed))
    assert (again.due_at, again.is_open) == (reported + timedelta(hours=2), True)
    over = {**STATED.moments, Moment.HANDLING_ENDED: reported}
    assert not _one(rule, Marks(moments=over, filed=filed)).is_open


def test_progress_ends_when_handling_has_ended_for_its_regime_alone() -> None:
    rule = duty(due=period(2, "hour"), repeats=period(2, "hour"))
    reported = AWARE + timedelta(minutes=90)
    filed = {"test.rule.first/authority": reported}
    over = Marks(moments={**STATED.moments, "test.rule:handling-ended": reported}, filed=filed)
    assert not _one(rule, over).is_open
    elsewhere = Marks(moments={**STATED.moments, "other.rule:handling-ended": reported}, filed=filed)
    assert _one(rule, elsewhere).is_open


def test_a_due_time_tells_how_it_was_counted() -> None:
    rule = duty(due=period(30, "calendar_day"), reckoning=duty().reckoning.changed(last_day=LastDay.AFTER_HOLIDAY))
    found = _one(rule, _marks(aware="2026-01-17 10:00"))
    assert found.basis == (Basis.FIRST_DAY_LEFT_OUT, Basis.MOVED_PAST_HOLIDAY)
    assert found.last_day == date(2026, 2, 24)
    beyond = _one(duty(due=period(1, "working_day")), _marks(aware="2027-01-17 10:00"))
    assert beyond.basis == (Basis.WORKING_DAYS, Basis.CALENDAR_NOT_PUBLISHED)
    european = Reckoning(zone="UTC", is_european=True)
    assert _one(duty(reckoning=european)).basis == (Basis.HOURS_RUN_ON, Basis.LAW_MAY_ALLOW_MORE)


def test_the_zone_of_the_organisation_goes_before_that_of_the_regime() -> None:
    rule = duty(due=period(1, "calendar_day"))
    found = _one(rule, terms=TERMS.changed(zones={"cn": "Asia/Urumqi"}))
    assert (found.zone, found.due_at) == ("Asia/Urumqi", at("2026-11-22 00:00", "Asia/Urumqi"))


BANK = Condition(op=Op.FACT, name="bank")


@pytest.mark.parametrize(
    ("is_bank", "due"),
    [(False, "2026-11-23 12:00"), (True, "2026-11-21 03:30"), (None, "2026-11-21 03:30")],
)
def test_noon_after_a_day_off_is_given_only_when_the_facts_allow_it(is_bank: bool | None, due: str) -> None:  # noqa: FBT001
    rule = duty(relief_if=Condition(op=Op.NOT, args=(BANK,)))
    situation = Situation(facts={"bank": is_bank}, tier=None, now=AWARE)
    assert _one(rule, terms=TERMS.changed(situation=situation)).due_at == at(due)


def test_noon_is_not_given_on_a_working_day_nor_without_facts() -> None:
    rule = duty(relief_if=Condition(op=Op.NOT, args=(BANK,)))
    allowed = TERMS.changed(situation=Situation(facts={"bank": False}, tier=None, now=AWARE))
    assert _one(rule, _marks(aware="2026-11-20 10:00"), allowed).due_at == at("2026-11-20 14:00")
    assert _one(rule).due_at == at("2026-11-21 03:30")


def test_a_period_of_days_is_off_when_its_last_day_is() -> None:
    """It ends at 24:00 on Friday, which is no Saturday."""
    rule = duty(due=period(1, "calendar_day"), relief_if=Condition(op=Op.NOT, args=(BANK,)))
    allowed = TERMS.changed(situation=Situation(facts={"bank": False}, tier=None, now=AWARE))
    assert _one(rule, _marks(aware="2026-11-19 10:00"), allowed).last_day == date(2026, 11, 20)


def test_an_extension_reaches_as_far_as_the_last_step_of_the_law() -> None:
    rule = duty(due=period(15, "calendar_day"), extensions=(period(30, "calendar_day"), period(60, "calendar_day")))
    assert longest_end(rule, STATED, TERMS) == at("2027-01-20 00:00")
    assert longest_end(rule, Marks()) is None
    assert longest_end(duty(), STATED) is None


def test_an_extension_without_a_number_bounds_nothing() -> None:
    assert longest_end(duty(extensions=(Period(unit=Unit.AS_REGULATED),)), STATED) is None


@pytest.mark.parametrize(
    ("rule", "to", "blocks"),
    [
        (duty(requires_tier=Tier.MAJOR), Tier.GENERAL, True),
        (duty(requires_tier=Tier.MAJOR), Tier.SERIOUS, True),
        (duty(requires_tier=Tier.SERIOUS), Tier.SERIOUS, False),
        (duty(requires_tier=Tier.SERIOUS), Tier.GENERAL, True),
        (duty(), Tier.GENERAL, False),
        (duty(requires_tier=Tier.MAJOR, status=LegalStatus.INTERNAL), Tier.GENERAL, False),
        (duty(requires_tier=Tier.MAJOR, start=Moment.CLASSIFIED), Tier.GENERAL, False),
    ],
)
def test_lowering_waits_for_a_law_that_runs_and_needs_the_graver_tier(
    rule: Obligation, to: Tier, *, blocks: bool
) -> None:
    assert bool(blocks_lowering(deadlines(rule, STATED, TERMS), to)) is blocks


def test_lowering_is_free_once_the_report_is_filed() -> None:
    marks = Marks(moments=STATED.moments, filed={"test.rule.first/authority": AWARE})
    assert blocks_lowering(deadlines(duty(requires_tier=Tier.MAJOR), marks), Tier.GENERAL) == ()


def test_deadlines_are_instants_in_utc() -> None:
    assert _one(duty()).due_at == datetime(2026, 11, 20, 19, 30, tzinfo=UTC)
