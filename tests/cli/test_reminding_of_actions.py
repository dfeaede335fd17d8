"""`incident actions remind`, a worker and the doctor: nobody forgets an action because nobody said anything."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def late(cli: CommandLine) -> CommandLine:
    """A real incident with an action of Bo's, approved by Ana, due on 15 December."""
    cli.world.clock.set(datetime(2026, 12, 1, 8, tzinfo=UTC))
    cli.world.directory.everybody = tuple(
        each.changed(reach=(("mail", f"{each.id}@example.org"), ("sandbox", f"{each.id}@example.org")))
        for each in cli.world.directory.everybody
    )
    incident = cli.declared()
    cli.done("actions", "find", incident, "improve", "nobody had the number")
    asked = (
        "--finding",
        "F1",
        "--owner",
        "bo",
        "--due",
        "2026-12-15",
        "--proof",
        "it hangs there",
        "--approver",
        "ana",
    )
    cli.done("actions", "add", incident, "Write the number of Legal down", *asked)
    return cli


def _at(cli: CommandLine, day: int, hour: int) -> None:
    cli.world.clock.set(datetime(2026, 12, day, hour, tzinfo=UTC))


def _reminded(cli: CommandLine) -> list[tuple[str, str, str]]:
    sent = [each for each in cli.world.sender.sent if "Action" in each.title]
    return [(each.target_id, each.address, each.title.split(": ")[0].strip()) for each in sent]


def test_each_stage_is_said_once_really_and_by_one_way(late: CommandLine) -> None:
    stages = []
    for day, hour in ((2, 10), (9, 10), (9, 12), (14, 10), (16, 10), (17, 10), (20, 10)):
        _at(late, day, hour)
        stages += [(each["stage"], each["people"]) for each in late.done("actions", "remind", "--json").json["told"]]
    assert stages == [("week", ["bo"]), ("day", ["bo"]), ("overdue", ["bo"]), ("approver", ["ana", "bo"])]
    reminded = _reminded(late)
    assert [each[:2] for each in reminded[:3]] == [("mail", "bo@example.org")] * 3
    assert sorted(each[1] for each in reminded[3:]) == ["ana@example.org", "bo@example.org"]
    body = next(each.body for each in late.world.sender.sent if "Action" in each.title)
    assert "Nothing has happened: this reminds you of a corrective action." in body
    assert "Nobody has to be told now." in late.done("actions", "remind").err
    assert "Action due" not in late.done("list").out


def test_a_worker_reminds_while_people_are_at_work_and_wakes_nobody(late: CommandLine) -> None:
    _at(late, 16, 3)
    late("worker", "--once")
    assert _reminded(late) == []
    _at(late, 16, 9)
    late("worker", "--once")
    late("worker", "--once")
    assert [each[1] for each in _reminded(late)] == ["bo@example.org"]


def test_the_doctor_says_when_nothing_reminds_anybody(late: CommandLine) -> None:
    _at(late, 16, 9)
    late.done("actions", "remind")
    assert "action-reminder" not in late("doctor", "--json").out
    _at(late, 19, 12)
    assert "action-reminder" not in late("doctor", "--json").out
    _at(late, 20, 20)
    (found,) = [each for each in late("doctor", "--json").json["findings"] if each["check"] == "action-reminder"]
    assert "1 reminder of an action was told to nobody since 2026-12-19 09:00" in found["words"]
    late.done("actions", "remind")
    assert "action-reminder" not in late("doctor", "--json").out
