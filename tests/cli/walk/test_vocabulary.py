"""No word means two things, and no word that begins something confirms anything."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import incident
from incident import i18n
from incident.cli.walk.dictionary import VERBS
from incident.cli.walk.resource_words import RESOURCE_VERBS
from incident.cli.walk.vocabulary import CONFIRMING, confirms, help_lines, own_word, understood
from incident.cli.walk.walking import BEGUN, HEARD
from incident.walk.flows.cases.every import CASE_FLOWS
from incident.walk.flows.evidence import EVIDENCE_FLOWS
from incident.walk.flows.law import LAW_FLOWS
from tests.cli.walk.conftest import Aloud

FLOWS = Path(incident.__file__).parent
DONE_ELSEWHERE = {
    *(verb.name for verb in RESOURCE_VERBS),
    "cases",
    "case-call",
    "briefing",
    "undo",
    "redo",
    "next",
    "before",
    "current",
    "list",
    "messages",
    "timeline",
    "language",
    "help",
    "leave",
}


def _confirming_words() -> set[str]:
    """What any card of the program takes, as it stands in the code."""
    found = set()
    for path in [*FLOWS.glob("walk/flows/**/*.py"), *FLOWS.glob("cli/walk/*.py")]:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Key":
                found |= {w.value.value for w in call.keywords if w.arg == "word" and isinstance(w.value, ast.Constant)}
    return {str(word) for word in found}


def test_every_card_takes_a_word_that_begins_nothing() -> None:
    words = _confirming_words()
    assert words == set(CONFIRMING)
    assert all(len(word) > 1 and understood(word) is None for word in words)


def test_no_two_verbs_share_a_letter_or_a_word() -> None:
    typed = [each for verb in VERBS for each in (verb.letter, verb.word) if each]
    assert len(typed) == len(set(typed))


def test_every_verb_does_something() -> None:
    assert {verb.name for verb in VERBS} == {*BEGUN, *HEARD, *LAW_FLOWS, *EVIDENCE_FLOWS, *CASE_FLOWS, *DONE_ELSEWHERE}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_the_help_lists_is_understood(language: str) -> None:
    i18n.use(language)
    try:
        for verb, line in zip(VERBS, help_lines(), strict=True):
            listed = line.replace("：", ":").partition(":")[0].replace("、", ", ").split(", ")
            for typed in listed:
                said = understood(" " if typed in {"a space", "空格"} else typed)
                assert said is not None, typed
                assert said.name == verb.name
    finally:
        i18n.use("en")


def test_the_words_of_the_other_language_confirm_as_well() -> None:
    i18n.use("zh-CN")
    try:
        own = {word for word in ("发送", "提升", "降低", "是") for meant in CONFIRMING if confirms(word, meant)}
        assert own == {"发送", "提升", "降低", "是"}
        assert not any(understood(word) for word in own)
    finally:
        i18n.use("en")


@pytest.mark.parametrize("typed", ["S", "Y", "P", "r", "s e n d", ""])
def test_letters_of_the_full_screen_confirm_nothing_here(typed: str) -> None:
    assert not any(confirms(typed, word) for word in CONFIRMING)


@pytest.mark.parametrize(("language", "words"), [("en", "done marks the step"), ("zh-CN", "完成：标记本步")])
def test_the_words_that_are_typed_most_stand_at_the_start_and_last_after_the_whole_list(
    aloud: Aloud, language: str, words: str
) -> None:
    i18n.use(language)
    heard = aloud("?")
    said = [number for number, line in enumerate(heard) if line.startswith(words)]
    assert len(said) == 2
    assert said[1] - said[0] > len(VERBS)


def test_the_keys_that_a_runbook_names_for_the_moment_work_line_by_line_too() -> None:
    """Its texts say 'keys L, M' in both modes."""
    for letter, name in (("L", "law"), ("M", "law-moment")):
        said = understood(letter)
        assert said is not None
        assert said.name == name


def test_a_word_to_type_is_named_in_the_language_in_use_too() -> None:
    i18n.use("zh-CN")
    assert own_word("not") == "不做（或 not）"
    assert confirms("不做", "not")
    i18n.use("en")
    assert own_word("not") == "not"
