from __future__ import annotations

from enum import StrEnum

import pytest

from incident import i18n
from incident.domain.law.applicability import Question, QuestionKind
from incident.domain.law.deadlines import Basis
from incident.domain.law.obligations import Confidence, LegalStatus, Moment, ReportPhase
from incident.domain.law.periods import Period, Unit
from incident.domain.timing.extending import ExtensionFault
from incident.wording import obligations as words
from tests.domain.duties import duty, period, register_of

SAYINGS = [
    (words.confidence_word, Confidence),
    (words.legal_status_word, LegalStatus),
    (words.report_phase_word, ReportPhase),
    (words.moment_word, Moment),
    (words.basis_sentence, Basis),
    (words.extension_fault_sentence, ExtensionFault),
]


@pytest.mark.parametrize(("say", "kinds"), SAYINGS, ids=lambda value: getattr(value, "__name__", ""))
def test_each_has_words_of_its_own_in_both_languages(say: object, kinds: type[StrEnum]) -> None:
    assert callable(say)
    said: dict[str, list[str]] = {}
    for language in ("en", "zh-CN"):
        i18n.use(language)
        said[language] = [say(each) for each in kinds]
        assert len(set(said[language])) == len(kinds)
    assert not set(said["en"]) & set(said["zh-CN"])


def test_general_knowledge_is_unverified_and_nothing_else_is() -> None:
    i18n.use("en")
    assert [each for each in Confidence if words.confidence_word(each) == "unverified"] == [Confidence.GENERAL]
    i18n.use("zh-CN")
    assert words.confidence_word(Confidence.GENERAL) == "未核实"


@pytest.mark.parametrize(
    ("due", "english", "chinese"),
    [
        (period(30, "minute"), "30 minutes", "30 分钟"),
        (period(1, "hour"), "1 hour", "1 小时"),
        (period(30, "calendar_day"), "30 calendar days", "30 个日历日"),
        (period(7, "working_day"), "7 working days", "7 个工作日"),
        (period(1, "month"), "1 month", "1 个月"),
        (Period(unit=Unit.IMMEDIATELY), "without delay", "及时"),
    ],
)
def test_a_length_is_a_number_or_the_words_of_the_law(due: Period, english: str, chinese: str) -> None:
    rule = duty(due=due)
    said = {"en": {f"{rule.id}.length": "without delay"}, "zh-CN": {f"{rule.id}.length": "及时"}}
    register = register_of(rule).changed(words=said)
    for language, expected in (("en", english), ("zh-CN", chinese)):
        i18n.use(language)
        assert words.length_words(rule, register, language) == expected


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        (QuestionKind.FACT, "leak", "Did data leak?"),
        (QuestionKind.CLASS, "cn.cac", "Which statutory class is it (CAC)?"),
        (QuestionKind.JURISDICTION, "jp", "Are we, or those affected, in Japan?"),
        (QuestionKind.SECTOR, "telecom", "Do the rules for telecommunications bind us?"),
    ],
)
def test_each_missing_answer_is_a_question(kind: QuestionKind, name: str, said: str) -> None:
    i18n.use("en")
    names = {"fact.leak": "Did data leak?", "cn.cac.short": "CAC"}
    names |= {"jurisdiction.jp": "Japan", "sector.telecom": "telecommunications"}
    register = register_of().changed(words={"en": names})
    assert words.question_words(Question(kind=kind, id=name), register, "en") == said
