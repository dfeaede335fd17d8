"""Stand-ins and days off come in from a calendar: whole or not at all, and a second time in place of the first."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from incident.adapters.workspace.files import OVERRIDES
from incident.adapters.workspace.opening import open_workspace
from incident.domain.duties.duty import on_duty
from tests.cli.conftest import CommandLine
from tests.cli.world import FakeWorkspace
from tests.rotas import ROTAS

PEOPLE = """\
format: people/1
people:
  bo: {name: Bo Chen, roles: [technical]}
  chen: {name: 陈静}
  dee: {name: Dee Novak, roles: [technical]}
  eva: {name: Eva Roth}
rota:
  technical:
    layers:
      - {name: first, people: [bo, dee], start: 2026-11-02, hand_over: 09:00, zone: Europe/Berlin}
      - {name: backup, people: [dee, bo], start: 2026-11-02, hand_over: 09:00}
"""
OWN = """\
format: overrides/1
# mine
overrides:
  - {rota: technical, start: 2026-12-01 09:00, until: 2026-12-01 10:00, person: eva}
"""


@pytest.fixture
def team(cli: CommandLine, tmp_path: Path) -> CommandLine:
    (tmp_path / "incident.yaml").write_text("format: workspace/1\nname: x\nlanguage: en\nzone: UTC\n", "utf-8")
    (tmp_path / "people.yaml").write_text(PEOPLE, "utf-8")
    cli.world.workspace = FakeWorkspace(root=str(tmp_path))
    cli.world.directory.all_rotas = ROTAS
    return cli


def _calendar(folder: Path, *events: str, name: str = "in") -> str:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    path = folder / f"{name}.ics"
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{body}END:VCALENDAR\n", "utf-8")
    return str(path)


def _event(uid: str, day: int, summary: str, *more: str) -> str:
    lines = (f"UID:{uid}", f"DTSTART:202612{day:02}T090000Z", f"DTEND:202612{day:02}T180000Z", f"SUMMARY:{summary}")
    return "\n".join((*lines, *more))


def _first(folder: Path, day: int) -> str:
    (rota,) = open_workspace(folder, None).config.rotas
    return on_duty(rota, datetime(2026, 12, day, 12, tzinfo=UTC))[0].person


def test_each_entry_names_who_stands_in(team: CommandLine, tmp_path: Path) -> None:
    path = _calendar(
        tmp_path,
        _event("1", 1, "eva"),
        _event("2", 2, "DEE NOVAK"),
        _event("3", 3, "Technical lead: Eva Roth (stands in)"),
        _event("4", 4, "陈静替班"),
        _event("5", 5, "x", "ATTENDEE:mailto:EVA@example.org"),
    )
    ran = team.done("oncall", "import", path, "--rota", "technical")
    assert ran.out.strip() == str(tmp_path / OVERRIDES)
    assert "Entered from the calendar 'in': 5, in the place of 0. Left out: 0." in ran.err
    assert [_first(tmp_path, day) for day in range(1, 6)] == ["eva", "dee", "eva", "chen", "eva"]


def test_who_could_not_stand_in_is_entered_and_told_once(team: CommandLine, tmp_path: Path) -> None:
    everybody = [
        each.changed(reach=(("mail", each.id),), roles=("technical",)) for each in team.world.directory.everybody
    ]
    mute = [each.changed(reach=(), phone="", roles=()) if each.id == "eva" else each for each in everybody]
    team.world.directory.everybody = mute
    path = _calendar(tmp_path, _event("1", 1, "eva"), _event("2", 2, "eva"), _event("3", 3, "dee"))
    said = " ".join(team.done("oncall", "import", path, "--rota", "technical").err.split())
    role = "Eva Roth stands in as 'Technical lead' and may not fill the role 'technical'. Add it to their roles."
    assert (said.count(role), said.count("Dee Novak")) == (1, 0)
    assert said.count("Eva Roth stands in as 'Technical lead' and cannot be reached: people.yaml gives no way.") == 1
    assert _first(tmp_path, 1) == "eva"
    said = "".join(team.done("--lang", "zh-CN", "oncall", "import", path, "--rota", "technical").err.split())
    assert "代班，却无法联系：people.yaml未给出联系方式" in said


def test_one_that_names_nobody_keeps_all_of_them_out_unless_it_is_skipped(team: CommandLine, tmp_path: Path) -> None:
    path = _calendar(tmp_path, _event("1", 1, "eva"), _event("2", 2, "Team lunch"), _event("3", 3, "eva or dee"))
    ran = team("oncall", "import", path, "--rota", "technical")
    assert ran.code == 1
    assert "'Team lunch' names nobody of people.yaml, or several." in ran.err
    assert "'eva or dee' names nobody" in ran.err
    assert not (tmp_path / OVERRIDES).exists()
    ran = team.done("oncall", "import", path, "--rota", "technical", "--skip", "--json")
    assert [(each["person"], each["from"]) for each in ran.json["stand_ins"]] == [("eva", "2026-12-01T09:00:00Z")]
    assert ran.json["left_out"] == ["Team lunch", "eva or dee"]


def test_a_second_import_replaces_the_first_and_nothing_of_ones_own(team: CommandLine, tmp_path: Path) -> None:
    (tmp_path / OVERRIDES).write_text(OWN, "utf-8")
    both = _calendar(tmp_path, _event("1", 2, "eva"), _event("2", 3, "eva"))
    team.done("oncall", "import", both, "--rota", "technical")
    other = _calendar(tmp_path, _event("1", 4, "eva"), _event("2", 3, "eva", "STATUS:CANCELLED"))
    team.done("oncall", "import", other, "--rota", "technical")
    (rota,) = open_workspace(tmp_path, None).config.rotas
    assert [each.start.day for each in rota.overrides] == [1, 4]


def test_an_entry_that_was_deleted_in_the_calendar_wakes_nobody_any_more(team: CommandLine, tmp_path: Path) -> None:
    both = _calendar(tmp_path, _event("1", 2, "eva"), _event("2", 3, "eva"))
    team.done("oncall", "import", both, "--rota", "technical")
    assert _first(tmp_path, 3) == "eva"
    ran = team.done("oncall", "import", _calendar(tmp_path, _event("1", 2, "eva")), "--rota", "technical")
    assert "Entered from the calendar 'in': 1, in the place of 2." in ran.err
    assert (_first(tmp_path, 2), _first(tmp_path, 3)) == ("eva", "bo")


@pytest.mark.parametrize("words", [("--rota", "technical"), ("--holidays",)])
def test_an_empty_calendar_takes_out_all_that_it_said_before(
    team: CommandLine, tmp_path: Path, words: tuple[str, ...]
) -> None:
    whole_day = "UID:1\nDTSTART;VALUE=DATE:20261225\nSUMMARY:eva"
    team.done("oncall", "import", _calendar(tmp_path, whole_day), *words)
    ran = team.done("oncall", "import", _calendar(tmp_path), *words, "--json")
    assert (ran.json["calendar"], ran.json["replaced"]) == ("in", 1)
    (rota,) = open_workspace(tmp_path, None).config.rotas
    assert (rota.overrides, rota.days_off) == ((), frozenset())


def test_entries_without_an_id_stay_where_another_calendar_has_such_too(team: CommandLine, tmp_path: Path) -> None:
    nameless = "DTSTART:202612{day}T090000Z\nDTEND:202612{day}T180000Z\nSUMMARY:eva"
    leave, swaps = (
        _calendar(tmp_path, nameless.format(day=day), name=name) for name, day in (("leave", "02"), ("swaps", "03"))
    )
    team.done("oncall", "import", leave, "--rota", "technical")
    ran = team.done("oncall", "import", swaps, "--rota", "technical")
    assert "Entries of other calendars stand beside them: 'leave'." in ran.err
    assert (_first(tmp_path, 2), _first(tmp_path, 3)) == ("eva", "eva")


def test_a_calendar_is_known_by_the_name_that_it_is_given_or_has_or_its_file_has(
    team: CommandLine, tmp_path: Path
) -> None:
    path = Path(_calendar(tmp_path, _event("1", 2, "eva"), name="basic (1)"))
    words = ("oncall", "import", str(path), "--rota", "technical", "--json")
    assert team.done(*words).json["calendar"] == "basic (1)"
    assert team.done(*words, "--calendar", "leave").json["calendar"] == "leave"
    path.write_text(path.read_text("utf-8").replace("PRODID:x", "PRODID:x\nX-WR-CALNAME:Night shift"), "utf-8")
    found = team.done(*words).json
    assert (found["calendar"], found["other_calendars"]) == ("Night shift", ["basic (1)", "leave"])


def test_a_calendar_of_days_off_takes_no_stand_in_of_its_name_away(team: CommandLine, tmp_path: Path) -> None:
    path = _calendar(tmp_path, "UID:1\nDTSTART;VALUE=DATE:20261225\nSUMMARY:eva")
    team.done("oncall", "import", path, "--rota", "technical")
    assert team.done("oncall", "import", path, "--holidays", "--json").json["replaced"] == 0
    assert _first(tmp_path, 25) == "eva"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("RRULE:FREQ=HOURLY", "'eva' repeats by the hour, or too often for a duty."),
        (
            "RECURRENCE-ID:20261201T090000Z\nRECURRENCE-ID:20261202T090000Z",
            "'eva' has times that cannot be understood.",
        ),
    ],
)
def test_why_an_entry_is_left_out_is_told(team: CommandLine, tmp_path: Path, more: str, said: str) -> None:
    ran = team("oncall", "import", _calendar(tmp_path, _event("1", 2, "eva", more)), "--rota", "technical")
    assert (ran.code, said in " ".join(ran.err.split())) == (1, True)
    assert not (tmp_path / OVERRIDES).exists()


def test_an_hour_without_a_zone_is_that_of_the_rota_and_a_layer_may_be_named(team: CommandLine, tmp_path: Path) -> None:
    event = "UID:1\nDTSTART:20261201T090000\nDTEND:20261201T180000\nSUMMARY:eva"
    ran = team.done(
        "oncall", "import", _calendar(tmp_path, event), "--rota", "technical", "--layer", "backup", "--json"
    )
    assert ran.json["stand_ins"][0]["from"] == "2026-12-01T09:00:00Z"  # the rota of the world is in UTC
    (rota,) = open_workspace(tmp_path, None).config.rotas
    assert [each.person for each in on_duty(rota, datetime(2026, 12, 1, 12, tzinfo=UTC))][1] == "eva"


def test_whole_days_come_in_as_days_off(team: CommandLine, tmp_path: Path) -> None:
    path = _calendar(tmp_path, "UID:1\nDTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261227\nSUMMARY:Christmas")
    assert team.done("oncall", "import", path, "--holidays", "--json").json["days_off"] == ["2026-12-25", "2026-12-26"]
    team.done("oncall", "import", path, "--holidays")
    (rota,) = open_workspace(tmp_path, None).config.rotas
    assert {day.day for day in rota.days_off} == {25, 26}
    ran = team("oncall", "import", _calendar(tmp_path, _event("1", 1, "party")), "--holidays")
    assert (ran.code, "'party' is no whole day." in ran.err) == (1, True)


def test_a_day_off_of_another_calendar_stays_until_it_is_over_everywhere(team: CommandLine, tmp_path: Path) -> None:
    """It is 02:40 UTC on the 21st, and in America still the evening before."""
    said = "format: overrides/1\ndays_off: [{day: 2026-11-19, calendar: a}, {day: 2026-11-20, calendar: a}]\n"
    (tmp_path / OVERRIDES).write_text(said, "utf-8")
    path = _calendar(tmp_path, "UID:1\nDTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas")
    team.done("oncall", "import", path, "--holidays")
    (rota,) = open_workspace(tmp_path, None).config.rotas
    assert {f"{day:%m-%d}" for day in rota.days_off} == {"11-20", "12-25"}


def test_what_the_workspace_would_not_take_is_not_written(team: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_text(PEOPLE.replace("  eva: {name: Eva Roth}\n", ""), "utf-8")
    ran = team("oncall", "import", _calendar(tmp_path, _event("1", 1, "eva")), "--rota", "technical")
    assert ran.code == 3
    assert "There is no person 'eva'." in ran.err
    assert not (tmp_path / OVERRIDES).exists()


def test_what_one_wrote_wrongly_is_told_and_kept(team: CommandLine, tmp_path: Path) -> None:
    (tmp_path / OVERRIDES).write_text(OWN.replace("person", "persn"), "utf-8")
    ran = team("oncall", "import", _calendar(tmp_path, _event("1", 2, "eva")), "--rota", "technical")
    assert (ran.code, "Unknown key 'persn'. Did you mean 'person'?" in ran.err) == (3, True)
    assert "# mine" in (tmp_path / OVERRIDES).read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("in.ics",), 2, "Say either --rota ROTA or --holidays."),
        (("in.ics", "--holidays", "--rota", "technical"), 2, "Say either"),
        (("in.ics", "--rota", "tecnical"), 1, "Did you mean 'technical'?"),
        (
            ("in.ics", "--rota", "technical", "--layer", "backups"),
            1,
            "There is no layer 'backups'. Did you mean 'backup'?",
        ),
        (("nowhere.ics", "--holidays"), 1, "nowhere.ics"),
        ((".", "--holidays"), 2, "cannot be read: Is a directory"),
        (("people.yaml", "--holidays"), 2, "cannot be read as a calendar"),
    ],
)
def test_a_wrong_line_is_answered(
    team: CommandLine, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    _calendar(tmp_path, _event("1", 1, "eva"))
    ran = team("oncall", "import", str(tmp_path / words[0]), *words[1:])
    assert ran.code == code
    assert said in " ".join(ran.err.split())


def test_a_pipe_without_a_writer_is_refused_at_once_and_what_is_piped_in_is_a_calendar(
    team: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused = team("oncall", "import", str(tmp_path / "pipe"), "--holidays")
    assert (refused.code, "'-' in the place of the file" in refused.err) == (2, True)
    piped = Path(_calendar(tmp_path, "UID:1\nDTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas")).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(piped)))
    team.done("oncall", "import", "-", "--holidays", "--calendar", "days")
    assert "2026-12-25" in (tmp_path / OVERRIDES).read_text("utf-8")


def test_a_bare_name_is_no_reason_to_stand_in(team: CommandLine, tmp_path: Path) -> None:
    path = _calendar(tmp_path, _event("1", 1, "Eva Roth"), _event("2", 2, "Eva Roth: a wedding"))
    team.done("oncall", "import", path, "--rota", "technical")
    (rota,) = open_workspace(tmp_path, None).config.rotas
    assert [each.why for each in rota.overrides] == ["", "Eva Roth: a wedding"]
