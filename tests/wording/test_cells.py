"""Where a text must be shortened: in whole clauses, else with an ellipsis behind a whole character."""

from __future__ import annotations

import pytest

from incident.wording.cells import cells, clauses, cut_open, wrap


@pytest.mark.parametrize(
    ("text", "width", "kept"),
    [
        ("opens that row, Enter the one here, where it stands", 40, "opens that row, Enter the one here"),
        ("entries are added, never erased; corrections stand below", 45, "entries are added, never erased"),
        ("条目只增不删；更正写在原条目之下", 20, "条目只增不删"),
        ("told 0   read 0   FAILED 1", 17, "told 0   read 0"),
        ("Ana Silva Lindqvist (you)", 22, "Ana Silva Lindqvist"),
        ("fits", 4, "fits"),
        ("one clause alone", 8, "one cla…"),
    ],
)  # fmt: skip
def test_a_text_without_room_keeps_its_whole_clauses(text: str, width: int, kept: str) -> None:
    assert clauses(text, width) == kept


@pytest.mark.parametrize(
    ("text", "width", "kept"),
    [
        ("What share is done? ____ % (0 to 100)", 30, "What share is done? ____ %…"),
        ("变更已完成多少？ ____ %（0 至 100）", 28, "变更已完成多少？ ____ %…"),
        ("a line that goes on", 12, "a line that…"),
    ],
)
def test_a_text_that_goes_on_opens_no_bracket_that_it_does_not_close(text: str, width: int, kept: str) -> None:
    assert cut_open(text, width) == kept
    assert cells(cut_open(text, width)) <= width


@pytest.mark.parametrize(
    "text",
    [
        "Nothing is sent: Bo reads it. Tell them: phone +86 10 5555 0100",
        "不会发送任何消息。请用其他方式告知：电话 +86 10 5555 0100",
    ],
)
@pytest.mark.parametrize("width", range(20, 70))
def test_a_number_that_is_to_be_dialled_stands_in_one_row(text: str, width: int) -> None:
    rows = wrap(text, width)
    assert any("+86 10 5555 0100" in row for row in rows)
    assert all(cells(row) <= width for row in rows)
