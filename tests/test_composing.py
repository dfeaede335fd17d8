"""One rule for blanks in Chinese: beside Latin words and figures there is one, behind full-width signs none."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from incident import i18n
from incident.i18n.composing import Sentence
from incident.shipped import library_root, locale_root
from incident.wording.sentences import tight

_HAN = "[\u4e00-\u9fff]"
_BEHIND = re.compile(r"[，。、；：？！（）《》「」『』【】] (?! )")
_BEFORE = re.compile(r"(?<! ) [，。、；：？！（）《》「」『』【】]")
_TIGHT = re.compile(rf"{_HAN}[A-Za-z0-9]|[A-Za-z0-9%]{_HAN}")
_CATALOGUE = locale_root() / "zh_CN/LC_MESSAGES/incident.po"


@pytest.mark.parametrize(
    ("sentence", "values", "said"),
    [
        ("由{person}接手", {"person": "root"}, "由 root 接手"),
        ("由{person}接手", {"person": "王敏"}, "由王敏接手"),
        ("请 {name} 批准", {"name": "王敏"}, "请王敏批准"),
        ("请 {name} 批准", {"name": "Ana"}, "请 Ana 批准"),
        ("每{length}一次，共{count}次", {"length": "15 分钟", "count": 3}, "每 15 分钟一次，共 3 次"),
        ("占{share}以上", {"share": "12%"}, "占 12% 以上"),
        ("响应级别 {tier} 的角色", {"tier": "一级（重大）"}, "响应级别一级（重大）的角色"),
        ("「{id}」：{title}", {"id": "a", "title": "b"}, "「a」：b"),
        ("{name}  {title}", {"name": "步骤", "title": "标题"}, "步骤  标题"),
        (
            "{question} {value}（{time}）",
            {"question": "能否绕过", "value": "能", "time": "09:06"},
            "能否绕过 能（09:06）",
        ),
        (
            "{question} {value}（{time}）",
            {"question": "能否绕过？", "value": "能", "time": "09:06"},
            "能否绕过？能（09:06）",
        ),
        ("没有文件「{name}」", {"name": "a.yaml "}, "没有文件「a.yaml 」"),
        ("文件 {name}，第 {line} 行", {"name": "a.yaml ", "line": 3}, "文件 a.yaml ，第 3 行"),
        ("请 {name} 批准", {"name": ""}, "请  批准"),
        ("{first}{second}", {"first": "中", "second": "b"}, "中 b"),
        ("{value!r:>5}|{{}}", {"value": "a"}, "  'a'|{}"),
    ],
)
def test_a_value_stands_in_its_sentence_as_in_print(sentence: str, values: dict[str, object], said: str) -> None:
    assert Sentence(sentence).format(**values) == said
    assert Sentence(sentence).format_map(values) == said


def test_only_chinese_sentences_with_places_are_composed() -> None:
    before = i18n.current()
    try:
        i18n.use("en")
        assert type(i18n._("There is no {kind} '{name}'. Check how it is written.")) is str
        i18n.use("zh-CN")
        assert isinstance(i18n._("There is no {kind} '{name}'. Check how it is written."), Sentence)
        assert type(i18n._("yes")) is str
    finally:
        i18n.use(before)


def test_what_click_sets_together_has_no_blank_behind_a_full_width_sign() -> None:
    assert tight("用法： incident 「a」 [选项]") == "用法：incident 「a」[选项]"
    assert tight("Usage: incident") == "Usage: incident"


def test_no_sentence_of_the_catalogue_breaks_the_rule() -> None:
    with _CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    said = [each for message in catalogue for each in _texts(message.string)]
    assert len(said) > 1000
    assert [words for words in said if _BEHIND.search(words) or _BEFORE.search(words)] == []
    assert [words for words in said if _TIGHT.search(re.sub(r"\{[^}]*\}", "{}", words))] == []


def test_no_shipped_runbook_breaks_the_rule() -> None:
    root = library_root()
    files = [*root.glob("zh-CN/*.yaml"), *root.glob("templates/zh-CN/*.yaml"), *root.glob("scenarios/zh-CN/*.yaml")]
    lines = [
        line for file in files for line in file.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")
    ]
    assert len(files) > 30
    assert [
        line for line in lines if not line.lstrip().startswith("#") and (_BEHIND.search(line) or _TIGHT.search(line))
    ] == []


def _texts(string: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [string] if isinstance(string, str) else list(string or ())
