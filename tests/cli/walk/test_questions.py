"""Questions line by line: answered, understood, given, put; by word and by letter."""

from __future__ import annotations

from datetime import timedelta

from incident.domain import commands as c
from incident.domain.events import QuestionAnswered, QuestionAssigned, Recorded
from tests.cli.walk.conftest import Aloud

THREE = timedelta(minutes=3)


def asked(person: str) -> c.AskQuestion:
    return c.AskQuestion(by="bo", text="Is the feed behind?", person=person, within=THREE)


def last(aloud: Aloud) -> Recorded:
    return list(aloud.log.read(aloud.incident))[-1]


def test_who_is_asked_hears_it_and_answers_in_words(aloud: Aloud) -> None:
    aloud.by("bo", asked("ana"))()
    heard = aloud("answer", "1", "1", "4 min behind")
    assert "NEEDS YOU: A answers: Bo Chen asks you, answer due 02:43: Is the feed behind?" in heard
    event = last(aloud).event
    assert isinstance(event, QuestionAnswered)
    assert (str(event.text), event.by) == ("4 min behind", "ana")


def test_what_another_person_was_asked_says_whose_answer_it_is(aloud: Aloud) -> None:
    aloud.by("bo", asked("bo"))()
    heard = aloud("A", "1", "1", "4 min behind", "1")
    assert heard[heard.index("Whose answer is it?") + 1] == "1: Bo Chen"
    event = last(aloud).event
    assert isinstance(event, QuestionAnswered)
    assert (event.by, last(aloud).actor) == ("bo", "ana")


def test_understanding_is_a_mark_of_its_own_and_is_offered_once(aloud: Aloud) -> None:
    aloud.by("bo", asked("ana"))()
    heard = aloud("answer", "1", "2", "answer", "1", ".", ".")
    assert "2: understood: you answer later" in heard
    assert aloud.timeline.count("QuestionUnderstood") == 1
    assert "understood 02:40, answer due 02:43" in heard


def test_a_question_to_nobody_is_given_to_a_person_with_minutes(aloud: Aloud) -> None:
    aloud("m", "Q: Is the chat down too?")
    heard = aloud("answer", "1", "2", "2", "5")
    assert any(
        line.endswith("is asked, and nothing is sent: tell them. The question comes back when time is up.")
        for line in heard
    )
    event = last(aloud).event
    assert isinstance(event, QuestionAssigned)
    assert event.within == timedelta(minutes=5)


def test_where_none_waits_a_new_one_is_put(aloud: Aloud) -> None:
    heard = aloud("answer", "Is the chat down too?", "2", "3")
    assert "Which question?" not in heard
    assert aloud.timeline[-2:] == ["NoteAdded", "QuestionAssigned"]


def test_beside_those_that_wait_a_new_one_is_put_too(aloud: Aloud) -> None:
    aloud.by("bo", asked("ana"))()
    aloud("answer", "2", "Is the chat down too?", "2", "3")
    assert aloud.timeline.count("QuestionAssigned") == 2


def test_what_somebody_else_has_answered_meanwhile_says_so(aloud: Aloud) -> None:
    aloud.by("bo", asked("ana"))()
    number = last(aloud).seq - 1
    first = aloud.by("bo", c.AnswerQuestion(by="bo", question=number, text="no"))
    heard = aloud("answer", "1", "1", first, "4 min behind")
    assert any(line.startswith(f"Question {number} is already answered: Bo Chen did that") for line in heard)


def test_what_a_step_was_asked_comes_back_with_its_answer(aloud: Aloud) -> None:
    aloud.by("bo", c.AskPerson(by="bo", step="notice", person="ana", within=THREE, request="a test call"))()
    heard = aloud("answer", "1", "1", "it is silent", "list 1")
    assert any("ANSWERED 0 s ago by Ana Lima: it is silent   (asked: a test call)" in line for line in heard)
    assert "back from waiting: step 1" in " ".join(heard)


def test_a_closed_incident_asks_nothing_more(aloud: Aloud) -> None:
    aloud.by("bo", asked("ana"))()
    aloud.by("ana", c.AnswerQuestion(by="ana", question=last(aloud).seq - 1, text="no"))()
    assert not any("asks you" in line for line in aloud("where"))


def test_an_answer_just_given_is_taken_back_and_set_again(aloud: Aloud) -> None:
    aloud.by("bo", asked("ana"))()
    number = last(aloud).seq - 1
    heard = aloud("answer", "1", "1", "4 min behind", "undo", "yes", "redo", "redo")
    assert f"This takes back: question {number} answered 02:40: Is the feed behind?" in heard
    assert f"Taken back: question {number} answered 02:40. It waits again." in heard
    assert f"Set again: question {number} answered by Ana Lima: 4 min behind" in heard
    assert "There is nothing to set again: you took nothing back, or have marked something since." in heard
    assert [*aloud.timeline][-3:] == ["QuestionAnswered", "QuestionMarkUndone", "QuestionAnswered"]
