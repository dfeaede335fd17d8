"""`incident drill plan new` and `drill scenario new`: what they write is right as it stands."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from incident.adapters.documents.scenarios.library import ScenarioLibrary
from incident.shipped import library_root
from tests.cli.conftest import CommandLine
from tests.cli.world import FakeWorkspace


@pytest.fixture
def team(cli: CommandLine, tmp_path: Path) -> CommandLine:
    cli.world.workspace = FakeWorkspace(root=str(tmp_path))
    cli.world.clock.set(datetime(2026, 11, 23, tzinfo=UTC))
    return cli


def test_a_new_plan_lacks_nothing_and_is_of_the_year_that_is_to_be_planned(team: CommandLine, tmp_path: Path) -> None:
    assert "incident drill plan new --year 2026 --approver PERSON" in team("drill", "plan", "show").err
    team.world.clock.set(datetime(2027, 1, 4, tzinfo=UTC))
    ran = team.done("drill", "plan", "new", "--approver", "bo")
    assert ran.out.strip() == str(tmp_path / "drills" / "plan-2027.yaml")
    shown = team.done("drill", "plan", "show", "--json").json
    assert (shown["year"], shown["owner"], shown["approver"], shown["lacks"]) == (2027, "ana", "bo", [])
    assert team.done("drill", "plan", "check").code == 0
    days = [(each["first"], each["last"]) for each in shown["entries"]]
    assert days == sorted(days)
    assert (min(days)[0] >= "2027-01-04", max(days)[1] <= "2027-12-31") == (True, True)


def test_in_autumn_the_plan_that_was_begun_is_the_one_that_is_meant_without_a_year(team: CommandLine) -> None:
    team.done("drill", "plan", "new", "--approver", "bo")
    assert "Nobody has planned 2026 yet: this is the plan of 2027." in team.done("drill", "plan", "show").err
    team.done("--as", "bo", "drill", "plan", "approve")
    assert "BEGIN:VCALENDAR" in team.done("drill", "calendar").out
    assert team.done("drill", "statement", "--json").json["year"] == 2027
    team.done("drill", "plan", "new", "--year", "2026", "--approver", "bo")
    assert team.done("drill", "plan", "show", "--json").json["year"] == 2026


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_what_is_commented_out_in_a_new_plan_may_be_uncommented(team: CommandLine, language: str) -> None:
    team.done("--lang", language, "drill", "plan", "new", "--year", "2027", "--approver", "bo")
    file = Path(team.world.workspace.root) / "drills" / "plan-2027.yaml"
    file.write_text(re.sub(r"^( *)# (\w+: .*)$", r"\1\2", file.read_text(), flags=re.MULTILINE))
    assert file.read_text().count("\n    begins: ") == 4
    assert "error" not in team("drill", "plan", "check").out


def test_a_plan_is_not_approved_by_whoever_keeps_it_and_no_plan_is_written_over(team: CommandLine) -> None:
    assert "Who keeps the plan cannot approve it." in team("drill", "plan", "new", "--approver", "ana").err
    team.done("drill", "plan", "new", "--year", "2027", "--approver", "bo")
    ran = team("drill", "plan", "new", "--year", "2027", "--approver", "bo")
    assert ran.code != 0
    assert "plan-2027.yaml" in ran.err


def test_a_scenario_of_ones_own_begins_as_one_that_there_is_in_every_language(
    team: CommandLine, tmp_path: Path
) -> None:
    team.done("drill", "scenario", "new", "exercise.night", "--from", "exercise.key-stolen", "--title", "A key: stolen")
    root = library_root()
    own = ScenarioLibrary([tmp_path / "scenarios"], [root]).bundle("exercise.night")
    shipped = ScenarioLibrary([root / "scenarios"], [root]).bundle("exercise.key-stolen")
    assert (own.text("title", "en"), own.scenario.revision) == ("A key: stolen", 1)
    assert own.text("title", "zh-CN") == shipped.text("title", "zh-CN")
    assert own.scenario.injects == shipped.scenario.injects


def test_no_scenario_is_begun_under_a_name_that_is_taken_nor_from_one_that_is_not_there(team: CommandLine) -> None:
    taken = team("drill", "scenario", "new", "exercise.key-stolen", "--from", "exercise.key-stolen")
    assert "There is a scenario 'exercise.key-stolen' already." in taken.err
    assert "exercise.key-stolen" in team("drill", "scenario", "new", "exercise.night", "--from", "exercise.key").err
