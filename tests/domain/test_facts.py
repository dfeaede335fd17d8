"""What people type for a fact, and what the rules take for one."""

from __future__ import annotations

from datetime import UTC

import pytest

from incident.domain import commands as c
from incident.domain.conditions import Value
from incident.domain.content import FreeText
from incident.domain.events import FactRecorded
from incident.domain.facts import parse_number, parse_value
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbook import FactType
from tests.domain.walks import Walk, at, plan, step


def parsed(kind: FactType, words: str) -> Value:
    return parse_value("f", kind, words, at("03:00"), UTC)


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        (FactType.PERCENT, "12", 12.0),
        (FactType.PERCENT, " 12 % ", 12.0),
        (FactType.PERCENT, "１２．５％".replace("．", "."), 12.5),
        (FactType.PERCENT, "0,5", 0.5),
        (FactType.NUMBER, "-3", -3.0),
        (FactType.NUMBER, "12,000", 12000.0),
        (FactType.NUMBER, "1，234，567.5", 1234567.5),
        (FactType.YES_NO, "Y", True),
        (FactType.YES_NO, "是", True),
        (FactType.YES_NO, "no", False),
        (FactType.YES_NO, "没有", False),
        (FactType.TEXT, "voice", "voice"),
        (FactType.TIME, "02:40", "2026-11-21T02:40:00+00:00"),
        (FactType.TIME, "2026-11-20 23:15", "2026-11-20T23:15:00+00:00"),
        (FactType.TIME, "2026-11-21T10:40+08:00", "2026-11-21T02:40:00+00:00"),
    ],
)
def test_a_value_is_read_as_people_of_either_language_type_it(kind: FactType, words: str, value: Value) -> None:
    assert parsed(kind, words) == value


@pytest.mark.parametrize("kind", list(FactType))
@pytest.mark.parametrize("words", ["?", "？", "Unknown", "不清楚"])
def test_not_known_is_an_answer_to_every_question(kind: FactType, words: str) -> None:
    assert parsed(kind, words) is None


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (FactType.PERCENT, "a lot"),
        (FactType.NUMBER, "10%"),
        (FactType.NUMBER, "1,23,4"),
        (FactType.NUMBER, "nan"),
        (FactType.YES_NO, "maybe"),
        (FactType.TIME, "25:00"),
        (FactType.TIME, "tomorrow"),
        (FactType.TIME, "9999-12-31 24:00"),
        (FactType.TEXT, "  "),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_was_typed_and_what_is_wanted(kind: FactType, words: str) -> None:
    with pytest.raises(Refused) as refused:
        parsed(kind, words)
    assert refused.value.code is Refusal.FACT_UNREADABLE
    assert refused.value.fields == {"fact": "f", "value": words, "type": kind.value}


def test_a_year_without_sense_is_refused_as_what_it_is() -> None:
    with pytest.raises(Refused) as refused:
        parsed(FactType.TIME, "0001-01-01T00:00+08:00")
    assert refused.value.code is Refusal.TIME_FAR


@pytest.mark.parametrize(
    ("words", "number"), [("+5", 5.0), ("5.25", 5.25), ("1,000", 1000.0), ("10,5", 10.5), ("", None), ("1_000", None)]
)
def test_a_number_is_what_looks_like_one(words: str, number: float | None) -> None:
    assert parse_number(words) == number


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
