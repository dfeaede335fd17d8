"""Money is written and read back without losing a unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident.wording.money import money_words, parse_money


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["CNY", "EUR", "JPY", "KWD"]))
def test_what_is_written_is_read_back_to_the_unit(amount: int, currency: str) -> None:
    assert parse_money(money_words(amount, currency)) == (amount, currency)


@pytest.mark.parametrize(
    ("words", "amount"),
    [("5 cny", 500), ("1,234.5 EUR", 123_450), ("12 JPY", 12), ("0.001 KWD", 1), ("1,00,000 INR", 10_000_000)],
)
def test_people_write_money_in_their_way(words: str, amount: int) -> None:
    found = parse_money(words)
    assert found is not None
    assert found[0] == amount


@pytest.mark.parametrize(
    "words", ["", "5", "CNY", "1.005 EUR", "1.5 JPY", "-5 EUR", "5 euros", "5,00 EUR", "1,2345 CNY", "5, EUR"]
)
def test_what_is_no_amount_is_none(words: str) -> None:
    assert parse_money(words) is None


def test_less_than_nothing_has_its_sign() -> None:
    assert money_words(-5, "EUR") == "-0.05 EUR"
