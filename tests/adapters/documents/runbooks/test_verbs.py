"""The verbs that hold other steps, or none: wait, repeat, together, run; and what a raise adds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from incident.adapters.documents.checker import check
from incident.adapters.documents.library import YamlLibrary
from incident.domain.conditions import Op
from incident.domain.runbook import Branch, Bundle, Step, Verb
from incident.domain.tiers import Tier
from tests.adapters.documents.library import FIXTURES

VERBS = FIXTURES / "verbs"


@pytest.fixture(scope="module")
def whole() -> Bundle:
    return YamlLibrary([VERBS]).bundle("outage.every-verb")


def _step(bundle: Bundle, step_id: str) -> Step:
    step = bundle.runbook.step(step_id)
    assert step is not None
    return step


def test_a_runbook_with_every_verb_breaks_no_rule_in_either_language(whole: Bundle) -> None:
    assert check([VERBS]) == []
    assert {step.verb for step in whole.runbook.steps()} == set(Verb)
    assert whole.languages == ("en", "zh-CN")


def test_a_wait_is_a_length_of_time(whole: Bundle) -> None:
    assert _step(whole, "rest").wait == timedelta(minutes=10)


def test_a_repeat_is_followed_by_one_round_and_then_its_way_out(whole: Bundle) -> None:
    poll = _step(whole, "poll")
    assert (poll.every, poll.rounds) == (timedelta(minutes=15), 3)
    assert poll.condition is not None
    assert poll.condition.op is Op.LESS
    below = [(step.id, step.branch) for step in whole.runbook.steps() if step.branch and step.branch.step == "poll"]
    body = Branch(step="poll", is_body=True)
    assert below == [("look", body), ("retries", body), ("poll-if-not", Branch(step="poll"))]


def test_branches_that_are_worked_together_are_named_like_answers(whole: Bundle) -> None:
    assert _step(whole, "both").options == ("phones", "offices")
    assert whole.text("step.both.option.phones", "en") == "Telephones"
    assert _step(whole, "queue").branch == Branch(step="both", option="phones", is_body=True)
    assert _step(whole, "desks").branch == Branch(step="both", option="offices", is_body=True)
