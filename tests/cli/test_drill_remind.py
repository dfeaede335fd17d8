"""`incident drill remind`: what it sends is marked, goes to exercise targets alone, and goes once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.test_drill_approval import WHOLE
from tests.cli.test_drill_plan import keys_of
from tests.cli.world import FakeWorkspace


@pytest.fixture
def planned(cli: CommandLine, tmp_path: Path) -> CommandLine:
    """An approved plan; bo is reached for real and in exercises, eva only for real."""
    cli.world.workspace = FakeWorkspace(root=str(tmp_path))
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "plan-2027.yaml").write_text(WHOLE)
    reach = (("mail", "bo@example.org"), ("sandbox", "bo@example.org"))
    cli.world.directory.everybody = tuple(
        each.changed(reach=reach) if each.id == "bo" else each for each in cli.world.directory.everybody
    )
    cli.world.login = "bo"
    cli.world.clock.set(datetime(2027, 2, 1, 10, tzinfo=UTC))
    return cli


def test_nobody_is_told_of_a_plan_that_was_not_approved(planned: CommandLine) -> None:
    ran = planned("drill", "remind")
    assert ran.code == 1
    assert "Nobody is told of a plan that was not approved" in ran.err
    assert planned.world.sender.sent == []


def test_each_is_told_once_of_each_time_before_the_exercise(planned: CommandLine) -> None:
    planned.done("drill", "plan", "approve")
    stages = []
    for day, hour in ((1, 10), (1, 11), (3, 14), (9, 14), (10, 13), (10, 15)):
        planned.world.clock.set(datetime(2027, 3, day, hour, tzinfo=UTC))
        told = planned.done("drill", "remind", "--json").json["told"]
        stages += [each["stage"] for each in told if each["key"] == "payments"]
    assert stages == ["invited", "week", "day", "hour"]
    sent = [each for each in planned.world.sender.sent if "payment provider" in each.title]
    assert len(sent) == 4
    assert {each.target_id for each in sent} == {"sandbox"}
    assert all("EXERCISE" in each.title and "EXERCISE" in each.body for each in sent)
    assert "Exercise within an hour" in sent[-1].title
    assert "It begins 2027-03-10 14:00 and takes 2 h: tabletop." in sent[-1].body


def test_who_cannot_be_reached_in_exercises_is_named(planned: CommandLine) -> None:
    planned.done("drill", "plan", "approve")
    planned.world.clock.set(datetime(2027, 3, 1, tzinfo=UTC))
    ran = planned.done("drill", "remind")
    assert "No way for exercises leads to Ana Lima, Dee Novak, Eva Roth:" in ran.err
    assert "payments" in ran.out
    assert "Nobody has to be told now." in planned.done("drill", "remind").err


def test_players_of_an_exercise_without_notice_hear_nothing_and_nobody_else_reads_it(planned: CommandLine) -> None:
    planned.done("drill", "plan", "approve")
    planned.world.clock.set(datetime(2027, 6, 7, 4, tzinfo=UTC))
    (told,) = planned.done("drill", "remind", "--json").json["told"]
    assert (told["key"], told["stage"], told["people"]) == ("secret", "day", ["eva", "ana"])
    assert planned.done("access", told["record"], "--json").json["readers"] == ["bo", "eva", "ana"]


def test_a_notice_is_no_exercise_that_was_held_and_its_json_is_documented(planned: CommandLine) -> None:
    planned.done("drill", "plan", "approve")
    planned.world.clock.set(datetime(2027, 3, 1, tzinfo=UTC))
    printed = planned.done("drill", "remind", "--json").json
    assert all(key in planned.done("drill", "remind", "--help").out for key in keys_of(printed))
    assert planned.done("drill", "statement", "--json").json["exercises"] == []
    assert planned.done("list").out.count("EX-") == 0


def test_a_worker_tells_people_by_itself_and_says_what_keeps_it_from_that(planned: CommandLine) -> None:
    planned.done("drill", "plan", "approve")
    planned.world.clock.set(datetime(2027, 3, 10, 13, 30, tzinfo=UTC))
    planned.done("worker", "--once")
    planned.done("worker", "--once")
    assert ["within an hour" in each.title for each in planned.world.sender.sent] == [True]
    (Path(planned.world.workspace.root) / "drills" / "plan-2027.yaml").write_text("format: drill-plan/1\nyear: 2027\n")
    assert "drills: " in planned("worker", "--once").err
