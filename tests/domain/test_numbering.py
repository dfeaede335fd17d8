"""The numbers that people call steps by."""

from __future__ import annotations

from incident.domain.numbering import numbered
from incident.domain.runbook import Branch, Verb
from tests.bundles import a_step


def test_every_answer_of_a_question_begins_at_the_first_letter() -> None:
    steps = [
        a_step("cause", Verb.ASK, options=("release", "vendor")),
        a_step("back", branch=Branch(step="cause", option="release")),
        a_step("look", branch=Branch(step="cause", option="release")),
        a_step("call", branch=Branch(step="cause", option="vendor")),
        a_step("next"),
    ]
    assert list(numbered(steps).values()) == ["1", "1a", "1b", "1a", "2"]


def test_branches_that_are_worked_side_by_side_share_their_letters() -> None:
    steps = [
        a_step("both", Verb.TOGETHER, options=("here", "there")),
        a_step("left", branch=Branch(step="both", option="here", is_body=True)),
        a_step("right", branch=Branch(step="both", option="there", is_body=True)),
        a_step("right-if-not", branch=Branch(step="right")),
    ]
    assert list(numbered(steps).values()) == ["1", "1a", "1b", "1b1"]
