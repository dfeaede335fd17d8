"""What the rules take for a fact."""

from __future__ import annotations

import pytest

from incident.domain import commands as c
from incident.domain.content import FreeText
from incident.domain.events import FactRecorded
from incident.domain.refusals import Refusal
from incident.domain.runbooks.conditions import Condition, Op, Value
from incident.domain.runbooks.runbook import Verb
from tests.domain.walks import Walk, at, minutes, plan, step


def walk() -> Walk:
    return Walk(plan([step("a")]))


def record(fact: str, value: Value) -> c.RecordFact:
    return c.RecordFact(by="bo", fact=fact, value=value)


def test_a_fact_keeps_who_said_it_and_when() -> None:
    here = walk()
    here.do(record("share", 12), "02:45")
    entry = here.incident.facts["share"]
    assert (entry.value, entry.by, entry.at, here.incident.latest_fact) == (12.0, "bo", at("02:45"), "share")


def test_a_text_is_kept_apart_so_that_it_can_be_erased() -> None:
    assert walk().do(record("channel", " voice ")) == [FactRecorded(fact="channel", text=FreeText("voice"))]


def test_an_erased_text_is_not_known_any_more() -> None:
    here = walk()
    here.record(FactRecorded(fact="channel", text=FreeText(None)), "bo")
    assert here.incident.known_facts() == {"channel": None}


def test_time_is_not_counted_from_a_moment_that_has_not_come() -> None:
    """What only lies ahead, such as the last moment to go back, is a fact like any other."""
    limit = (Condition(op=Op.ELAPSED, name="since"), Condition(op=Op.LITERAL, value=1200))
    long_ago = Condition(op=Op.AND, args=(Condition(op=Op.AT_LEAST, args=limit),))
    counted = Walk(plan([step("stable", Verb.WATCH, condition=long_ago, hold=minutes(60, 30, 15))]))
    later = record("since", at("02:43:01").isoformat())
    refused = counted.refusal(later)
    assert (refused.code, refused.fields) == (Refusal.TIME_IN_FUTURE, {"at": at("02:43:01")})
    counted.do(record("since", at("02:42").isoformat()))  # by a watch that goes fast
    walk().do(later)


def test_not_known_is_recorded_as_asked() -> None:
    here = walk()
    here.do(record("share", None))
    assert here.incident.known_facts() == {"share": None}


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("share", "12"),
        ("share", True),
        ("share", float("nan")),
        ("share", float("inf")),
        ("data_out", "yes"),
        ("data_out", 1.0),
        ("since", "yesterday"),
        ("since", "2026-11-21T02:40:00"),
    ],
)
def test_a_value_of_another_type_is_refused(fact: str, value: Value) -> None:
    refused = walk().refusal(record(fact, value))
    assert refused.code is Refusal.FACT_UNREADABLE
    assert refused.fields["fact"] == fact


@pytest.mark.parametrize("value", [-0.1, 100.1])
def test_a_share_lies_between_nothing_and_all(value: float) -> None:
    refused = walk().refusal(record("share", value))
    assert refused.code is Refusal.VALUE_IMPLAUSIBLE
    assert refused.fields == {"fact": "share", "value": value, "low": 0.0, "high": 100.0}


def test_a_number_lies_in_the_range_of_its_fact() -> None:
    here = walk()
    here.do(record("calls", 500))
    assert here.refusal(record("calls", 501)).fields == {"fact": "calls", "value": 501.0, "low": 0, "high": 500}


@pytest.mark.parametrize(("typed", "near"), [("shares", "share"), ("zzz", "")])
def test_an_unknown_fact_is_refused_with_the_nearest_right_word(typed: str, near: str) -> None:
    refused = walk().refusal(record(typed, 1.0))
    assert (refused.code, refused.fields["near"]) == (Refusal.FACT_UNKNOWN, near)
    assert "share" in str(refused.fields["facts"])
