"""Handing over: an offer moves nothing, what is accepted goes over, and command moves only by being taken."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.duties.carrying import carried_by, is_relieved, offers, still_offered
from incident.domain.grading.tiers import Tier
from incident.domain.incident import StepState
from incident.domain.questions.waiting import open_questions
from incident.domain.refusals import Refusal
from incident.domain.runbooks.runbook import Verb
from tests.domain.walks import Walk, minutes, plan, step

MINUTES = timedelta(minutes=3)


def night(tier: Tier = Tier.SERIOUS) -> Walk:
    """Ann leads and is liaison; one step is put off, one asked of cat, one running, one message a draft."""
    walk = Walk(
        plan(
            [
                step("size", within=minutes(5, 10, 20)),
                step("legal"),
                step("cause"),
                step("tell", Verb.TELL, audience="customers", template="first", approver="deputy"),
                step("after"),
            ]
        ),
        tier,
    )
    walk.do(c.AssignRole(by="ann", role="liaison", person="ann"))
    walk.do(c.AssignRole(by="ann", role="deputy", person="dee"))
    walk.do(c.DeferStep(by="ann", step="legal", because="asleep", until_time=walk.now + timedelta(hours=4)))
    walk.do(c.AskPerson(by="ann", step="cause", person="cat", within=MINUTES))
    walk.do(c.TakeStep(by="ann", step="size"))
    walk.done("tell", by="ann")
    return walk


def carried(walk: Walk, person: str) -> list[str]:
    return [each.key for each in carried_by(walk.incident, person, walk.now)]


def offered(walk: Walk | None = None) -> Walk:
    walk = walk or night()
    walk.do(c.OfferHandover(by="ann", to="bo", worry="the vendor is silent", half_decided="to go to tier 1"))
    return walk


def heard(walk: Walk | None = None) -> Walk:
    walk = offered(walk)
    walk.do(c.ReadBackHandover(by="bo", handover="H1", next_action="call Tran", can_hurt="B", due_next="06:16"))
    return walk


def left(walk: Walk) -> list[str]:
    return [each.key for each in still_offered(walk.incident, walk.incident.handovers["H1"], walk.now)]


def test_a_shift_carries_roles_steps_questions_clocks_and_drafts() -> None:
    walk = night()
    assert carried(walk, "ann") == [
        "role:commander",
        "role:liaison",
        "step:size",
        "step:legal",
        "question:cause",
        "question:tell",
        "clock:update",
        "clock:restore",
        "draft:M1",
    ]
    assert carried(walk, "cat") == ["answer:cause"]
    assert carried(walk, "dee") == ["role:deputy", "answer:tell"]
    assert carried(walk, "zoe") == []


def test_an_offer_names_everything_and_moves_nothing() -> None:
    walk = night()
    before = walk.incident
    (event,) = walk.do(c.OfferHandover(by="ann", to="bo", worry="the vendor is silent"))
    assert isinstance(event, e.HandoverOffered)
    assert list(event.carries) == carried(walk, "ann")
    assert event.worry == FreeText("the vendor is silent")
    assert (walk.incident.roles, walk.incident.steps) == (before.roles, before.steps)
    assert [each.id for each in offers(walk.incident, walk.now)] == ["H1"]


def test_a_half_typed_note_goes_along_and_is_carried_until_it_is_accepted() -> None:
    walk = night()
    walk.do(c.OfferHandover(by="ann", to="bo", worry="x", half_decided="tier 1", half_typed=" half a thought "))
    assert str(walk.incident.handovers["H1"].half_decided) == "tier 1 / half a thought"
    assert "words:H1" in carried(walk, "ann")
    walk.do(c.ReadBackHandover(by="bo", handover="H1", next_action="a", can_hurt="b", due_next="c"))
    walk.do(c.AcceptHandover(by="bo", handover="H1", items=("words:H1",)))
    assert "words:H1" not in (*left(walk), *carried(walk, "ann"), *carried(walk, "bo"))


def test_a_half_typed_note_alone_can_be_handed_over_and_called_off() -> None:
    walk = night()
    walk.do(c.OfferHandover(by="zoe", to="bo", worry="x", half_typed="half a thought"))
    assert left(walk) == carried(walk, "zoe") == ["words:H1"]
    walk.do(c.WithdrawHandover(by="zoe", handover="H1"))
    assert carried(walk, "zoe") == []


def test_nobody_goes_without_saying_what_worries_them() -> None:
    refused = night().refusal(c.OfferHandover(by="ann", to="bo", worry=" "))
    assert (refused.code, refused.fields) == (Refusal.TEXT_EMPTY, {"what": "worry"})


def test_one_offer_of_a_person_stands_until_it_is_called_off() -> None:
    walk = offered()
    refused = walk.refusal(c.OfferHandover(by="ann", to="cat", worry="all"))
    assert (refused.code, refused.fields) == (Refusal.HANDOVER_OPEN, {"handover": "H1", "person": "bo"})
    walk.do(c.WithdrawHandover(by="ann", handover="H1", because="bo is ill"))
    walk.do(c.OfferHandover(by="ann", to="cat", worry="all"))
    assert [each.id for each in offers(walk.incident, walk.now)] == ["H2"]


def test_there_is_nobody_to_hand_over_to_but_others_and_nothing_but_what_one_has() -> None:
    walk = night()
    assert walk.refusal(c.OfferHandover(by="ann", to="ann", worry="x")).code is Refusal.HANDOVER_TO_SELF
    assert walk.refusal(c.OfferHandover(by="zoe", to="ann", worry="x")).code is Refusal.HANDOVER_EMPTY


def test_nothing_is_accepted_before_it_was_read_back() -> None:
    walk = offered()
    for command in (c.AcceptHandover(by="bo", handover="H1"), c.TakeCommand(by="bo")):
        refused = walk.refusal(command)
        assert (refused.code, refused.fields) == (Refusal.HANDOVER_NOT_READ_BACK, {"handover": "H1"})


def test_all_three_questions_are_answered_in_the_read_back() -> None:
    walk = offered()
    for missing in ("next_action", "can_hurt", "due_next"):
        said = {"next_action": "a", "can_hurt": "b", "due_next": "c"} | {missing: ""}
        refused = walk.refusal(c.ReadBackHandover(by="bo", handover="H1", **said))
        assert refused.fields == {"what": missing.replace("_", "-")}


@pytest.mark.parametrize("by", ["ann", "cat"])
def test_only_the_person_it_was_offered_to_accepts_it(by: str) -> None:
    walk = heard()
    commands = (
        c.ReadBackHandover(by=by, handover="H1", next_action="a", can_hurt="b", due_next="c"),
        c.AcceptHandover(by=by, handover="H1"),
    )
    for command in commands:
        refused = walk.refusal(command)
        assert (refused.code, refused.fields) == (Refusal.HANDOVER_OF_OTHERS, {"handover": "H1", "person": "bo"})


def test_what_is_accepted_goes_over_and_the_rest_stays() -> None:
    walk = heard()
    walk.do(c.AcceptHandover(by="bo", handover="H1", items=("step:legal", "role:liaison")))
    assert carried(walk, "bo") == ["role:liaison", "step:legal"]
    assert walk.incident.person_of("liaison") == "bo"
    assert left(walk) == [
        "role:commander",
        "step:size",
        "question:cause",
        "question:tell",
        "clock:update",
        "clock:restore",
        "draft:M1",
    ]


def test_accepting_all_takes_everything_but_command() -> None:
    walk = heard()
    walk.do(c.AcceptHandover(by="bo", handover="H1"))
    assert left(walk) == ["role:commander"]
    assert walk.incident.person_of("commander") == "ann"
    assert "step:size" in carried(walk, "bo")
    assert walk.incident.steps["size"].taken_by == "bo"
    walk.done("size", by="bo")


def test_command_is_neither_accepted_nor_given_but_taken() -> None:
    walk = heard()
    refused = walk.refusal(c.AcceptHandover(by="bo", handover="H1", items=("role:commander",)))
    assert (refused.code, refused.fields) == (Refusal.COMMAND_IS_TAKEN, {"role": "commander", "person": "ann"})
    given = walk.refusal(c.AssignRole(by="ann", role="commander", person="bo"))
    assert (given.code, given.fields) == (Refusal.COMMAND_IS_TAKEN, {"role": "commander", "person": "ann"})
    walk.do(c.AcceptHandover(by="bo", handover="H1"))
    assert walk.refusal(c.AcceptHandover(by="bo", handover="H1")).code is Refusal.COMMAND_IS_TAKEN
    taken, role = walk.do(c.TakeCommand(by="bo"))
    assert taken == e.CommandTaken(person="bo", instead_of="ann", handover="H1")
    assert role == e.RoleAssigned(role="commander", person="bo")
    assert left(walk) == []
    assert offers(walk.incident, walk.now) == ()


def test_what_was_not_accepted_when_command_moved_still_waits() -> None:
    walk = heard()
    walk.do(c.TakeCommand(by="bo"))
    assert left(walk) == [
        "role:liaison",
        "step:size",
        "step:legal",
        "question:cause",
        "question:tell",
        "clock:update",
        "clock:restore",
        "draft:M1",
    ]


def test_command_is_taken_without_an_offer_only_with_a_reason() -> None:
    walk = night()
    refused = walk.refusal(c.TakeCommand(by="bo"))
    assert (refused.code, refused.fields) == (Refusal.COMMAND_NOT_OFFERED, {"role": "commander", "person": "ann"})
    taken, _role = walk.do(c.TakeCommand(by="bo", because="ann does not answer"))
    assert taken == e.CommandTaken(person="bo", instead_of="ann", because=FreeText("ann does not answer"))
    assert walk.refusal(c.TakeCommand(by="bo")).code is Refusal.ROLE_HELD


def test_who_has_command_may_enter_that_another_took_it_by_phone() -> None:
    walk = night()
    by_phone = {"person": "bo", "because": "agreed by phone"}
    assert walk.refusal(c.TakeCommand(by="cat", **by_phone)).code is Refusal.COMMAND_IS_TAKEN
    assert walk.refusal(c.TakeCommand(by="ann", person="bo")).code is Refusal.COMMAND_NOT_OFFERED
    walk.do(c.TakeCommand(by="ann", **by_phone))
    assert walk.incident.person_of("commander") == "bo"


def test_who_repairs_does_not_take_command() -> None:
    walk = heard()
    walk.do(c.AssignRole(by="ann", role="technical", person="bo"))
    assert walk.refusal(c.TakeCommand(by="bo")).code is Refusal.ROLES_NEVER_COMBINE
    walk.do(c.VacateRole(by="bo", role="technical"))
    walk.do(c.TakeCommand(by="bo"))
    assert (walk.incident.person_of("commander"), walk.incident.person_of("technical")) == ("bo", None)


def test_a_role_that_must_not_go_with_another_is_not_accepted() -> None:
    walk = night()
    walk.do(c.AssignRole(by="ann", role="technical", person="tom"))
    walk.do(c.OfferHandover(by="tom", to="ann", worry="x"))
    walk.do(c.ReadBackHandover(by="ann", handover="H1", next_action="a", can_hurt="b", due_next="c"))
    refused = walk.refusal(c.AcceptHandover(by="ann", handover="H1"))
    assert refused.code is Refusal.ROLES_NEVER_COMBINE


def test_what_was_done_meanwhile_waits_no_more() -> None:
    walk = heard()
    walk.done("size", by="ann")
    walk.do(c.AssignRole(by="ann", role="liaison", person="cat"))
    assert "step:size" not in left(walk)
    assert "role:liaison" not in left(walk)
    refused = walk.refusal(c.AcceptHandover(by="bo", handover="H1", items=("step:size",)))
    assert refused.code is Refusal.HANDOVER_ITEM_UNKNOWN


def test_whoever_it_was_offered_to_may_decline() -> None:
    walk = offered()
    assert walk.refusal(c.WithdrawHandover(by="cat", handover="H1")).code is Refusal.HANDOVER_OF_OTHERS
    walk.do(c.WithdrawHandover(by="bo", handover="H1"))
    assert walk.refusal(c.WithdrawHandover(by="ann", handover="H1")).code is Refusal.HANDOVER_OVER
    refused = walk.refusal(c.AcceptHandover(by="bo", handover="h1"))
    assert (refused.code, refused.fields) == (Refusal.HANDOVER_UNKNOWN, {"handover": "h1", "near": "H1"})


def test_an_answer_that_is_owed_goes_over_to_whoever_accepts_it() -> None:
    walk = night()
    walk.do(c.OfferHandover(by="cat", to="bo", worry="x"))
    walk.do(c.ReadBackHandover(by="bo", handover="H1", next_action="a", can_hurt="b", due_next="c"))
    walk.do(c.AcceptHandover(by="bo", handover="H1"))
    progress = walk.incident.steps["cause"]
    assert (progress.state, progress.until_person, progress.by) == (StepState.ASKED, "bo", "ann")
    assert carried(walk, "cat") == []


def test_what_goes_over_goes_over_again_with_the_next_shift() -> None:
    walk = heard()
    walk.do(c.TakeCommand(by="bo"))
    walk.do(c.AcceptHandover(by="bo", handover="H1"))
    assert carried(walk, "ann") == []
    everything = carried(walk, "bo")
    walk.do(c.OfferHandover(by="bo", to="dan", worry="y"), "08:00")
    walk.do(c.ReadBackHandover(by="dan", handover="H2", next_action="a", can_hurt="b", due_next="c"))
    walk.do(c.AcceptHandover(by="dan", handover="H2"))
    walk.do(c.TakeCommand(by="dan"))
    assert carried(walk, "dan") == everything


def test_a_later_mark_is_its_own_keepers() -> None:
    walk = heard()
    walk.do(c.AcceptHandover(by="bo", handover="H1", items=("step:legal",)))
    walk.do(c.DeferStep(by="zoe", step="legal", because="still asleep", until_person="zoe"), "07:00")
    assert "step:legal" in carried(walk, "zoe")


def test_who_takes_over_is_let_in() -> None:
    walk = night()
    walk.do(c.NameReaders(by="ann", persons=("ann", "dee")))
    walk.do(c.OfferHandover(by="ann", to="bo", worry="x"))
    assert walk.incident.readers == ("ann", "dee", "bo")
    walk.do(c.TakeCommand(by="cat", because="nobody answers"))
    assert [*walk.incident.readers] == ["ann", "dee", "bo", "cat"]


def test_a_closed_incident_is_handed_over_to_nobody() -> None:
    walk = night()
    walk.record(e.IncidentClosed(), "ann")
    assert walk.refusal(c.OfferHandover(by="ann", to="bo", worry="x")).code is Refusal.INCIDENT_CLOSED
    assert carried(walk, "ann") == []


def test_who_asked_stays_who_asked_whoever_takes_the_question_over() -> None:
    walk = night()
    walk.do(c.AddNote(by="ann", kind=e.NoteKind.QUESTION, text="Is it down?"))
    walk = heard(walk)
    walk.do(c.AcceptHandover(by="bo", handover="H1"))
    assert [(each.put_by, each.by) for each in open_questions(walk.incident)] == [("ann", "bo")] * 2
    walk.do(c.OfferHandover(by="bo", to="ann", worry="-"))
    walk.do(c.ReadBackHandover(by="ann", handover="H2", next_action="a", can_hurt="b", due_next="c"))
    walk.do(c.AcceptHandover(by="ann", handover="H2"))
    assert [(each.put_by, each.by) for each in open_questions(walk.incident)] == [(None, "ann")] * 2


def test_who_carries_nothing_after_a_hand_over_is_relieved_once_another_leads() -> None:
    walk = heard()
    walk.do(c.AcceptHandover(by="bo", handover="H1"))
    assert not is_relieved(walk.incident, "ann", walk.now)
    walk.do(c.TakeCommand(by="bo"))
    assert is_relieved(walk.incident, "ann", walk.now)
    assert not is_relieved(walk.incident, "cat", walk.now)
    walk.do(c.TakeStep(by="ann", step="after"))
    assert not is_relieved(walk.incident, "ann", walk.now)
