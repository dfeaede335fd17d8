"""The ids of later rounds, and what the runbook answers for them."""

from __future__ import annotations

import pytest

from incident.domain.runbooks.round_ids import in_round, rounds_in, written, written_key
from incident.domain.runbooks.runbook import Verb
from tests.domain.walks import body, fact_is, minutes, plan, step, under

LOOP = step("loop", Verb.REPEAT, condition=fact_is("data_out"), rounds=3)
INNER = step("inner", Verb.REPEAT, condition=fact_is("data_out"), rounds=4, branch=body("loop"))
BUNDLE = plan(
    [LOOP, INNER, step("look", branch=body("inner"), within=minutes(1, 2, 3)), step("out", branch=under("look"))]
)


@pytest.mark.parametrize(
    ("rounds", "name"),
    [((1,), "look"), ((2,), "look~2"), ((1, 3), "look~1~3"), ((3, 1), "look~3"), ((2, 3), "look~2~3")],
)
def test_no_two_rounds_have_the_same_id(rounds: tuple[int, ...], name: str) -> None:
    assert in_round("look", rounds) == name
    assert written(name) == "look"
    assert rounds_in(name) == (rounds if name.count("~") == len(rounds) else rounds[: name.count("~")])


@pytest.mark.parametrize("name", ["look~", "look~x", "look~²", "look"])
def test_what_is_no_round_names_none(name: str) -> None:
    assert rounds_in(name) == ()


def test_a_step_of_a_round_hangs_on_the_steps_of_that_round() -> None:
    runbook = BUNDLE.runbook
    look, out = runbook.step("look~2~3"), runbook.step("out~2~3")
    assert look is not None
    assert out is not None
    assert look.branch == body("inner~2")
    assert out.branch == under("look~2~3")
    assert look.within == {}, "a limit from the declaration is the first round's"
    inner = runbook.step("inner~3")
    assert inner is not None
    assert inner.branch == body("loop")


@pytest.mark.parametrize(
    "name", ["look~4", "look~2~5", "look~0", "look~1", "look~2~1", "look~2~2~2", "gone~2", "loop~2"]
)
def test_there_is_no_round_but_those_there_can_be(name: str) -> None:
    assert BUNDLE.runbook.step(name) is None


def test_the_words_of_a_step_are_the_same_in_every_round() -> None:
    bundle = BUNDLE.changed(words={"en": {"step.look.title": "Look", "step.ask.option.yes": "Yes"}})
    assert bundle.text("step.look~2~3.title", "en") == "Look"
    assert bundle.text("step.ask~2.option.yes", "en") == "Yes"
    assert written_key("step.look~12.title") == "step.look.title"
