"""The words of a customer go at the word of two who are shown the contact, and what was owed to them ends with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.application.review.cases import case_counts
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.cases.asking_by import ask_by
from incident.domain.cases.privy import privy_to
from incident.domain.cases.words import CaseWords
from incident.domain.content import CaseSheet
from incident.domain.erasers import Told, awaiting, settlers
from incident.domain.incident import Status
from incident.domain.refusals import Refusal
from tests.domain.cases.walks import BUNDLE, case_of, register
from tests.domain.walks import Walk, at

SHOWN = ("commander", "liaison")
PROPOSE = c.ProposeErasure(by="bo", entries=(), because="asked for it", cases=(2,), shown_to=SHOWN)
CONFIRM = c.ConfirmErasure(by="ann", erasure="X1", shown_to=SHOWN)


def written(*names: str, owners: tuple[str, ...] = ("bo",)) -> Walk:
    """An incident that Ann commands, with cases that are written: each has a content of its own."""
    walk = Walk(BUNDLE, by="ann")
    words = [CaseWords(name=each, contact="1", service="pay", problem="x", request="y") for each in names]
    walk.record(
        e.cases.CasesReceived(
            first=1,
            sheet=CaseSheet(words, [f"c-{each}" for each in names]),
            received=(int(at("01:00").timestamp()),),
            channels=(e.cases.CaseChannel.PHONE,),
            groups=(e.cases.CaseGroup.NONE,),
            owners=owners,
        ),
        "bo",
    )
    return walk


def erased(walk: Walk, number: int = 2) -> Walk:
    case = case_of(walk, number)
    walk.do(PROPOSE.changed(cases=(number,)), "03:00")
    walk.do(CONFIRM.changed(going=((case.seq, (case.content_id,)),)), "03:10")
    return walk


def test_two_who_are_shown_the_contact_agree_and_only_that_customers_words_go() -> None:
    walk = written("a", "b", "c")
    (asked,) = walk.do(PROPOSE)
    assert asked == e.ErasureProposed(erasure="X1", entries=(case_of(walk).seq,), because="asked for it", cases=(2,))
    walk.do(CONFIRM.changed(going=((case_of(walk).seq, ("c-b",)),)))
    assert [case.erased is not None for case in map(register(walk).case, (1, 2, 3))] == [False, True, False]


@pytest.mark.parametrize("command", [PROPOSE.changed(by="eve"), CONFIRM.changed(by="eve")])
def test_whoever_is_not_shown_the_contact_is_told_who_is(command: c.Command) -> None:
    walk = written("a", "b")
    walk.do(PROPOSE.changed(cases=(1,)))
    refused = walk.refusal(command)
    assert refused.code is Refusal.CASE_ERASED_BY_PRIVY
    assert refused.fields["people"] == (("bo", "ann") if isinstance(command, c.ProposeErasure) else ("ann",))


def test_whoever_asked_or_might_confirm_declines_and_nobody_else() -> None:
    decline = c.DeclineErasure(by="eve", erasure="X1", because="no need", shown_to=SHOWN)
    walk = written("a", "b")
    walk.do(PROPOSE)
    refused = walk.refusal(decline)
    assert (refused.code, refused.fields["people"]) == (Refusal.CASE_ERASED_BY_PRIVY, ("bo", "ann"))
    walk.do(decline.changed(by="ann"))
    walk.do(PROPOSE)
    walk.do(decline.changed(by="bo", erasure="X2"))
    assert not walk.incident.evidence.proposed
    walk.do(PROPOSE.changed(cases=(1,)))
    assert [each.id for each in walk.incident.evidence.declined] == ["X2"]  # of another customer of the same entry


def test_nobody_confirms_what_they_asked_for_and_is_told_who_may() -> None:
    walk = written("a", "b")
    walk.do(PROPOSE)
    refused = walk.refusal(CONFIRM.changed(by="bo"))
    assert (refused.code, refused.fields["people"]) == (Refusal.ERASURE_BY_ASKER, ("ann",))


def test_one_persons_word_alone_destroys_no_customer() -> None:
    walk = written("a", "b")
    seq = case_of(walk).seq
    refused = walk.refusal(c.EraseContents(by="ann", seq=seq, contents=("c-b",), because="asked"))
    assert (refused.code, refused.fields["case"]) == (Refusal.CASE_NEEDS_APPROVER, "C-0002")
    walk.do(c.EraseContents(by="ann", seq=seq, contents=("c-b",), because="asked", again=True))
    assert case_of(walk, 2).erased is not None


def test_all_customers_of_an_entry_go_by_the_same_rule_while_the_incident_is_open() -> None:
    walk = written("a", "b", owners=("bo", "cy"))
    whole = c.ProposeErasure(by="bo", entries=(case_of(walk).seq,), because="rule 4", shown_to=SHOWN)
    assert walk.refusal(whole).code is Refusal.CASE_ERASED_BY_PRIVY
    walk.do(whole.changed(by="ann"))
    assert walk.refusal(CONFIRM.changed(by="cy")).code is Refusal.CASE_ERASED_BY_PRIVY


def test_what_is_proposed_of_a_customer_is_not_proposed_twice() -> None:
    walk = written("a", "b")
    walk.do(PROPOSE)
    assert not walk.do(PROPOSE.changed(by="ann"))


def test_a_legal_hold_keeps_customers_too() -> None:
    walk = written("a", "b")
    walk.do(c.SetHold(by="ann", because="a suit", approved_by="bo"))
    assert walk.refusal(PROPOSE).code is Refusal.HOLD_STANDS


def test_what_was_owed_to_an_erased_customer_is_owed_no_more() -> None:
    walk = erased(written("a", "b"))
    of, late = register(walk), at("03:10") + timedelta(days=3)
    assert (of.open_count, of.overdue(late), list(of.untold), of.owned_by("bo")) == (1, 1, [1], [1])
    assert [each.count for each in (*of.to_answer, *of.to_end)] == [1, 1]
    assert (case_of(walk, 2).due_at, case_of(walk, 2).is_overdue(late)) == (None, False)
    assert list(of.in_order(late)) == [1, 2]
    counts = case_counts(walk.incident, late)
    assert counts is not None
    assert (counts.erased, counts.ends.overdue, counts.answers.overdue) == (1, 1, 1)


def test_a_repeat_keeps_the_priority_of_its_customer_when_the_first_case_is_erased() -> None:
    walk = written("a", "b", "c")
    walk.do(c.PrioritiseCases(by="ann", cases=(2,), group=e.cases.CaseGroup.ELDERLY))
    walk.do(c.LinkCase(by="ann", case=3, repeats=2))
    erased(walk)
    assert [case_of(walk, number).group for number in (2, 3)] == [e.cases.CaseGroup.NONE, e.cases.CaseGroup.ELDERLY]


def test_an_incident_closes_without_word_to_a_customer_whose_words_are_gone() -> None:
    walk = erased(written("a", "b"))
    walk.do(c.TellCases(by="ann", cases=(1, 2)))
    assert case_of(walk, 2).told is None
    for each in ("a", "b"):
        walk.done(each)
    walk.do(c.CloseIncident(by="ann"))
    assert walk.incident.status is Status.CLOSED


def test_nobody_is_asked_whether_an_erased_customer_is_content() -> None:
    walk = written("a", "b")
    walk.do(c.FinishCases(by="ann", cases=(2,)))
    erased(walk)
    assert (list(register(walk).to_ask), ask_by(walk.incident, case_of(walk, 2))) == ([], None)


@pytest.mark.parametrize(
    "command",
    [
        c.TellCases(by="ann", cases=(2,)),
        c.AcceptCases(by="ann", cases=(2,)),
        c.HandOnCases(by="bo", cases=(2,), to="ann"),
        c.PauseCases(by="ann", cases=(2,), proof="asked"),
        c.AskSatisfaction(by="ann", case=2),
        PROPOSE,
    ],
    ids=lambda command: type(command).__name__,
)
def test_of_an_erased_customer_nothing_is_done_any_more(command: c.Command) -> None:
    refused = erased(written("a", "b")).refusal(command)
    assert (refused.code, refused.fields["by"]) == (Refusal.CASE_ERASED, "ann")


def test_owners_of_some_of_the_cases_have_no_say_in_all_of_them() -> None:
    walk = written("a", "b", owners=("bo", "cy"))
    cases = [case_of(walk, 1), case_of(walk, 2)]
    assert privy_to(walk.incident, cases, SHOWN) == ("ann",)
    assert privy_to(walk.incident, cases[:1], SHOWN) == ("bo", "ann")


def mixed() -> tuple[Walk, int, int]:
    """Ann leads and is shown no contact; Bo asked to erase his own case and a note of Eve's at once."""
    walk = written("a")
    for role, person in (("liaison", "bo"), ("technical", "fay")):
        walk.do(c.AssignRole(by="ann", role=role, person=person))
    walk.do(c.AddNote(by="eve", text="a name"))
    return walk, case_of(walk, 1).seq, walk.incident.version


PRIVY = ("liaison", "technical")


def test_an_entry_that_holds_a_case_waits_for_whoever_is_shown_the_contact_and_for_no_commander() -> None:
    walk, case, _note = mixed()
    walk.do(c.ProposeErasure(by="bo", entries=(case,), because="asked for it", shown_to=PRIVY))
    told, authors = Told(shown_to=PRIVY), {case: "bo"}
    assert settlers(walk.incident, walk.incident.evidence.erasures["X1"], told) == ("fay",)
    waits = {each: bool(awaiting(walk.incident, each, told, authors)) for each in ("ann", "fay")}
    assert waits == {"ann": False, "fay": True}
    assert walk.refusal(CONFIRM.changed(shown_to=PRIVY)).fields["people"] == ("fay",)
    walk.do(CONFIRM.changed(by="fay", shown_to=PRIVY))


def test_a_customers_case_opens_no_way_to_the_words_of_somebody_else() -> None:
    walk, case, note = mixed()
    both = c.ProposeErasure(by="bo", entries=(case, note), because="x", shown_to=PRIVY, authors=("eve",))
    walk.do(both)
    order = CONFIRM.changed(shown_to=PRIVY, authors=("eve",))
    assert walk.refusal(order.changed(by="fay")).code is Refusal.ERASURE_BY_SECOND
    assert walk.refusal(order.changed(by="eve")).code is Refusal.CASE_ERASED_BY_PRIVY
    outside = both.changed(by="zed", entries=(case,))
    assert walk.refusal(outside).code is Refusal.CASE_ERASED_BY_PRIVY


def test_of_a_customer_who_is_gone_nobody_reads_any_more_to_which_group_they_belonged() -> None:
    walk = written("a", "b")
    walk.do(c.PrioritiseCases(by="ann", cases=(1, 2), group=e.cases.CaseGroup.DISABLED))
    erased(walk)
    assert [register(walk).group(number) for number in (1, 2)] == [e.cases.CaseGroup.DISABLED, e.cases.CaseGroup.NONE]
