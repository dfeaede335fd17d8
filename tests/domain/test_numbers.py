from __future__ import annotations

import pytest

from incident.domain.numbers import parse_number


@pytest.mark.parametrize(
    ("words", "number"), [("+5", 5.0), ("5.25", 5.25), ("1,000", 1000.0), ("10,5", 10.5), ("", None), ("1_000", None)]
)
def test_a_number_is_what_looks_like_one(words: str, number: float | None) -> None:
    assert parse_number(words) == number
