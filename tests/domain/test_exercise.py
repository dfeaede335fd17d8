"""The mark goes on once, on both ends, and comes off whole."""

from __future__ import annotations

import pytest

from incident.domain.exercise import MARK, is_marked, unwrapped, wrapped, wrapped_title


def test_the_mark_speaks_both_languages() -> None:
    assert MARK == "EXERCISE / 演练"


@pytest.mark.parametrize("body", ["Join.", "", f"{MARK} at the start only", "two\nlines"])
def test_a_wrapped_body_is_marked_and_comes_back(body: str) -> None:
    assert is_marked(wrapped(body))
    assert unwrapped(wrapped(body)) == body


def test_nothing_is_marked_twice() -> None:
    assert wrapped(wrapped("Join.")) == wrapped("Join.")
    assert wrapped_title(wrapped_title("Join")) == wrapped_title("Join") == f"{MARK}: Join"


@pytest.mark.parametrize("body", ["", "Join.", MARK, f"{MARK}\nJoin.", f"Join.\n{MARK}", f" {MARK}\n{MARK}"])
def test_half_a_mark_is_none(body: str) -> None:
    assert not is_marked(body)
    assert unwrapped(body) == body
