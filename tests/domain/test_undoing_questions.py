"""Taking back what one said of a question: it waits again as it did, and nobody's answer is taken from them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.questions.waiting import every_question, open_questions
from incident.domain.refusals import Refusal
from tests.domain.walks import Walk, at, plan, step

THREE = timedelta(minutes=3)


def asked_in_words() -> tuple[Walk, int]:
    walk = Walk(plan([step("a"), step("b")]))
    walk.do(c.AskQuestion(by="ann", text="is the feed behind?", person="ivo", within=THREE), "02:41")
    return walk, every_question(walk.incident)[0].seq


def asked_of_a_step() -> tuple[Walk, int]:
    walk = Walk(plan([step("a"), step("b")]))
    walk.do(c.AskPerson(by="ann", step="a", person="ivo", within=THREE), "02:41")
    return walk, every_question(walk.incident)[0].seq


BOTH = pytest.mark.parametrize("begun", [asked_in_words, asked_of_a_step])


@BOTH
def test_an_answer_is_taken_back_before_the_understanding_and_the_question_waits_as_it_did(begun: object) -> None:
    walk, number = begun()  # type: ignore[operator]  # one of the two above
    asked = every_question(walk.incident)
    walk.do(c.UnderstandQuestion(by="ivo", question=number), "02:42")
    understood = every_question(walk.incident)
    walk.do(c.AnswerQuestion(by="ivo", question=number, text="no"), "02:43")
    (answered,) = every_question(walk.incident)
    assert answered.answer is not None
    assert walk.do(c.UndoMark(by="ivo"), "02:44") == [e.QuestionMarkUndone(question=number, mark=answered.answer.mark)]
    assert every_question(walk.incident) == understood
    walk.do(c.UndoMark(by="ivo"), "02:45")
    assert every_question(walk.incident) == asked
    assert walk.refusal(c.UndoMark(by="ivo")).code is Refusal.NOTHING_TO_UNDO


def test_it_is_whoever_entered_the_answer_that_takes_it_back() -> None:
    walk, number = asked_in_words()
    walk.do(c.AnswerQuestion(by="bo", question=number, text="no", answered_by="ivo"), "02:42")
    assert walk.refusal(c.UndoMark(by="ivo")).code is Refusal.NOTHING_TO_UNDO
    walk.do(c.UndoMark(by="bo"), "02:43")
    assert len(open_questions(walk.incident)) == 1


def test_what_somebody_has_answered_since_is_no_longer_taken_back() -> None:
    walk, number = asked_in_words()
    walk.do(c.UnderstandQuestion(by="ivo", question=number), "02:42")
    walk.do(c.AnswerQuestion(by="bo", question=number, text="no"), "02:43")
    refused = walk.refusal(c.UndoMark(by="ivo", question=number, marked_at=at("02:42")))
    assert (refused.code, refused.fields) == (Refusal.QUESTION_MARK_GONE, {"question": number})
    assert walk.refusal(c.UndoMark(by="ivo", question=99)).code is Refusal.QUESTION_MARK_GONE


def test_what_another_person_was_given_meanwhile_is_not_understood_any_more() -> None:
    walk, number = asked_in_words()
    walk.do(c.UnderstandQuestion(by="ivo", question=number), "02:42")
    walk.do(c.AssignQuestion(by="ann", question=number, person="bo", within=THREE), "02:43")
    assert walk.refusal(c.UndoMark(by="ivo")).code is Refusal.NOTHING_TO_UNDO


def test_one_answer_that_two_terminals_take_back_is_taken_back_once() -> None:
    walk, number = asked_in_words()
    walk.done("a", by="ivo", clock="02:41")
    walk.do(c.AnswerQuestion(by="ivo", question=number, text="no"), "02:42")
    meant = c.UndoMark(by="ivo", question=number, put_at=at("02:41"), marked_at=at("02:42"))
    walk.do(meant, "02:43")
    assert walk.refusal(meant, "02:43").code is Refusal.QUESTION_MARK_GONE
    assert walk.glyphs()["a"] == "[x]"


def test_the_latest_mark_goes_first_whatever_it_is_on() -> None:
    walk, number = asked_in_words()
    walk.do(c.AnswerQuestion(by="ivo", question=number, text="no"), "02:42")
    walk.done("a", by="ivo", clock="02:43")
    assert isinstance(walk.do(c.UndoMark(by="ivo"), "02:44")[0], e.StepUndone)
    assert isinstance(walk.do(c.UndoMark(by="ivo"), "02:45")[0], e.QuestionMarkUndone)


def test_a_step_that_was_done_since_leaves_no_question_to_take_anything_back_of() -> None:
    walk, number = asked_of_a_step()
    walk.do(c.AnswerQuestion(by="ivo", question=number, text="no"), "02:42")
    walk.done("a", by="ann", clock="02:43")
    assert walk.refusal(c.UndoMark(by="ivo")).code is Refusal.NOTHING_TO_UNDO
