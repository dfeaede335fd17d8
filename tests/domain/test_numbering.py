"""The numbers that people call steps by."""

from __future__ import annotations

from incident.domain.runbooks.numbering import numbered
from incident.domain.runbooks.runbook import Branch, Verb
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


def test_a_step_that_does_not_count_stands_behind_the_one_before_it() -> None:
    steps = [a_step(name) for name in ("early", "one", "more", "most", "two")]
    assert list(numbered(steps, {"one", "two"}).values()) == ["0.1", "1", "1.1", "1.2", "2"]


def test_branches_of_a_step_that_does_not_count_have_letters_all_the_same() -> None:
    steps = [
        a_step("one"),
        a_step("one-if-not", branch=Branch(step="one")),
        a_step("one-more", branch=Branch(step="one")),
        a_step("added"),
        a_step("added-if-not", branch=Branch(step="added")),
    ]
    assert list(numbered(steps, {"one", "one-if-not"}).values()) == ["1", "1a", "1a.1", "1.1", "1.1a"]
