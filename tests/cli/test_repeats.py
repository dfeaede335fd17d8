"""A script that does not know whether its command got through runs it again."""

from __future__ import annotations

import pytest

from tests.bundles import RUNBOOK_ID
from tests.cli.conftest import CommandLine

DECLARE = ("declare", RUNBOOK_ID, "--tier", "2", "--title", "x", "--fact", "down_since=02:30")


def _entries(cli: CommandLine) -> int:
    return len(cli.world.log.read("INC-0001"))


@pytest.mark.parametrize(
    "words",
    [
        ("note", "INC-0001", "text"),
        ("step", "INC-0001", "notice", "done"),
        ("step", "INC-0001", "notice", "defer", "--until", "20m", "--reason", "x"),
        ("step", "INC-0001", "notice", "ask", "--person", "bo"),
        ("fact", "INC-0001", "affected_share=3", "error_share=1"),
        ("fact", "INC-0001", "down_since=now"),
        ("mark", "INC-0001", "aware", "--at", "now"),
        ("role", "INC-0001", "scribe", "dee"),
        ("tier", "INC-0001", "raise", "1", "--because", "x"),
        ("correct", "INC-0001", "1", "x"),
        ("message", "send", "INC-0001", "agents", "agents-notice", "--yes"),
    ],
    ids=lambda words: " ".join(words[:1] + words[2:4]),
)
def test_a_repeat_with_the_same_id_happens_once(cli: CommandLine, words: tuple[str, ...]) -> None:
    cli.done(*DECLARE)
    cli.done(*words, "--command-id", "job-7")
    before = _entries(cli)
    cli.world.clock.forward(minutes=3)
    ran = cli.done(*words, "--command-id", "job-7")
    assert "nothing is done twice" in ran.err
    assert _entries(cli) == before


def test_a_repeated_declaration_answers_with_the_same_id(cli: CommandLine) -> None:
    first = cli.done(*DECLARE, "--command-id", "alarm-1")
    cli.world.clock.forward(minutes=30)
    assert cli.done(*DECLARE, "--command-id", "alarm-1").out == first.out == "INC-0001\n"


def test_an_id_that_was_used_for_something_else_is_refused(cli: CommandLine) -> None:
    cli.done(*DECLARE)
    cli.done("note", "INC-0001", "one", "--command-id", "job-7")
    ran = cli("note", "INC-0001", "two", "--command-id", "job-7")
    assert ran.code == 1
    assert "executed before" in ran.err
