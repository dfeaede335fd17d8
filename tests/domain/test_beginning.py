"""What comes before the first step: each line is answered in the log, once, and nothing waits for it."""

from __future__ import annotations

import pytest

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.evolve import fold
from incident.domain.incident import Status
from incident.domain.refusals import Refusal, Refused
from tests.bundles import a_beginning, a_bundle
from tests.domain.walks import Walk, at


@pytest.fixture
def walk() -> Walk:
    return Walk(a_beginning(), by="ana")


def _answered(walk: Walk, line: int, by: str = "ana", clock: str | None = None) -> None:
    walk.do(c.AnswerNowLine(by=by, line=line), clock)


def test_a_declaration_asks_for_the_lines_that_its_runbook_has(walk: Walk) -> None:
    assert walk.incident.now_unanswered == (1, 2, 3)
    assert Walk(a_bundle()).incident.now_unanswered == ()


def test_a_line_that_stands_in_one_language_alone_is_asked_for_too() -> None:
    words = {"en": {"title": "Down"}, "zh-CN": {"title": "中断", "now.0": "坐席：告知"}}
    assert Walk(a_bundle(words=words)).incident.now_unanswered == (1,)


def test_an_answer_says_who_and_when_and_outlives_the_program(walk: Walk) -> None:
    _answered(walk, 2, by="bo", clock="02:41")
    again = fold("INC-0001", walk.entries)
    assert again.now_unanswered == (1, 3)
    assert (again.now_answers[2].done, again.now_answers[2].by, again.now_answers[2].at) == (True, "bo", at("02:41"))


def test_who_answers_a_line_twice_is_told_who_already_did(walk: Walk) -> None:
    _answered(walk, 1, by="bo", clock="02:41")
    for by in ("ana", "bo"):
        refused = walk.refusal(c.AnswerNowLine(by=by, line=1), "02:43")
        assert refused.code is Refusal.NOW_LINE_ANSWERED
        assert refused.fields == {"line": 1, "by": "bo", "at": at("02:41")}


def test_that_a_line_will_not_be_done_needs_a_reason_and_anybody_may_do_it_after_all(walk: Walk) -> None:
    assert walk.refusal(c.AnswerNowLine(by="ana", line=2, done=False, because=" ")).code is Refusal.TEXT_EMPTY
    walk.do(c.AnswerNowLine(by="ana", line=2, done=False, because="no room is free"))
    assert str(walk.incident.now_answers[2].because) == "no room is free"
    assert walk.incident.now_unanswered == (1, 3)
    _answered(walk, 2, by="bo")
    assert (walk.incident.now_answers[2].done, walk.incident.now_answers[2].by) == (True, "bo")


def test_only_who_said_that_a_line_is_done_says_that_it_was_not(walk: Walk) -> None:
    _answered(walk, 1, by="bo")
    taken_back = c.AnswerNowLine(by="ana", line=1, done=False, because="nobody was told")
    assert walk.refusal(taken_back).code is Refusal.NOW_LINE_ANSWERED
    walk.do(taken_back.changed(by="bo"))
    assert not walk.incident.now_answers[1].done


def test_who_said_that_a_line_is_not_done_may_give_another_reason_and_nobody_else(walk: Walk) -> None:
    first = c.AnswerNowLine(by="ana", line=2, done=False, because="no room is free")
    walk.do(first, "02:41")
    for again in (first, first.changed(by="bo", because="the room is locked")):
        refused = walk.refusal(again, "02:43")
        assert refused.code is Refusal.NOW_LINE_DECLINED
        assert refused.fields == {"line": 2, "by": "ana", "at": at("02:41")}
    walk.do(first.changed(because="the room is locked"))
    assert str(walk.incident.now_answers[2].because) == "the room is locked"


@pytest.mark.parametrize("line", [0, 4, -1])
def test_a_line_that_does_not_exist_is_refused_with_those_that_do(walk: Walk, line: int) -> None:
    refused = walk.refusal(c.AnswerNowLine(by="ana", line=line))
    assert refused.code is Refusal.NOW_LINE_UNKNOWN
    assert refused.fields["lines"] == ("1", "2", "3")


def test_nothing_waits_for_a_line(walk: Walk) -> None:
    walk.done("notice", by="ana")
    for item in walk.checklist.open_items:
        walk.record(e.StepRuledOut(step=item.step.id, because=FreeText("a test")), "ana")
    walk.do(c.CloseIncident(by="ana"))
    assert walk.incident.status is Status.CLOSED
    assert walk.incident.now_unanswered == ()
    with pytest.raises(Refused):
        _answered(walk, 1)


def test_an_incident_of_an_earlier_program_asks_for_nothing() -> None:
    """Its declaration does not say how many lines there are, although its runbook has some."""
    walk = Walk(a_beginning())
    declared = walk.entries[0].event
    assert isinstance(declared, e.IncidentDeclared)
    walk.record(declared.changed(now_lines=0), "ana")
    assert walk.incident.now_unanswered == ()
    assert walk.refusal(c.AnswerNowLine(by="ana", line=1)).fields["lines"] == ()


def test_the_last_answer_is_taken_back_by_who_gave_it_unless_a_later_mark_stands(walk: Walk) -> None:
    _answered(walk, 1, clock="02:41")
    walk.done("notice", by="ana", clock="02:42")
    _answered(walk, 2, by="bo", clock="02:43")
    walk.do(c.UndoMark(by="ana"), "02:44")
    assert set(walk.incident.now_unanswered) == {3}
    walk.do(c.UndoMark(by="ana"), "02:45")
    assert set(walk.incident.now_unanswered) == {1, 3}
    assert walk.refusal(c.UndoMark(by="ana"), "02:46").code is Refusal.NOTHING_TO_UNDO


def test_an_answer_that_was_seen_is_taken_back_once(walk: Walk) -> None:
    _answered(walk, 1, clock="02:41")
    _answered(walk, 2, clock="02:42")
    seen = c.UndoMark(by="ana", line=1, marked_at=at("02:41"))
    assert walk.refusal(seen.changed(by="bo")).code is Refusal.NOTHING_TO_UNDO
    walk.do(seen, "02:43")
    assert walk.incident.now_unanswered == (1, 3)
    assert walk.refusal(seen).code is Refusal.NOTHING_TO_UNDO
