"""A condition reads as it was written."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain.runbooks.condition_text import describe
from incident.domain.runbooks.conditions import Condition, Op, Value
from incident.domain.runbooks.runbook import FactType
from incident.domain.timing.durations import write_duration

FACTS = {"share": FactType.PERCENT, "backlog": FactType.NUMBER, "channel": FactType.TEXT}


def _fact(name: str) -> Condition:
    return Condition(op=Op.FACT, name=name)


def _literal(value: Value) -> Condition:
    return Condition(op=Op.LITERAL, value=value)


def _is(op: Op, left: Condition, value: Value) -> Condition:
    return Condition(op=op, args=(left, _literal(value)))


GRAVE = Condition(op=Op.IN, args=(Condition(op=Op.TIER), _literal(1.0), _literal(2.0)))
LONG = _is(Op.AT_LEAST, Condition(op=Op.ELAPSED, name="since"), 5400.0)


@pytest.mark.parametrize(
    ("condition", "written"),
    [
        (_is(Op.MORE, _fact("share"), 10.0), "share > 10%"),
        (_is(Op.LESS, _fact("share"), 0.5), "share < 0.5%"),
        (_is(Op.AT_MOST, _fact("backlog"), 110.0), "backlog <= 110"),
        (_is(Op.EQUAL, _fact("channel"), "voice"), 'channel == "voice"'),
        (_is(Op.UNEQUAL, _fact("channel"), 'the "red" one'), "channel != 'the \"red\" one'"),
        (_is(Op.LESS, Condition(op=Op.TIER), 3.0), "tier < 3"),
        (GRAVE, "tier in (1, 2)"),
        (LONG, "elapsed(since) >= 90m"),
        (_fact("out"), "out"),
        (Condition(op=Op.NOT, args=(_fact("out"),)), "not out"),
        (
            Condition(op=Op.AND, args=(_fact("a"), Condition(op=Op.OR, args=(_fact("b"), GRAVE)))),
            "a and (b or tier in (1, 2))",
        ),
        (
            Condition(op=Op.NOT, args=(Condition(op=Op.AND, args=(_fact("a"), LONG)),)),
            "not (a and elapsed(since) >= 90m)",
        ),
    ],
)
def test_it_reads_as_it_was_written(condition: Condition, written: str) -> None:
    assert describe(condition, FACTS) == written


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (timedelta(seconds=90), "90s"),
        (timedelta(minutes=30), "30m"),
        (timedelta(hours=4), "4h"),
        (timedelta(days=2), "2d"),
        (timedelta(seconds=1.5), "1s"),
    ],
)
def test_a_length_of_time_is_written_in_its_largest_whole_unit(length: timedelta, written: str) -> None:
    assert write_duration(length) == written
