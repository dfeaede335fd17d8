"""States, kinds, times and names: every member has words, and Chinese is never English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from typing import Any

import pytest

from incident import i18n
from incident.application.delivery.reasons import Reason, detail
from incident.application.ports import Assurance, DeliveryState, Person
from incident.application.review.model import MeasureKind
from incident.domain.events import IncidentMode, Milestone, NoteKind, Threshold
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Status, StepState
from incident.domain.runbooks.conditions import Condition, Op, Value
from incident.domain.runbooks.runbook import FactType, Mode, Verb
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import Clock
from incident.wording.clocks import clock_name, clock_name_of, threshold_word
from incident.wording.conditions import condition_words
from incident.wording.delivery import assurance_word, delivery_state_word, reason_words
from incident.wording.facts import fact_line, fact_type_words, fact_words
from incident.wording.fields import say_list
from incident.wording.milestones import milestone_word, note_kind_word, status_word
from incident.wording.outlines import family_word
from incident.wording.resources import resource_kind, resource_name
from incident.wording.review import difference_words, measure_word
from incident.wording.speech import Speech
from incident.wording.steps import mode_word, state_word, verb_word
from incident.wording.tiers import mode_of_incident, tier_phrase, tier_word
from incident.wording.times import clock_time, countdown, date_time, duration, long_time
from tests.bundles import more

EAST = timezone(timedelta(hours=8))
AT = datetime(2026, 11, 21, 18, 40, 9, tzinfo=UTC)

WORDED: list[tuple[Callable[[Any], str], Iterable[Enum]]] = [
    (state_word, StepState),
    (mode_word, Mode),
    (verb_word, Verb),
    (tier_word, Tier),
    (tier_phrase, Tier),
    (mode_of_incident, IncidentMode),
    (threshold_word, Threshold),
    (delivery_state_word, DeliveryState),
    (assurance_word, Assurance),
    (milestone_word, Milestone),
    (note_kind_word, NoteKind),
    (status_word, Status),
    (fact_type_words, FactType),
    (measure_word, MeasureKind),
    (reason_words, Reason),
]


@pytest.mark.parametrize(("say", "members"), WORDED, ids=lambda value: getattr(value, "__name__", ""))
def test_every_member_has_words_of_its_own(say: Callable[[Any], str], members: Iterable[Enum], language: str) -> None:
    said = [say(member) for member in members]
    assert len(set(said)) == len(said), said
    assert all(bool(re.search("[\u4e00-\u9fff]", words)) is (language == "zh-CN") for words in said), said


def test_the_tier_is_shown_once_and_the_gravest_is_one() -> None:
    i18n.use("en")
    assert (tier_word(Tier.MAJOR), mode_of_incident(IncidentMode.EXERCISE)) == ("TIER 1 MAJOR", "EXERCISE")
    i18n.use("zh-CN")
    assert (tier_word(Tier.SERIOUS), mode_of_incident(IncidentMode.REAL)) == ("二级（较大）", "实战")


def test_sent_is_never_called_delivered() -> None:
    i18n.use("zh-CN")
    assert delivery_state_word(DeliveryState.SENT) == "已发送"


@pytest.mark.parametrize(
    ("left", "shown"),
    [
        (timedelta(minutes=19, seconds=3), "19:03"),
        (timedelta(minutes=-2, seconds=-10), "-02:10"),
        (timedelta(hours=1, minutes=2, seconds=3), "1 h 2 min"),
        (timedelta(hours=-26), "-26 h"),
        (timedelta(0), "00:00"),
        (timedelta(milliseconds=-400), "00:00"),
    ],
)
def test_a_countdown_counts_minutes_and_from_an_hour_on_says_words(left: timedelta, shown: str) -> None:
    assert countdown(left) == shown


@pytest.mark.parametrize(
    ("length", "english", "chinese"),
    [
        (timedelta(seconds=45), "45 s", "45 秒"),
        (timedelta(0), "0 s", "0 秒"),
        (timedelta(seconds=90), "1 min 30 s", "1 分钟 30 秒"),
        (timedelta(minutes=20), "20 min", "20 分钟"),
        (timedelta(minutes=80), "1 h 20 min", "1 小时 20 分钟"),
        (timedelta(hours=48), "48 h", "48 小时"),
        (timedelta(days=4, hours=3, minutes=7), "4 d 3 h", "4 天 3 小时"),
        (timedelta(minutes=-5), "5 min", "5 分钟"),
    ],
)
def test_a_length_of_time_has_two_units_at_most(length: timedelta, english: str, chinese: str) -> None:
    i18n.use("en")
    assert duration(length) == english
    i18n.use("zh-CN")
    assert duration(length) == chinese


def test_instants_are_local_only_when_they_are_said() -> None:
    assert clock_time(AT, EAST) == "02:40"
    assert clock_time(AT, EAST, seconds=True) == "02:40:09"
    assert date_time(AT, EAST) == "2026-11-22 02:40"
    assert long_time(AT, EAST) == "2026-11-22 02:40:09 (UTC+0800)"


def _clock(clock_id: str, kind: ClockKind, subject: str = "") -> Clock:
    return Clock(id=clock_id, kind=kind, started_at=AT, due_at=AT, role="commander", subject=subject)


@pytest.mark.parametrize("kind", ClockKind)
def test_every_clock_has_a_name(kind: ClockKind, language: str, speech: Speech) -> None:
    subject = {ClockKind.UPDATE: "", ClockKind.RESTORE: "", ClockKind.PHASE: "protect"}.get(kind, "notice")
    clock_id = f"{kind}:{subject}" if subject else str(kind)
    name = clock_name(_clock(clock_id, kind, subject), speech)
    assert bool(re.search("[\u4e00-\u9fff]", name)) is (language == "zh-CN"), name
    assert clock_name_of(f"{clock_id}@1795229400", speech) == name


def test_a_clock_of_a_newer_program_is_called_by_its_id(speech: Speech) -> None:
    assert clock_name_of("statutory:cac@7", speech) == "statutory:cac@7"


def test_a_reason_of_the_ledger_keeps_the_providers_own_words() -> None:
    i18n.use("en")
    assert reason_words(detail(Reason.STATUS, "503 \x1b[1mbusy")) == "the server refused (503 [1mbusy)"
    assert reason_words("something older") == "something older"
    assert reason_words("") == ""


@pytest.mark.parametrize(
    ("fact", "value", "english"),
    [
        ("affected_share", 12.0, "12%"),
        ("affected_share", 0.5, "0.5%"),
        ("data_exposed", False, "no"),
        ("down_since", "2026-11-21T02:50:00+00:00", "2026-11-21 10:50"),
        ("down_since", "garbled\n", "garbled"),
        ("down_since", "2026-11-21T02:50:00", "2026-11-21T02:50:00"),
        ("channel", "voice\x1b[2J", "voice[2J"),
        ("never-declared", 1_234_567.0, "1,234,567"),
        ("channel", None, "unknown"),
    ],
)
def test_a_value_reads_as_its_fact_asks(fact: str, value: Value, english: str, speech: Speech) -> None:
    i18n.use("en")
    assert fact_words(fact, value, speech) == english


def test_a_question_and_its_answer_stand_in_one_line(speech: Speech) -> None:
    i18n.use("en")
    assert fact_line("channel", "voice", speech) == "Which channel fails? voice"
    assert fact_line("affected_share", 3.0, speech) == "Share of customers affected: 3%"


def test_a_condition_reads_as_the_runbook_has_it(speech: Speech) -> None:
    older = Condition(op=Op.ELAPSED, name="down_since")
    long = Condition(op=Op.AT_LEAST, args=(older, Condition(op=Op.LITERAL, value=1800.0)))
    either = Condition(op=Op.OR, args=(more("affected_share", 10.0), Condition(op=Op.NOT, args=(long,))))
    assert condition_words(either, speech) == "affected_share > 10% or not elapsed(down_since) >= 30m"


def test_a_person_without_a_name_is_called_by_the_id_and_a_name_cannot_act(speech: Speech) -> None:
    people = [Person(id="eve", name="\u202eEve\x1b[2J", language="en")]
    spoken = Speech.to(people, zone="Asia/Shanghai", bundle=speech.bundle)
    assert spoken.person("eve") == "Eve[2J"
    assert spoken.person("zed") == "zed"
    assert spoken.time(AT) == "02:40"
    assert spoken.role("commander") in {"Commander", "总指挥"}


def test_the_runbooks_words_follow_the_language_of_the_speech(speech: Speech) -> None:
    chinese = Speech(bundle=speech.bundle, language="zh-CN")
    assert chinese.step("notice") == "语音菜单：发布中断公告"
    assert chinese.option("cause", "vendor") == "供应商问题"
    assert chinese.phase("repair") == "查找并修复故障"
    assert chinese.audience("agents") == chinese.recipient("agents") == "当班坐席"


def test_a_list_names_three_and_counts_the_rest() -> None:
    i18n.use("en")
    assert say_list(["a", "b", "c", "d"]) == "'a', 'b', 'c' and 1 more"
    assert say_list(["a"]) == "'a'"


def test_a_difference_says_which_way() -> None:
    i18n.use("en")
    assert difference_words(timedelta(minutes=5)) == "5 min late"
    assert difference_words(timedelta(minutes=-5)) == "5 min early"
    assert difference_words(timedelta(0)) == "on time"


def test_resources_and_families_have_names_and_a_teams_own_go_by_their_id(language: str) -> None:
    chinese = language == "zh-CN"
    for name in (resource_name("hotline-agent"), resource_kind("staff"), family_word("data-security")):
        assert bool(re.search("[\u4e00-\u9fff]", name)) is chinese
    assert resource_name("generator-of-our-own") == "generator-of-our-own"
    assert family_word("our-own") == "our-own"
