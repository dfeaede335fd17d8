"""`incident drill scenario`: what a facilitator reads before an exercise."""

from __future__ import annotations

import json

from tests.cli.conftest import CommandLine


def test_the_list_names_runbook_tier_length_and_injects(cli: CommandLine) -> None:
    out = cli.done("drill", "scenario", "list").out
    assert "exercise.provider-down The payment provider fails" in out.replace("  ", " ")
    assert "outage.payment-login, TIER 2 SERIOUS, 2 h, 11 injects" in out


def test_a_scenario_is_shown_whole_in_either_language(cli: CommandLine) -> None:
    out = cli.done("drill", "scenario", "show", "exercise.provider-down").out
    for words in (
        "Within 15 min of inject 7; shows by: error_share < 5%",
        "at 40 min, unless: message sent to: ",
        "in reserve: at 25 min, unless: ",
        "by hand",
        "a person looks for: An answer that names the next update",
        "What is really the case:",
    ):
        assert words in out or words in " ".join(out.split()), words
    said = cli.done("--lang", "zh-CN", "drill", "scenario", "show", "exercise.video-spreads").out
    assert "产品故障视频扩散" in said
    assert "提升响应级别：一级（重大）" in said
    assert "备用：第 32 分钟仍未：" in "".join(said.split("\n")).replace("     ", "")


def test_a_scenario_that_is_not_there_is_answered_with_the_nearest(cli: CommandLine) -> None:
    ran = cli("drill", "scenario", "show", "exercise.provider-up")
    assert ran.code == 1
    assert "exercise.provider-down" in ran.err


def test_the_check_of_scenarios_asks_the_check_of_files(cli: CommandLine) -> None:
    cli.done("drill", "scenario", "check", "runbooks/scenarios")
    assert cli.world.checked == [("runbooks/scenarios",)]


def test_the_schema_is_printed_as_it_is(cli: CommandLine) -> None:
    assert json.loads(cli.done("drill", "scenario", "schema").out)["title"] == "Scenario"
