from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident.adapters.documents.reading.conditions import LONGEST, ConditionError, parse_condition
from incident.domain.runbooks.condition_text import describe
from incident.domain.runbooks.conditions import Condition, Op
from incident.domain.runbooks.runbook import FactType

FACTS = {
    "share": FactType.PERCENT,
    "rate": FactType.PERCENT,
    "queue": FactType.NUMBER,
    "workaround": FactType.YES_NO,
    "order": FactType.YES_NO,
    "since": FactType.TIME,
    "cause": FactType.TEXT,
}


def _fact(name: str) -> Condition:
    return Condition(op=Op.FACT, name=name)


def _literal(value: float | str) -> Condition:
    return Condition(op=Op.LITERAL, value=value)


def _error(line: str) -> ConditionError:
    with pytest.raises(ConditionError) as refusal:
        parse_condition(line, FACTS)
    return refusal.value


def test_percents_are_numbers_and_durations_are_seconds() -> None:
    assert parse_condition("share > 10%", FACTS) == Condition(op=Op.MORE, args=(_fact("share"), _literal(10.0)))
    elapsed = Condition(op=Op.ELAPSED, name="since")
    assert parse_condition("elapsed(since) >= 30m", FACTS) == Condition(
        op=Op.AT_LEAST, args=(elapsed, _literal(1800.0))
    )


def test_and_binds_closer_than_or_and_not_closest() -> None:
    printed = describe(parse_condition("not order and workaround or order", FACTS), FACTS)
    assert printed == "(not order and workaround) or order"


def test_a_tier_is_one_of_a_few() -> None:
    tiers = Condition(op=Op.IN, args=(Condition(op=Op.TIER), _literal(1.0), _literal(2.0)))
    assert parse_condition("tier in (1, 2)", FACTS) == tiers


def test_a_fact_may_begin_with_a_word_of_the_grammar() -> None:
    assert parse_condition("order", FACTS) == _fact("order")


@pytest.mark.parametrize(
    ("line", "rule", "offset", "words"),
    [
        ("share > 30m", "RB011", 8, "'share' is a percent, but '30m' is a duration"),
        ("share > 10", "RB011", 8, "'10' is a number"),
        ("share > 101%", "RB011", 8, "more than 100%"),
        ("elapsed(share) > 3m", "RB011", 8, "needs a time"),
        ("since > 30m", "RB011", 8, "'since' is a time"),
        ("cause < 'a'", "RB011", 6, "cannot be compared with '<'"),
        ("workaround == order", "RB011", 11, "cannot be compared"),
        ("share", "RB011", 0, "needs a comparison"),
        ("1 < 2", "RB011", 0, "looks at no fact"),
        ("tier in (1, 4)", "RB011", 12, "no tier '4'"),
        ("tier < 2", "RB011", 5, "tier in (1, 2)"),
        ("sahre > 1%", "RB008", 0, "'sahre' is not declared"),
        ("share >", "RB002", 7, "ends too early"),
        ("", "RB002", 0, "ends too early"),
        ("share > 1% < 2%", "RB002", 11, "'<' does not fit"),
        ("share > 1% & order", "RB002", 11, "'&' does not fit"),
        ("order" + " or order" * 30, "RB002", 0, "longer than 200"),
    ],
)
def test_what_makes_no_sense_is_said_with_its_place(line: str, rule: str, offset: int, words: str) -> None:
    error = _error(line)
    assert (error.rule, error.offset) == (rule, offset)
    assert words in error.message


def test_the_nearest_fact_is_named() -> None:
    assert _error("sahre > 1%").hint == "Did you mean 'share'?"


def test_the_deepest_line_that_fits_is_read() -> None:
    assert parse_condition("(" * 97 + "order" + ")" * 97, FACTS) == _fact("order")
    assert parse_condition("not " * 48 + "order", FACTS).op is Op.NOT


_numbers = st.decimals(min_value=0, max_value=100, places=2, allow_nan=False).map(float)
_order = st.sampled_from([Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST, Op.EQUAL, Op.UNEQUAL])
_leaves = st.one_of(
    st.sampled_from([_fact("workaround"), _fact("order")]),
    st.builds(lambda op, n: Condition(op=op, args=(_fact("share"), _literal(n))), _order, _numbers),
    st.builds(lambda op, n: Condition(op=op, args=(_literal(n), _fact("queue"))), _order, _numbers),
    st.builds(lambda op: Condition(op=op, args=(_fact("share"), _fact("rate"))), _order),
    st.builds(
        lambda op, n: Condition(op=op, args=(Condition(op=Op.ELAPSED, name="since"), _literal(float(n)))),
        _order,
        st.integers(1, 999_999),
    ),
    st.builds(
        lambda tiers: Condition(op=Op.IN, args=(Condition(op=Op.TIER), *map(_literal, tiers))),
        st.lists(st.sampled_from([1.0, 2.0, 3.0]), min_size=1, max_size=3),
    ),
)
_trees = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds(lambda part: Condition(op=Op.NOT, args=(part,)), inner),
        st.builds(
            lambda op, parts: Condition(op=op, args=tuple(parts)),
            st.sampled_from([Op.AND, Op.OR]),
            st.lists(inner, min_size=2, max_size=3),
        ),
    ),
    max_leaves=4,
)


@given(_trees)
def test_what_is_printed_is_read_as_the_same(condition: Condition) -> None:
    line = describe(condition, FACTS)
    if len(line) <= LONGEST:
        assert parse_condition(line, FACTS) == condition


@given(st.text(alphabet="share wokundti()<>=!%0123mhd.&'\"", max_size=60))
def test_any_line_is_read_or_refused_at_a_place_in_it(line: str) -> None:
    offset = 0
    try:
        parse_condition(line, FACTS)
    except ConditionError as error:
        offset = error.offset
    assert 0 <= offset <= len(line)
