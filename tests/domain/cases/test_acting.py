"""What is done about a case is said once, names who did it, and closes the incident only when everybody was told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain.cases.asking_by import ask_by
from incident.domain.events.cases import CaseGroup, CasesAnswered, CasesDone, CasesTold, ContactsShown
from incident.domain.incident import Status
from incident.domain.refusals import Refusal, RefusalCode
from tests.domain.cases.walks import case_of, given, received, register, with_bo
from tests.domain.walks import Walk, at

THREE = (given("a"), given("b"), given("c"))


def _extension(**fields: object) -> c.ExtendCase:
    usual: dict[str, object] = {
        "by": "ann",
        "case": 1,
        "until": at("02:40") + timedelta(days=3),
        "because": "the bank is closed",
        "approved_by": "bo",
        "text": "by Tuesday",
    }
    return c.ExtendCase(**{**usual, **fields})  # type: ignore[arg-type]  # the fields of the command


def test_a_case_is_owned_by_the_first_contact_until_a_person_accepts_it() -> None:
    walk = with_bo(received())
    walk.do(c.AcceptCases(by="bo", cases=(1,)), "02:45")
    case = case_of(walk)
    assert case.owner == "bo"
    assert case.accepted is not None
    assert (case.accepted.by, case.accepted.at) == ("bo", at("02:45"))
    assert walk.refusal(c.AcceptCases(by="bo", cases=(1,))).code is Refusal.CASE_YOURS
    before = at("02:44")
    assert (register(walk).taken_from("ann", before), register(walk).taken_from("bo", before)) == ({"bo": [1]}, {})
    assert register(walk).taken_from("ann", at("02:45")) == {}
    walk.do(c.AcceptCases(by="ann", cases=(1,)))
    assert (case_of(walk).owner, register(walk).taken_from("ann", before)) == ("ann", {})


@pytest.mark.parametrize("command", [c.AcceptCases(by="cy", cases=(1, 2)), c.HandOnCases(by="cy", cases=(2,), to="cy")])
def test_an_outsider_takes_no_case_that_was_not_offered_to_them(command: c.Command) -> None:
    walk = with_bo(received(given("a"), given("b", owner="dan")))
    walk.do(c.HandOnCases(by="bo", cases=(1,), to="cy"))
    refused = walk.refusal(command)
    assert (refused.code, refused.fields) == (
        Refusal.CASE_NOT_OFFERED,
        {"case": "C-0002", "people": ("dan", "ann", "bo")},
    )
    walk.do(c.HandOnCases(by="dan", cases=(2,), to="cy"))
    walk.do(c.AcceptCases(by="cy", cases=(1, 2)))
    assert case_of(walk, 2).owner == "cy"


def test_whoever_was_reached_first_accepts_their_own_case() -> None:
    walk = received(by="ann")
    walk.do(c.AcceptCases(by="ann", cases=(1,)))
    assert case_of(walk).accepted is not None


def test_an_answer_stops_the_first_clock_and_the_end_the_second() -> None:
    walk = received()
    walk.do(c.AnswerCases(by="ann", cases=(1,), text="we look"), "02:50")
    assert case_of(walk).due_at == case_of(walk).done_due_at
    walk.do(c.FinishCases(by="ann", cases=(1,)), "02:55")
    assert case_of(walk).due_at is None
    assert register(walk).open_count == 0


def test_who_is_told_what_came_of_it_has_an_answer() -> None:
    walk = received(*THREE)
    walk.do(c.TellCases(by="ann", cases=(1,)))
    walk.do(c.FinishCases(by="ann", cases=(2,)))
    assert [case_of(walk, n).answered is not None for n in (1, 2, 3)] == [True, False, False]


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (c.AnswerCases(by="ann", cases=(1,)), Refusal.CASE_ANSWERED),
        (c.TellCases(by="ann", cases=(1,)), Refusal.CASE_TOLD),
        (c.FinishCases(by="ann", cases=(1,)), Refusal.CASE_DONE),
    ],
)
def test_a_second_time_is_refused_with_who_was_first(command: c.Command, refusal: RefusalCode) -> None:
    walk = received(*THREE)
    walk.do(command, "02:50")
    refused = walk.refusal(command.changed(by="cy"))
    assert (refused.code, refused.fields) == (refusal, {"case": "C-0001", "by": "ann", "at": at("02:50")})
    (event,) = walk.do(command.changed(cases=(1, 2, 2, 3)))
    assert event.cases == (2, 3)  # type: ignore[union-attr]  # each of them has cases


def test_one_act_can_finish_cases_and_say_that_their_customers_know() -> None:
    walk = received(*THREE)
    walk.do(c.TellCases(by="ann", cases=(2,)))
    done, told = walk.do(c.FinishCases(by="ann", cases=(1, 2), told=True, text="refunded"))
    assert isinstance(done, CasesDone)
    assert told == CasesTold(cases=(1,))
    assert case_of(walk, 1).answered is not None, "its customer was told"


def test_a_case_that_is_done_still_owes_the_first_answer_that_nobody_gave() -> None:
    """The clock of the first answer is met by no mark that its customer did not see."""
    walk = received(*THREE)
    walk.do(c.FinishCases(by="ann", cases=(1, 2)))
    case = case_of(walk)
    due = case.answer_due_at
    assert (case.answered, case.due_at) == (None, due)
    (waiting,) = register(walk).to_answer
    assert waiting.count == 3
    assert (case.is_overdue(due), register(walk).overdue(due)) == (True, 3)
    assert list(register(walk).in_order(due)) == [1, 2, 3]
    walk.do(c.AnswerCases(by="ann", cases=(1,)), "02:45")
    walk.do(c.TellCases(by="ann", cases=(2,)), "02:50")
    assert [answered.at for n in (1, 2) if (answered := case_of(walk, n).answered)] == [at("02:45"), at("02:50")]
    assert [case_of(walk, n).due_at for n in (1, 2)] == [None, None]
    assert register(walk).overdue(due) == 1


@pytest.mark.parametrize(
    "command",
    [
        c.AnswerCases(by="ann", cases=(1, 4)),
        c.TellCases(by="ann", cases=(0,)),
        c.PrioritiseCases(by="bo", cases=(9,), group=CaseGroup.LOYAL),
        c.LinkCase(by="bo", case=1, repeats=4),
        c.AskSatisfaction(by="ann", case=4),
        c.ShowContacts(by="bo", cases=(4,)),
        _extension(case=4),
    ],
)
def test_a_case_that_is_not_there_is_named(command: c.Command) -> None:
    walk = received(*THREE)
    refused = walk.refusal(command)
    assert (refused.code, refused.fields["latest"]) == (Refusal.CASE_UNKNOWN, "C-0003")


def test_an_incident_without_cases_says_so() -> None:
    walk = Walk(received().incident.bundle)  # type: ignore[arg-type]  # it has one
    assert walk.refusal(c.AnswerCases(by="ann", cases=(1,))).fields == {"case": "C-0001", "latest": ""}


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"until": at("02:50")}, "not-later"),
        ({"because": " "}, "no-reason"),
        ({"approved_by": ""}, "no-approver"),
        ({"approved_by": "ann"}, "approver-is-asker"),
        ({"text": ""}, "not-told"),
    ],
)
def test_more_time_needs_a_reason_an_approver_and_word_to_the_customer(fields: dict[str, object], fault: str) -> None:
    walk = received()
    refused = walk.refusal(_extension(**fields))
    assert (refused.code, refused.fields["faults"]) == (Refusal.CASE_EXTENSION_REFUSED, (fault,))


def test_more_time_is_given_while_time_runs_and_never_after() -> None:
    walk = with_bo(received())
    walk.do(_extension())
    case = case_of(walk)
    assert case.done_due_at == at("02:40") + timedelta(days=3)
    assert case.extension is not None
    assert (case.extension.approved_by, str(case.extension.message)) == ("bo", "by Tuesday")
    walk.now = at("02:41") + timedelta(days=3)
    refused = walk.refusal(_extension(until=walk.now + timedelta(days=1)))
    assert refused.fields["faults"] == ("too-late", "not-told")


def test_only_who_holds_a_role_approves_more_time_and_is_known_by_it() -> None:
    walk = received()
    refused = walk.refusal(_extension())
    assert (refused.code, refused.fields["person"], refused.fields["people"]) == (Refusal.CASE_APPROVER, "bo", ())
    assert walk.refusal(_extension(approved_by="cy")).code is Refusal.CASE_APPROVER
    with_bo(walk).do(_extension())
    given_by = case_of(walk).extension
    assert (given_by.given.by if given_by else "", register(walk).approved_by("bo")) == ("ann", [1])


@pytest.mark.parametrize(
    "command",
    [
        c.AnswerCases(by="cy", cases=(1, 2)),
        c.TellCases(by="cy", cases=(1, 2)),
        c.FinishCases(by="cy", cases=(1, 2), told=True),
        c.PauseCases(by="cy", cases=(1, 2), proof="mail"),
        _extension(by="cy"),
    ],
)
def test_what_became_of_a_case_is_said_by_whoever_deals_with_its_customer(command: c.Command) -> None:
    """Its owner, the commander, and whoever holds a role to which its contact is shown."""
    walk = with_bo(received(given("a", owner="dan"), given("b", owner="cy")))
    refused = walk.refusal(command)
    assert (refused.code, refused.fields) == (
        Refusal.CASE_OF_OTHERS,
        {"case": "C-0001", "people": ("dan", "ann")},
    )
    assert walk.refusal(command.changed(shown_to=("technical",))).fields["people"] == ("dan", "ann")
    assert walk.refusal(command.changed(shown_to=("liaison",))).fields["people"] == ("dan", "ann", "bo")


def test_others_neither_end_a_pause_nor_enter_who_is_content() -> None:
    walk = received(given("a"), given("b"))
    walk.do(c.AnswerCases(by="ann", cases=(1,)))
    walk.do(c.PauseCases(by="ann", cases=(1,), proof="mail"))
    walk.do(c.FinishCases(by="ann", cases=(2,)))
    assert walk.refusal(c.ResumeCases(by="cy", cases=(1,))).code is Refusal.CASE_OF_OTHERS
    assert walk.refusal(c.AskSatisfaction(by="cy", case=2)).code is Refusal.CASE_OF_OTHERS
    walk.do(c.AssignRole(by="ann", role="liaison", person="cy"))
    walk.do(c.AcceptCases(by="cy", cases=(2,)))
    assert walk.do(c.AskSatisfaction(by="cy", case=2))


def test_a_case_that_is_done_gets_no_more_time() -> None:
    walk = received()
    walk.do(c.FinishCases(by="ann", cases=(1,)))
    assert walk.refusal(_extension()).code is Refusal.CASE_DONE


def test_a_group_is_stated_once_and_can_be_taken_back() -> None:
    walk = received(*THREE)
    walk.do(c.PrioritiseCases(by="bo", cases=(1, 2), group=CaseGroup.DISABLED))
    assert walk.do(c.PrioritiseCases(by="bo", cases=(1,), group=CaseGroup.DISABLED)) == []
    walk.do(c.PrioritiseCases(by="bo", cases=(1,), group=CaseGroup.NONE))
    assert [case_of(walk, n).group for n in (1, 2)] == [CaseGroup.NONE, CaseGroup.DISABLED]


def test_a_repeat_can_be_tied_and_untied_and_never_to_itself() -> None:
    walk = received(*THREE)
    walk.do(c.LinkCase(by="bo", case=3, repeats=1))
    assert case_of(walk, 3).repeats == 1
    assert walk.do(c.LinkCase(by="bo", case=3, repeats=1)) == []
    assert walk.refusal(c.LinkCase(by="bo", case=1, repeats=1)).code is Refusal.CASE_CIRCULAR
    assert walk.refusal(c.LinkCase(by="bo", case=1, repeats=3)).code is Refusal.CASE_CIRCULAR
    walk.do(c.LinkCase(by="bo", case=3, repeats=0))
    assert case_of(walk, 3).repeats == 0


def test_whether_a_customer_is_content_is_asked_after_the_end_and_the_answer_entered_later() -> None:
    walk = received()
    assert walk.refusal(c.AskSatisfaction(by="ann", case=1)).code is Refusal.CASE_NOT_DONE
    walk.do(c.FinishCases(by="ann", cases=(1,)))
    walk.do(c.AskSatisfaction(by="ann", case=1), "03:00")
    assert walk.refusal(c.AskSatisfaction(by="ann", case=1)).code is Refusal.CASE_ASKED
    assert walk.refusal(c.AskSatisfaction(by="ann", case=1, score=6)).code is Refusal.SCORE_UNREADABLE
    walk.do(c.AskSatisfaction(by="ann", case=1, score=4, text="took long"), "03:10")
    said = case_of(walk).satisfaction
    assert said is not None
    assert (said.asked_at, said.score, str(said.text)) == (at("03:00"), 4, "took long")


def test_a_customer_is_asked_within_three_working_days_of_the_end() -> None:
    """The end is on a Saturday; Wednesday is the third day on which people work."""
    walk = received()
    assert ask_by(walk.incident, case_of(walk)) is None
    walk.do(c.FinishCases(by="ann", cases=(1,)))
    assert ask_by(walk.incident, case_of(walk)) == at("00:00") + timedelta(days=5)
    walk.do(c.AskSatisfaction(by="ann", case=1))
    assert ask_by(walk.incident, case_of(walk)) is None


def test_a_contact_is_shown_to_the_owner_and_to_roles_that_may_and_the_look_is_an_entry() -> None:
    walk = received(given(), given("b", owner="bo"))
    assert walk.do(c.ShowContacts(by="bo", cases=(2,))) == [ContactsShown(cases=(2,))]
    refused = walk.refusal(c.ShowContacts(by="bo", cases=(1, 2), shown_to=("commander",)))
    assert (refused.code, refused.fields["case"], refused.fields["person"]) == (
        Refusal.CONTACTS_HIDDEN,
        "C-0001",
        "ann",
    )
    assert walk.do(c.ShowContacts(by="ann", cases=(1, 2), shown_to=("commander",)))
    assert walk.refusal(c.ShowContacts(by="ann", cases=(1, 2))).code is Refusal.CONTACTS_HIDDEN


def test_an_incident_is_not_closed_while_a_customer_was_not_told() -> None:
    walk = received(*THREE)
    walk.done("a")
    walk.done("b")
    walk.do(c.TellCases(by="ann", cases=(2,)))
    refused = walk.refusal(c.CloseIncident(by="ann"))
    assert (refused.code, refused.fields) == (Refusal.CLOSE_CASES_UNTOLD, {"cases": ("C-0001", "C-0003"), "count": 2})
    walk.do(c.TellCases(by="ann", cases=(1, 3)))
    walk.do(c.FinishCases(by="ann", cases=(1,)))
    walk.do(c.CloseIncident(by="ann"))
    assert walk.incident.status is Status.CLOSED
    walk.do(c.AskSatisfaction(by="ann", case=1))
    assert walk.refusal(c.AnswerCases(by="ann", cases=(1,))).code is Refusal.INCIDENT_CLOSED


def test_a_note_folds_no_case() -> None:
    walk = received(*THREE)
    before = register(walk)
    walk.do(c.AddNote(by="bo", text="x"))
    assert register(walk) is before
    walk.do(c.AnswerCases(by="ann", cases=(1,)))
    assert register(walk) is not before
    assert isinstance(walk.entries[-1].event, CasesAnswered)
