"""Legal holds and erasures in two steps: what is held stays, and nobody approves what they asked for."""

from __future__ import annotations

import pytest

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.refusals import Refusal
from tests.domain.test_custody import adding
from tests.domain.walks import Walk, plan, step

SEQ = 3


def kept() -> Walk:
    """Ann leads and keeps a file; Bo and Dee hold roles, Eve holds none."""
    walk = Walk(plan([step("a")]))
    walk.do(adding(walk))
    for role, person in (("deputy", "bo"), ("liaison", "dee")):
        walk.do(c.AssignRole(by="ann", role=role, person=person))
    assert walk.incident.evidence.at(SEQ) is not None
    return walk


def proposed() -> Walk:
    walk = kept()
    walk.do(c.ProposeErasure(by="ann", entries=(SEQ,), because="retention: evidence 1095d"))
    return walk


def held() -> Walk:
    walk = proposed()
    walk.do(c.SetHold(by="ann", because="a suit was filed", approved_by="dee"))
    return walk


CONFIRM = c.ConfirmErasure(by="bo", erasure="X1", going=((SEQ, ("c1", "c2")),))


def test_another_confirms_what_one_proposed() -> None:
    walk = proposed()
    refused = walk.refusal(CONFIRM.changed(by="ann"))
    assert (refused.code, refused.fields["person"]) == (Refusal.ERASURE_BY_ASKER, "ann")
    walk.do(CONFIRM)
    kept = walk.incident.evidence
    assert (kept.proposed, kept.erasures["X1"].is_confirmed, kept.erasures["X1"].settled_by) == ((), True, "bo")
    assert (kept.exhibits["E1"].erased_by, kept.exhibits["E1"].erased_because) == ("bo", "retention: evidence 1095d")


WROTE_EVE = {"authors": ("eve",)}
BY_ROLE = c.ProposeErasure(by="bo", entries=(SEQ,), because="rule 4", authors=("eve",))


def test_whoever_has_nothing_to_do_with_the_words_neither_asks_nor_confirms_nor_declines() -> None:
    walk = kept()
    refused = walk.refusal(BY_ROLE.changed(by="mal"))
    assert (refused.code, refused.fields["people"]) == (Refusal.ERASURE_BY_OUTSIDER, ("eve", "ann", "bo", "dee"))
    walk.do(BY_ROLE.changed(by="eve"))
    for order in (CONFIRM, c.DeclineErasure(by="bo", erasure="X1", because="no")):
        refused = walk.refusal(order.changed(by="mal", authors=("eve",)))
        assert (refused.code, refused.fields["people"]) == (Refusal.ERASURE_BY_SECOND, ("ann", "bo", "dee"))


def test_what_a_holder_of_a_role_asks_for_waits_for_the_author_or_the_commander() -> None:
    walk = kept()
    walk.do(BY_ROLE)
    refused = walk.refusal(CONFIRM.changed(by="dee", **WROTE_EVE))
    assert (refused.code, refused.fields["people"]) == (Refusal.ERASURE_BY_SECOND, ("eve", "ann"))
    walk.do(CONFIRM.changed(by="eve", **WROTE_EVE))


def test_a_rule_asks_whoever_runs_it_and_of_many_entries_nobody_is_the_author() -> None:
    walk = kept()
    walk.do(BY_ROLE.changed(by="mal", by_rule=True))
    assert walk.refusal(CONFIRM.changed(by="eve", authors=("eve", "bo"))).fields["people"] == ("ann",)
    walk.do(CONFIRM.changed(by="ann", authors=("eve", "bo")))


def test_where_nobody_else_may_an_open_incident_says_so_and_a_closed_one_takes_another_person() -> None:
    walk = Walk(plan([]))
    walk.do(adding(walk))
    walk.do(c.ProposeErasure(by="ann", entries=(SEQ,), because="rule 4", authors=("ann",)))
    order = CONFIRM.changed(by="mal", authors=("ann",))
    assert walk.refusal(order).fields["people"] == ()
    walk.do(c.CloseIncident(by="ann"))
    assert walk.refusal(order.changed(by="ann")).code is Refusal.ERASURE_BY_ASKER
    walk.do(order)


def test_in_a_closed_incident_whoever_held_a_role_confirms_and_never_nobody() -> None:
    walk = Walk(plan([]))
    walk.do(adding(walk))
    walk.do(c.AssignRole(by="ann", role="deputy", person="bo"))
    walk.do(c.CloseIncident(by="ann"))
    walk.do(BY_ROLE.changed(by="mal", by_rule=True, authors=("ann",)))
    order = CONFIRM.changed(by="cy", authors=("ann",))
    assert walk.refusal(order).fields["people"] == ("ann", "bo")
    assert walk.refusal(order.changed(known=("bo", "cy"))).fields["people"] == ("ann", "bo")
    walk.do(order.changed(known=("cy", "mal")))  # ann and bo have left


def test_an_erasure_is_over_once_the_words_are_gone_at_their_authors_own_word() -> None:
    walk = kept()
    walk.do(c.AddNote(by="bo", text="a slip"))
    seq = walk.incident.version
    walk.do(c.ProposeErasure(by="ann", entries=(seq,), because="rule 4", authors=("bo",)))
    walk.do(c.EraseContents(by="bo", seq=seq, contents=("c",), because="a slip", written_by="bo"))
    assert (walk.incident.evidence.proposed, walk.incident.evidence.erasures["X1"].settled_by) == ((), "bo")


def test_what_is_proposed_is_not_proposed_twice() -> None:
    walk = proposed()
    walk.do(c.ProposeErasure(by="bo", entries=(SEQ, 1), because="rule 5"))
    assert walk.incident.evidence.erasures["X2"].entries == (1,)
    before = walk.incident.version
    walk.do(c.ProposeErasure(by="bo", entries=(SEQ, 1), because="rule 5"))
    assert walk.incident.version == before


def test_what_is_declined_stays_and_can_be_asked_for_again() -> None:
    walk = proposed()
    walk.do(c.DeclineErasure(by="bo", erasure="X1", because="still needed"))
    for again in (CONFIRM.changed(by="dee"), c.DeclineErasure(by="dee", erasure="X1", because="x")):
        refused = walk.refusal(again)
        assert (refused.code, refused.fields["by"]) == (Refusal.ERASURE_DECLINED, "bo")
        assert refused.fields["because"] == "still needed"
    assert [each.id for each in walk.incident.evidence.declined] == ["X1"]
    walk.do(c.ProposeErasure(by="ann", entries=(SEQ,), because="rule 4"))
    assert not walk.incident.evidence.declined
    assert [each.id for each in walk.incident.evidence.proposed] == ["X2"]


ERASING: tuple[c.Command, ...] = (
    CONFIRM,
    c.ProposeErasure(by="ann", entries=(1,), because="rule 4"),
    c.EraseContents(by="ann", seq=1, contents=("c",), because="rule 4", written_by="ann"),
)


@pytest.mark.parametrize("command", ERASING, ids=lambda command: type(command).__name__)
def test_while_a_legal_hold_stands_nothing_is_erased_and_it_is_named(command: c.Command) -> None:
    walk = held()
    refused = walk.refusal(command)
    assert (refused.code, refused.fields["hold"]) == (Refusal.HOLD_STANDS, "L1")
    assert refused.fields["because"] == "a suit was filed"
    walk.do(c.LiftHold(by="ann", hold="L1", because="settled", approved_by="dee"))
    walk.do(command)


def test_of_two_holds_the_second_stands_when_the_first_is_lifted() -> None:
    walk = held()
    walk.do(c.SetHold(by="bo", because="an enquiry", approved_by="dee"))
    walk.do(c.LiftHold(by="ann", hold="L1", because="settled", approved_by="dee"))
    assert walk.refusal(CONFIRM).fields["hold"] == "L2"
    assert walk.refusal(c.LiftHold(by="ann", hold="L1", because="x", approved_by="dee")).code == Refusal.HOLD_UNKNOWN


@pytest.mark.parametrize(
    "command",
    [
        c.SetHold(by="ann", because="a suit", approved_by="ann"),
        c.LiftHold(by="ann", hold="L1", because="settled", approved_by="ann"),
    ],
    ids=["set", "lift"],
)
def test_nobody_approves_their_own_hold(command: c.Command) -> None:
    assert held().refusal(command).code == Refusal.APPROVER_IS_ASKER


def test_evidence_goes_at_nobodys_word_alone() -> None:
    refused = kept().refusal(c.EraseContents(by="ann", seq=SEQ, contents=("c",), because="rule 4"))
    assert (refused.code, refused.fields["evidence"]) == (Refusal.ERASURE_NEEDS_APPROVER, "E1")


def test_what_somebody_else_wrote_goes_at_nobodys_word_alone() -> None:
    order = c.EraseContents(by="ann", seq=1, contents=("c",), because="rule 4", written_by="bo")
    refused = kept().refusal(order)
    assert (refused.code, refused.fields["person"]) == (Refusal.WORDS_OF_ANOTHER, "bo")
    kept().do(order.changed(written_by="ann"))


def test_a_log_that_is_put_back_loses_again_what_it_had_lost() -> None:
    walk = held()
    walk.do(c.EraseContents(by="ann", seq=SEQ, contents=("c",), because="rule 4", again=True))
    assert walk.incident.evidence.exhibits["E1"].erased_at is not None


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.ProposeErasure(by="ann", entries=(99,), because="rule 4"), Refusal.ENTRY_UNKNOWN),
        (c.ProposeErasure(by="ann", entries=(1,), because=""), Refusal.TEXT_EMPTY),
        (c.ConfirmErasure(by="bo", erasure="X7"), Refusal.ERASURE_UNKNOWN),
    ],
)
def test_what_cannot_be_asked_for_is_refused(command: c.Command, code: str) -> None:
    assert proposed().refusal(command).code == code


def test_words_of_no_evidence_are_confirmed_too() -> None:
    walk = kept()
    walk.do(c.AddNote(by="ann", text="a name"))
    walk.do(c.ProposeErasure(by="ann", entries=(walk.incident.version,), because="rule 4"))
    walk.do(c.ConfirmErasure(by="bo", erasure="X1", going=((walk.incident.version - 1, ("c",)),)))
    assert isinstance(walk.entries[-1].event, e.ContentErased)
    assert walk.incident.evidence.exhibits["E1"].erased_at is None
