"""Three-valued conditions: true, false, and not known yet."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.conditions import Condition, Op, Situation, Value, evaluate, facts_of, turning_points
from tests.domain.walks import at, fact_is, less

T, F, U = fact_is("yes"), fact_is("no"), fact_is("unknown")


def situation(tier: Tier | None = Tier.SERIOUS, **facts: Value) -> Situation:
    return Situation(facts={"yes": True, "no": False, **facts}, tier=tier, now=at("03:00"))


def literal(value: Value) -> Condition:
    return Condition(op=Op.LITERAL, value=value)


def of(op: Op, *args: Condition) -> Condition:
    return Condition(op=op, args=args)


@pytest.mark.parametrize(
    ("op", "left", "right", "holds"),
    [
        (Op.AND, T, T, True),
        (Op.AND, T, F, False),
        (Op.AND, F, U, False),
        (Op.AND, T, U, None),
        (Op.AND, U, U, None),
        (Op.OR, F, F, False),
        (Op.OR, T, U, True),
        (Op.OR, F, U, None),
        (Op.OR, U, U, None),
    ],
)
def test_one_decisive_part_is_enough_and_otherwise_the_unknown_stays_unknown(
    op: Op, left: Condition, right: Condition, holds: Value
) -> None:
    assert evaluate(of(op, left, right), situation()) is holds
    assert evaluate(of(op, right, left), situation()) is holds


@pytest.mark.parametrize(("part", "holds"), [(T, False), (F, True), (U, None)])
def test_not_turns_round_what_is_known(part: Condition, holds: Value) -> None:
    assert evaluate(of(Op.NOT, part), situation()) is holds


@pytest.mark.parametrize(
    ("op", "holds"),
    [
        (Op.LESS, False),
        (Op.AT_MOST, True),
        (Op.MORE, False),
        (Op.AT_LEAST, True),
        (Op.EQUAL, True),
        (Op.UNEQUAL, False),
    ],
)
def test_a_number_is_compared_with_its_limit(op: Op, holds: Value) -> None:
    condition = of(op, Condition(op=Op.FACT, name="share"), literal(10))
    assert evaluate(condition, situation(share=10.0)) is holds
    assert evaluate(condition, situation(share=None)) is None
    assert evaluate(condition, situation()) is None


def test_zero_is_a_number_and_not_the_unknown() -> None:
    assert evaluate(of(Op.MORE, Condition(op=Op.FACT, name="share"), literal(0)), situation(share=0.0)) is False
    assert evaluate(less("share", 0), situation(share=-1.0)) is True


def test_a_word_is_compared_for_being_the_same_only() -> None:
    channel = Condition(op=Op.FACT, name="channel")
    assert evaluate(of(Op.EQUAL, channel, literal("voice")), situation(channel="voice")) is True
    assert evaluate(of(Op.UNEQUAL, channel, literal("voice")), situation(channel="chat")) is True
    assert evaluate(of(Op.LESS, channel, literal(3)), situation(channel="chat")) is None
    assert evaluate(channel, situation(channel="chat")) is None


@pytest.mark.parametrize(("tier", "holds"), [(Tier.MAJOR, True), (Tier.GENERAL, False), (None, None)])
def test_the_tier_is_one_of_those_named(tier: Tier | None, holds: Value) -> None:
    assert evaluate(of(Op.IN, Condition(op=Op.TIER), literal(1), literal(2)), situation(tier)) is holds


ELAPSED = Condition(op=Op.ELAPSED, name="since")
HALF_HOUR = of(Op.AT_LEAST, ELAPSED, literal(1800))


@pytest.mark.parametrize(("since", "holds"), [("02:30", True), ("02:31", False)])
def test_time_elapses_from_the_stated_moment(since: str, holds: Value) -> None:
    assert evaluate(HALF_HOUR, situation(since=at(since).isoformat())) is holds


@pytest.mark.parametrize("since", [None, "half past two", "2026-11-21T02:30:00", 12.0])
def test_time_elapses_from_no_moment_that_an_old_log_failed_to_say(since: Value) -> None:
    assert evaluate(HALF_HOUR, situation(since=since)) is None


def test_a_comparison_may_stand_inside_another() -> None:
    same = of(Op.EQUAL, of(Op.NOT, T), of(Op.AND, T, F))
    assert evaluate(same, situation()) is True


def test_a_condition_tells_which_facts_it_reads() -> None:
    assert facts_of(of(Op.AND, HALF_HOUR, of(Op.NOT, less("share", 1)), literal(True))) == {"since", "share"}  # noqa: FBT003


def test_only_elapsed_time_turns_a_condition_without_an_entry() -> None:
    known = situation(since=at("02:40").isoformat(), share=5.0)
    points = turning_points(of(Op.AND, HALF_HOUR, of(Op.NOT, less("share", 1))), known)
    assert points == (at("02:40") + timedelta(minutes=30),)
    assert turning_points(HALF_HOUR, situation()) == ()
