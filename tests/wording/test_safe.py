"""Text from people and files keeps its words and loses what would act on a screen."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident.adapters.documents.scenarios.library import ScenarioLibrary
from incident.shipped import library_root
from incident.wording.safe import clean, clean_line


@pytest.mark.parametrize(
    ("hostile", "seen"),
    [
        ("a\x1b[2Jb", "a[2Jb"),
        ("a\x9b31mb", "a31mb"),
        ("\x1b]0;title\x07x", "]0;titlex"),
        ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "]8;;http://evil\\link]8;;\\"),
        ("a\x00b", "ab"),
        ("pass\x08\x08word", "password"),
        ("\u202egpj.exe", "gpj.exe"),
        ("a\u2066b\u2069", "ab"),
        ("\u061ca\u200eb\u200f", "ab"),
        ("in\u200bvis\u2060ible\ufeff\u00ad", "invisible"),
        ("smuggled\U000e0041\U000e007f", "smuggled"),
        ("\ud83d lone", "\ufffd lone"),
        ("non\u200djoiner", "nonjoiner"),
        ("\ufff9a\ufffab\ufffb", "ab"),
    ],
)
def test_what_acts_on_a_screen_is_gone(hostile: str, seen: str) -> None:
    assert clean(hostile) == seen


@pytest.mark.parametrize(
    "innocent",
    ["语音菜单：上线", "👩\u200d👩\u200d👧", "❤\ufe0f\u200d🔥", "naïve e\u0301", "a\tb\nc", "３．１％", "「」"],
)
def test_words_and_pictures_stay(innocent: str) -> None:
    assert clean(innocent) == innocent


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1c"])
def test_every_line_end_becomes_a_line_feed(end: str) -> None:
    assert clean(f"a{end}b") == "a\nb"
    assert clean_line(f" a{end}\tb ") == "a b"


def test_a_line_cannot_forge_the_next_one() -> None:
    assert clean_line("done\n03:14 ana D Close it") == "done 03:14 ana D Close it"


def test_a_chinese_line_that_was_broken_goes_on_without_a_blank() -> None:
    assert clean_line("加密后的密码，\n  不含银行卡") == "加密后的密码，不含银行卡"
    assert clean_line("见附件\n未了事项") == "见附件 未了事项", "lines of a list stay apart"
    assert clean_line("完成，\nOK") == "完成， OK"


def test_no_chinese_text_of_the_library_shows_a_blank_behind_its_punctuation() -> None:
    scenarios = ScenarioLibrary([library_root() / "scenarios"], [library_root()])
    bundles = list(scenarios.every())
    assert bundles
    words = [each.words["zh-CN"] for each in bundles]
    words += [scenarios.runbook(each.scenario.runbook).words["zh-CN"] for each in bundles]
    texts = [text for each in words for text in each.values()]
    assert not [text for text in map(clean_line, texts) if re.search("[，、；：。！？）」] +[\u4e00-\u9fff]", text)]


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_gets_through_and_cleaning_again_changes_nothing(text: str) -> None:
    said = clean(text)
    assert not [ch for ch in said if unicodedata.category(ch) in {"Cc", "Cs"} and ch not in "\n\t"]
    assert clean(said) == said
    line = clean_line(text)
    assert line == " ".join(line.splitlines()).strip()
    assert clean_line(line) == line
    line.encode()


@given(st.text(st.characters(categories=("L", "N", "P")), max_size=200))
def test_plain_words_are_left_alone(text: str) -> None:
    assert clean(text) == text
