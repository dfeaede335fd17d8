"""`incident drill remind`: what it sends is marked, goes to exercise targets alone, and goes once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from incident.application.actor import Actor
from incident.application.errors import StorageUnreachable
from incident.application.service import IncidentService, Outcome
from incident.domain import commands as c
from incident.domain.evolve import fold
from incident.domain.incident import Status
from incident.domain.refusals import Refusal, Refused
from tests.cli.conftest import CommandLine
from tests.cli.test_drill_approval import WHOLE
from tests.cli.test_drill_plan import keys_of
from tests.cli.world import FakeWorkspace

_EXECUTE: Final = IncidentService.execute


def _after(first: Callable[[IncidentService, str, c.Command], object]) -> Callable[..., Outcome]:
    """Commands are executed as ever, after what happens a moment before."""

    def executing(service: IncidentService, record: str, command: c.Command, *args: Any, **named: Any) -> Outcome:  # noqa: ANN401 (handed on)
        first(service, record, command)
        return _EXECUTE(service, record, command, *args, **named)

    return executing


def _breaking(after: int) -> Callable[[IncidentService, str, c.Command], None]:
    """Everything goes well that often; then the log is out of reach."""
    left = iter(range(after))

    def breaking(_service: IncidentService, _record: str, _command: c.Command) -> None:
        if next(left, None) is None:
            raise StorageUnreachable

    return breaking


def _beside(service: IncidentService, record: str, command: c.Command) -> None:
    """Ana does each step a moment before."""
    if isinstance(command, c.CompleteStep):
        _EXECUTE(service, record, command.changed(by="ana"), Actor(person="ana"))


def _refusing(_service: IncidentService, _record: str, command: c.Command) -> None:
    """Nobody can tell bo."""
    if isinstance(command, c.CompleteStep) and command.step == "tell-bo":
        raise Refused(Refusal.STEP_UNKNOWN, step=command.step, near="")


@pytest.fixture
def planned(cli: CommandLine, tmp_path: Path) -> CommandLine:
    """An approved plan; bo is reached for real and in exercises, eva only for real."""
    cli.world.workspace = FakeWorkspace(root=str(tmp_path))
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "plan-2027.yaml").write_text(WHOLE)
    mail = ("mail", "bo@example.org")
    reach = {"bo": (mail, ("sandbox", "bo@example.org")), "ana": (("mail", "ana@example.org"),)}
    everybody = cli.world.directory.everybody
    cli.world.directory.everybody = tuple(each.changed(reach=reach.get(each.id, each.reach)) for each in everybody)
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
    assert "It begins 2027-03-10 14:00 (UTC+0000) and takes 2 h: tabletop." in sent[-1].body


def test_each_notice_brings_the_entry_for_the_readers_calendar_and_says_how_to_answer(planned: CommandLine) -> None:
    planned.done("drill", "plan", "approve")
    planned.world.clock.set(datetime(2027, 3, 9, 14, tzinfo=UTC))
    records = {each["key"]: each["record"] for each in planned.done("drill", "remind", "--json").json["told"]}
    sent = next(each for each in planned.world.sender.sent if each.incident_id == records["payments"])
    entry = sent.calendar.replace("\r\n ", "").splitlines()
    assert {"METHOD:REQUEST", "UID:drill-2027-payments@incident", "DTSTART:20270310T140000Z"} <= {*entry}
    asked = [line.rpartition(":")[2] for line in entry if line.startswith(("ORGANIZER", "ATTENDEE"))]
    assert sorted(asked) == ["ana@example.org", "bo@example.org"]
    assert "tell Ana Lima, or decline the calendar entry where a mail has one. Name who stands in." in sent.body
    (command,) = (line for line in sent.body.splitlines() if "incident message ack" in line)
    planned.done(*command.partition(": incident ")[2].split())
    assert "example.org" not in str(fold(sent.incident_id, planned.world.log.read(sent.incident_id)).bundle)


def test_an_hour_changed_since_the_approval_is_told_to_nobody(planned: CommandLine) -> None:
    planned.done("drill", "plan", "approve")
    planned.world.clock.set(datetime(2027, 3, 1, 10, tzinfo=UTC))
    planned.done("drill", "remind")
    file, sent = Path(planned.world.workspace.root) / "drills" / "plan-2027.yaml", len(planned.world.sender.sent)
    file.write_text(WHOLE.replace("2027-03-10 14:00", "2027-03-11 09:00"))
    ran = planned("drill", "remind")
    departed = "put on other days or another hour without a recorded move: payments."
    assert (len(planned.world.sender.sent), departed in " ".join(ran.err.split())) == (sent, True)
    ran = planned("drill", "calendar")
    assert (ran.code, departed in " ".join(ran.err.split()), "DTSTART:20270310T140000Z" in ran.out) == (0, True, True)
    for words in (("plan", "show"), ("plan", "check")):
        ran = planned("drill", *words)
        assert departed in " ".join((ran.out + ran.err).split())
        assert "has changed since it was approved" in " ".join((ran.out + ran.err).split())


def test_an_hour_that_is_approved_anew_raises_the_sequence_of_its_entry(planned: CommandLine) -> None:
    """RFC 5545 3.8.7.4: a program may leave an entry as it is that does not rise."""
    file = Path(planned.world.workspace.root) / "drills" / "plan-2027.yaml"
    told = list[int]()
    planned.world.clock.set(datetime(2027, 3, 1, 10, tzinfo=UTC))
    for hour in ("2027-03-10 14:00", "2027-03-11 09:00", "2027-03-10 14:00"):
        file.write_text(WHOLE.replace("2027-03-10 14:00", hour) + f"# {len(told)}\n")
        planned.world.clock.forward(minutes=1)
        planned.done("drill", "plan", "approve")
        planned.done("drill", "remind")
        entries = planned.done("drill", "calendar", "--json").json["entries"]
        told.append(next(each["sequence"] for each in entries if each["key"] == "payments"))
    assert told == [1, 3, 5]
    mails = [each.calendar for each in planned.world.sender.sent if "payment provider" in each.title]
    assert [re.findall(r"SEQUENCE:(\d+)", each) for each in mails] == [["1"], ["3"], ["5"]]


def test_a_move_whose_hour_is_edited_again_raises_the_sequence_that_people_were_told(planned: CommandLine) -> None:
    """RFC 5546 2.1.4: what has another hour is a newer entry, also where nobody approved anything between."""
    planned.done("drill", "plan", "approve")
    file = Path(planned.world.workspace.root) / "drills" / "plan-2027.yaml"
    planned.world.clock.set(datetime(2027, 2, 20, 10, tzinfo=UTC))
    planned.done("drill", "remind")
    told, agreed = list[int](), "    begins: 2027-03-10 14:00\n"
    moved = (
        "    moved:\n      - {first: 2027-03-01, last: 2027-03-31, begins: %s, because: x, by: ana, on: 2027-02-20}\n"
    )
    assert agreed in WHOLE
    for hour in ("2027-03-11 09:00", "2027-03-12 09:00", "2027-03-12 09:00", "2027-03-11 09:00"):
        file.write_text(WHOLE.replace(agreed, agreed + moved % hour))
        planned.world.clock.forward(minutes=1)
        planned.done("drill", "remind")
        entries = planned.done("drill", "calendar", "--json").json["entries"]
        told.append(next(each["sequence"] for each in entries if each["key"] == "payments"))
    assert told == [3, 5, 5, 7]
    mails = [each.calendar for each in planned.world.sender.sent if "payment provider" in each.title]
    assert [re.findall(r"SEQUENCE:(\d+)", each) for each in mails] == [["1"], ["3"], ["5"], ["7"]]


@pytest.mark.parametrize("at", [datetime(2027, 3, 10, 13, 30, tzinfo=UTC), datetime(2027, 6, 7, 4, tzinfo=UTC)])
@pytest.mark.parametrize("done", range(4))
def test_a_notice_that_broke_off_is_gone_on_with_by_whoever_looks_next(
    planned: CommandLine, monkeypatch: pytest.MonkeyPatch, at: datetime, done: int
) -> None:
    planned.done("drill", "plan", "approve")
    planned.world.clock.set(at)
    with monkeypatch.context() as broken:
        broken.setattr(IncidentService, "execute", _after(_breaking(done)))
        planned("drill", "remind")
    planned.world.login = "ana"
    told, *_later = planned.done("drill", "remind", "--json").json["told"]
    record = fold(told["record"], planned.world.log.read(told["record"]))
    assert (record.status, len(record.steps)) == (Status.CLOSED, len(told["people"]))
    assert len([each for each in planned.world.sender.sent if each.target_id == "sandbox"]) <= 1
    planned.world.login = "bo"
    assert planned.done("drill", "remind", "--json").json["told"] == []


def test_who_finds_the_same_due_at_the_same_moment_is_no_fault(
    planned: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned.done("drill", "plan", "approve")
    planned.world.clock.set(datetime(2027, 3, 10, 13, 30, tzinfo=UTC))
    monkeypatch.setattr(IncidentService, "execute", _after(_beside))
    assert planned.done("drill", "remind", "--json").json["told"][0]["key"] == "payments"


def test_one_that_cannot_be_told_holds_no_other_back_and_is_named(
    planned: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned.done("drill", "plan", "approve")
    planned.world.clock.set(datetime(2027, 3, 1, tzinfo=UTC))
    monkeypatch.setattr(IncidentService, "execute", _after(_refusing))
    ran = planned("drill", "remind", "--json")
    assert (ran.code, [each["key"] for each in ran.json["told"]]) == (1, ["secret"])
    assert "'payments', invited, is not told to all: The runbook has no step 'tell-bo'." in ran.err
    said = " ".join(planned("worker", "--once").err.split())
    assert "drills: 'payments', invited, is not told to all:" in said
    assert "fault of the program" not in said


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


def test_who_must_not_know_of_an_exercise_is_neither_shown_it_by_reminding_nor_its_reader(planned: CommandLine) -> None:
    planned.done("drill", "plan", "approve")
    planned.world.clock.set(datetime(2027, 6, 7, 4, tzinfo=UTC))
    planned.world.login = "dee"
    ran = planned.done("drill", "remind")
    assert "secret" not in ran.out + ran.err
    planned.world.login = "ana"
    assert [each["key"] for each in planned.done("drill", "remind", "--json").json["told"]] == ["secret"]


def test_an_hour_that_is_not_announced_is_known_to_the_trusted_alone(planned: CommandLine) -> None:
    plan = Path(planned.world.workspace.root) / "drills" / "plan-2027.yaml"
    plan.write_text(WHOLE.replace("notice: no-notice", "notice: limited").replace("[eva]", "[eva, bo]"))
    planned.done("drill", "plan", "approve")
    planned.world.clock.set(datetime(2027, 6, 7, 4, tzinfo=UTC))
    planned.world.login = "dee"
    assert "03:00" not in planned.done("drill", "plan", "show").out
    assert "T03:00" not in planned.done("drill", "plan", "show", "--json").out
    assert planned.done("drill", "remind", "--json").json["told"] == []
    planned.world.login = "eva"
    shown = " ".join(planned.done("drill", "plan", "show").out.split())
    assert "begins 2027-06-08 03:00, the hour is not announced" in shown
    (told,) = planned.done("drill", "remind", "--json").json["told"]
    assert planned.done("access", told["record"], "--json").json["readers"] == ["eva", "bo", "ana"]
    assert "The players do not know when it is." in planned.world.sender.sent[-1].body


def test_a_notice_is_no_exercise_that_was_held_and_its_json_is_documented(planned: CommandLine) -> None:
    planned.done("drill", "plan", "approve")
    planned.world.clock.set(datetime(2027, 3, 1, tzinfo=UTC))
    printed = planned.done("drill", "remind", "--json").json
    assert keys_of(printed) <= {*re.findall(r"\w+", planned.done("drill", "remind", "--help").out)}
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
