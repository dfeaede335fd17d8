"""The mark that keeps an exercise from being taken for the real thing."""

from __future__ import annotations

from incident.domain.exercises.mark import MARK, is_marked, unwrapped, wrapped, wrapped_title


def test_a_wrapped_body_opens_and_closes_with_the_mark_and_opens_again_to_what_it_was() -> None:
    body = wrapped("Voice is down")
    assert body == f"{MARK}\nVoice is down\n{MARK}"
    assert is_marked(body)
    assert unwrapped(body) == "Voice is down"


def test_a_body_is_wrapped_once() -> None:
    assert wrapped(wrapped("x")) == wrapped("x")
    assert wrapped_title(wrapped_title("x")) == f"{MARK}: x"


def test_one_mark_cannot_open_and_close_at_once() -> None:
    assert not is_marked(MARK)
    assert not is_marked(f"{MARK} only at the start")
    assert not is_marked(f"only at the end {MARK}")


def test_what_is_not_wrapped_is_left_alone() -> None:
    assert unwrapped("Voice is down") == "Voice is down"
