"""A message that was wrong, who is not told on purpose, and who has read what: what the rules allow."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.grading.tiers import Tier
from incident.domain.messages.leaving_out import left_out
from incident.domain.messages.message import Message
from incident.domain.refusals import Refusal
from incident.domain.runbooks.runbook import Verb
from incident.domain.runbooks.wordings import corrected
from tests.domain.walks import Walk, plan, step

RIGHT = {tag: e.Wording(title=FreeText("Update"), body=FreeText("It works.")) for tag in ("en", "zh-CN")}


def telling(approver: str | None = None, tier: Tier = Tier.SERIOUS) -> Walk:
    """Ann commands; customers and agents are told by steps."""
    return Walk(
        plan(
            [
                step("tell", Verb.TELL, audience="customers", template="first", approver=approver),
                step("agents", Verb.TELL, audience="agents", template="update"),
            ]
        ),
        tier=tier,
    )


def correction(message: str = "M1", **fields: object) -> c.CorrectMessage:
    order = c.CorrectMessage(by="bo", message=message, as_read=RIGHT, had=("D1",), had_of=(message,), languages=("en",))
    return order.changed(**fields)


def of(walk: Walk, message: str) -> Message:
    return walk.incident.messages[message]


def test_a_correction_is_a_message_of_its_own_that_names_the_wrong_one() -> None:
    walk = telling()
    walk.done("tell")
    drafted, released = walk.do(correction())
    assert isinstance(drafted, e.MessageDrafted)
    assert (drafted.message, drafted.corrects, drafted.audience, drafted.step) == ("M2", "M1", "customers", None)
    assert str(drafted.wordings["en"].title) == "Correction: Update"
    assert drafted.to_others == RIGHT
    assert released == e.MessageReleased(message="M2")
    assert (of(walk, "M1").corrected_by, of(walk, "M2").corrects) == ("M2", "M1")
    assert not of(walk, "M1").is_undelivered


def test_it_may_be_said_after_closing() -> None:
    walk = telling()
    walk.done("tell")
    walk.done("agents")
    walk.do(c.CloseIncident(by="ann"))
    assert len(walk.do(correction())) == 2


def test_a_draft_is_not_corrected_and_neither_is_what_nobody_can_have() -> None:
    walk = telling(approver="commander")
    walk.done("tell", by="bo")
    assert walk.refusal(correction()).code is Refusal.MESSAGE_UNKNOWN
    walk.done("tell", by="ann")
    assert walk.refusal(correction(had=(), had_of=())).code is Refusal.MESSAGE_NEVER_LEFT
    assert walk.do(correction(had=(), had_of=(), stopped=("D1",), approved_by="ann"))


def test_it_needs_the_approval_that_the_message_needed() -> None:
    walk = telling(approver="commander")
    walk.done("tell", by="ann")
    refused = walk.refusal(correction())
    assert (refused.code, refused.fields["person"]) == (Refusal.APPROVAL_NEEDED, "ann")
    _, released = walk.do(correction(approved_by="ann"))
    assert released == e.MessageReleased(message="M2", approved_by="ann")
    assert of(walk, "M2").external


def test_that_of_an_update_outside_the_steps_is_the_one_of_its_audience() -> None:
    walk = telling(approver="commander")
    walk.do(c.SendMessage(by="ann", audience="customers", template="first"))
    assert walk.refusal(correction()).code is Refusal.APPROVAL_NEEDED


def test_at_tier_1_nobody_approves_their_own_correction() -> None:
    walk = telling(approver="commander", tier=Tier.MAJOR)
    walk.done("tell", by="bo", approved_by="ann")
    assert walk.refusal(correction(by="ann")).code is Refusal.APPROVER_IS_AUTHOR


def test_without_the_runbook_nobody_knows_who_has_to_approve() -> None:
    walk = telling()
    walk.done("tell")
    walk.incident = walk.incident.changed(pinned=None)
    assert walk.refusal(correction()).code is Refusal.RUNBOOK_ERASED


def test_what_is_right_is_a_text_of_the_runbook_or_words_that_are_there() -> None:
    walk = telling()
    walk.done("tell")
    refused = walk.refusal(correction(as_read=None, template="gone"))
    assert refused.code is Refusal.TEMPLATE_UNKNOWN
    empty = {"en": e.Wording(title=FreeText("Update"), body=FreeText(" "))}
    assert walk.refusal(correction(as_read=empty)).code is Refusal.TEXT_EMPTY
    drafted, _ = walk.do(correction(as_read=None, template="update"))
    assert isinstance(drafted, e.MessageDrafted)
    assert "Still down" in str(drafted.wordings["en"].body)


def test_who_read_another_language_got_the_first_and_gets_it_again() -> None:
    walk = telling()
    walk.done("tell")
    refused = walk.refusal(correction(languages=("fr",), as_read={"zh-CN": RIGHT["zh-CN"]}))
    assert refused.fields == {"languages": ("en",)}
    assert walk.do(correction(languages=("fr",)))


def test_an_erased_subject_is_named_by_its_time_alone() -> None:
    walk = telling()
    walk.done("tell")
    wrong = of(walk, "M1").changed(wordings={"en": e.Wording(title=FreeText(None), body=FreeText(None))})
    text = str(corrected(RIGHT["en"], [wrong], "fr", "UTC").body)
    assert text.startswith("This corrects our message of 2026-11-21 02:40 (UTC+0000). What it said is wrong")


def test_who_is_left_out_is_told_nothing_until_they_are_let_in() -> None:
    walk = telling()
    walk.do(c.LeaveOut(by="bo", audience="customers", because="nothing is sure"))
    for order in (
        c.CompleteStep(by="ann", step="tell"),
        c.SendMessage(by="ann", audience="customers", template="first"),
        c.LeaveOut(by="ann", audience="customers", because="again"),
    ):
        refused = walk.refusal(order)
        assert (refused.code, refused.fields["by"]) == (Refusal.AUDIENCE_LEFT_OUT, "bo")
    assert [(each.audience, each.by) for each in left_out(walk.incident)] == [("customers", "bo")]
    walk.do(c.LetIn(by="ann", audience="customers", because="now it is"))
    assert left_out(walk.incident) == ()
    assert walk.refusal(c.LetIn(by="ann", audience="customers", because="again")).code is Refusal.NOT_LEFT_OUT
    walk.done("tell")


def test_an_audience_that_the_runbook_does_not_know_and_a_decision_without_a_reason_are_refused() -> None:
    walk = telling()
    assert walk.refusal(c.LeaveOut(by="ann", audience="press", because="x")).code is Refusal.AUDIENCE_UNKNOWN
    assert walk.refusal(c.LeaveOut(by="ann", audience="agents", because=" ")).code is Refusal.TEXT_EMPTY


def test_a_step_that_was_ruled_out_leaves_its_audience_out_until_it_is_told() -> None:
    walk = telling()
    walk.do(c.RuleOutStep(by="bo", step="tell", because="another team does it"))
    (decision,) = left_out(walk.incident)
    assert (decision.audience, decision.by, str(decision.because)) == ("customers", "bo", "another team does it")
    walk.do(c.SendMessage(by="ann", audience="customers", template="first"))
    assert left_out(walk.incident) == ()
    assert left_out(walk.incident.changed(pinned=None)) == ()


def test_of_a_team_the_latest_count_stands_and_of_others_both_names() -> None:
    walk = telling()
    walk.done("tell")
    walk.do(c.AcknowledgeMessage(by="ann", message="M1", reader="desk", count=12, of=14))
    assert of(walk, "M1").acknowledgements[0].is_short
    again = c.AcknowledgeMessage(by="ann", message="M1", reader="desk", count=12, of=14)
    assert walk.refusal(again).code is Refusal.MESSAGE_ACKNOWLEDGED
    walk.do(c.AcknowledgeMessage(by="ann", message="M1", reader="desk", text="the lead says all"))
    walk.do(c.AcknowledgeMessage(by="ann", message="M1", reader="bo", text="by phone"))
    said = [(each.by, each.recorded_by, each.count) for each in of(walk, "M1").acknowledgements]
    assert said == [("desk", "ann", None), ("bo", "ann", None)]


def test_by_word_of_mouth_they_read_it_when_they_said_so_and_never_before_it_went_out_nor_in_the_future() -> None:
    walk = telling()
    walk.done("tell")
    out = of(walk, "M1").released_at
    assert out is not None
    walk.now = out + timedelta(minutes=20)
    said = c.AcknowledgeMessage(by="ann", message="M1", reader="bo", text="he rang back")
    early, late = said.changed(at=out - timedelta(minutes=1)), said.changed(at=walk.now + timedelta(minutes=3))
    assert walk.refusal(early).code is Refusal.READ_BEFORE_SENT
    assert walk.refusal(late).code is Refusal.TIME_IN_FUTURE
    walk.do(said.changed(at=out + timedelta(minutes=2)))
    assert [(each.by, each.at - out) for each in of(walk, "M1").acknowledgements] == [("bo", timedelta(minutes=2))]
    walk.do(said.changed(reader="cy", at=out - timedelta(seconds=30)))
    assert of(walk, "M1").acknowledgements[1].at == out


@pytest.mark.parametrize(("count", "of_all"), [(15, 14), (-1, None)])
def test_no_team_has_more_readers_than_members(count: int, of_all: int | None) -> None:
    walk = telling()
    walk.done("tell")
    order = c.AcknowledgeMessage(by="ann", message="M1", reader="desk", count=count, of=of_all)
    assert walk.refusal(order).code is Refusal.COUNT_UNREADABLE


def test_nobody_says_for_another_that_they_read_it_without_saying_how() -> None:
    walk = telling()
    walk.done("tell")
    assert walk.refusal(c.AcknowledgeMessage(by="ann", message="M1", reader="bo")).code is Refusal.TEXT_EMPTY
