"""Record steps: what they ask for, and what an earlier step's answer is worth."""

from __future__ import annotations

from incident.domain import commands as c
from incident.domain.refusals import Refusal
from incident.domain.runbooks.runbook import Verb
from incident.domain.walking.recording import facts_to_record
from tests.domain.walks import Walk, plan, step


def two_records() -> Walk:
    """The same share is asked for before and after a fix."""
    return Walk(
        plan(
            [
                step("before", Verb.RECORD, facts=("share", "channel")),
                step("fix"),
                step("after", Verb.RECORD, facts=("share",)),
            ]
        )
    )


def state(walk: Walk, fact: str, value: float | str | None) -> None:
    walk.do(c.RecordFact(by="ann", fact=fact, value=value))


def wanted(walk: Walk, step_id: str) -> tuple[str, ...]:
    return facts_to_record(walk.incident, walk.item(step_id).step)


def test_what_was_stated_before_any_step_asked_for_it_counts() -> None:
    walk = two_records()
    state(walk, "share", 12.0)
    assert wanted(walk, "before") == ("channel",)


def test_the_values_from_before_the_fix_are_not_those_after_it() -> None:
    walk = two_records()
    state(walk, "share", 12.0)
    state(walk, "channel", "voice")
    walk.done("before")
    walk.done("fix")
    assert wanted(walk, "after") == ("share",)
    assert walk.refusal(c.CompleteStep(by="ann", step="after")).code is Refusal.FACTS_MISSING
    state(walk, "share", 0.5)
    walk.done("after")
    assert walk.current() is None


def test_not_known_is_an_answer() -> None:
    walk = two_records()
    state(walk, "share", None)
    state(walk, "channel", None)
    assert wanted(walk, "before") == ()
