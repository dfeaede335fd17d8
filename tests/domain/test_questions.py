"""A question has a person, minutes and an answer; unanswered it comes again and goes to whoever stands in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.application.timers import due_commands
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.duties.carrying import carried_by
from incident.domain.events import Threshold
from incident.domain.incident import StepState
from incident.domain.questions.question import Question
from incident.domain.questions.waiting import every_question, named_question, open_questions, question_of
from incident.domain.refusals import Refusal
from incident.domain.walking.checklist import Item
from tests.domain.walks import Walk, at, plan, step

THREE = timedelta(minutes=3)
FEED = "Is the feed behind?"


def a_walk(*, deputy: bool = True) -> Walk:
    """Ann leads from 02:40, with two steps of which the first has a timer; Dee is deputy unless nobody is."""
    walk = Walk(plan([step("a", timer=timedelta(minutes=5)), step("b")]))
    if deputy:
        walk.do(c.AssignRole(by="ann", role="deputy", person="dee"))
    return walk


def asked(walk: Walk, person: str = "ivo", clock: str = "02:41") -> int:
    """Ann asks that person in words; the number of the question."""
    walk.do(c.AskQuestion(by="ann", text=FEED, person=person, within=THREE), clock)
    return walk.incident.version - 1


def answer(number: int, by: str = "ivo", **fields: str) -> c.AnswerQuestion:
    return c.AnswerQuestion(**{"by": by, "question": number, "text": "4 min behind", **fields})  # type: ignore[arg-type]  # its fields


def one(walk: Walk) -> Question:
    (question,) = every_question(walk.incident)
    return question


def due(walk: Walk, clock: str) -> list[tuple[str, c.Command]]:
    """What time calls for at that moment about answers and timers."""
    found = due_commands(walk.incident, at(clock))
    return [each for each in found if ":warn:asked:" in each[0] or ":warn:timer:" in each[0]]


def let_pass(walk: Walk, clock: str) -> list[e.Event]:
    """What time appends at that moment about them."""
    return [event for _, command in due(walk, clock) for event in walk.do(command, clock)]


def test_a_question_in_words_is_a_note_with_a_person_and_minutes() -> None:
    walk = a_walk()
    number = asked(walk)
    question = one(walk)
    assert (question.seq, question.by, question.person, str(question.text)) == (number, "ann", "ivo", FEED)
    assert (question.due_at, question.understood_at, question.answer) == (at("02:44"), None, None)
    clock = walk.clock(f"asked:#{number}")
    assert (clock.started_at, clock.due_at, clock.person) == (at("02:41"), at("02:44"), "ivo")


def test_understood_and_answered_are_two_marks() -> None:
    walk = a_walk()
    number = asked(walk)
    assert walk.do(c.UnderstandQuestion(by="ivo", question=number), "02:42") == [
        e.QuestionUnderstood(question=number, by="ivo")
    ]
    assert (one(walk).understood_at, one(walk).answer) == (at("02:42"), None)
    assert open_questions(walk.incident) == (one(walk),)
    walk.do(answer(number), "02:43")
    said = one(walk).answer
    assert said is not None
    assert (said.by, said.at, str(said.text)) == ("ivo", at("02:43"), "4 min behind")
    assert open_questions(walk.incident) == ()
    assert due(walk, "03:30") == []


def test_whoever_enters_it_for_somebody_says_whose_it_is() -> None:
    walk = a_walk()
    number = asked(walk)
    assert walk.do(c.UnderstandQuestion(by="ann", question=number)) == [e.QuestionUnderstood(question=number, by="ivo")]
    (event,) = walk.do(answer(number, by="ann", answered_by="ivo"))
    assert event == e.QuestionAnswered(question=number, text=FreeText("4 min behind"), by="ivo")


def test_the_second_answer_is_told_who_was_first() -> None:
    walk = a_walk()
    number = asked(walk)
    walk.do(answer(number), "02:42")
    refused = walk.refusal(answer(number, by="bo"), "02:43")
    assert (refused.code, refused.fields) == (
        Refusal.QUESTION_ANSWERED,
        {"question": number, "by": "ivo", "at": at("02:42")},
    )
    assert walk.refusal(c.UnderstandQuestion(by="ivo", question=number)).code is Refusal.QUESTION_ANSWERED


def test_what_was_understood_is_not_understood_twice() -> None:
    walk = a_walk()
    number = asked(walk)
    walk.do(c.UnderstandQuestion(by="ivo", question=number), "02:42")
    refused = walk.refusal(c.UnderstandQuestion(by="ivo", question=number), "02:43")
    assert (refused.code, refused.fields["at"]) == (Refusal.QUESTION_UNDERSTOOD, at("02:42"))


def test_what_nobody_asked_is_not_answered() -> None:
    walk = a_walk()
    number = asked(walk)
    refused = walk.refusal(answer(99))
    assert (refused.code, refused.fields["questions"]) == (Refusal.QUESTION_UNKNOWN, (str(number),))
    assert walk.refusal(answer(number, text=" ")).code is Refusal.TEXT_EMPTY


def test_nobody_answers_within_no_time() -> None:
    walk = a_walk()
    none = timedelta(0)
    assert walk.refusal(c.AskQuestion(by="ann", text="?", person="ivo", within=none)).code is Refusal.MINUTES_MISSING
    number = asked(walk)
    again = c.AssignQuestion(by="ann", question=number, person="bo", within=none)
    assert walk.refusal(again).code is Refusal.MINUTES_MISSING


def test_a_question_to_nobody_is_given_to_a_person() -> None:
    walk = a_walk()
    walk.do(c.AddNote(by="kim", text=FEED, kind=e.NoteKind.QUESTION), "02:41")
    question = one(walk)
    assert (question.person, question.due_at) == (None, at("02:46"))
    assert walk.refusal(c.UnderstandQuestion(by="ivo", question=question.seq)).code is Refusal.QUESTION_UNASSIGNED
    assert due(walk, "03:30") == []
    given = c.AssignQuestion(by="ann", question=question.seq, person="ivo", within=THREE)
    walk.do(given, "02:47")
    assert (one(walk).person, one(walk).by, one(walk).due_at) == ("ivo", "kim", at("02:50"))
    refused = walk.refusal(given, "02:48")
    assert (refused.code, refused.fields["until"]) == (Refusal.QUESTION_ASSIGNED, at("02:50"))


def test_whoever_gets_a_question_has_not_understood_it_yet() -> None:
    walk = a_walk()
    number = asked(walk)
    walk.do(c.UnderstandQuestion(by="ivo", question=number), "02:42")
    walk.do(c.AssignQuestion(by="ann", question=number, person="bo", within=THREE), "02:43")
    assert (one(walk).person, one(walk).understood_at) == ("bo", None)


def test_a_note_that_asks_nothing_is_no_question() -> None:
    walk = a_walk()
    before = walk.incident.moved_at
    walk.do(c.AddNote(by="kim", text="The vendor calls back"), "02:41")
    assert (every_question(walk.incident), walk.incident.moved_at) == ((), before)


def test_what_a_step_was_asked_has_an_answer_and_comes_back_with_it() -> None:
    walk = a_walk()
    walk.do(c.AskPerson(by="ann", step="a", person="ivo", within=THREE, request="run it"), "02:41")
    number = walk.incident.version
    assert (one(walk).seq, one(walk).step, one(walk).person, str(one(walk).text)) == (number, "a", "ivo", "run it")
    walk.do(c.UnderstandQuestion(by="ivo", question=number), "02:42")
    walk.do(answer(number), "02:43")
    item = walk.item("a")
    assert (item.state, item.is_back, item.is_complete) == (StepState.ASKED, True, False)
    assert [clock for clock in due(walk, "03:30") if "asked" in clock[0]] == []
    walk.do(c.UndoMark(by="ann"), "02:44")
    assert every_question(walk.incident) == ()


def test_another_person_is_asked_for_a_step_by_asking_again() -> None:
    walk = a_walk()
    walk.do(c.AskPerson(by="ann", step="a", person="ivo", within=THREE), "02:41")
    given = c.AssignQuestion(by="ann", question=walk.incident.version, person="bo", within=THREE)
    assert walk.refusal(given).code is Refusal.QUESTION_OF_STEP


@pytest.mark.parametrize("subject", ["words", "step"])
def test_it_comes_again_at_one_and_five_minutes_and_then_goes_to_the_deputy(subject: str) -> None:
    walk = a_walk()
    if subject == "words":
        asked(walk)
    else:
        walk.do(c.AskPerson(by="ann", step="a", person="ivo", within=THREE), "02:41")
    key = next(iter(due(walk, "02:44")))[1].clock  # type: ignore[union-attr]  # a warning has one
    assert let_pass(walk, "02:44") == [e.ClockWarned(clock=key, threshold=Threshold.DUE)]
    assert due(walk, "02:44:59") == []
    assert let_pass(walk, "02:45") == [e.ClockWarned(clock=key, threshold=Threshold.AGAIN)]
    assert due(walk, "02:48:59") == []
    assert let_pass(walk, "02:49") == [
        e.ClockWarned(clock=key, threshold=Threshold.LAST),
        e.QuestionPassedOn(clock=key, person="dee"),
    ]
    assert walk.incident.passed_on == {key: "dee"}
    assert due(walk, "09:00") == []


def test_the_name_of_each_reminder_says_what_it_is_so_that_two_terminals_remind_once() -> None:
    walk = a_walk()
    asked(walk)
    (first, *_), (second, *_) = due(walk, "02:45"), due(walk, "02:46")
    assert first == second
    assert first[0] == f"INC-0001:warn:{first[1].clock}:again"  # type: ignore[union-attr]  # a warning has one
    walk.do(first[1], "02:46")
    assert walk.do(first[1], "02:46") == []


def test_a_timer_that_nobody_answers_goes_to_the_deputy_too() -> None:
    walk = a_walk()
    walk.do(c.TakeStep(by="ivo", step="a"), "02:41")
    assert [type(each).__name__ for each in let_pass(walk, "02:46")] == ["ClockWarned"]
    assert let_pass(walk, "02:51")[-1:] == [e.QuestionPassedOn(clock=walk.clock("timer:a").key, person="dee")]
    walk.do(c.ExtendTimer(by="ivo", step="a", more=THREE), "02:52")
    assert walk.clock("timer:a").key not in walk.incident.passed_on


def test_whatever_was_missed_is_said_once_and_goes_to_the_deputy() -> None:
    walk = a_walk()
    asked(walk)
    (command,) = due(walk, "04:00")
    assert command[0].endswith(":last")
    assert [type(each).__name__ for each in walk.do(command[1], "04:00")] == ["ClockWarned", "QuestionPassedOn"]


@pytest.mark.parametrize(
    ("person", "deputy", "shown"), [("dee", True, "ann"), ("ivo", False, "ann"), ("ann", False, "")]
)
def test_it_goes_to_somebody_else_than_who_stays_silent(person: str, shown: str, *, deputy: bool) -> None:
    walk = a_walk(deputy=deputy)
    asked(walk, person)
    passed = [each.person for each in let_pass(walk, "03:00") if isinstance(each, e.QuestionPassedOn)]
    assert passed == [shown] * bool(shown)


def test_without_a_deputy_it_goes_to_whoever_waits_for_the_answer() -> None:
    walk = a_walk(deputy=False)
    walk.do(c.AskQuestion(by="kim", text=FEED, person="ann", within=THREE), "02:41")
    assert let_pass(walk, "03:00")[-1:] == [e.QuestionPassedOn(clock=due_key(walk), person="kim")]


def due_key(walk: Walk) -> str:
    return walk.clock(f"asked:#{one(walk).seq}").key


def test_a_warning_of_a_clock_that_runs_no_more_goes_to_nobody() -> None:
    walk = a_walk()
    gone = c.WarnClock(by="app", clock="asked:gone@1", threshold=Threshold.LAST)
    assert walk.do(gone) == [e.ClockWarned(clock="asked:gone@1", threshold=Threshold.LAST)]


def test_a_question_is_carried_by_both_until_it_is_answered() -> None:
    walk = a_walk()
    number = asked(walk)
    assert [each.key for each in carried_by(walk.incident, "ivo", walk.now)] == [f"answer:#{number}"]
    assert f"question:#{number}" in [each.key for each in carried_by(walk.incident, "ann", walk.now)]
    walk.do(answer(number))
    assert carried_by(walk.incident, "ivo", walk.now) == ()


def test_whoever_takes_over_owes_the_answer_and_has_not_understood_it() -> None:
    walk = a_walk()
    number = asked(walk)
    walk.do(c.AskPerson(by="ann", step="b", person="ivo", within=THREE), "02:41")
    walk.do(c.UnderstandQuestion(by="ivo", question=number))
    walk.do(c.UnderstandQuestion(by="ivo", question=number + 2))
    walk.do(c.OfferHandover(by="ivo", to="bo", worry="none"))
    walk.do(c.ReadBackHandover(by="bo", handover="H1", next_action="a", can_hurt="b", due_next="c"))
    walk.do(c.AcceptHandover(by="bo", handover="H1"))
    assert {(each.person, each.understood_at) for each in open_questions(walk.incident)} == {("bo", None)}
    walk.do(c.OfferHandover(by="ann", to="kim", worry="none"))
    walk.do(c.ReadBackHandover(by="kim", handover="H2", next_action="a", can_hurt="b", due_next="c"))
    walk.do(c.AcceptHandover(by="kim", handover="H2", items=(f"question:#{number}",)))
    assert named_question(walk.incident, number) == open_questions(walk.incident)[0]
    assert open_questions(walk.incident)[0].by == "kim"


def test_an_answered_step_is_carried_by_whoever_asked() -> None:
    walk = a_walk()
    walk.do(c.AskPerson(by="ann", step="a", person="ivo", within=THREE), "02:41")
    walk.do(answer(walk.incident.version))
    assert carried_by(walk.incident, "ivo", walk.now) == ()
    assert "step:a" in [each.key for each in carried_by(walk.incident, "ann", walk.now)]


def test_a_question_is_found_by_its_moment_where_its_number_is_another_now() -> None:
    walk = a_walk()
    number = asked(walk, clock="02:41")
    walk.do(c.AddNote(by="kim", text="And the chat?", kind=e.NoteKind.QUESTION), "02:42")
    found = named_question(walk.incident, number + 2, at("02:41"))
    assert found is not None
    assert found.seq == number
    assert named_question(walk.incident, number, at("02:40")) is None


def test_a_closed_incident_reminds_nobody_and_still_takes_the_answer() -> None:
    walk = a_walk()
    number = asked(walk)
    walk.done("a")
    walk.done("b")
    walk.do(c.CloseIncident(by="ann", because="over"), "02:43")
    assert due(walk, "03:30") == []
    walk.do(answer(number), "02:50")
    assert open_questions(walk.incident) == ()


def test_a_step_that_waits_for_nobody_asks_nothing() -> None:
    walk = a_walk()
    item: Item = walk.item("a")
    assert question_of("a", item.progress) is None
