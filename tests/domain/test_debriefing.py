"""What completes a report is said once all is over; how far it may go and who owns it, at any time."""

from __future__ import annotations

import pytest

from incident.domain import commands as c
from incident.domain.events.debriefing import Aspect, Sharing, ToChange
from incident.domain.improving.plan import Debriefed
from incident.domain.refusals import Refusal, RefusalCode
from tests.application.stories import a_night, closed
from tests.domain.walks import Walk


def told(walk: Walk) -> Debriefed:
    assert walk.incident.improving is not None
    return walk.incident.improving.debriefed


def judged(step: str = "notice", because: str = "the line was down", *, is_justified: bool = True) -> c.JudgeDeviation:
    return c.JudgeDeviation(by="bo", step=step, is_justified=is_justified, because=because, change=ToChange.RUNBOOK)


def test_nothing_but_its_label_is_said_while_it_still_runs() -> None:
    walk = a_night()
    for order in (c.GiveFeedback(by="bo", scores={Aspect.PACE: 3}), judged(), c.ExplainDecision(by="bo", entry=1)):
        assert walk.refusal(order).code is Refusal.REVIEW_EARLY
    walk.do(c.LabelReport(by="bo", sharing=Sharing.RED))
    assert told(walk).sharing is Sharing.RED


def test_a_label_that_says_nothing_and_a_score_that_nobody_is_offered_leave_no_trace() -> None:
    walk = closed(a_night())
    before = walk.incident
    walk.do(c.LabelReport(by="bo"))
    with pytest.raises(ValueError, match="9"):
        walk.do(c.GiveFeedback(by="bo", scores={Aspect.PACE: 9}))
    assert walk.incident == before


def test_a_label_changes_what_it_names_and_leaves_the_rest() -> None:
    walk = closed(a_night())
    walk.do(c.LabelReport(by="bo", sharing=Sharing.AMBER))
    walk.do(c.LabelReport(by="bo", owner="dee"))
    assert (told(walk).sharing, told(walk).owner) == (Sharing.AMBER, "dee")


def test_the_last_word_of_each_person_counts_in_the_form_and_the_last_word_at_all_of_a_step_and_a_decision() -> None:
    walk = closed(a_night())
    for by, score in (("bo", 2), ("dee", 5), ("bo", 4)):
        walk.do(c.GiveFeedback(by=by, scores={Aspect.PACE: score}))
    assert [(each.by, dict(each.scores)) for each in told(walk).feedback] == [
        ("dee", {Aspect.PACE: 5}),
        ("bo", {Aspect.PACE: 4}),
    ]
    walk.do(judged())
    walk.do(judged(is_justified=False))
    assert [(each.step, each.is_justified) for each in told(walk).judged] == [("notice", False)]
    walk.do(c.ExplainDecision(by="bo", entry=3, options="wait"))
    walk.do(c.ExplainDecision(by="bo", entry=3, lacked="the cause", is_reversible=False))
    assert [(each.entry, each.options, each.is_reversible) for each in told(walk).explained] == [(3, None, False)]


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (judged("notise"), Refusal.STEP_UNKNOWN),
        (judged(because=" "), Refusal.TEXT_EMPTY),
        (c.GiveFeedback(by="bo", scores={}), Refusal.TEXT_EMPTY),
        (c.ExplainDecision(by="bo", entry=999, options="x"), Refusal.ENTRY_UNKNOWN),
    ],
)
def test_what_says_nothing_or_of_nothing_is_refused(order: c.Command, code: RefusalCode) -> None:
    assert closed(a_night()).refusal(order).code is code
