"""What is made of other steps: branches worked in parallel, and the steps of another runbook."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.domain.incident import StepState
from incident.domain.refusals import Refusal
from incident.domain.runbooks.runbook import Verb
from tests.domain.walks import ALL, Walk, body, fact_is, minutes, plan, step, under

BRANCHES = [
    step("both", Verb.TOGETHER),
    step("watch", Verb.WATCH, branch=body("both", "left"), condition=fact_is("data_out"), hold=minutes(0, 0, 0)),
    step("after", branch=body("both", "left")),
    step("call", branch=body("both", "right")),
    step("write", branch=body("both", "right")),
    step("last"),
]


def walk_of(*steps: object, tier: Tier = Tier.SERIOUS) -> Walk:
    walk = Walk(plan(list(steps)), tier=tier)  # type: ignore[arg-type]  # steps all
    walk.do(c.RecordFact(by="ann", fact="data_out", value=False))
    return walk


def test_what_waits_in_one_branch_does_not_hold_up_the_other() -> None:
    walk = walk_of(*BRANCHES)
    assert walk.current() == "call"
    walk.done("call")
    assert walk.current() == "write"


def test_its_own_branch_waits_for_it_and_so_does_what_follows() -> None:
    walk = walk_of(*BRANCHES)
    walk.done("call")
    walk.done("write")
    assert walk.current() == "watch"
    walk.do(c.RecordFact(by="ann", fact="data_out", value=True))
    walk.do(c.SenseStep(by="app", step="watch"))
    assert walk.current() == "after"
    walk.done("after")
    assert walk.current() == "last"


def test_a_watch_whose_fact_nobody_stated_asks_a_person_and_is_current() -> None:
    assert Walk(plan(BRANCHES)).current() == "watch"


def test_a_running_wait_lets_the_other_branch_go_on() -> None:
    steps = [step("pause", Verb.WAIT, branch=body("both", "left"), wait=timedelta(minutes=5)), *BRANCHES[3:]]
    walk = walk_of(BRANCHES[0], *steps)
    assert walk.current() == "pause"
    walk.done("pause")
    assert walk.current() == "call"


def test_in_a_branch_of_a_branch_only_what_is_beside_it_goes_on() -> None:
    inner = [
        step("inner", Verb.TOGETHER, branch=body("both", "left")),
        step("watch", Verb.WATCH, branch=body("inner", "a"), condition=fact_is("data_out"), hold=minutes(0, 0, 0)),
        step("beside", branch=body("inner", "b")),
        step("after", branch=body("both", "left")),
    ]
    walk = walk_of(BRANCHES[0], *inner, *BRANCHES[3:])
    order = []
    while (current := walk.current()) != "watch":
        order.append(current)
        walk.done(str(current))
    assert order == ["beside", "call", "write"]


def test_outside_of_branches_what_waits_is_waited_for_in_its_place() -> None:
    walk = walk_of(step("watch", Verb.WATCH, condition=fact_is("data_out"), hold=minutes(0, 0, 0)), *BRANCHES)
    assert walk.current() == "watch"


@pytest.mark.parametrize("verb", [Verb.TOGETHER, Verb.RUN])
def test_it_is_complete_when_its_steps_are(verb: Verb) -> None:
    walk = walk_of(step("whole", verb), step("a", branch=body("whole")), step("b", branch=body("whole")), step("c"))
    assert walk.item("whole").state is StepState.WATCHED
    walk.done("a")
    assert (walk.item("whole").pace.done, walk.item("whole").pace.total) == (1, 2)
    walk.do(c.RuleOutStep(by="ann", step="b", because="none here"))
    assert (walk.item("whole").pace.done, walk.item("whole").pace.total) == (1, 1)
    assert walk.item("whole").state is StepState.SENSED
    assert walk.item("whole").is_complete
    assert [walk.item(each).number for each in ("whole", "a", "b", "c")] == ["1", "1a", "1b", "2"]


def test_it_waits_for_what_hangs_on_its_steps_too() -> None:
    ask = step("why", Verb.ASK, options=("yes", "no"), branch=body("whole"))
    walk = walk_of(step("whole", Verb.RUN), ask, step("then", branch=under("why", "yes")))
    walk.do(c.AnswerStep(by="ann", step="why", option="yes"))
    assert not walk.item("whole").is_complete
    walk.done("then")
    assert walk.item("whole").is_complete


@pytest.mark.parametrize(
    "command",
    [
        c.CompleteStep(by="bo", step="both"),
        c.TakeStep(by="bo", step="both"),
        c.ReportNotAsExpected(by="bo", step="both"),
        c.OverrideStep(by="bo", step="both", because="so"),
        c.DeferStep(by="bo", step="both", because="so", until_person="cat"),
        c.HoldStep(by="bo", step="both", because="so"),
        c.AskPerson(by="bo", step="both", person="cat", within=timedelta(minutes=3)),
    ],
    ids=lambda command: type(command).__name__,
)
def test_it_is_never_marked_itself(command: c.Command) -> None:
    assert walk_of(*BRANCHES).refusal(command).code is Refusal.STEP_HAS_STEPS


def test_ruled_out_what_was_not_worked_does_not_apply() -> None:
    walk = walk_of(*BRANCHES)
    walk.done("call")
    walk.do(c.RuleOutStep(by="ann", step="both", because="another team does it"))
    assert walk.current() == "last"
    assert walk.glyphs() == {
        "both": "[-]",
        "watch": "[-]",
        "after": "[-]",
        "call": "[x]",
        "write": "[-]",
        "last": "[>]",
    }
    refused = walk.refusal(c.CompleteStep(by="bo", step="write"))
    assert refused.code is Refusal.STEP_NOT_APPLICABLE
    walk.do(c.UndoMark(by="ann"))
    assert walk.current() == "write"


def test_once_its_steps_are_done_it_can_no_longer_be_ruled_out() -> None:
    walk = walk_of(step("whole", Verb.RUN), step("a", branch=body("whole")), step("b"))
    walk.done("a")
    assert walk.refusal(c.RuleOutStep(by="bo", step="whole", because="so")).code is Refusal.STEP_HAS_STEPS


def test_it_is_not_counted_beside_its_steps_nor_named_as_open() -> None:
    walk = walk_of(*BRANCHES)
    assert (walk.checklist.phases[0].total, len(walk.checklist.applicable)) == (5, 5)
    refused = walk.refusal(c.CloseIncident(by="ann"))
    assert refused.fields["steps"] == ("watch", "after", "call", "write", "last")


def test_without_a_step_at_this_tier_it_is_complete() -> None:
    walk = walk_of(step("whole", Verb.RUN), step("a", branch=body("whole"), tiers=(Tier.MAJOR,)), tier=Tier.GENERAL)
    assert walk.item("whole").is_complete
    assert walk.checklist.phases[0].is_complete
    assert walk.current() is None


def test_a_lower_tier_leaves_it_with_what_was_worked() -> None:
    whole = step("whole", Verb.RUN, tiers=(Tier.MAJOR, Tier.SERIOUS))
    steps = [step(name, branch=body("whole"), tiers=whole.tiers) for name in ("a", "b")]
    walk = walk_of(whole, *steps, step("c", tiers=ALL))
    walk.done("a")
    walk.do(c.LowerTier(by="ann", to=Tier.GENERAL, because="it is small"))
    assert [walk.item(each).number for each in ("whole", "a", "c")] == ["1", "1a", "2"]
    assert walk.item("whole").is_complete
    assert walk.current() == "c"


def test_a_step_cannot_wait_for_what_it_is_a_part_of() -> None:
    walk = walk_of(*BRANCHES)
    refused = walk.refusal(c.DeferStep(by="ann", step="call", because="later", until_step="both"))
    assert refused.code is Refusal.UNTIL_CIRCULAR


def test_what_waits_for_the_whole_is_back_when_the_whole_is_done() -> None:
    walk = walk_of(step("x"), step("whole", Verb.RUN), step("a", branch=body("whole")))
    walk.do(c.DeferStep(by="ann", step="x", because="later", until_step="whole"))
    assert not walk.item("x").is_back
    walk.done("a")
    assert walk.item("x").is_back
