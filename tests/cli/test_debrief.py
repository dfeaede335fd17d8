"""`incident debrief`: from the hot wash to a report that is signed."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine

SCENARIO = "exercise.provider-down"


@pytest.fixture
def exercise(cli: CommandLine) -> str:
    """Ana leads and plays; the team is rated M, the first step by nobody yet."""
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--solo").out.strip()
    cli.world.clock.forward(minutes=12)
    cli.done("drill", "rate", exercise, "confirmed", "M", "--because", "they asked twice")
    cli.done("drill", "stop", exercise)
    return exercise


def well(cli: CommandLine, exercise: str) -> None:
    """What the closing needs."""
    for words in ("the voices stayed calm", "the first text was ready"):
        cli.done("actions", "find", exercise, "strength", words)


def test_a_report_without_what_went_well_is_not_closed(cli: CommandLine, exercise: str) -> None:
    cli.done("debrief", "state", exercise, "reviewed")
    cli.done("debrief", "sign", exercise)
    ran = cli("debrief", "state", exercise, "closed")
    assert (ran.code, "at least two things that went well, and 0 are in it" in ran.err) == (1, True)


def test_the_report_asks_until_people_have_answered(cli: CommandLine, exercise: str) -> None:
    asked = "- [ ] One thing to keep, and one to change?"
    assert asked in cli.done("review", exercise).out
    cli.done("debrief", "say", exercise, "keep", "the read-back")
    cli.done("--as", "bo", "debrief", "say", exercise, "unsafe", "a <b>cable</b>")
    cli.done("debrief", "say", exercise, "conclusion", "the plan holds")
    out = cli.done("review", exercise).out
    assert asked not in out
    assert "| to be kept | the read-back | Ana Lima |" in out
    assert "| unsafe | a &lt;b&gt;cable&lt;/b&gt; | Bo Chen |" in out
    assert "- the plan holds (Ana Lima)" in out


def test_a_rating_of_oneself_stands_beside_the_evaluators(cli: CommandLine, exercise: str) -> None:
    cli.done("--as", "bo", "debrief", "rate", exercise, "s", "--step", "confirm", "--because", "we knew it")
    cli.done("--as", "bo", "debrief", "rate", exercise, "P")
    out = cli.done("review", exercise).out
    assert "| FAILURE: confirm as a customer would | S | Bo Chen | we knew it | M |" in out
    assert "| the whole | P | Bo Chen | - | - |" in out
    hidden = cli.done("--as", "bo", "review", exercise).out
    assert "| FAILURE: confirm as a customer would | S | Bo Chen | we knew it | - |" in hidden


def test_a_report_is_reviewed_signed_and_closed(cli: CommandLine, exercise: str) -> None:
    assert "| Report | draft |" in cli.done("review", exercise).out
    well(cli, exercise)
    assert cli("debrief", "sign", exercise).code == 1
    assert "reviewed" in cli.done("debrief", "state", exercise, "reviewed").err
    cli.done("--as", "bo", "debrief", "sign", exercise, "--capacity", "head of operations")
    cli.done("debrief", "state", exercise, "closed")
    out = cli.done("review", exercise).out
    assert "| Report | closed |" in out
    assert "| Signed by | Bo Chen, head of operations (2026-11-21 02:52): the record up to entry" in out
    assert "| After the last signature | nothing |" in out
    found = cli.done("review", exercise, "--json").json
    assert (found["state"], found["signatures"][0]["by"]) == ("closed", "bo")
    assert "signed the report as head of operations" in " ".join(cli.done("timeline", exercise).out.split())
    cli.done("verify")


def test_what_came_after_the_signature_is_told_apart(cli: CommandLine, exercise: str) -> None:
    well(cli, exercise)
    cli.done("debrief", "state", exercise, "reviewed")
    cli.done("--as", "bo", "debrief", "sign", exercise)
    (signed,) = cli.done("review", exercise, "--json").json["signatures"]
    cli.done("debrief", "state", exercise, "closed")
    cli.done("actions", "find", exercise, "improve", "nobody read it back")
    out = cli.done("review", exercise).out
    assert f": the record up to entry {signed['seq'] - 1} |" in out
    assert f"| After the last signature | entry {signed['seq'] + 2}: nobody signed it |" in out
    assert "after the last signature, and signed by nobody: F3." in out


def test_the_report_says_it_in_chinese(cli: CommandLine, exercise: str) -> None:
    cli.done("debrief", "say", exercise, "luck", "昨天刚试过")
    out = cli.done("--lang", "zh-CN", "review", exercise).out
    assert "| 侥幸 | 昨天刚试过 | Ana Lima |" in out
    assert "参与人员自评" in out
