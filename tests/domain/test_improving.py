"""The improvement plan: no wish is taken for a deed, and *done* is not *verified*."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain.events.improving import ActionKind, ActionState, Element, FindingKind, Priority
from incident.domain.exercises.state import Exercise
from incident.domain.grading.tiers import Tier
from incident.domain.improving.allowing import who_has_say
from incident.domain.improving.plan import Action
from incident.domain.improving.vague import require_deed, vague_part
from incident.domain.improving.verifying import shown_by
from incident.domain.messages.message import Message
from incident.domain.refusals import Refusal, RefusalCode, Refused
from tests.domain.walks import Walk, minutes, plan, step

FINDING = c.RecordFinding(by="ana", kind=FindingKind.IMPROVE, text="nobody read back", steps=("a",))


def planned(walk: Walk, **fields: object) -> c.PlanAction:
    order = c.PlanAction(
        by="ana",
        findings=("F1",),
        text="Write the read-back into step a",
        proof="step a goes as expected",
        element=Element.PLAN,
        priority=Priority.HIGH,
        owner="bo",
        due_at=walk.now + timedelta(days=15),
        steps=("a",),
    )
    return order.changed(**fields)


@pytest.fixture
def walk() -> Walk:
    """An incident of two steps that is closed, with one finding."""
    walk = Walk(plan([step("a"), step("b")]))
    walk.done("a")
    walk.done("b")
    walk.do(c.CloseIncident(by="ann", because="over"))
    walk.do(FINDING)
    return walk


def action_of(walk: Walk) -> Action:
    assert walk.incident.improving is not None
    return walk.incident.improving.actions["A1"]


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("Improve coordination between teams", "Improve"),
        ("communicate better", "communicate better"),
        ("Write the duty number of Legal into step 16", ""),
        ("Don't page twice", ""),
        ("加强部门协同和沟通", "加强"),
        ("进一步完善流程", "进一步"),
        ("补电话", "补电话"),
        ("在步骤 16 中写入法务值班电话", ""),
    ],
)
def test_a_wish_is_told_from_a_deed_in_both_languages(text: str, vague: str) -> None:
    assert vague_part(text) == vague


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bo should be more careful with approvals", Refusal.WORDS_BLAME),
        ("The team needs to be faster", Refusal.ACTION_VERBLESS),
        ("We will do this", Refusal.ACTION_VERBLESS),
        ("Bo Berg must call Legal", Refusal.ACTION_VERBLESS),
        ("大家要注意审批", Refusal.ACTION_VERBLESS),
        ("小王要更仔细核对审批", Refusal.ACTION_VERBLESS),
        ("更加重视值班工作", Refusal.ACTION_VAGUE),
        ("Improve coordination between teams", Refusal.ACTION_VAGUE),
    ],
)
def test_an_action_begins_with_a_deed_and_blames_nobody(text: str, code: RefusalCode) -> None:
    with pytest.raises(Refused) as refused:
        require_deed(text)
    assert refused.value.code is code


@pytest.mark.parametrize(
    "text",
    [
        "Write down what must be said to customers",
        "Add a second approver for the first update",
        "Buy a second line for Legal",
        "Let the deputy approve after 10 min",
        "Test whether the form needs a login",
        "Print the list that is missing at the desk",
        "Have the vendor send its number",
        "在步骤 3 中写明需要的审批人",
        "更换值班电话并写入步骤 16",
        "更新联系人名单",
        "团队通讯录中补上法务电话",
        "要求供应商每季度提供联系人名单",
    ],
)
def test_a_deed_is_let_pass_in_both_languages(text: str) -> None:
    require_deed(text)


@pytest.mark.parametrize("proof", ["ok", "none", "all good", "to be seen", "N/A", "无", "完成", "没有"])
def test_what_names_nothing_to_look_at_is_no_closing_test(walk: Walk, proof: str) -> None:
    assert walk.refusal(planned(walk, proof=proof)).code is Refusal.PROOF_EMPTY


def test_a_finding_says_what_happened_and_blames_nobody(walk: Walk) -> None:
    for text in ("bad", "不好"):
        assert walk.refusal(FINDING.changed(text=text)).code is Refusal.FINDING_BARE
    for because in ("Bo forgot it", "human error", "值班员粗心"):
        assert walk.refusal(FINDING.changed(because=because)).code is Refusal.WORDS_BLAME
    walk.do(FINDING.changed(text="值班电话无人接听", because="the number was out of date"))


def test_an_action_names_its_finding_a_date_to_come_and_a_proof(walk: Walk) -> None:
    refused = {
        Refusal.FINDING_UNKNOWN: planned(walk, findings=("F2",)),
        Refusal.ACTION_VAGUE: planned(walk, text="Improve the read-back of orders"),
        Refusal.ACTION_DUE_PAST: planned(walk, due_at=walk.now),
        Refusal.TEXT_EMPTY: planned(walk, proof=" "),
        Refusal.STEP_UNKNOWN: planned(walk, steps=("z",)),
        Refusal.ACTION_BEGINS_LATE: planned(walk, begins_at=walk.now + timedelta(days=15)),
        Refusal.ACTION_OWN_APPROVAL: planned(walk, approver="bo"),
    }
    assert {code: walk.refusal(order).code for code, order in refused.items()} == {code: code for code in refused}
    assert walk.refusal(planned(walk, findings=())).code is Refusal.TEXT_EMPTY
    walk.do(planned(walk, approver="cy"))
    given = c.ChangeAction(by="bo", action="A1", owner="cy", because="Bo has left")
    assert walk.refusal(given).code is Refusal.ACTION_OWN_APPROVAL
    assert (action_of(walk).state, action_of(walk).owner) == (ActionState.OPEN, "bo")
    assert not action_of(walk).is_overdue(walk.now)
    assert action_of(walk).is_overdue(walk.now + timedelta(days=16))


def test_what_was_said_of_an_action_stands_and_what_nobody_said_does_not(walk: Walk) -> None:
    walk.do(planned(walk))
    action = action_of(walk)
    assert (action.kind, action.approver, action.department, action.begins_at) == (None, "", None, None)
    begins = walk.now + timedelta(days=1)
    walk.do(planned(walk, kind=ActionKind.TOOL, approver="cy", department="IT", begins_at=begins, repeats=("E1 F1",)))
    action = walk.incident.improving.actions["A2"] if walk.incident.improving else action
    assert (action.kind, action.approver, str(action.department)) == (ActionKind.TOOL, "cy", "IT")
    assert (action.begins_at, action.repeats, action.risk) == (begins, ("E1 F1",), None)


def test_done_needs_words_and_verified_is_not_for_people_to_say(walk: Walk) -> None:
    walk.do(planned(walk))
    done = c.MoveAction(by="bo", action="A1", to=ActionState.DONE)
    assert walk.refusal(done).code is Refusal.TEXT_EMPTY
    assert walk.refusal(done.changed(to=ActionState.VERIFIED)).code is Refusal.ACTION_UNPROVEN
    assert walk.refusal(c.VerifyAction(by="bo", action="A1")).code is Refusal.ACTION_NOT_DONE
    walk.do(done.changed(because="revision 6"))
    assert walk.refusal(c.VerifyAction(by="bo", action="A1", incident="EX-0002")).code is Refusal.ACTION_UNPROVEN
    before = action_of(walk).done_at
    early = c.VerifyAction(by="bo", action="A1", incident="EX-0002", began_at=before, evidence=("e1",))
    assert walk.refusal(early).code is Refusal.ACTION_UNPROVEN
    walk.do(c.MoveAction(by="bo", action="A1", to=ActionState.OPEN, because="it broke again"))
    assert action_of(walk).done_at is None


def test_how_far_an_action_is_says_its_owner_its_approver_or_who_leads_improvement(walk: Walk) -> None:
    walk.do(planned(walk, approver="cy"))
    done = c.MoveAction(by="di", action="A1", to=ActionState.DONE, because="revision 6")
    given = c.ChangeAction(by="di", action="A1", because="bo has left", owner="eve")
    for order in (done, done.changed(to=ActionState.REJECTED), given):
        refused = walk.refusal(order)
        assert refused.code is Refusal.ACTION_OF_OTHERS
        assert refused.fields["people"] == ("bo", "cy", "ann")
    walk.do(done.changed(by="cy"))
    walk.do(done.changed(by="ann", to=ActionState.OPEN, because="it broke again"))
    walk.do(c.LabelReport(by="ann", owner="di"))
    walk.do(done)
    assert action_of(walk).state is ActionState.DONE


def test_of_an_exercise_its_leaders_lead_improvement_and_its_commander_does_not(walk: Walk) -> None:
    walk.do(planned(walk))
    exercise = Exercise(
        scenario="s", revision=1, controllers=("ou", "eve"), evaluators=("eve",), length=timedelta(hours=2)
    )
    led = replace(walk.incident, exercise=exercise)
    assert who_has_say(led, action_of(walk)) == ("bo", "ou")


def test_what_is_settled_stays_so_and_more_time_has_a_reason(walk: Walk) -> None:
    walk.do(planned(walk, steps=()))
    later = walk.now + timedelta(days=30)
    assert walk.refusal(c.ChangeAction(by="bo", action="A1", because="", due_at=later)).code is Refusal.TEXT_EMPTY
    walk.do(c.ChangeAction(by="bo", action="A1", because="bo is away", owner="cy", due_at=later))
    assert (action_of(walk).owner, action_of(walk).due_at) == ("cy", later)
    walk.do(c.MoveAction(by="cy", action="A1", to=ActionState.DONE, because="taught"))
    assert walk.refusal(c.VerifyAction(by="cy", action="A1")).code is Refusal.ACTION_STEPLESS
    walk.do(c.MoveAction(by="cy", action="A1", to=ActionState.REJECTED, because="too dear"))
    assert walk.refusal(c.MoveAction(by="cy", action="A1", to=ActionState.OPEN)).code is Refusal.ACTION_SETTLED
    assert walk.refusal(c.MoveAction(by="cy", action="A9", to=ActionState.OPEN)).code is Refusal.ACTION_UNKNOWN


def test_a_later_record_shows_it_where_each_step_went_as_expected_at_once(walk: Walk) -> None:
    walk.do(planned(walk))
    walk.do(c.MoveAction(by="bo", action="A1", to=ActionState.DONE, because="revision 6"))
    action = action_of(walk)
    assert action.done_at is not None
    runbook = walk.incident.runbook.id
    later = Walk(plan([step("a"), step("b")]))
    before = action.changed(done_at=later.incident.declared_at - timedelta(days=1))
    assert shown_by(before, runbook, later.incident, later.entries) == ()
    later.do(c.ReportNotAsExpected(by="bo", step="a", observed="no"))
    later.done("a", by="bo")
    assert shown_by(before, runbook, later.incident, later.entries) == ()
    other = Walk(plan([step("a"), step("b")]))
    other.done("a", by="bo")
    assert len(shown_by(before, runbook, other.incident, other.entries)) == 1
    message = Message(
        id="M1",
        audience="agents",
        template="first",
        step="a",
        author="bo",
        drafted_at=other.now,
        drafted_seq=2,
        wordings={},
        external=False,
        released_at=other.now,
        released_seq=2,
        unreachable_seq=3,
    )
    unread = replace(other.incident, messages={"M1": message})
    assert shown_by(before, runbook, unread, other.entries) == (), "its message reached nobody"
    assert shown_by(before, "another", other.incident, other.entries) == ()
    assert shown_by(before.changed(steps=("a", "b")), runbook, other.incident, other.entries) == ()
    assert shown_by(action.changed(done_at=other.incident.declared_at), runbook, other.incident, other.entries) == ()


def test_a_step_that_was_late_or_told_nobody_shows_nothing(walk: Walk) -> None:
    walk.do(planned(walk))
    walk.do(c.MoveAction(by="bo", action="A1", to=ActionState.DONE, because="revision 6"))

    def shows(later: Walk) -> int:
        later.done("a", by="bo", clock="02:45")
        before = action_of(walk).changed(done_at=later.incident.declared_at - timedelta(days=1))
        return len(shown_by(before, later.incident.runbook.id, later.incident, later.entries))

    def limited(limit: int) -> Walk:
        return Walk(plan([step("a", within=minutes(limit, limit, limit))]))

    assert shows(limited(10)) == 1
    assert shows(limited(4)) == 0
    strict = Walk(plan([step("a", within=minutes(4, 4, 240))]))
    strict.done("a", by="bo", clock="02:45")
    strict.do(c.LowerTier(by="ann", to=Tier.GENERAL, because="calmer"), "02:50")
    late = action_of(walk).changed(done_at=strict.incident.declared_at - timedelta(days=1))
    shown = shown_by(late, strict.incident.runbook.id, strict.incident, strict.entries)
    assert shown == (), "a tier that was lowered later makes no late step timely"
    nobody = Walk(plan([step("a")]))
    nobody.done("a", by="bo", clock="02:44")
    action = action_of(walk).changed(done_at=nobody.incident.declared_at - timedelta(days=1))
    message = Message(
        id="M1",
        audience="agents",
        template="told",
        step="a",
        author="bo",
        drafted_at=nobody.now,
        drafted_seq=2,
        wordings={},
        external=False,
        released_seq=2,
    )
    released = replace(nobody.incident, messages={"M1": replace(message, released_at=nobody.now, unreachable_seq=3)})
    assert shown_by(action, released.runbook.id, released, nobody.entries) == ()
    told = replace(message, released_at=nobody.now, delivered_seq=3)
    assert len(shown_by(action, released.runbook.id, replace(released, messages={"M1": told}), nobody.entries)) == 1
