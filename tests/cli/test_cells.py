from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident.wording.cells import cells, cut, pad, wrap

TEXTS = st.text(alphabet=st.sampled_from("ab ，。（中文é́…e\u0301"), max_size=60)


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("中文", 4), ("e\u0301", 1), ("，", 2), ("a中", 3), ("…", 1)]
)
def test_a_chinese_character_takes_two_cells_and_a_mark_none(text: str, width: int) -> None:
    assert cells(text) == width


def test_columns_line_up_whatever_is_in_them() -> None:
    assert [cells(pad(text, 10)) for text in ("abc", "中文", "é", "")] == [10] * 4


@given(TEXTS, st.integers(min_value=1, max_value=20))
def test_a_cut_text_fits(text: str, width: int) -> None:
    assert cells(cut(text, width)) <= width


def test_what_fits_is_not_cut() -> None:
    assert cut("中文", 4) == "中文"
    assert cut("中文字", 5) == "中文…"
    assert cut("abcdef", 4) == "abc…"


@given(TEXTS, st.integers(min_value=2, max_value=20))
def test_wrapped_lines_fit_and_lose_no_letter(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_words_stay_whole_and_chinese_breaks_anywhere_but_before_a_stop() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("录制公告并发布。", 8) == ["录制公告", "并发布。"]
    assert wrap("录制公告发布。", 12) == ["录制公告发", "布。"]
    assert wrap("", 8) == [""]
