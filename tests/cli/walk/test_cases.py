"""Cases line by line: heard, accepted, answered, called back, told, and the closing that waits for it."""

from __future__ import annotations

from datetime import timedelta

from incident.domain import commands as c
from incident.domain.cases.register import register_of
from incident.domain.cases.words import CaseWords
from incident.domain.evolve import fold
from incident.domain.incident import Incident
from incident.domain.walking.checklist import build_checklist
from tests.cli.walk.conftest import Aloud


def case(name: str, **fields: object) -> c.NewCase:
    words = CaseWords(name=name, contact="13800138000", service="pay", problem="paid twice", request="refund")
    return c.NewCase(words=words).changed(**fields)


def with_cases(aloud: Aloud, *names: str) -> Aloud:
    aloud.by("bo", c.ReceiveCases(by="bo", cases=tuple(case(name) for name in names)))()
    return aloud


def state(aloud: Aloud) -> Incident:
    return fold(aloud.incident, aloud.log.read(aloud.incident))


def heard(lines: object, words: str) -> bool:
    assert isinstance(lines, list)
    return any(words in line for line in lines)


def test_cases_are_heard_masked_and_what_is_overdue_first(aloud: Aloud) -> None:
    assert heard(aloud("K"), "No customer's case yet: newcase enters one")
    early = aloud.world.clock.now() - timedelta(hours=30)
    aloud.by("bo", c.ReceiveCases(by="bo", cases=(case("Lin"), case("Wang", received_at=early))))()
    lines = aloud("cases")
    assert heard(lines, "2 cases, 2 open, 1 overdue, 2 not told")
    first = next(line for line in lines if line.startswith("C-"))
    assert "OVERDUE" in first
    assert "W***" in first
    assert heard(aloud("cases zebra"), "Nothing fits the filter.")
    assert heard(aloud("cases w***"), "W***")


def test_of_many_cases_some_are_said_and_the_others_counted(aloud: Aloud) -> None:
    with_cases(aloud, *(f"{letter}{n}" for letter in "abc" for n in range(4)))
    assert heard(aloud("cases"), "2 cases more; words behind 'cases' find some.")
    aloud.by("bo", c.FinishCases(by="bo", cases=tuple(range(1, 13))))()
    assert heard(aloud("cases"), "All cases are done.")


def test_a_case_is_worked_by_words_and_asked_for_where_none_is_named(aloud: Aloud) -> None:
    with_cases(aloud, "Lin", "Wang", "Zoe")
    assert heard(aloud("longer 1", "90h", "the bank"), "Nobody else holds a role here who could approve it")
    aloud.by("ana", c.AssignRole(by="ana", role="technical", person="bo"))()
    lines = aloud(
        "accept C-0001", "reply", "seven", "9", "1", "we look", "told 1..2", "mailed", "finish 3", "paid", "2"
    )
    assert heard(lines, "You own case C-0001 from now on.")
    assert heard(lines, "Write the number of a case, such as C-0004, or the first and the last")
    assert heard(lines, "There are 3 cases, and that is none of them.")
    lines = aloud(
        "wait 1", "asked by mail", "longer 1", "90h", "the bank", "1", "on Tuesday", "wait 1", "pass 1", "1", ""
    )
    assert heard(lines, "time runs again: case C-0001")
    lines = aloud("priority 2", "4", "content 3", "1", "very", "accept nine", "content C-0003", "6")
    assert heard(lines, "Write the number of a case")
    register = register_of(state(aloud))
    assert register.case(3).satisfaction is not None
    for name in ("CasesAccepted", "CasesAnswered", "CasesTold", "CasesDone", "CasesPaused", "CaseExtended"):
        assert name in aloud.timeline
    assert {"CasesResumed", "CasesHandedOn", "CasesPrioritised", "SatisfactionAsked"} <= set(aloud.timeline)


def test_each_word_asks_which_case_where_none_stands_behind_it(aloud: Aloud) -> None:
    with_cases(aloud, "Lin")
    for word in ("accept", "pass", "reply", "told", "finish", "wait", "longer", "priority", "content"):
        assert heard(aloud(word, "."), "Which case?")


def test_a_new_case_is_taken_in_word_by_word(aloud: Aloud) -> None:
    lines = aloud("newcase", "Lin", "13800138000", "pay", "paid twice", "refund", "1", "1")
    assert heard(lines, "you own it until somebody accepts it")
    assert "CasesReceived" in aloud.timeline


def test_a_customer_is_called_back_by_the_number_of_their_case(aloud: Aloud) -> None:
    with_cases(aloud, "Lin")
    lines = aloud("callback", "callback 1", "3", "refunded", "callback 9")
    assert heard(lines, "Write the number of a case, such as C-0004, not ''.")
    assert heard(lines, "contact: 13800138000")
    assert heard(lines, "There is no case 'C-0009'.")
    assert aloud.timeline.count("ContactsShown") == 1
    assert "CasesTold" in aloud.timeline
    one = register_of(state(aloud)).case(1)
    aloud.by("ana", c.EraseContents(by="ana", seq=one.seq, contents=(one.content_id,), because="asked", again=True))()
    assert heard(aloud("callback 1"), "The words of this case were erased")


def test_whoever_asks_for_the_end_of_a_customers_words_and_whoever_answers_hear_what_else_names_them(
    aloud: Aloud,
) -> None:
    aloud.by("bo", c.AddNote(by="bo", text="Lin called again"))()
    named = f"What names these customers and stays: entry {state(aloud).version}."
    with_cases(aloud, "Lin")
    aloud.by("ana", c.AssignRole(by="ana", role="customer-liaison", person="ana"))()
    assert heard(aloud("forget 1", "asked for it"), named)
    aloud.by("bo", c.DeclineErasure(by="bo", erasure="X1", because="no", shown_to=()))()
    aloud.by("bo", c.ProposeErasure(by="bo", entries=(), cases=(1,), because="asked for it"))()
    assert heard(aloud("erase", "1", "."), named)


def test_the_end_lists_who_was_not_told_and_a_closed_incident_only_asks_its_customers(aloud: Aloud) -> None:
    with_cases(aloud, *"abcdefghij")
    aloud.by("bo", c.FinishCases(by="bo", cases=(1,)))()
    while left := build_checklist(state(aloud), aloud.world.clock.now()).open_work:
        aloud.by("ana", c.RuleOutStep(by="ana", step=left[0].step.id, because="none here"))()
    lines = aloud("close", "everybody", "mailed", "close", "", aloud.incident, "accept 1", "content 1", "6")
    assert heard(lines, "10 customers were not told what came of it, so the incident stays open.")
    assert heard(lines, "C-0001, other, Bo Chen")
    assert heard(lines, "2 more")
    assert heard(lines, "closed")
    assert aloud.timeline[-3:] == ["CasesTold", "IncidentClosed", "SatisfactionAsked"]
