"""What a mark is said to be: never more than a person has judged."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


def test_a_value_that_nobody_compared_is_not_said_to_be_as_expected(cli: CommandLine) -> None:
    incident = cli.declared()
    said = cli.done("step", incident, "calls", "done", "--value", "9").err
    assert "done, 9 of 10 entered" in said
    assert "Compare it with EXPECT: " in said
    assert "as expected" not in said
    assert "as expected, 9" not in cli.done("timeline", incident).out


def test_a_decision_is_echoed_with_its_answer(cli: CommandLine) -> None:
    incident = cli.declared()
    said = cli.done("step", incident, "cause", "answer", "--option", "release").err
    assert "answered 'A release'" in said
    assert "as expected" not in said


@pytest.mark.parametrize("words", ["…", "...", "____"])
def test_a_placeholder_that_was_pasted_is_no_fact(cli: CommandLine, words: str) -> None:
    incident = cli.declared()
    ran = cli("fact", incident, f"channel={words}")
    assert ran.code == 1
    assert "only stands for a value" in ran.err
