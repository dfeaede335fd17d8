"""`incident drill calendar`: a calendar that other programs read, and in which nothing secret stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.test_drill_plan import PLAN, keys_of
from tests.cli.world import FakeWorkspace

vobject = pytest.importorskip("vobject", reason="the library that stands for other people's calendars")


@pytest.fixture
def planned(cli: CommandLine, tmp_path: Path) -> CommandLine:
    cli.world.workspace = FakeWorkspace(root=str(tmp_path))
    _write(cli, PLAN)
    cli.world.clock.set(datetime(2027, 1, 4, tzinfo=UTC))
    everybody = cli.world.directory.everybody
    cli.world.directory.everybody = tuple(
        each.changed(reach=(("mail", f"{each.id}@example.org"),)) if each.id in ("ana", "bo") else each
        for each in everybody
    )
    return cli


def _write(cli: CommandLine, text: str) -> None:
    folder = Path(cli.world.workspace.root) / "drills"
    folder.mkdir(exist_ok=True)
    (folder / "plan-2027.yaml").write_text(text)


def _read(text: str) -> list[Any]:
    """As another program reads it; every entry is held to RFC 5545 by it."""
    calendar = vobject.readOne(text)
    calendar.validate(raiseException=True)
    return list(calendar.vevent_list)


def test_an_agreed_hour_is_an_entry_with_three_reminders(planned: CommandLine) -> None:
    (event,) = _read(planned.done("drill", "calendar").out)
    assert event.uid.value == "drill-2027-payments@incident"
    assert (event.dtstart.value, event.dtend.value) == (
        datetime(2027, 3, 10, 14, tzinfo=UTC),
        datetime(2027, 3, 10, 16, tzinfo=UTC),
    )
    assert event.summary.value == "EXERCISE: The payment provider fails"
    assert "This is an exercise; nothing has happened." in event.description.value
    assert [each.trigger.value for each in event.valarm_list] == [
        -timedelta(days=7),
        -timedelta(days=1),
        -timedelta(hours=1),
    ]


def test_a_move_keeps_the_entry_and_raises_its_sequence(planned: CommandLine) -> None:
    before = _read(planned.done("drill", "calendar").out)[0]
    moved = "    moved:\n      - {first: 2027-04-01, last: 2027-04-20, because: x, by: ana, on: 2027-01-02}\n"
    _write(planned, PLAN.replace("    players: [bo, dee]\n", f"    players: [bo, dee]\n{moved}"))
    after = _read(planned.done("drill", "calendar").out)[0]
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert (after.dtstart.value, after.dtend.value) == (date(2027, 4, 1), date(2027, 4, 21))
    assert (after.status.value, after.transp.value) == ("TENTATIVE", "TRANSPARENT")


def test_what_is_not_announced_is_for_the_trusted_who_ask_for_it(planned: CommandLine) -> None:
    assert "secret" not in planned.done("drill", "calendar").out
    assert len(_read(planned.done("drill", "calendar", "--no-notice").out)) == 2
    planned.world.login = "eva"
    assert "secret" in planned.done("drill", "calendar", "--no-notice").out
    planned.world.login = "dee"
    ran = planned("drill", "calendar", "--no-notice")
    assert (ran.code, ran.out) == (2, "")
    assert "the trusted" in ran.err
    assert planned("drill", "calendar", "secret").code == 2


def test_an_hour_that_is_not_announced_stays_out_of_the_calendar(planned: CommandLine) -> None:
    _write(planned, PLAN.replace("notice: no-notice", "notice: limited"))
    event = _read(planned.done("drill", "calendar").out)[1]
    assert event.dtstart.value == date(2027, 6, 1)
    assert "03:00" not in event.serialize()


def test_one_exercise_is_an_invitation_that_can_be_answered(planned: CommandLine) -> None:
    ran = planned.done("drill", "calendar", "payments")
    assert vobject.readOne(ran.out).method.value == "REQUEST"
    (event,) = _read(ran.out)
    assert event.organizer.value == "mailto:ana@example.org"
    assert [(each.value, each.params["RSVP"]) for each in event.attendee_list] == [("mailto:bo@example.org", ["TRUE"])]
    assert "not invited by it: Dee Novak." in ran.err


def test_an_invitation_that_nobody_could_get_or_answer_is_none(planned: CommandLine) -> None:
    _write(planned, PLAN.replace("players: [bo, dee]", "players: [dee]"))
    assert "Nobody who is to play has an address for mail" in planned("drill", "calendar", "payments").err
    _write(planned, PLAN.replace("owner: ana\n    roles", "owner: dee\n    roles"))
    assert "nobody could answer" in planned("drill", "calendar", "payments").err


def test_the_calendar_as_json_and_as_a_file(planned: CommandLine, tmp_path: Path) -> None:
    (entry,) = planned.done("drill", "calendar", "--json").json["entries"]
    assert (entry["reminders_seconds"], entry["without_mail"]) == ([604_800, 86_400, 3_600], ["dee"])
    said = planned.done("drill", "calendar", "--help").out
    assert all(key in said for key in keys_of(entry))
    planned.done("drill", "calendar", "-o", str(tmp_path / "drills.ics"))
    assert len(_read((tmp_path / "drills.ics").read_bytes().decode())) == 1
