"""What people type for a fact."""

from __future__ import annotations

from datetime import UTC

import pytest

from incident.domain.refusals import Refusal, Refused
from incident.domain.runbooks.conditions import Value
from incident.domain.runbooks.runbook import FactType
from incident.wording.facts import with_unit
from incident.wording.typed_facts import parse_value
from tests.domain.walks import at


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
    ("unit", "said"), [("%", "104%"), ("", "104"), ("customers", "104 customers"), ("% of a day", "104% of a day")]
)
def test_a_percent_sign_stands_at_its_number_wherever_it_comes_from(unit: str, said: str) -> None:
    assert with_unit("104", unit) == said


def test_a_time_of_day_that_is_soon_to_come_is_not_taken_for_yesterdays() -> None:
    with pytest.raises(Refused) as refused:
        parsed(FactType.TIME, "03:40")
    assert refused.value.code is Refusal.TIME_EITHER_DAY
    assert refused.value.fields == {"value": "03:40", "earlier": "2026-11-20 03:40", "later": "2026-11-21 03:40"}
    assert parsed(FactType.TIME, "2026-11-21 03:40") == "2026-11-21T03:40:00+00:00"


@pytest.mark.parametrize(("words", "day"), [("23:50", "2026-11-20"), ("15:30", "2026-11-20"), ("03:01", "2026-11-21")])
def test_a_time_of_day_that_is_nearer_in_the_past_is_the_past_one(words: str, day: str) -> None:
    """03:01 at 03:00 is a watch that goes fast."""
    assert str(parsed(FactType.TIME, words)).startswith(day)
