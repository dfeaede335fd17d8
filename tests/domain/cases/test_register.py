"""How many wait, until when, and who is seen to next."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from incident.application.summarising import summarise
from incident.application.timers import due_commands
from incident.domain import commands as c
from incident.domain.cases.case import case_number
from incident.domain.cases.masking import masked
from incident.domain.events.cases import CaseGroup
from incident.domain.timing.clocks import running_clocks
from tests.domain.cases.walks import given, priority, received, register
from tests.domain.walks import at

HOUR = timedelta(hours=1)


def test_what_is_overdue_comes_first_then_what_is_due_next_and_what_is_done_last() -> None:
    walk = received(
        given("new", received_at=at("02:30")),
        given("older", received_at=at("02:10")),
        priority("old lady", at("02:35")),
        given("done", received_at=at("01:00")),
        given("told", received_at=at("01:30")),
        given("late", received_at=at("02:40") - 25 * HOUR),
    )
    names = {1: "old lady", 2: "late", 3: "done", 4: "told", 5: "older", 6: "new"}
    walk.do(c.FinishCases(by="ann", cases=(3, 4)))
    walk.do(c.TellCases(by="ann", cases=(4,)))
    order = [names[number] for number in register(walk).in_order(at("02:41"))]
    assert order == ["late", "old lady", "older", "new", "done", "told"]


def test_a_case_counts_once_as_late_for_its_answer_or_for_its_end() -> None:
    walk = received(given(received_at=at("02:00")), given("b", received_at=at("02:30")))
    of = register(walk)
    assert [of.overdue(at("02:00") + days * 24 * HOUR) for days in (0, 1, 2, 3)] == [0, 1, 2, 2]
    assert of.overdue(at("02:30") + 24 * HOUR) == 2
    walk.do(c.AnswerCases(by="ann", cases=(1, 2)))
    assert register(walk).overdue(at("02:30") + 24 * HOUR) == 0
    assert register(walk).overdue(at("02:30") + 48 * HOUR) == 2
    walk.do(c.FinishCases(by="ann", cases=(1, 2)))
    assert register(walk).overdue(at("02:30") + 48 * HOUR) == 0


def test_who_waits_is_counted_by_the_hour_in_which_they_are_due() -> None:
    walk = received(
        given(received_at=at("02:10")), given("b", received_at=at("02:05")), given("c", received_at=at("01:00"))
    )
    first, second = register(walk).to_answer
    assert (first.count, first.due_at) == (1, at("01:00") + 24 * HOUR)
    assert (second.count, second.received_at, second.due_at) == (2, at("02:05"), at("02:05") + 24 * HOUR)
    walk.do(c.AnswerCases(by="ann", cases=(1, 2, 3)))
    assert register(walk).to_answer == []
    assert [each.count for each in register(walk).to_end] == [1, 2]


def test_thousands_of_cases_are_two_clocks_and_warn_once_an_hour() -> None:
    walk = received(*(given(f"n{n}", received_at=at("01:00") + timedelta(minutes=n)) for n in range(90)))
    every = running_clocks(walk.incident, walk.checklist, walk.now)
    assert [(clock.id, clock.subject, clock.due_at) for clock in every if clock.id.startswith("case-")] == [
        ("case-answer", "60", at("01:00") + 24 * HOUR),
        ("case-done", "60", at("01:00") + 48 * HOUR),
    ]

    def warnings(now: datetime) -> list[c.WarnClock]:
        commands = [command for _id, command in due_commands(walk.incident, now)]
        return [each for each in commands if isinstance(each, c.WarnClock) and each.clock.startswith("case-answer")]

    (first,) = warnings(at("01:00") + 12 * HOUR)
    walk.do(first)
    walk.do(c.AnswerCases(by="ann", cases=(1,)))
    assert warnings(at("01:01") + 12 * HOUR) == []
    (second,) = warnings(at("02:00") + 12 * HOUR)
    assert second.clock != first.clock


@pytest.mark.parametrize(
    ("typed", "number"),
    [("C-0004", 4), ("c-4", 4), (" 12 ", 12), ("C-", None), ("x", None), ("９", None), ("1" * 9, None)],
)
def test_a_number_is_understood_as_people_write_it(typed: str, number: int | None) -> None:
    assert case_number(typed) == number


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("13800138000", "***00"),
        ("+86 138-0013-8012", "***12"),
        ("lin.wei@example.com", "l***@e***"),
        ("wx_linwei", "w***"),
        ("tel 010 6552 1234 ext 5", "t*** ***34"),
        ("四川省成都市天府大道中段1366号 13912345678", "四*** ***78"),
        ("@anna_okafor on Twitter", "@***"),
        ("Lin <lin.wei@example.com>, 13800138000", "L*** l***@e*** ***00"),
        ("", ""),
    ],
)
def test_a_contact_shows_too_little_to_reach_anybody(contact: str, shown: str) -> None:
    assert masked(given(contact=contact).words).contact == shown


def test_what_people_write_into_a_problem_gives_nobody_away() -> None:
    words = given(
        "林薇",
        contact="wx_linwei",
        problem="林薇（wx_linwei）打 138–0013–8000 或写 l@x.cn，订单 123456，2026-11-21 13800138000",
    ).words
    shown = masked(words)
    assert shown.name == "林***"
    assert shown.problem == "林***（w***）打 ***00 或写 l***@x***，订单 123456，2026-11-21 ***00"


@pytest.mark.parametrize(
    ("problem", "shown"),
    [
        ("请联系13800138000@139.com谢谢", "请联系1***@1***谢谢"),
        ("写信给l.wei@x.cn。客户在等", "写信给l***@x***。客户在等"),
        ("jörg@exämple.de wrote", "j***@e*** wrote"),
        ("张三@例子.中国 wrote", "张***@例*** wrote"),
        ("li@host wrote to <anna@example.com>", "l***@h*** wrote to <a***@e***>"),
    ],
)
def test_the_words_beside_an_address_stay_though_no_blank_is_between(problem: str, shown: str) -> None:
    assert masked(given(problem=problem).words).problem == shown


def test_every_group_but_none_is_seen_to_first() -> None:
    assert [bool(group) for group in CaseGroup] == [False, *[True] * 6]


def test_the_customers_who_are_left_to_ask_are_one_clock_of_three_working_days() -> None:
    """The incident is declared on a Saturday: Monday, Tuesday and Wednesday count."""
    walk = received(given("a"), given("b"))
    walk.do(c.FinishCases(by="ann", cases=(2,)), "02:50")
    walk.do(c.FinishCases(by="ann", cases=(1,)), "03:50")
    (clock,) = [each for each in running_clocks(walk.incident, walk.checklist, walk.now) if each.id == "case-ask"]
    assert (clock.subject, clock.started_at) == ("2", at("02:50"))
    assert 4 * 24 * HOUR < clock.due_at - at("02:50") < 5 * 24 * HOUR
    walk.do(c.AskSatisfaction(by="ann", case=2))
    walk.do(c.AskSatisfaction(by="ann", case=1, score=5))
    assert not [each for each in running_clocks(walk.incident, walk.checklist, walk.now) if each.id == "case-ask"]


def test_customers_are_asked_after_the_incident_is_closed_too() -> None:
    """B10 counts from the end of each case, and an incident mostly closes within these three days."""
    walk = received(given("a"))
    walk.do(c.FinishCases(by="ann", cases=(1,)), "02:50")
    walk.do(c.TellCases(by="ann", cases=(1,)))
    walk.done("a")
    walk.done("b")
    walk.do(c.CloseIncident(by="ann"))
    (clock,) = running_clocks(walk.incident, walk.checklist, walk.now)
    assert clock.id == "case-ask"
    assert summarise(walk.incident).is_in_sight
    ((_id, warning),) = due_commands(walk.incident, clock.due_at)
    walk.do(warning)
    walk.do(c.AskSatisfaction(by="ann", case=1))
    assert running_clocks(walk.incident, walk.checklist, walk.now) == ()


def test_the_repeat_of_a_customer_who_is_seen_to_first_is_seen_to_first() -> None:
    """Imported with them, added later, or tied to them by a person; before whoever came in earlier."""
    walk = received(
        given("b", received_at=at("02:00")),
        priority("old lady", at("02:35")),
        given("old lady", received_at=at("02:36"), problem="again"),
        given("c", received_at=at("02:37")),
    )
    walk.do(
        c.ReceiveCases(by="ann", cases=(given("old lady", problem="still"),), known=((1, given("old lady").words),))
    )
    walk.do(c.LinkCase(by="ann", case=4, repeats=3))
    of = register(walk)
    assert [of.case(number).repeats for number in of.numbers] == [0, 0, 1, 3, 1]
    assert [bool(of.case(number).group) for number in of.numbers] == [True, False, True, True, True]
    assert list(of.in_order(at("02:45"))) == [1, 3, 4, 5, 2]
    walk.do(c.PrioritiseCases(by="ann", cases=(5,), group=CaseGroup.NONE))
    walk.do(c.LinkCase(by="ann", case=4, repeats=0))
    assert list(register(walk).in_order(at("02:45"))) == [1, 3, 2, 4, 5]
