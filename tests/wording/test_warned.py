"""Warnings of customers' clocks that say the same are one line; the log keeps each."""

from __future__ import annotations

from datetime import timedelta

from incident import i18n
from incident.adapters.reports.markdown import render_markdown
from incident.adapters.reports.report import after_action_report
from incident.application.review.assemble import assemble_review
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.grading.tiers import Tier
from incident.wording.speech import Speech
from incident.wording.timeline import lines
from incident.wording.warned import folded, numbers_phrase
from tests.domain.cases.walks import given, received
from tests.domain.walks import Walk, at

DUE = at("00:00") + timedelta(hours=24)


def _warned(walk: Walk, *hours: int, kind: str = "case-answer", time: str = "02:50") -> None:
    for hour in hours:
        clock = f"{kind}@{int(DUE.timestamp()) // 3600 + hour}"
        walk.do(c.WarnClock(by="app", clock=clock, threshold=e.Threshold.DUE), time)


def _walk() -> Walk:
    """Five cases that came in within three hours, one in each but three in the second; the last one is answered."""
    i18n.use("en")
    minutes = (0, 60, 61, 62, 120)
    walk = received(*(given(f"n{n}", received_at=at("00:00") + timedelta(minutes=n)) for n in minutes))
    walk.do(c.AnswerCases(by="ann", cases=(5,)), "02:45")
    return walk


def _words(walk: Walk, speech: Speech) -> list[str]:
    return [each.words for each in folded(walk.entries, speech.changed(incident=walk.incident))]


def test_warnings_of_one_kind_and_one_minute_are_one_line_with_their_count_and_cases(speech: Speech) -> None:
    walk = _walk()
    _warned(walk, 0)
    _warned(walk, 0, kind="case-done")
    _warned(walk, 1)
    said = _words(walk, speech)
    assert said[-2:] == [
        "warning, first answers to customers: the time is up (2 warnings: C-0001, C-0002, C-0003 and 1 more)",
        "warning, end of customers' cases: the time is up",
    ]
    assert len(lines(walk.entries, speech)) == len(said) + 1
    i18n.use("zh-CN")
    assert _words(walk, speech)[-2].endswith("时间已到（2 次预警：C-0001、C-0002、C-0003，另有 1 项）")


def test_the_report_has_them_in_one_row_in_its_last_chapter_too(speech: Speech) -> None:
    walk = _walk()
    _warned(walk, 0, 1)
    review = assemble_review(walk.entries)
    page = render_markdown(after_action_report(review, speech.changed(incident=walk.incident)))
    assert page.count("the time is up (2 warnings: C-0001, C-0002, C-0003 and 1 more)") == 2
    assert page.count("warning, first answers to customers: the time is up") == 1
    assert f"| {walk.incident.version - 1}-{walk.incident.version} |" in page


def test_entries_in_a_row_are_named_by_the_first_and_the_last() -> None:
    i18n.use("en")
    assert numbers_phrase((3, 4, 5, 9, 11, 12)) == "3-5, 9, 11-12"


def test_one_warning_names_who_waited_when_it_was_given(speech: Speech) -> None:
    walk = _walk()
    walk.do(c.AnswerCases(by="ann", cases=(3,)), "02:46")
    _warned(walk, 1)
    walk.do(c.AnswerCases(by="ann", cases=(2, 4)), "02:51")
    assert _words(walk, speech)[-2] == "warning, first answers to customers: the time is up (C-0002, C-0004)"


def test_a_later_minute_and_a_corrected_warning_have_lines_of_their_own(speech: Speech) -> None:
    walk = _walk()
    _warned(walk, 0, 1)
    walk.do(c.CorrectEntry(by="bo", seq=walk.entries[-1].seq, text="they were answered by phone"), "02:51")
    _warned(walk, 2, time="02:55")
    said = [each for each in folded(walk.entries, speech) if "first answers" in each.words]
    assert [bool(each.corrections) for each in said] == [False, True, False]


def test_no_case_is_named_by_hours_that_a_raise_has_moved_since(speech: Speech) -> None:
    walk = _walk()
    _warned(walk, 0, 1)
    walk.do(c.RaiseTier(by="bo", to=Tier(1), because="worse"), "02:55")
    said = [words for words in _words(walk, speech) if "first answers" in words]
    assert said == ["warning, first answers to customers: the time is up (2 warnings)"]


def test_warnings_of_steps_are_never_put_together(speech: Speech) -> None:
    walk = _walk()
    for subject in ("a", "b"):
        walk.record(e.ClockWarned(clock=f"step:{subject}@1", threshold=e.Threshold.DUE), "app")
    assert len(folded(walk.entries, speech)) == len(lines(walk.entries, speech))
