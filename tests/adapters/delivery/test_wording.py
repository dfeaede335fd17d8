"""The text that leaves is clean, whole characters, within the limit, and marked."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from incident.adapters.delivery.channels import json_bytes, utf8_bytes, utf16_units
from incident.adapters.delivery.wording import REPEAT_MARK, body_of, cleaned, cut, one_line, title_of
from incident.application.ports import AttemptClass
from incident.domain.exercises.mark import MARK, is_marked, unwrapped, wrapped
from tests.deliveries import a_delivery

HOSTILE = "a\x1b]0;owned\x07b\x9b2Jc\x00d\u202ee\u2066f\u200bg\ud800h\r\ni\rj\u2028k"


def test_escapes_and_direction_marks_are_dropped() -> None:
    """Fault 32."""
    assert cleaned(HOSTILE) == "a]0;ownedb2Jcdefg\ufffdh\ni\nj\nk"


@pytest.mark.parametrize("text", ["中文 ok", "👩‍👩‍👧", "مرحبا", "é", "🇨🇳", "tab\there"])
def test_honest_text_stays_as_it_is(text: str) -> None:
    assert cleaned(text) == text


def test_a_title_is_one_line() -> None:
    """Fault 33."""
    assert title_of(a_delivery(title="Down\r\nBcc: all@example.org\n\n x")) == "Down Bcc: all@example.org x"


@pytest.mark.parametrize(
    ("text", "most", "left"),
    [
        ("中中中中中中中中中中", 24, "中中中中中… INC"),
        ("short", 24, "short"),
        ("aaaaaaaaaaaaaa👩‍👩‍👧", 26, "aaaaaaaaaaaaaa… INC"),
        ("aaaaaaaaaaaaaae\u0301bbbbbb", 22, "aaaaaaaaaaaaaa… INC"),
        ("🇨🇳🇩🇪🇫🇷🇯🇵", 26, "🇨🇳🇩🇪… INC"),
        ("👍🏽👍🏽👍🏽👍🏽", 25, "👍🏽👍🏽… INC"),
    ],
)
def test_a_cut_shows_and_tears_no_character(text: str, most: int, left: str) -> None:
    """Fault 31."""
    assert cut(text, most, utf8_bytes, "INC") == left


@example("00000000000", 60, json_bytes)
@given(st.text(), st.integers(min_value=60, max_value=300), st.sampled_from([len, utf8_bytes, json_bytes, utf16_units]))
def test_no_text_is_longer_than_allowed(text: str, most: int, measure: object) -> None:
    assert callable(measure)
    for exercise in (False, True):
        body = wrapped(text) if exercise else text
        sent = body_of(a_delivery(body=body, exercise=exercise), most, measure)
        assert measure(sent) <= most
        assert sent == sent.encode().decode()
        assert not exercise or is_marked(sent)


LINK = "https://incident.example.org/ack/INC-0001/0123456789abcdef0123456789abcdef/abcdefghijklmnopqrstuv"


@given(st.text(), st.integers(0, 2_000), st.sampled_from([len, utf8_bytes, json_bytes, utf16_units]), st.booleans())
def test_a_link_ends_the_text_whole_or_is_not_there(text: str, most: int, measure: object, exercise: bool) -> None:  # noqa: FBT001  (a parameter of the claim)
    assert callable(measure)
    most += 60
    body = wrapped(text) if exercise else text
    sent = body_of(a_delivery(body=body, exercise=exercise), most, measure, link=LINK)
    assert measure(sent) <= most
    assert not exercise or is_marked(sent)
    assert unwrapped(sent).endswith(f"Acknowledge: {LINK}") or "https" not in sent.replace(text, "")
    assert most < 400 or LINK in sent


def test_a_link_is_asked_for_in_the_language_of_the_text() -> None:
    chinese = a_delivery(language="zh-CN", body="中文正文")
    assert body_of(chinese, 1_000, link=LINK) == f"中文正文\n确认收到：{LINK}"


def test_a_message_that_may_have_arrived_says_so() -> None:
    again = a_delivery(last_class=AttemptClass.UNKNOWN, exercise=True, body=wrapped("Join."))
    assert body_of(again, 1_000) == f"{MARK}\n{REPEAT_MARK} #INC-0001 M1\nJoin.\n{MARK}"


def test_an_exercise_has_its_mark_in_the_title() -> None:
    assert title_of(a_delivery(exercise=True)) == f"{MARK}: Core channel is down"
    assert title_of(a_delivery(exercise=True, title=f"{MARK}: x")) == f"{MARK}: x"


def test_one_line_is_cut() -> None:
    assert one_line("x" * 10, 5) == "xxxx…"
